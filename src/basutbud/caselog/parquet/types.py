"""What a column of a Parquet file holds, by the file's own word, and whether it can be a log's.

Both engines go by this, so that neither has a reading of its own. DuckDB gives the schema as it
stands in the file; a type that is not known here is refused.
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
"""A file's root, then its columns, each before those within it."""
MOST_DIGITS: Final = 38
"""A decimal number of more digits is not read exactly."""


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
    **{("BYTE_ARRAY", told): Kind.TEXT for told in ("STRING", "UTF8", "ENUM")},
    ("BYTE_ARRAY", ""): Kind.BYTES,
    ("FIXED_LEN_BYTE_ARRAY", ""): Kind.BYTES,
    **{("INT32", told): Kind.WHOLE for told in _INTEGERS},
    **{("INT64", told): Kind.WHOLE for told in (*_INTEGERS, "INT_64", "UINT_64")},
    ("FLOAT", ""): Kind.FLOAT,
    ("DOUBLE", ""): Kind.DOUBLE,
    ("FIXED_LEN_BYTE_ARRAY", "UUID"): Kind.UUID,
    ("INT32", "DATE"): Kind.DAY,
    ("INT64", "TIMESTAMP"): Kind.MOMENT,
    # These may be UTC as well as local: the last two mean UTC, but were written of local times
    # too, before there were words for them.
    ("INT96", ""): Kind.MOMENT,
    ("INT64", "TIMESTAMP_MILLIS"): Kind.MOMENT,
    ("INT64", "TIMESTAMP_MICROS"): Kind.MOMENT,
}
"""By physical type, and what the file says that it means. Others are refused."""
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
    """A column: its position from 0, its name, what it holds, and what the file calls that.

    ``utc`` is of moments: whether they are taken for UTC, or for local times; None where the file
    does not say. ``local``: it says that they are local. ``nanos``: they are counted in
    nanoseconds. ``digits`` and ``scale`` are of decimal numbers. ``unsigned``: whole numbers of 64
    bits without a sign.
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
    """Return those roles whose column holds what can be no case id, text or time."""
    return [
        (role, column)
        for role, column in columns.items()
        if column.kind not in _WORDS | NUMBERS | {Kind.DAY if role in TIMES else Kind.UUID}
        and not (column.kind is Kind.MOMENT and role in TIMES)
    ]


def columns_without_zone(columns: Mapping[str, ParquetColumn]) -> list[ParquetColumn]:
    """Return the columns of moments that may be UTC as well as local."""
    return [one for one in columns.values() if one.kind is Kind.MOMENT and one.utc is None]


def numbers_as_times(columns: Mapping[str, ParquetColumn]) -> list[ParquetColumn]:
    """Return the columns of times that are numbers: of days, 20160128, or of anything else."""
    return [one for role, one in columns.items() if role in TIMES and one.kind in NUMBERS]


def _column(position: int, row: SchemaRow) -> ParquetColumn:
    logical = row.logical or ""
    told = logical.partition("(")[0].removesuffix("Type").upper() or row.converted or ""
    whole = not row.children and row.repetition != "REPEATED"
    kind = _kind(row.type, told) if whole else Kind.OTHER
    column = ParquetColumn(
        position, row.name, kind, told or ("STRUCT" if row.children else row.type or "")
    )
    match kind:
        case Kind.MOMENT:
            utc = {"1": True, "0": False}.get(logical.partition("isAdjustedToUTC=")[2][:1])
            nanos = "NanoSeconds" in logical
            return replace(column, utc=utc, local=utc is False, nanos=nanos)
        case Kind.DECIMAL:
            digits, scale = row.precision or 0, row.scale or 0
            exact = 0 <= scale <= digits and 1 <= digits <= MOST_DIGITS
            column = replace(column, type=f"{told}({digits},{scale})", digits=digits, scale=scale)
            return column if exact else replace(column, kind=Kind.OTHER)
        case Kind.WHOLE:
            signless = row.converted == "UINT_64" or "isSigned=0" in logical
            return replace(column, unsigned=row.type == "INT64" and signless)
        case _:
            return column


def _kind(physical: str | None, told: str) -> Kind:
    """Return what values are by their physical type, and what the file says of it, if anything."""
    if told == "DECIMAL":
        return Kind.DECIMAL
    if told in _NEVER_ANY:
        return Kind.NOTHING
    return _KINDS.get((physical, told), Kind.OTHER)
