"""A sheet before it is written: columns, rows of plain values, and notes above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    to it.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    tone: Outcome | None = None
    notes: Sequence[str] = ()
    bands: Sequence[Band] = ()
    kept: int = 1

    @property
    def header(self) -> int:
        """The header's row, from 0."""
        return bool(self.title) + len(self.notes) + bool(self.bands)
