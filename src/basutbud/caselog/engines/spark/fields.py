"""How Spark takes a file apart into rows: the same records, fields and faults as DuckDB's.

A line is split where a delimiter stands outside quotes. A field is quoted where a quote begins it,
plain spaces aside; what follows the closing quote must be the next delimiter, spaces aside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from basutbud.caselog.engine import SPACES, Plan
from basutbud.caselog.parquet.text import SPARK, spark_type, text_sql
from basutbud.caselog.sql.ids import composed_sql, in_one_line_sql
from basutbud.caselog.sql.rowfaults import SOUND, TEXTS, WRONG, fault_sql, unfit_id_sql
from basutbud.caselog.sql.stamps import StampSql

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

LOG_PLACES: Final = 1 << 40
"""How far the places of one log's rows are from those of the next."""
_MINUTE: Final = r"\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d"
_SECONDS: Final = r"(:[0-5]\d)?"


def quoted(text: str) -> str:
    """Return text as a literal of Spark's SQL."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


_SPACES: Final = quoted(SPACES)
_KEYS: Final = ("log", "row", "file_unit")
"""Of each row: its log's number, its own in the log, and the unit that the file is of."""


def _matches(text: str, pattern: str) -> str:
    whole = rf"^(?:{pattern})\z"
    return f"{text} RLIKE {quoted(whole)}"


def _moment(text: str) -> str:
    return f"try_cast({text} AS TIMESTAMP_NTZ)"


def rows_of_lines(lines: DataFrame, plan: Plan) -> DataFrame:
    """Return staged rows from the records in each ``line``, and how they are ``torn``."""
    parts = lines.selectExpr(*_KEYS, "torn", f"{_parts_sql(plan)} AS parts")
    columns, width = plan.columns, plan.columns.width
    beyond = f"slice(parts, {width + 1}, {max(1, plan.fields - width)})"
    if plan.quoted:
        beyond = f"transform({beyond}, part -> {_plain_sql('part')})"
    joined = f"array_join({beyond}, '')"
    filled = f"{_trimmed(joined)} <> ''"

    def field(role: str) -> str:
        text = f"coalesce(get(parts, {columns.positions[role]}), '')"
        return _plain_sql(text) if plan.quoted else text

    return _rows(
        parts,
        plan,
        {role: field(role) for role in columns.positions},
        short=f"size(parts) < {width}",
        long=f"size(parts) > {plan.fields} OR (size(parts) > {width} AND {filled})",
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
    """Return staged rows from the columns of Parquet files, ``c0`` and so on."""
    fields = {
        role: text_sql(column, f"c{column.position}", SPARK)
        for role, column in plan.parquet.items()
    }
    fields["case_id"] = in_one_line_sql(fields["case_id"])
    rows = table.selectExpr("*", "0 AS torn")
    return _rows(rows, plan, fields, short="false", long="false")


def _rows(
    source: DataFrame, plan: Plan, fields: dict[str, str], *, short: str, long: str
) -> DataFrame:
    texts = {name: fields.get(name, "''") for name in TEXTS}
    texts["case_id"] = composed_sql(_trimmed(texts["case_id"]))
    texts["received_raw"], texts["reply_raw"] = fields["received"], fields["first_reply"]
    if "final_reply" in fields:
        first = _trimmed(fields["first_reply"])
        texts["reply_raw"] = f"coalesce(nullif({first}, ''), {fields['final_reply']})"
    if "unit" not in fields:
        texts["unit"] = "file_unit"
    texts |= {"short": short, "long": long}
    fault = fault_sql(lambda text: text, lines=not plan.parquet)
    rows = source.selectExpr(*_KEYS, "torn", *(f"{sql} AS {name}" for name, sql in texts.items()))
    for level in (*_STAMPS.levels(), {"unfit": unfit_id_sql(_matches)}, {"sound": SOUND}):
        rows = rows.selectExpr("*", *(f"{sql} AS {name}" for name, sql in level.items()))
    return rows.selectExpr(
        "log",
        f"CAST(log AS BIGINT) * {LOG_PLACES} + row AS row_id",
        f"CAST(CASE WHEN torn <> 0 THEN torn ELSE {fault} END AS TINYINT) AS fault",
        "case_id",
        "CASE WHEN torn <> 0 THEN '' ELSE unit END AS unit",
        "service",
        "received_at",
        "reply_at",
        "reversed",
        f"CASE WHEN torn = 0 AND NOT coalesce(sound, FALSE) THEN {WRONG} END AS wrong",
    )


def _trimmed(text: str) -> str:
    return f"trim(BOTH {_SPACES} FROM {text})"


_STAMPS: Final = StampSql(
    whole=lambda text: (
        f"CASE WHEN {_matches(text, _MINUTE + _SECONDS)} THEN {_moment(f'left({text}, 16)')} END"
    ),
    trimmed=_trimmed,
    minute=lambda text: f"CASE WHEN {_matches(text, _MINUTE)} THEN {_moment(text)} END",
    matches=_matches,
    moment=_moment,
    minus_minutes=lambda moment, minutes: f"({moment} - make_dt_interval(0, 0, {minutes}))",
    in_stockholm=lambda moment: f"convert_timezone('UTC', 'Europe/Stockholm', {moment})",
)
FIELD: Final = 1
"""The group of ``field_pattern`` that is the field."""


def field_pattern(plan: Plan) -> str:
    """Return the pattern of a field with the mark before it.

    Possessive throughout: no line, however long, makes it try again or recurse.
    """
    mark = re.escape(plan.delimiter)
    return rf'{mark}( *+"[^"]*+(?:""[^"]*+)*+" *+|(?! *+")[^{mark}]*+)(?={mark}|\z)'


def _parts_sql(plan: Plan) -> str:
    found = quoted(rf"\G{field_pattern(plan)}")
    return f"""CASE WHEN contains(line, '"')
        THEN regexp_extract_all(concat({quoted(plan.delimiter)}, line), {found}, {FIELD})
        ELSE split(line, {quoted(re.escape(plan.delimiter))}, -1) END"""


def _plain_sql(part: str) -> str:
    """Return SQL for a field without the quotes it stands in."""
    return f"""CASE WHEN startswith(ltrim({part}), '"')
        THEN replace(substr(trim({part}), 2, length(trim({part})) - 2), '""', '"')
        ELSE {part} END"""
