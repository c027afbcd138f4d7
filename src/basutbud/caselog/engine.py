"""The port to the engines: what they are asked to read, and what they answer."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from basutbud.caselog.columns import Columns
from basutbud.caselog.parquet.types import ParquetColumn

SPACES: Final = " \t\v\f\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""Spaces that may surround a field without being part of it."""
TEXT_COLUMNS: Final = ("unit", "service")
"""The columns of ``staged_row`` whose texts have to be looked up."""
EXTRA_FIELDS: Final = 8
"""The most excess fields that are read of a row; a row with that many is damaged."""
NULL: Final = "\x01"
"""A text that no field has, so that an empty field differs from a missing one."""
ERROR_CELL: Final = "\x02error"
"""Stands in a field of a typed file for an error instead of a value."""
FORMULA_CELL: Final = "\x02formula"
"""Likewise for a formula whose value is not in the file."""
LONG_NUMBER: Final = "\x02number"
"""Likewise for a case id that is a number its cell cannot hold exactly, or not whole."""
DATE_AS_ID: Final = "\x02date"
"""Likewise for a case id that a spreadsheet turned into a date."""
ROW_FAULTS: Final = (
    "",
    "too_few_fields",
    "too_many_fields",
    "nothing",
    "case_id:missing",
    "case_id:unfit",
    "received:missing",
    "received:stamp",
    "first_reply:stamp",
    "unit:missing",
    "unit:person",
    "unit:not_hsa_id",
    "unit:name_of_several",
    "unit:unfit",
    "service:unfit",
    "too_long",
    "nul",
    "bad_bytes",
    "stray_quote",
    "ambiguous_quotes",
)
"""Why a row is no case, by number; 0 is a case. ``nothing``: every wanted column is empty.

Before the colon stands the column; ``unfit`` is what ``unfit.unfit_value`` names.
"""
FAULT: Final = {name: number for number, name in enumerate(ROW_FAULTS)}


@dataclass(frozen=True, slots=True)
class Plan:
    """A file to read, one record a line, or Parquet.

    ``fields``: how many a row may have; those beyond the header's last name must be empty.
    ``quoted``: fields may stand in quotes. ``spaced``: fields may have other spaces around them
    than plain ones, or letters apart from their marks. ``unit``: the unit where the log has no
    column for it. ``parquet``: what holds the roles, in a Parquet file.
    """

    path: Path
    columns: Columns
    fields: int
    delimiter: str = ""
    parquet: Mapping[str, ParquetColumn] = field(default_factory=dict)
    quoted: bool = True
    spaced: bool = True
    unit: str | None = None


class NoRoomError(OSError):
    """Memory and the temporary folder are both full."""

    def __init__(self) -> None:
        """Be the system's own error for a full disk."""
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


class UnreadableError(Exception):
    """A file that the engine cannot read as planned."""


class Engine(Protocol):
    """Reads one file at a time into the table ``staged_row``, and runs the SQL that judges it.

    ``staged_row`` has a row for each record of the file last staged: ``row_id``, its number in file
    order from 0, ``fault`` (see ``ROW_FAULTS``), ``case_id``, ``unit`` and ``service`` as written,
    ``received_at`` and ``reply_at`` in Stockholm time, ``reversed``, whether the reply's instant
    lies before the receipt's, NULL where not both have an offset, and ``wrong``, the text of a
    stamp or an id that is none. A day without a time is received at its first minute, and answered
    at its last.
    """

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""

    def make(self, table: str, sql: str) -> None:
        """Make a table of what a query returns."""

    def create(self, table: str, columns: str) -> None:
        """Make a table without rows; ``columns`` are names and types."""

    def append(self, table: str, sql: str, log: int) -> None:
        """Add what a query returns to a table that was created, as rows of a log."""

    def discard(self, tables: Sequence[str], log: int) -> None:
        """Take a log's rows out of tables again."""

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows, a batch in memory at a time."""

    def close(self) -> None:
        """Let go of all it holds."""


class FileEngine(Engine, Protocol):
    """An engine that reads files of this machine."""

    def stage(self, plan: Plan) -> int:
        """Read a file, and return how many rows it has. Raise UnreadableError."""

    def parquet(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query on a Parquet file. Raise UnreadableError."""

    def progress(self) -> float:
        """Return how much of the reading under way is done, 0 to 1. Called from another thread."""
