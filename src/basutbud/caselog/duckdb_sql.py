"""How DuckDB reads a log: the SQL that parts its fields and makes moments of its stamps."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final

from basutbud.caselog.ids import composed_sql, in_one_line_sql
from basutbud.caselog.parquet_sql import DUCKDB, parquet_source, quoted, text_sql
from basutbud.caselog.plan import EXTRA_FIELDS, KEYED, NULL, SPACES, Plan
from basutbud.caselog.records import MAX_LINE
from basutbud.caselog.rowfaults import FIELDS, SOUND, fault_sql
from basutbud.caselog.stamps import LAST_MINUTE, Words, sql_moment

COLUMNS: Final = """
    log INTEGER, fault TINYINT, case_id VARCHAR, unit_key INTEGER, service_key INTEGER,
    received_at TIMESTAMP, reply_at TIMESTAMP, odd VARCHAR
"""
"""What is kept of each row; ``odd`` is JSON: texts without a key, and a stamp that is none."""
_SPACES: Final = "'" + SPACES + "'"
_BLANK: Final = "' '"
"""To be named: without it, ``trim`` takes any space that Unicode knows."""


def _words(plan: Plan) -> Words:
    return Words(
        quick=partial(_quick, plan),
        matches=lambda text, pattern: f"regexp_full_match({text}, '{pattern}')",
        rewritten=lambda text, pattern, new: f"regexp_replace({text}, '{pattern}', '{new}')",
        moment=lambda text: f"try_cast({text} AS TIMESTAMP)",
        in_stockholm=lambda moment, minutes: (
            f"timezone('Europe/Stockholm', timezone('UTC', {moment} - to_minutes({minutes})))"
        ),
    )


def _quick(plan: Plan, text: str) -> str:
    """Return SQL that reads the commonest forms, by their length."""
    if plan.spaced:
        text = _trimmed(plan, text)
    return f"""CASE strlen({text}) WHEN 16 THEN {_by_format(plan, text, "%H:%M")}
        WHEN 19 THEN date_trunc('minute', {_by_format(plan, text, "%H:%M:%S")}) END"""


def _by_format(plan: Plan, text: str, clock: str) -> str:
    """Return SQL that reads a stamp by its format, which costs less than a guarded cast.

    A format's blank takes any white space, and its numbers fewer digits: a text of full length is
    what it says only if at most one plain space is the white space in it, and none around it.
    """
    joined = f"'%Y-%m-%dT{clock}'"
    if plan.spaced:
        return f"try_strptime(replace({text}, ' ', 'T'), {joined})"
    return f"""CASE WHEN {text} LIKE '% % %' THEN NULL
        WHEN contains({text}, ' ') THEN try_strptime({text}, '%Y-%m-%d {clock}')
        ELSE try_strptime({text}, {joined}) END"""


def read_sql(plan: Plan, log: int, known: Collection[str], unit_key: int) -> str:
    """Return SQL for a file's rows in the shape of ``COLUMNS``.

    ``known`` are the columns whose texts have keys; to look for another's costs more than to keep
    them. ``unit_key`` is the key of the unit, where the file has no column for it.
    """
    keys = {column: _key(column) if column in known else "NULL::INTEGER" for column in KEYED}
    if plan.unit is not None:
        keys["unit"] = str(unit_key)
    trim, words = partial(_trimmed, plan), _words(plan)
    odd = f"""to_json(struct_pack(
        unit := CASE WHEN unit_key IS NULL THEN {trim("unit")} END,
        service := CASE WHEN service_key IS NULL THEN {trim("service")} END,
        stamp := CASE WHEN received_at IS NULL THEN {trim("received")}
                      WHEN reply_at IS NULL THEN {trim("reply")} END))"""
    return f"""
        SELECT {log}, {fault_sql(trim)}, case_id, unit_key, service_key, received_at, reply_at,
               CASE WHEN sound AND unit_key IS NOT NULL AND service_key IS NOT NULL THEN NULL
                    ELSE {odd} END
        FROM (
            SELECT *, {SOUND} AS sound
            FROM (
                SELECT *, {keys["unit"]} AS unit_key, {keys["service"]} AS service_key,
                       {sql_moment("received", trim("received"), words)} AS received_at,
                       {sql_moment("reply", trim("reply"), words, LAST_MINUTE)} AS reply_at
                FROM (SELECT {_fields_sql(plan)} FROM {source_sql(plan)})
            )
        )"""


def _trimmed(plan: Plan, text: str) -> str:
    return f"trim({text}, {_SPACES if plan.spaced else _BLANK})"


def _case_id(plan: Plan, text: str) -> str:
    """Trim, where hardly any text is to be: to look for a space costs less."""
    if plan.spaced:
        return composed_sql(_trimmed(plan, text))
    return f"CASE WHEN contains({text}, {_BLANK}) THEN trim({text}, {_BLANK}) ELSE {text} END"


def _key(column: str) -> str:
    return f"enum_code(try_cast({column} AS {column}_text))"


def source_sql(plan: Plan) -> str:
    """Return SQL for the table that a file is read as, its columns ``c0``, ``c1`` … in text."""
    # Sound by construction: the path and the delimiter are quoted, all else is this module's.
    if plan.parquet:
        return parquet_source(plan.path, plan.fields)
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(plan.fields + EXTRA_FIELDS))
    quote = '"' if plan.quoted else ""
    return f"""read_csv({quoted(str(plan.path))}, columns = {{{columns}}}, auto_detect = false,
        header = false, skip = {plan.skip}, delim = {quoted(plan.delimiter)}, quote = '{quote}',
        escape = '{quote}', comment = '', nullstr = {quoted(NULL)}, null_padding = true,
        compression = 'none', hive_partitioning = false, strict_mode = true,
        max_line_size = {MAX_LINE}, store_rejects = true, rejects_limit = 0)"""


def field_sql(plan: Plan, role: str) -> str:
    """Return SQL for the text of a role's column, empty where there is none."""
    position = plan.columns.positions.get(role)
    if position is None:
        return "''"
    if plan.parquet:
        return text_sql(plan.parquet[role], f"c{position}", DUCKDB)
    return f"c{position}"


def _fields_sql(plan: Plan) -> str:
    """Return SQL for the columns that matter, and whether a row is short or long."""
    field = partial(field_sql, plan)
    fields = {role: field(role) for role in FIELDS[:-1]}
    if plan.parquet:
        fields["case_id"] = in_one_line_sql(fields["case_id"])
    fields["case_id"] = _case_id(plan, fields["case_id"])
    fields["reply"] = field("first_reply")
    if "final_reply" in plan.columns.positions:
        first = _trimmed(plan, fields["reply"])
        fields["reply"] = f"coalesce(nullif({first}, ''), {field('final_reply')})"
    fields |= {"short": "FALSE", "long": "FALSE"}
    if not plan.parquet:
        width = plan.columns.width
        beyond = [f"c{number}" for number in range(width, plan.fields + EXTRA_FIELDS)]
        fields["short"] = f"c{width - 1} IS NULL"
        filled = f"trim(concat({', '.join(beyond)}), {_SPACES}) <> ''"
        fields["long"] = f"CASE WHEN {beyond[0]} IS NULL THEN FALSE ELSE {filled} END"
    return ", ".join(f"{sql} AS {name}" for name, sql in fields.items())
