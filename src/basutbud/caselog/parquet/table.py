"""Finds the columns of a Parquet log, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from basutbud.caselog.engine import Engine
from basutbud.caselog.parquet.text import no_dates_sql, parquet_source, quoted, undecodable_sql
from basutbud.caselog.parquet.types import (
    SCHEMA_SQL,
    Kind,
    ParquetColumn,
    columns_of,
    columns_without_zone,
    numbers_as_times,
    unfit_columns,
)
from basutbud.caselog.reading.header import Header, header_of_names
from basutbud.caselog.request import Dialect
from basutbud.errors import InputError, Location, Problem
from basutbud.safetext import safe_text


def find_table(
    engine: Engine, path: Path, shown: str, dialect: Dialect, *, unit_needed: bool
) -> tuple[Header, Mapping[str, ParquetColumn]]:
    """Return a Parquet file's header, and the column of each role.

    Raise InputError if it is no log or a column cannot be read with certainty, and UnreadableError
    if the file cannot be read at all.
    """
    columns = columns_of(engine.parquet(SCHEMA_SQL.format(file=quoted(str(path)))))
    names = [column.name for column in columns]
    location = Location(shown)
    try:
        header = header_of_names(names, shown, dialect, unit_needed=unit_needed)
    except InputError as error:  # its locations have a line, but Parquet has no lines
        raise InputError(*(replace(one, location=location) for one in error.problems)) from None
    roles = {role: columns[at] for role, at in header.columns.positions.items()}
    if dialect.timestamp_zone:
        utc = dialect.timestamp_zone == "UTC"
        roles = {
            role: column if column.utc is not None else replace(column, utc=utc)
            for role, column in roles.items()
        }
    problems = _by_type(roles, location) or _by_content(engine, path, len(names), roles, location)
    if problems:
        raise InputError(*problems)
    return replace(header, line=0), roles


def _by_type(roles: Mapping[str, ParquetColumn], location: Location) -> list[Problem]:
    """Return a problem for each column that cannot be read because of its type."""
    problems = [
        Problem(
            "log_column_type",
            location,
            {"missing": (role,), "role": role, "type": safe_text(column.type)},
            column=safe_text(column.name),
        )
        for role, column in unfit_columns(roles)
    ]
    if unsaid := columns_without_zone(roles):
        types = tuple(dict.fromkeys(safe_text(column.type) for column in unsaid))
        problems.append(Problem("log_no_zone", location, {"names": _names(unsaid), "type": types}))
    return problems


def _by_content(
    engine: Engine,
    path: Path,
    width: int,
    roles: Mapping[str, ParquetColumn],
    location: Location,
) -> list[Problem]:
    """Return a problem for each column that cannot be read because of its values."""
    in_bytes = [column for column in roles.values() if column.kind is Kind.BYTES]
    in_numbers = numbers_as_times(roles)
    asked = [
        *(undecodable_sql(f"c{column.position}") for column in in_bytes),
        *(no_dates_sql(column, f"c{column.position}") for column in in_numbers),
    ]
    if not asked:
        return []
    ((*answers,),) = engine.parquet(f"SELECT {', '.join(asked)} FROM {parquet_source(path, width)}")
    found = [
        column for column, is_so in zip([*in_bytes, *in_numbers], answers, strict=True) if is_so
    ]
    problems = [
        Problem("log_column_bytes", location, column=safe_text(column.name))
        for column in found
        if column.kind is Kind.BYTES
    ]
    if numbers := [column for column in found if column.kind is not Kind.BYTES]:
        problems.append(Problem("log_times_as_numbers", location, {"names": _names(numbers)}))
    return problems


def _names(columns: Sequence[ParquetColumn]) -> tuple[str, ...]:
    return tuple(safe_text(column.name) for column in columns)
