"""Finds the columns of a Parquet log, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from basutbud.caselog.parquet.text import content_faults
from basutbud.caselog.parquet.types import ParquetColumn, columns_without_zone, unfit_columns
from basutbud.caselog.reading.header import Header, header_of_names
from basutbud.caselog.request import Dialect
from basutbud.errors import InputError, Location, Problem
from basutbud.safetext import safe_text


def find_table(
    columns: Sequence[ParquetColumn], shown: str, dialect: Dialect, *, unit_needed: bool
) -> tuple[Header, Mapping[str, ParquetColumn]]:
    """Return the header of a Parquet file with these columns, and the column of each role.

    Raise InputError where it is no log, or a column has a type that cannot be read for certain.
    """
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
    if problems := _by_type(roles, location):
        raise InputError(*problems)
    return replace(header, line=0), roles


def refuse_content(roles: Mapping[str, ParquetColumn], answers: Iterable[bool], shown: str) -> None:
    """Raise InputError where columns cannot be read, by what was answered to ``content_sql``."""
    in_bytes, in_numbers = content_faults(roles, answers)
    location = Location(shown)
    problems = [
        Problem("log_column_bytes", location, column=safe_text(column.name)) for column in in_bytes
    ]
    if in_numbers:
        problems.append(Problem("log_times_as_numbers", location, {"names": _names(in_numbers)}))
    if problems:
        raise InputError(*problems)


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


def _names(columns: Sequence[ParquetColumn]) -> tuple[str, ...]:
    return tuple(safe_text(column.name) for column in columns)
