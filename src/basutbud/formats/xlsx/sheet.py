"""A sheet before it is written: columns, rows of plain values, and notes above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from basutbud.model.vocabulary import Outcome

Cell = str | int | float | date | None
"""Text, a whole number, a share, a day, or nothing."""

Row = Sequence[Cell]


class Kind(Enum):
    """How a column is shown. Numbers, shares and days look alike in columns of any kind."""

    PLAIN = auto()
    COUNT = auto()
    LONG = auto()
    FACT = auto()
    OUTCOME = auto()
    SHARE = auto()
    MONTH = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in characters.

    One ``aside`` has a header of another shade; a header ``upright`` is read from below.
    """

    title: str
    width: float
    kind: Kind = Kind.PLAIN
    aside: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A heading over several columns, counted from 0, the last included."""

    title: str
    first: int
    last: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with one header row. ``kept`` columns stay in sight when the others scroll.

    ``title``, in the colour of an outcome, and ``notes`` stand above the header, ``bands`` next
    to it. ``links`` leads from cells, by row and column from 0, to places in the workbook; such a
    cell holds no text from input, which is kept out of links.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    tone: Outcome | None = None
    notes: Sequence[str] = ()
    bands: Sequence[Band] = ()
    kept: int = 1
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def header(self) -> int:
        """The header's row, from 0."""
        return bool(self.title) + len(self.notes) + bool(self.bands)

    def place(self, row: int) -> str:
        """Return where a row, from 0, stands in the workbook, as a link names it."""
        return f"'{self.name}'!A{self.header + row + 2}"
