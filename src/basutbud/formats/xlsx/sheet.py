"""Sheets before they are written: tables of plain values, and the front with its charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from string import ascii_uppercase
from typing import Any

from basutbud.formats.common.frontpage import Figure, Thing
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

    One ``aside`` has a header of another shade; a header ``upright`` is read from below. Columns
    that are not ``printed`` come last: on paper they would make the others too small to read.
    """

    title: str
    width: float
    kind: Kind = Kind.PLAIN
    aside: bool = False
    upright: bool = False
    printed: bool = True


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

    ``notes`` stand above the header, ``bands`` next to it. ``links`` leads from cells, by row and
    column from 0, to places in the workbook; such a cell holds no text from input, which is kept
    out of links.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    bands: Sequence[Band] = ()
    kept: int = 1
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def header(self) -> int:
        """The header's row, from 0."""
        return len(self.notes) + bool(self.bands)

    def place(self, row: int) -> str:
        """Return where a row, from 0, stands in the workbook, as a link names it."""
        return f"'{self.name}'!A{self.header + row + 2}"

    def title(self, column: int) -> str:
        """Return where a column's title stands, as a chart names it."""
        return f"={self._cell(self.header, column)}"

    def values(self, column: int) -> str:
        """Return where a column's values stand, as a chart names it."""
        first, last = self.header + 1, self.header + len(self.rows)
        return f"={self._cell(first, column)}:{self._cell(last, column).partition('!')[2]}"

    def value(self, row: int, column: int) -> str:
        """Return where the value of a row, from 0, stands, as a chart names it."""
        return f"={self._cell(self.header + 1 + row, column)}"

    def _cell(self, row: int, column: int) -> str:
        return f"'{self.name}'!${ascii_uppercase[column]}${row + 1}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of values on other sheets, in the terms of the library that writes workbooks.

    ``description`` says in words what it shows, ``note`` how to read it. ``limits`` lie behind the
    ``series``, and ``names`` beside them; the legend has the series alone.
    """

    kind: Mapping[str, str]
    title: str
    description: str
    note: str
    x_axis: Mapping[str, Any]
    y_axis: Mapping[str, Any]
    series: Sequence[Mapping[str, Any]]
    limits: Sequence[Mapping[str, Any]] = ()
    names: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Front:
    """The first sheet, one printed page: the verdict, key figures, what to do first, charts.

    ``title`` is in the colour of ``tone``; ``lines`` are sentences below it. ``things`` have each
    the place in the workbook where more is said. ``remarks`` stand below the charts.
    """

    name: str
    title: str
    tone: Outcome
    lines: Sequence[str]
    figures: Sequence[Figure]
    heading: str
    things: Sequence[tuple[Thing, str]]
    charts: Sequence[Chart]
    remarks: Sequence[str]
