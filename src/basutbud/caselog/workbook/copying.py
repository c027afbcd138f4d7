"""Copies a sheet of a workbook into a plain text: a line a row, cells separated by ``PART``."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Final

from basutbud.caselog.columns import Columns
from basutbud.caselog.engine import FORMULA_CELL
from basutbud.caselog.reading.header import Header, header_of_table
from basutbud.caselog.reading.plaincopy import Copied
from basutbud.caselog.reading.records import MAX_LINE
from basutbud.caselog.request import Dialect
from basutbud.caselog.workbook.book import Book, Sheet, open_book
from basutbud.caselog.workbook.cells import Area, Cell, SheetRows
from basutbud.caselog.workbook.sheets import choose_sheet, head_of
from basutbud.caselog.workbook.values import Values
from basutbud.errors import InputError

PART: Final = "\x1f"
"""Separates the cells of a copy; no cell contains it."""
_OF_SHEETS: Final = {
    "log_columns_missing": "sheet_columns_missing",
    "log_no_header": "sheet_no_header",
}
_MORE: Final = "+"
"""Follows the cells of a row that has more text than its wanted columns show."""


def copy_sheet(
    path: Path, target: Path, shown: str, dialect: Dialect, sheet: str | None, *, unit_needed: bool
) -> tuple[Header, Columns, Copied]:
    """Copy the wanted columns of a sheet; without a name, of the book's only sheet.

    Return its header, the columns' positions in the copy, and the copy. Raise OSError, InputError
    or NotReadError.
    """
    with open_book(path) as book:
        found = choose_sheet(book, shown, dialect, sheet)
        try:
            header = header_of_table(head_of(book, found), shown, dialect, unit_needed=unit_needed)
        except InputError as error:
            raise (_among_others(error) if sheet else error) from None
        copied = _SheetCopy(book, found, header).copy(target, path.stat().st_size)
    roles = list(header.columns.positions)
    positions = {role: place for place, role in enumerate(roles)}
    return header, Columns(positions, header.columns.names, len(roles)), copied


def _among_others(error: InputError) -> InputError:
    """Return the error with the messages for one of several sheets, which can be left out."""
    return InputError(
        *(replace(one, code=_OF_SHEETS.get(one.code, one.code)) for one in error.problems)
    )


class _SheetCopy:
    """Copies the rows below a header."""

    def __init__(self, book: Book, sheet: Sheet, header: Header) -> None:
        self._book = book
        self._sheet = sheet
        self._header = header
        self._values = Values(book)
        self._wanted = [*header.columns.positions.values()]
        self._id = header.columns.positions["case_id"]

    def copy(self, target: Path, size: int) -> Copied:
        """Copy the rows; a second time if cells are merged, which a sheet only says at its end."""
        rows = SheetRows(self._book, self._sheet)
        copied = self._made(target, size, rows, ())
        wanted = {*self._wanted}
        if merged := [
            area
            for area in rows.merged
            if area.bottom > self._header.line
            and not wanted.isdisjoint(range(area.left, area.right + 1))
        ]:
            again = SheetRows(self._book, self._sheet)
            copied = self._made(target, size, again, merged)
        return copied

    def _made(self, target: Path, size: int, rows: SheetRows, merged: Sequence[Area]) -> Copied:
        nothing: array[int] = array("q")
        faults: dict[int, str] = {}
        sample: dict[int, bytes] = {}
        count, ahead = 0, self._header.line + 1
        covered = _Covered(merged, self._wanted)
        with target.open("w", encoding="utf-8", errors="replace", newline="\n") as copy:
            for number, cells in rows:
                if number < ahead:
                    continue
                fields = self._fields(number, cells, rows.computed)
                if fields is None:
                    continue
                nothing.extend(range(ahead, number))
                ahead = number + 1
                line = PART.join(fields)
                if fault := covered.fault(number, cells) or _fault(line):
                    faults[number] = fault
                    continue
                if count & (count - 1) == 0:
                    sample[count] = line.encode("utf-8", "replace")
                copy.write(line + "\n")
                count += 1
        return Copied(target, size, count, sample, nothing, faults, spaced=True)

    def _fields(
        self, number: int, cells: Mapping[int, Cell], computed: Sequence[Area]
    ) -> list[str] | None:
        """Return the wanted cells of a row; None if the whole row is empty.

        ``_MORE`` follows if there is text beyond the header, or only in columns that are not
        wanted: such a row is not blank.
        """
        text, width = self._values.text, self._header.columns.width
        fields = [
            text(cells[column], as_id=column == self._id) if column in cells else ""
            for column in self._wanted
        ]
        if computed:
            awaited = [
                any(one.holds(number, column) for one in computed) for column in self._wanted
            ]
            fields = [
                field or (FORMULA_CELL if awaits else "")
                for field, awaits in zip(fields, awaited, strict=True)
            ]
        if len(cells) > len(self._wanted) or not any(fields):
            others = [column for column in cells if column >= width or not any(fields)]
            if any(text(cells[column]).strip() for column in others):
                return [*fields, _MORE]
        return fields if any(fields) else None


class _Covered:
    """The rows in which a merged cell hides whether a wanted cell is empty."""

    def __init__(self, merged: Sequence[Area], wanted: Sequence[int]) -> None:
        self._merged = sorted(merged)
        self._wanted = wanted

    def fault(self, number: int, cells: Collection[int]) -> str | None:
        """Return the fault of a row, if it has one. Rows must be asked for in order."""
        self._merged = [area for area in self._merged if area.bottom >= number]
        for area in takewhile(lambda one: one.top <= number, self._merged):
            for column in self._wanted:
                first = (number, column) == (area.top, area.left)
                if area.holds(number, column) and not first and column not in cells:
                    return "merged_cell"
        return None


def _fault(line: str) -> str | None:
    return "too_long" if len(line.encode("utf-8", "replace")) > MAX_LINE else None
