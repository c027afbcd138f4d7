"""SQL that turns the columns of a Parquet file into text, as a CSV log would have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from basutbud.caselog.engine import ERROR_CELL, LONG_NUMBER
from basutbud.caselog.parquet.types import Kind, ParquetColumn, numbers_as_times

_ERROR: Final = f"'{ERROR_CELL}'"
_LONG_NUMBER: Final = f"'{LONG_NUMBER}'"
_EXACT: Final = {Kind.FLOAT: 2**24, Kind.DOUBLE: 2**53}
"""From here on a floating-point number may stand for several whole numbers."""
_DATE_NUMBER: Final = (
    r"(19|20|21)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(([01]\d|2[0-3])[0-5]\d([0-5]\d)?)?"
)
"""20160128, 201601281305, 20160128130500; counts of days or seconds do not look like this."""


@dataclass(frozen=True, slots=True)
class EngineSql:
    """The expressions that differ between the engines. Each takes SQL for the column."""

    text: Callable[[str], str]
    decoded: Callable[[str], str]
    uuid: Callable[[str], str]
    moment: Callable[[str, bool], str]
    """Its second argument says whether the engine has the moment in nanoseconds."""
    undecodable: Callable[[str], str]
    """SQL for whether bytes are no text."""
    matches: Callable[[str, str], str]
    """SQL for whether a text is a pattern's from end to end."""


DUCKDB: Final = EngineSql(
    text=lambda column: column,
    decoded=lambda column: f"decode({column})",
    uuid=lambda column: f"CAST({column} AS STRING)",
    moment=lambda column, _: f"CAST(CAST({column} AS TIMESTAMP) AS STRING)",
    undecodable=lambda column: (
        f"(TRY(decode({column})) IS NULL OR contains(TRY(decode({column})), chr(0)))"
    ),
    matches=lambda text, pattern: f"regexp_full_match({text}, '{pattern}')",
)


def _utf8(column: str) -> str:
    """Return SQL for Spark that fails on bytes that are no text, as DuckDB does by itself."""
    text = f"CAST({column} AS STRING)"
    return f"CASE WHEN NOT is_valid_utf8({text}) THEN raise_error('not UTF-8') ELSE {text} END"


def _hyphenated(column: str) -> str:
    hexed = f"lower(hex({column}))"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return f"concat_ws('-', {', '.join(f'substr({hexed}, {at}, {n})' for at, n in parts)})"


def _spark_moment(column: str, nanos: bool) -> str:  # noqa: FBT001 - as EngineSql has it
    moment = f"timestamp_micros({column} div 1000)" if nanos else column
    return f"CAST(CAST({moment} AS TIMESTAMP_NTZ) AS STRING)"


SPARK: Final = EngineSql(
    text=_utf8,
    decoded=_utf8,
    uuid=lambda column: f"CASE WHEN {column} IS NOT NULL THEN {_hyphenated(column)} END",
    moment=_spark_moment,
    undecodable=lambda column: (
        f"(NOT is_valid_utf8(CAST({column} AS STRING)) OR contains({column}, X'00'))"
    ),
    # A raw literal, in which a backslash is one.
    matches=lambda text, pattern: rf"{text} RLIKE r'^(?:{pattern})\z'",
)


def quoted(text: str) -> str:
    """Return text quoted for DuckDB's SQL."""
    return "'" + text.replace("'", "''") + "'"


def parquet_source(path: Path, columns: int) -> str:
    """Return DuckDB's SQL for a Parquet file with its columns named ``c0``, ``c1`` and so on.

    DuckDB confuses names that only differ in case.
    """
    names = ", ".join(f"c{number}" for number in range(columns))
    return f"read_parquet({quoted(str(path))}, hive_partitioning = false) AS parquet({names})"


def text_sql(column: ParquetColumn, sql: str, engine: EngineSql) -> str:
    """Return SQL for a column's values as text, empty for NULL.

    A number that is not whole, or not exact, becomes a mark for which its row is rejected.
    """
    return f"coalesce({_text_sql(column, sql, engine)}, '')"


def spark_type(column: ParquetColumn) -> str:
    """Return the type by which Spark is to read a column."""
    match column.kind:
        case Kind.BYTES | Kind.UUID:
            return "binary"
        case Kind.WHOLE:
            return "decimal(20,0)" if column.unsigned else "long"
        case Kind.DECIMAL:
            return f"decimal({column.digits},{column.scale})"
        case Kind.DAY:
            return "date"
        case Kind.MOMENT if column.nanos:
            return "long"
        case Kind.MOMENT:
            return "timestamp_ntz" if column.local else "timestamp"
        case Kind.FLOAT | Kind.DOUBLE:
            return column.kind.value
        case _:
            return "string"


def content_sql(roles: Mapping[str, ParquetColumn], engine: EngineSql) -> list[str]:
    """Return SQL for what the types of columns do not tell: whether any cannot be read.

    Whether those of bytes have any that are no text, and whether those of times have numbers, but
    none that is a date.
    """
    return [
        *(_undecodable_sql(column, engine) for column in _in_bytes(roles)),
        *(_no_dates_sql(column, engine) for column in numbers_as_times(roles)),
    ]


def content_faults(
    roles: Mapping[str, ParquetColumn], answers: Iterable[bool]
) -> tuple[list[ParquetColumn], list[ParquetColumn]]:
    """Return the columns that ``content_sql`` was answered yes of: those of bytes, of numbers."""
    asked = [*_in_bytes(roles), *numbers_as_times(roles)]
    found = [column for column, is_so in zip(asked, answers, strict=True) if is_so]
    in_bytes = [column for column in found if column.kind is Kind.BYTES]
    return in_bytes, [column for column in found if column.kind is not Kind.BYTES]


def _in_bytes(roles: Mapping[str, ParquetColumn]) -> list[ParquetColumn]:
    return [column for column in roles.values() if column.kind is Kind.BYTES]


def _undecodable_sql(column: ParquetColumn, engine: EngineSql) -> str:
    sql = f"c{column.position}"
    return f"count(*) FILTER (WHERE {sql} IS NOT NULL AND {engine.undecodable(sql)}) > 0"


def _no_dates_sql(column: ParquetColumn, engine: EngineSql) -> str:
    sql = f"c{column.position}"
    dates = engine.matches(text_sql(column, sql, engine), _DATE_NUMBER)
    return f"count({sql}) > 0 AND count(*) FILTER (WHERE {dates}) = 0"


def _text_sql(column: ParquetColumn, sql: str, engine: EngineSql) -> str:
    match column.kind:
        case Kind.NOTHING:
            return "''"
        case Kind.TEXT:
            return engine.text(sql)
        case Kind.BYTES:
            return engine.decoded(sql)
        case Kind.UUID:
            return engine.uuid(sql)
        case Kind.FLOAT | Kind.DOUBLE:
            whole = f"abs({sql}) < {_EXACT[column.kind]} AND {sql} = floor({sql})"
            return f"""CASE WHEN {sql} IS NULL THEN '' WHEN isnan({sql}) THEN {_ERROR}
                WHEN {whole} THEN CAST(CAST({sql} AS BIGINT) AS STRING) ELSE {_LONG_NUMBER} END"""
        case Kind.DECIMAL:
            whole = f"regexp_replace(CAST({sql} AS STRING), '[.]0+$', '')"
            return f"CASE WHEN contains({whole}, '.') THEN {_LONG_NUMBER} ELSE {whole} END"
        case Kind.MOMENT:
            moment = engine.moment(sql, column.nanos)
            return f"({moment} || '+00')" if column.utc else moment
        case _:
            return f"CAST({sql} AS STRING)"
