"""Reads the cells of a sheet as they are stored, row by row; empty cells take no memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from basutbud.caselog.workbook.book import Book, Sheet, TextTaker
from basutbud.caselog.workbook.parts import MAIN, BrokenWorkbookError, Depth

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_MOST_AREAS: Final = 100_000
_LONGEST_VALUE: Final = 1024 * 1024
_CELL, _VALUE, _ROW = (frozenset(f"{space} {name}" for space in MAIN) for name in ("c", "v", "row"))
_OTHERS: Final = {
    f"{space} {name}": name for space in MAIN for name in ("f", "is", "t", "rPh", "mergeCell")
}
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


Cell = tuple[str, int, str | None, bool]
"""A stored cell: its kind, its style, its value or None, and whether it has a formula."""


class Area(NamedTuple):
    """A rectangle of cells, both ends included. Rows are counted from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies within the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


Row = tuple[int, dict[int, Cell]]
"""A row's number, from 1, and its cells by column, from 0."""


class SheetRows:
    """The rows of a sheet in order.

    ``computed`` are the areas filled by one formula, known from their first row on; ``merged`` are
    the merged cells, known at the end.
    """

    def __init__(self, book: Book, sheet: Sheet) -> None:
        """Take a sheet of a book that is open."""
        self._book = book
        self._sheet = sheet
        self.computed: list[Area] = []
        self.merged: list[Area] = []
        self._rows: list[Row] = []
        self._number = 0
        self._digits = ""
        self._in_row = False
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._in_cell = False
        self._kind = ""
        self._style = 0
        self._value: str | None = None
        self._in_value = False
        self._formula = False
        self._rich = TextTaker()
        self._depth = Depth()

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows that hold any cells. Raise BrokenWorkbookError."""
        for _ in self._book.parts.read(self._sheet.part, self):
            yield from self._rows
            self._rows.clear()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning: a cell's, mostly, or its value's."""
        if name in _CELL:
            if not self._in_row or self._in_cell:
                raise BrokenWorkbookError
            self._in_cell = True
            self._column = self._column_of(attributes.get("r"))
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._value = None
            self._formula = False
        elif name in _VALUE and self._in_cell:
            if self._in_value:
                raise BrokenWorkbookError
            self._in_value = True
            self._value = ""
        elif name in _ROW:
            self._start_row(attributes.get("r"))
        else:
            self._depth.enter()
            self._start_other(_OTHERS.get(name, ""), attributes)

    def _start_other(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "mergeCell":
            self._add(self.merged, attributes.get("ref", ""))
        elif not self._in_cell:
            return
        elif name == "f":
            self._formula = True
            if attributes.get("t") in ("array", "dataTable"):
                self._add(self.computed, attributes.get("ref", ""))
        elif name == "is":
            self._value = ""
        else:
            self._rich.start(name, attributes)

    def end(self, name: str) -> None:
        """Take an element's end."""
        if name in _CELL:
            self._in_cell = False
            if self._value is not None or self._formula or self._kind == "e":
                self._cells[self._column] = self._kind, self._style, self._value, self._formula
        elif name in _VALUE and self._in_cell:
            self._in_value = False
        elif name in _ROW:
            self._in_row = False
            if self._cells:
                self._rows.append((self._number, self._cells))
                self._cells = {}
        else:
            self._depth.leave()
            other = _OTHERS.get(name, "")
            if other == "is" and self._in_cell:
                self._value = self._rich.take()
            else:
                self._rich.end(other)

    def text(self, text: str) -> None:
        """Take text: of a cell's value, or of a text in it."""
        if self._in_value:
            self._value = self._value + text if self._value else text
            if len(self._value) > _LONGEST_VALUE:
                raise BrokenWorkbookError
        elif self._in_cell:
            self._rich.text(text)

    def _start_row(self, reference: str | None) -> None:
        number = self._number + 1 if reference is None else int(reference)
        if self._in_row or not self._number < number <= MOST_ROWS:
            raise BrokenWorkbookError
        self._number = number
        self._digits = str(number)
        self._column = -1
        self._in_row = True

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            column = self._column + 1
        else:
            letters = reference.rstrip("0123456789")
            column = _COLUMNS.get(letters, -1)
            if column in self._cells or reference != letters + self._digits:
                raise BrokenWorkbookError
        if not 0 <= column < MOST_COLUMNS:
            raise BrokenWorkbookError
        return column

    def _add(self, areas: list[Area], reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        if len(areas) >= _MOST_AREAS:
            raise BrokenWorkbookError
        if (top, left) != (bottom, right):
            areas.append(Area(top, left, bottom, right))


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not found or found[1] not in _COLUMNS:
        raise BrokenWorkbookError
    return int(found[2]), _COLUMNS[found[1]]


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, last = divmod(column, 26)
        letters = chr(ord("A") + last) + letters
        column -= 1
    return letters


_COLUMNS: Final = {_letters(column): column for column in range(MOST_COLUMNS)}
