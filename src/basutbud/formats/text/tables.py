"""Tables that fit the terminal: figures are never cut, and a too wide table is shown as lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from basutbud.formats.text.marks import Prose, join_facts

_RULE: Final = 1
"""The width between two columns of a table, before any gap."""

Row = Sequence[Text]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Its cells stay whole or, with ``least``, fold down to that width.

    Titles fold between words. ``most`` bounds the width. A ``heading`` names the row; an
    ``ornament`` repeats what other columns say, and is dropped if the table is too wide.
    """

    title: str | Text
    least: int | None = None
    most: int | None = None
    right: bool = False
    heading: bool = False
    ornament: bool = False

    @property
    def header(self) -> Text:
        """The title as it stands above the column."""
        return self.title if isinstance(self.title, Text) else Text(self.title)

    def labelled(self, cell: Text) -> Text:
        """Return the cell with its title before it: ``Sena: 3``, ``✗ 3``."""
        mark = ": " if self.header.plain[-1:].isalpha() else " "
        return Text.assemble(self.header, mark, cell)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table; without ornaments if it is too wide, and as lines if it still is.

    ``gap`` widens the space between columns. ``total`` is a last row, set apart.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    gap: int = 0

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table in the first form that fits."""
        for form in (self, self._plain):
            if form.least <= options.max_width:
                yield form.table(options.max_width)
                return
        yield from self._plain.stacked()

    @property
    def _plain(self) -> Fitted:
        """The table without its ornaments."""
        kept = [not column.ornament for column in self.columns]
        return replace(
            self,
            columns=[*compress(self.columns, kept)],
            rows=[[*compress(row, kept)] for row in self.rows],
            total=None if self.total is None else [*compress(self.total, kept)],
        )

    @property
    def _all_rows(self) -> Sequence[Row]:
        return self.rows if self.total is None else [*self.rows, self.total]

    @property
    def _between(self) -> int:
        """The width of the spaces between the columns."""
        return (len(self.columns) - 1) * (_RULE + self.gap)

    @property
    def least(self) -> int:
        """The width below which a cell would be cut."""
        return self._between + sum(least for least, _ in self._bounds())

    def _bounds(self) -> Iterator[tuple[int, int]]:
        """Yield the least width of each column, and its full width."""
        for column, *cells in zip(self.columns, *self._all_rows, strict=True):
            title, widest = column.header, max(map(_width, cells), default=0)
            least = widest if column.least is None else column.least
            full = max(title.cell_len, least, min(widest, column.most or widest))
            yield max(longest_word([title]), least), full

    def _widths(self, room: int) -> Sequence[int]:
        """Return widths that fit; any excess is taken from the widest columns that fold."""
        bounds = [*self._bounds()]
        widths = [full for _, full in bounds]
        excess = self._between + sum(widths) - room
        for number in sorted(range(len(widths)), key=lambda one: -widths[one]):
            taken = min(max(excess, 0), widths[number] - bounds[number][0])
            widths[number] -= taken
            excess -= taken
        return widths

    def table(self, room: int) -> Table:
        """Return the table, as wide as it needs and has room for."""
        table = Table(
            box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, self.gap, 0, 0), show_edge=False
        )
        for column, width in zip(self.columns, self._widths(room), strict=True):
            table.add_column(
                column.header,
                width=width,
                justify="right" if column.right else "left",
                overflow="fold",
            )
        for row in self.rows:
            table.add_row(*row)
        if self.total is not None:
            table.add_section()
            table.add_row(*self.total)
        return table

    def stacked(self) -> Iterator[RenderableType]:
        """Yield each row as lines: its heading, and below it the other cells with their titles."""
        for row in self.rows:
            yield from self._lines(row)
        if self.total is not None:
            yield ""
            yield from self._lines(self.total)

    def _lines(self, row: Row) -> Iterator[RenderableType]:
        cells = [*zip(self.columns, row, strict=True)]
        heading = Text(" ").join(cell for column, cell in cells if column.heading and cell)
        labelled = join_facts(column.labelled(cell) for column, cell in cells if not column.heading)
        if not heading:
            yield replace(labelled, hang=2)
            return
        indent = len(heading.plain) - len(heading.plain.lstrip())
        for part in heading.split("\n"):
            yield Prose(part, hang=indent)
        yield Padding(labelled, (0, 0, 0, indent + 2))


def longest_word(texts: Iterable[Text], most: int = sys.maxsize) -> int:
    """Return the width of the longest word, or ``most`` where it is longer."""
    words = (word for text in texts for word in text.plain.split())
    return min(most, max(map(cell_len, words), default=0))


def _width(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split("\n")))
