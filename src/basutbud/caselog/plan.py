"""What an engine is told to read, and what it answers: the agreement between intake and engines."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from basutbud.caselog.columns import Columns
from basutbud.caselog.parquet_types import ParquetColumn

SPACES: Final = " \t\v\f\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""What may stand around a field without being part of it."""
KEYED: Final = ("unit", "service")
"""The columns whose texts go by keys."""
EXTRA_FIELDS: Final = 8
"""Empty fields that a row may have beyond the header's."""
NULL: Final = "\x01"
"""What no field is, so that an empty field and a missing one differ."""
ERROR_CELL: Final = "\x02error"
"""What a reader of typed files puts in a field where a cell holds an error instead of a value."""
FORMULA_CELL: Final = "\x02formula"
"""Likewise for a formula whose value the file does not hold."""
LONG_NUMBER: Final = "\x02number"
"""Likewise for a number that its cell cannot hold exactly, or that is not whole, as a case id."""
ROW_FAULTS: Final = (
    "",
    "too_few_fields",
    "too_many_fields",
    "nothing",
    "case_id:missing",
    "received:missing",
    "received:stamp",
    "first_reply:stamp",
)
"""Why a row is no case, by number; 0 is none. ``nothing``: every column that matters is empty."""
FAULT: Final = {name: number for number, name in enumerate(ROW_FAULTS)}


@dataclass(frozen=True, slots=True)
class Plan:
    """A file to read, one record a line below ``skip`` lines, or Parquet.

    ``fields``: the columns of its header, those without a name too. ``quoted``: fields may stand in
    quotes. ``spaced``: fields may have other spaces around them than plain ones, or letters apart
    from their marks. ``unit``: the
    unit where the log has no column for it. ``texts``: units and services met in a sample; a
    column without any has ever new ones. ``parquet``: what holds the roles, in a Parquet file.
    """

    path: Path
    columns: Columns
    fields: int
    delimiter: str = ""
    skip: int = 0
    parquet: Mapping[str, ParquetColumn] = field(default_factory=dict)
    quoted: bool = True
    spaced: bool = True
    unit: str | None = None
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """What an engine read: the place of the first row, how many, and lines refused, by number."""

    first: int
    rows: int
    refused: Mapping[int, str]


class NoRoomError(OSError):
    """Memory and the temporary folder are both full."""

    def __init__(self) -> None:
        """Say it as the system would."""
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


class UnreadableError(Exception):
    """A file that the engine cannot read as planned."""


class Arrays(Protocol):
    """Gives an engine's rows as NumPy's arrays, and takes them. Threads may ask."""

    def columns(self, sql: str) -> Mapping[str, Any]:
        """Run a query and return its columns, masked where there are NULLs."""

    def put(self, table: str, column: str, numbers: Any) -> None:
        """Make a table of one column of whole numbers."""


class Engine(Protocol):
    """Reads logs into the table ``row_read`` and runs the classification.

    ``row_read`` has a row for each record: ``place``, its number over all logs in file order,
    ``log``, ``fault`` (see ``ROW_FAULTS``), ``case_id``, ``unit_key`` and ``service_key``, 0 for
    no text, ``received_at``, ``reply_at``, and ``wrong``, the text of a stamp that is none. A day
    without a time is received at its first minute, and answered at its last.
    """

    def read(self, plan: Plan, log: int) -> Read:
        """Read one file as log number ``log``, or as the next part of it. Raise UnreadableError."""

    def parquet(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of DuckDB's on a Parquet file, whose rows any engine may read.

        Raise UnreadableError.
        """

    def discard(self, log: int) -> None:
        """Take away again what was read as a log."""

    def texts(self, column: str) -> Sequence[str]:
        """Return the texts of ``unit`` or ``service`` by key."""

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""

    def make(self, table: str, sql: str) -> None:
        """Make a table of what a query returns."""

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""

    def stretches(self) -> list[range]:
        """Return the places of rows, parted into those that are counted at a time."""

    @property
    def arrays(self) -> Arrays | None:
        """What gives and takes rows as arrays; None where they are better counted by SQL."""

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""

    def make_repeated(self, sql: str) -> bool:
        """Make the table ``repeated`` of the ``hashed`` that a query returns more than once.

        Tell whether there are any.
        """

    def mark(self, places: Sequence[int], fault: int) -> None:
        """Give rows another fault."""

    def progress(self) -> float:
        """Return how much of the reading under way is done, 0 to 1. Called from another thread."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows, a batch in memory at a time."""

    def close(self) -> None:
        """Let go of all it holds."""
