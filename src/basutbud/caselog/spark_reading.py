"""How Spark takes a file apart into rows: the same records, fields and faults as DuckDB's.

A line is split where a delimiter stands outside quotes. A field is quoted where a quote begins it,
plain spaces aside; what follows the closing quote must be the next delimiter, spaces aside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from basutbud.caselog.ids import composed_sql, in_one_line_sql
from basutbud.caselog.parquet_sql import SPARK, spark_type, text_sql
from basutbud.caselog.plan import EXTRA_FIELDS, SPACES, Plan
from basutbud.caselog.records import MAX_LINE
from basutbud.caselog.rowfaults import FIELDS, SOUND, fault_sql
from basutbud.caselog.stamps import LAST_MINUTE, Words, sql_moment

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

REFUSED: Final = ("", "too_long", "bad_bytes", "open_quote", "stray_quote", "too_many_fields")
"""Why a line is no row, by number. ``open_quote``: its record may go on below."""
NO_ROW: Final = -1
"""What a header line, or a blank one, has for that number."""
ROWS: Final = (
    "place BIGINT, fault TINYINT, case_id STRING, unit STRING, service STRING,"
    " received_at TIMESTAMP_NTZ, reply_at TIMESTAMP_NTZ, wrong STRING"
)
"""The columns of a log's rows, with the texts of unit and service."""
_MINUTE: Final = r"\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"


def quoted(text: str) -> str:
    """Return text as a literal of Spark's SQL."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


_SPACES: Final = quoted(SPACES)


def _matches(text: str, pattern: str) -> str:
    whole = rf"^(?:{pattern})\z"
    return f"{text} RLIKE {quoted(whole)}"


def _rewritten(text: str, pattern: str, new: str) -> str:
    java = new.replace("\\", "$")
    return f"regexp_replace({text}, {quoted(pattern)}, {quoted(java)})"


def _moment(text: str) -> str:
    return f"try_cast({text} AS TIMESTAMP_NTZ)"


_WORDS: Final = Words(
    quick=lambda text: (
        f"CASE WHEN {_matches(text, _MINUTE)} THEN {_moment(f'left({text}, 16)')} END"
    ),
    matches=_matches,
    rewritten=_rewritten,
    moment=_moment,
    in_stockholm=lambda moment, minutes: (
        f"convert_timezone('UTC', 'Europe/Stockholm', {moment} - make_dt_interval(0, 0, {minutes}))"
    ),
)


def numbered_lines(texts: DataFrame, plan: Plan) -> DataFrame:
    """Return each ``line``, its ``block`` of the file, its ``number`` and why it is no row.

    Numbers rise within a block, one by one; within the first block they begin at 0.
    """
    numbered = texts.selectExpr(
        r"trim(TRAILING '\r' FROM value) AS line",
        "_metadata.file_block_start AS block",
        "monotonically_increasing_id() AS number",
    )
    return numbered.selectExpr("*", f"{_refusal_sql(plan)} AS refused")


def rows_of_lines(lines: DataFrame, plan: Plan) -> DataFrame:
    """Return rows in the shape of ``ROWS`` from each ``line`` and its ``place``."""
    parts = lines.selectExpr("place", f"{_parts_sql(plan)} AS parts")
    columns, width = plan.columns, plan.columns.width
    beyond = f"slice(parts, {width + 1}, {plan.fields + EXTRA_FIELDS})"
    if plan.quoted:
        beyond = f"transform({beyond}, part -> {_plain_sql('part')})"
    joined = f"array_join({beyond}, '')"

    def field(role: str) -> str:
        text = f"get(parts, {columns.positions[role]})"
        return _plain_sql(text) if plan.quoted else text

    return _rows(
        parts,
        plan,
        {role: field(role) for role in columns.positions},
        short=f"size(parts) < {width}",
        long=f"size(parts) > {width} AND {_trimmed(joined)} <> ''",
    )


def schema_of(plan: Plan) -> StructType:
    """Return the columns of a Parquet file that are read, by their types in the file.

    Left to itself, Spark would refuse a file for a column that no one reads.
    """
    from pyspark.sql.types import StructType

    schema = StructType()
    for column in plan.parquet.values():
        schema.add(column.name, spark_type(column))
    return schema


def columns_sql(plan: Plan) -> list[str]:
    """Return SQL for those columns, by names that are no others': ``c0`` and so on."""
    return [
        f"`{column.name.replace('`', '``')}` AS c{column.position}"
        for column in plan.parquet.values()
    ]


def rows_of_table(table: DataFrame, plan: Plan) -> DataFrame:
    """Return rows in the shape of ``ROWS`` from a Parquet file's columns and their ``place``."""
    fields = {
        role: text_sql(column, f"c{column.position}", SPARK)
        for role, column in plan.parquet.items()
    }
    fields["case_id"] = in_one_line_sql(fields["case_id"])
    return _rows(table, plan, fields, short="false", long="false")


def _rows(
    source: DataFrame, plan: Plan, fields: dict[str, str], *, short: str, long: str
) -> DataFrame:
    texts = {name: _trimmed(fields.get(name, "''")) for name in FIELDS[:-1]}
    texts["case_id"] = composed_sql(texts["case_id"])
    texts["reply"] = _trimmed(fields["first_reply"])
    if "final_reply" in fields:
        texts["reply"] = (
            f"coalesce(nullif({texts['reply']}, ''), {_trimmed(fields['final_reply'])})"
        )
    texts |= {"short": short, "long": long}
    return (
        source.selectExpr("place", *(f"{sql} AS {name}" for name, sql in texts.items()))
        .selectExpr(
            "*",
            f"{sql_moment('received', 'received', _WORDS)} AS received_at",
            f"{sql_moment('reply', 'reply', _WORDS, LAST_MINUTE)} AS reply_at",
        )
        .selectExpr("*", f"{SOUND} AS sound")
        .selectExpr(
            "place",
            f"CAST({fault_sql(lambda text: text)} AS TINYINT) AS fault",
            "case_id",
            "unit" if plan.unit is None else f"{quoted(plan.unit)} AS unit",
            "service",
            "received_at",
            "reply_at",
            "CASE WHEN received_at IS NULL THEN received WHEN reply_at IS NULL THEN reply END"
            " AS wrong",
        )
    )


def _trimmed(text: str) -> str:
    return f"trim(BOTH {_SPACES} FROM {text})"


def _refusal_sql(plan: Plan) -> str:
    checks = {
        "too_long": f"octet_length(line) > {MAX_LINE}",
        "bad_bytes": "NOT is_valid_utf8(line)",
    }
    if plan.quoted:
        whole = quoted(rf"^(?:{_field_pattern(plan)})*+\z")
        stray = f"contains(line, '\"') AND NOT concat({quoted(plan.delimiter)}, line) RLIKE {whole}"
        quotes = "length(line) - length(replace(line, '\"', ''))"
        checks["open_quote"] = f"{stray} AND ({quotes}) % 2 = 1"
        checks["stray_quote"] = stray
    checks["too_many_fields"] = f"size({_parts_sql(plan)}) > {plan.fields + EXTRA_FIELDS}"
    cases = " ".join(f"WHEN {sql} THEN {REFUSED.index(fault)}" for fault, sql in checks.items())
    return f"""CASE WHEN (block = 0 AND number < {plan.skip}) OR line = '' THEN {NO_ROW}
        {cases} ELSE 0 END"""


def _field_pattern(plan: Plan) -> str:
    # Possessive throughout: no line, however long, makes it try again or recurse.
    mark = re.escape(plan.delimiter)
    return rf'{mark}( *+"[^"]*+(?:""[^"]*+)*+" *+|(?! *+")[^{mark}]*+)(?={mark}|\z)'


def _parts_sql(plan: Plan) -> str:
    split = f"split(line, {quoted(re.escape(plan.delimiter))}, -1)"
    if not plan.quoted:
        return split
    found = quoted(rf"\G{_field_pattern(plan)}")
    return f"""CASE WHEN contains(line, '"')
        THEN regexp_extract_all(concat({quoted(plan.delimiter)}, line), {found}, 1)
        ELSE {split} END"""


def _plain_sql(part: str) -> str:
    """Return SQL for a field without the quotes it stands in."""
    return f"""CASE WHEN startswith(ltrim({part}), '"')
        THEN replace(substr(trim({part}), 2, length(trim({part})) - 2), '""', '"')
        ELSE {part} END"""
