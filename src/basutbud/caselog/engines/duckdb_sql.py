"""How DuckDB reads a log: the SQL that splits its lines and makes moments of its stamps."""

from __future__ import annotations

from functools import partial
from typing import Final

from basutbud.caselog.engine import EXTRA_FIELDS, NULL, SPACES, Plan
from basutbud.caselog.parquet.text import DUCKDB, parquet_source, quoted, text_sql
from basutbud.caselog.parquet.types import TIMES, Kind, ParquetColumn
from basutbud.caselog.reading.records import MAX_LINE
from basutbud.caselog.sql.ids import composed_sql, in_one_line_sql
from basutbud.caselog.sql.rowfaults import SOUND, TEXTS, WRONG, fault_sql, unfit_id_sql
from basutbud.caselog.sql.stamps import LAST_MINUTE, StampSql

_SPACES: Final = "'" + SPACES + "'"
_READABLE: Final = "BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999'"
_BLANK: Final = "' '"
"""To be named: without it, ``trim`` takes any space that Unicode knows."""


def _matches(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, '{pattern}')"


def _stamp_sql(plan: Plan) -> StampSql:
    return StampSql(
        whole=partial(_whole, plan),
        trimmed=partial(_trimmed, plan),
        minute=lambda text: _by_format(plan, text, "%H:%M"),
        matches=_matches,
        moment=lambda text: f"try_cast({text} AS TIMESTAMP)",
        minus_minutes=lambda moment, minutes: f"({moment} - to_minutes({minutes}))",
        # To make an instant of a moment in UTC by ``timezone`` takes as long as all the rest.
        in_stockholm=lambda moment: (
            f"timezone('Europe/Stockholm', make_timestamptz(epoch_us({moment})))"
        ),
    )


def _whole(plan: Plan, text: str) -> str:
    """Return SQL that reads the commonest forms, by their length."""
    return f"""CASE strlen({text}) WHEN 16 THEN {_by_format(plan, text, "%H:%M")}
        WHEN 19 THEN date_trunc('minute', {_by_format(plan, text, "%H:%M:%S")}) END"""


def _by_format(plan: Plan, text: str, clock: str) -> str:
    """Return SQL that reads a stamp by its format, which costs less than a guarded cast.

    A format's blank takes any white space, and its numbers fewer digits: a text of full length is
    what it says only if at most one plain space is the white space in it, and none around it.
    """
    joined = f"'%Y-%m-%dT{clock}'"
    if plan.spaced:
        digits = f"{text} BETWEEN '0' AND ':' AND right({text}, 1) BETWEEN '0' AND '9'"
        return f"""CASE WHEN {digits}
            THEN try_strptime(replace({text}, ' ', 'T'), {joined}) END"""
    return f"""CASE WHEN {text} LIKE '% % %' THEN NULL
        WHEN contains({text}, ' ') THEN try_strptime({text}, '%Y-%m-%d {clock}')
        ELSE try_strptime({text}, {joined}) END"""


def read_sql(plan: Plan) -> str:
    """Return SQL for rows as ``Engine`` describes them, but for their row ids, of ``field_row``."""
    typed = _type_of_times(plan)
    moments = _stamp_sql(plan).levels() if typed is None else [_typed_moments(plan, typed)]
    rows = "FROM field_row"
    for level in (*moments, {"unfit": unfit_id_sql(_matches)}, {"sound": SOUND}):
        selected = ", ".join(f"{sql} AS {name}" for name, sql in level.items())
        rows = f"FROM (SELECT *, {selected} {rows})"
    fault = fault_sql(partial(_trimmed, plan), lines=not plan.parquet)
    return f"""SELECT CAST({fault} AS TINYINT) AS fault,
        case_id, unit, service, received_at, reply_at, reversed,
        CASE WHEN NOT coalesce(sound, FALSE) THEN {WRONG} END AS wrong {rows}"""


def _typed_moments(plan: Plan, typed: ParquetColumn) -> dict[str, str]:
    """Return SQL for what ``StampSql.levels`` gives in the end, where times are no texts."""
    received, reply = "received_instant", "reply_instant"
    reversed_ = f"{reply} < {received}"
    if typed.kind is Kind.DAY:
        reply = f"{reply} + INTERVAL '{LAST_MINUTE}:00'"
    elif typed.utc:
        in_stockholm = _stamp_sql(plan).in_stockholm
        return {
            "received_at": in_stockholm(received),
            "reply_at": in_stockholm(reply),
            "reversed": reversed_,
        }
    return {"received_at": received, "reply_at": reply, "reversed": "CAST(NULL AS BOOLEAN)"}


def _type_of_times(plan: Plan) -> ParquetColumn | None:
    """Return what the times of a Parquet file are, where all are days, or moments of one kind.

    They are taken as they are then: to write them as text and read that takes four times as long.
    """
    times = [column for role, column in plan.parquet.items() if role in TIMES]
    alike = len({(one.kind, one.utc, one.nanos) for one in times}) == 1
    return times[0] if alike and times[0].kind in (Kind.DAY, Kind.MOMENT) else None


def _typed_sql(plan: Plan, typed: ParquetColumn) -> dict[str, str]:
    """Return SQL for the days or moments of a row, and for the text of one that is no time.

    Such a one lies beyond the years of four digits, where no text could be read either.
    """
    fields = {}
    for name, roles in (("received", ("received",)), ("reply", ("first_reply", "final_reply"))):
        columns = (f"c{plan.columns.positions[role]}" for role in roles if role in plan.parquet)
        value = f"coalesce({', '.join(columns)})"
        moment = f"try_cast({value} AS TIMESTAMP)"
        fields[f"{name}_instant"] = (
            f"CASE WHEN {moment} {_READABLE} THEN date_trunc('minute', {moment}) END"
        )
        text = text_sql(typed, value, DUCKDB)
        fields[name] = f"CASE WHEN {moment} {_READABLE} THEN '-' ELSE {text} END"
    return fields


def _trimmed(plan: Plan, text: str) -> str:
    return f"trim({text}, {_SPACES if plan.spaced else _BLANK})"


def _seldom_trimmed(plan: Plan, text: str) -> str:
    """Trim, where hardly any text is to be: to look for a space at its ends costs less."""
    if plan.spaced:
        return _trimmed(plan, text)
    spaced = f"starts_with({text}, {_BLANK}) OR ends_with({text}, {_BLANK})"
    return f"CASE WHEN {spaced} THEN trim({text}, {_BLANK}) ELSE {text} END"


def _id_sql(plan: Plan, text: str) -> str:
    """Return SQL for a case id as it is compared, which most are as they stand."""
    if not plan.spaced:
        return _seldom_trimmed(plan, text)
    whole = composed_sql(_trimmed(plan, in_one_line_sql(text) if plan.parquet else text))
    return f"CASE WHEN {_matches(text, '[!-~]*')} THEN {text} ELSE {whole} END"


def _source_sql(plan: Plan) -> str:
    """Return SQL for the table that a file is read as, its columns ``c0``, ``c1`` … in text.

    What a copy holds is read without strictness: lines are whole, and quotes in pairs, by the
    making of it, and to record what is wrong with a line costs the square of its fields.
    """
    # Sound by construction: the path and the delimiter are quoted, all else is this module's.
    if plan.parquet:
        return parquet_source(plan.path, plan.fields)
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(plan.fields + EXTRA_FIELDS))
    quote = '"' if plan.quoted else ""
    return f"""read_csv({quoted(str(plan.path))}, columns = {{{columns}}}, auto_detect = false,
        header = false, skip = 0, delim = {quoted(plan.delimiter)}, quote = '{quote}',
        escape = '{quote}', comment = '', nullstr = {quoted(NULL)}, null_padding = true,
        compression = 'none', hive_partitioning = false, strict_mode = false,
        max_line_size = {2 * MAX_LINE})"""


def _field_sql(plan: Plan, role: str) -> str:
    """Return SQL for the text of a role's column, empty if the log lacks the column."""
    position = plan.columns.positions.get(role)
    if position is None:
        return "''"
    if plan.parquet:
        return text_sql(plan.parquet[role], f"c{position}", DUCKDB)
    return f"coalesce(c{position}, '')"


def fields_sql(plan: Plan) -> str:
    """Return SQL for the columns of a file that matter, and whether a row is short or long."""
    field = partial(_field_sql, plan)
    fields = {role: field(role) for role in TEXTS}
    if plan.unit is not None:
        fields["unit"] = quoted(plan.unit)
    fields["case_id"] = _id_sql(plan, fields["case_id"])
    if typed := _type_of_times(plan):
        fields |= _typed_sql(plan, typed)
    else:
        fields["received_raw"], fields["reply_raw"] = field("received"), field("first_reply")
        if "final_reply" in plan.columns.positions:
            first = _seldom_trimmed(plan, field("first_reply"))
            fields["reply_raw"] = f"coalesce(nullif({first}, ''), {field('final_reply')})"
    fields |= {"short": "FALSE", "long": "FALSE"}
    if not plan.parquet:
        fields["short"] = f"c{plan.columns.width - 1} IS NULL"
        fields["long"] = _long_sql(plan)
    selected = ", ".join(f"{sql} AS {name}" for name, sql in fields.items())
    return f"SELECT {selected} FROM {_source_sql(plan)}"


def _long_sql(plan: Plan) -> str:
    """Return SQL for whether a row has more fields than it may, or text beyond the last column."""
    unnamed = [f"c{number}" for number in range(plan.columns.width, plan.fields)]
    beyond = f"c{plan.fields} IS NOT NULL"
    if not unnamed:
        return beyond
    return f"{beyond} OR trim(concat({', '.join(unnamed)}), {_SPACES}) <> ''"
