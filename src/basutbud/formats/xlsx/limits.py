"""Excel's limits: what does not fit is cut, and counted in a note on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from basutbud.formats.xlsx.sheet import Cell, Sheet
from basutbud.language import Language
from basutbud.safetext import harmless_cell

MOST_ROWS: Final = 1_048_576
MOST_CHARACTERS: Final = 32_767
MOST_LINKS: Final = 65_530
_ROOM_FOR_NOTES: Final = 2
_UNITS: Final = "utf-16-le"


def fit_sheet(sheet: Sheet, language: Language) -> Sheet:
    """Return the sheet within Excel's limits, without formulas, with a note on what was cut."""
    most = MOST_ROWS - sheet.header - 1 - _ROOM_FOR_NOTES
    rows = [[_harmless(cell) for cell in row] for row in sheet.rows[:most]]
    cut_rows = len(sheet.rows) - len(rows)
    cut_cells = sum(_cut_long(row) for row in rows)
    notes = list(sheet.notes)
    if cut_rows:
        notes.append(language.text("sheet_rows_cut", n=cut_rows))
    if cut_cells:
        notes.append(language.text("sheet_cells_cut", n=cut_cells, most=MOST_CHARACTERS))
    if not rows:
        notes.append(language.text("sheet_empty"))
    links = dict(islice(sheet.links.items(), MOST_LINKS))
    return replace(sheet, rows=rows, notes=notes, links=links)


def _harmless(cell: Cell) -> Cell:
    return harmless_cell(cell) if isinstance(cell, str) else cell


def _cut_long(row: list[Cell]) -> int:
    """Cut the texts that are too long for a cell, and return how many they were."""
    cut = 0
    for position, cell in enumerate(row):
        if isinstance(cell, str) and _length(cell) > MOST_CHARACTERS:
            row[position] = _head(cell)
            cut += 1
    return cut


def _length(text: str) -> int:
    """Return a text's length as Excel counts it, in UTF-16 units."""
    longest = 2 * len(text)
    return longest if longest <= MOST_CHARACTERS else len(text.encode(_UNITS)) // 2


def _head(text: str) -> str:
    head = text.encode(_UNITS)[: 2 * (MOST_CHARACTERS - 1)].decode(_UNITS, "ignore")
    return f"{head}…"


def cutting_notes(sheets: Sequence[Sheet], before: Sequence[Sheet]) -> list[tuple[str, str]]:
    """Return the notes that fitting added, each with its sheet's name."""
    return [
        (after.name, note)
        for after, sheet in zip(sheets, before, strict=True)
        for note in after.notes[len(sheet.notes) :]
        if after.rows
    ]
