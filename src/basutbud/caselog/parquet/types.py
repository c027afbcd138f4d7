"""The types of a Parquet file's columns, and whether a log can have them.

Both engines go by these types, so that they read a file alike. DuckDB returns the schema that is
stored in the file; an unknown type is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, starmap
from typing import Any, Final, NamedTuple

SCHEMA_SQL: Final = """
    SELECT name, type, repetition_type, coalesce(num_children, 0), converted_type, logical_type,
           precision, scale
    FROM parquet_schema({file})
"""
"""Selects a file's root, then its columns, each before the columns nested in it."""
MOST_DIGITS: Final = 38
"""The most digits of a decimal number that are read exactly."""


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    BYTES = "bytes"
    NOTHING = "nothing"
    WHOLE = "whole"
    FLOAT = "float"
    DOUBLE = "double"
    DECIMAL = "decimal"
    UUID = "uuid"
    DAY = "day"
    MOMENT = "moment"
    OTHER = "other"


_NEVER_ANY: Final = ("NULL", "UNKNOWN")
_INTEGERS: Final = ("", "INT", *(f"{sign}INT_{bits}" for sign in ("", "U") for bits in (8, 16, 32)))
_KINDS: Final[Mapping[tuple[str | None, str], Kind]] = {
    **{("BYTE_ARRAY", meaning): Kind.TEXT for meaning in ("STRING", "UTF8", "ENUM")},
    ("BYTE_ARRAY", ""): Kind.BYTES,
    ("FIXED_LEN_BYTE_ARRAY", ""): Kind.BYTES,
    **{("INT32", meaning): Kind.WHOLE for meaning in _INTEGERS},
    **{("INT64", meaning): Kind.WHOLE for meaning in (*_INTEGERS, "INT_64", "UINT_64")},
    ("FLOAT", ""): Kind.FLOAT,
    ("DOUBLE", ""): Kind.DOUBLE,
    ("FIXED_LEN_BYTE_ARRAY", "UUID"): Kind.UUID,
    ("INT32", "DATE"): Kind.DAY,
    ("INT64", "TIMESTAMP"): Kind.MOMENT,
    # These may be UTC or local: the last two mean UTC, but older programs wrote local times so too.
    ("INT96", ""): Kind.MOMENT,
    ("INT64", "TIMESTAMP_MILLIS"): Kind.MOMENT,
    ("INT64", "TIMESTAMP_MICROS"): Kind.MOMENT,
}
"""Kinds by physical type and the meaning that the file gives it. Others are refused."""
NUMBERS: Final = frozenset({Kind.WHOLE, Kind.FLOAT, Kind.DOUBLE, Kind.DECIMAL})
_WORDS: Final = frozenset({Kind.TEXT, Kind.BYTES, Kind.NOTHING})
TIMES: Final = ("received", "first_reply", "final_reply")


class SchemaRow(NamedTuple):
    """One line of ``SCHEMA_SQL``."""

    name: str
    type: str | None
    repetition: str | None
    children: int
    converted: str | None
    logical: str | None
    precision: int | None
    scale: int | None


@dataclass(frozen=True, slots=True)
class ParquetColumn:
    """A column: its position from 0, its name, its kind, and the type that the file gives it.

    For moments ``utc`` says whether they are read as UTC or as local times, None if that is open;
    ``local`` means that the file calls them local, ``nanos`` that they are in nanoseconds. Decimal
    numbers have ``digits`` and a ``scale``. ``unsigned`` are whole numbers of 64 bits without sign.
    """

    position: int
    name: str
    kind: Kind
    type: str
    utc: bool | None = None
    local: bool = False
    nanos: bool = False
    digits: int = 0
    scale: int = 0
    unsigned: bool = False


def columns_of(schema: Iterable[Sequence[Any]]) -> list[ParquetColumn]:
    """Return a file's columns from the rows of ``SCHEMA_SQL``."""
    columns: list[ParquetColumn] = []
    within = 0
    for row in islice(starmap(SchemaRow, schema), 1, None):
        if within > 0:
            within += row.children - 1
        else:
            columns.append(_column(len(columns), row))
            within = row.children
    return columns


def unfit_columns(columns: Mapping[str, ParquetColumn]) -> list[tuple[str, ParquetColumn]]:
    """Return the roles whose columns have a type that no case id, text or time has."""
    return [
        (role, column)
        for role, column in columns.items()
        if column.kind not in _WORDS | NUMBERS | {Kind.DAY if role in TIMES else Kind.UUID}
        and not (column.kind is Kind.MOMENT and role in TIMES)
    ]


def columns_without_zone(columns: Mapping[str, ParquetColumn]) -> list[ParquetColumn]:
    """Return the columns of moments that may be UTC or local."""
    return [one for one in columns.values() if one.kind is Kind.MOMENT and one.utc is None]


def numbers_as_times(columns: Mapping[str, ParquetColumn]) -> list[ParquetColumn]:
    """Return the columns of times that are numbers: dates like 20160128, or something else."""
    return [one for role, one in columns.items() if role in TIMES and one.kind in NUMBERS]


def _column(position: int, row: SchemaRow) -> ParquetColumn:
    logical = row.logical or ""
    meaning = logical.partition("(")[0].removesuffix("Type").upper() or row.converted or ""
    whole = not row.children and row.repetition != "REPEATED"
    kind = _kind(row.type, meaning) if whole else Kind.OTHER
    column = ParquetColumn(
        position, row.name, kind, meaning or ("STRUCT" if row.children else row.type or "")
    )
    match kind:
        case Kind.MOMENT:
            utc = {"1": True, "0": False}.get(logical.partition("isAdjustedToUTC=")[2][:1])
            nanos = "NanoSeconds" in logical
            return replace(column, utc=utc, local=utc is False, nanos=nanos)
        case Kind.DECIMAL:
            digits, scale = row.precision or 0, row.scale or 0
            exact = 0 <= scale <= digits and 1 <= digits <= MOST_DIGITS
            type_ = f"{meaning}({digits},{scale})"
            column = replace(column, type=type_, digits=digits, scale=scale)
            return column if exact else replace(column, kind=Kind.OTHER)
        case Kind.WHOLE:
            signless = row.converted == "UINT_64" or "isSigned=0" in logical
            return replace(column, unsigned=row.type == "INT64" and signless)
        case _:
            return column


def _kind(physical: str | None, meaning: str) -> Kind:
    """Return the kind of values by their physical type and its meaning, which may be empty."""
    if meaning == "DECIMAL":
        return Kind.DECIMAL
    if meaning in _NEVER_ANY:
        return Kind.NOTHING
    return _KINDS.get((physical, meaning), Kind.OTHER)
