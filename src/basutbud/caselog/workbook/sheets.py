"""Finds the sheets of a workbook that are logs, by their names and first rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final
from unicodedata import normalize

from basutbud.caselog.reading.header import HEADER_LINES, header_of_table
from basutbud.caselog.request import Dialect
from basutbud.caselog.workbook.book import Book, Sheet
from basutbud.caselog.workbook.cells import SheetRows
from basutbud.caselog.workbook.parts import BrokenWorkbookError
from basutbud.caselog.workbook.values import Values
from basutbud.errors import InputError, Location, Problem
from basutbud.safetext import safe_text

_NAMES_SHOWN: Final = 20
_HSA_ID: Final = re.compile(r"SE\d{10}-\w+", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\b.*|\d{8}([T ]?\d{4,6})?")
_FEWEST_COLUMNS: Final = 4
_FEWEST_DAYS: Final = 2


def head_of(book: Book, sheet: Sheet) -> list[list[str]]:
    """Return the first rows of a sheet, in which its header is looked for."""
    values = Values(book)
    lines: list[list[str]] = []
    for number, cells in takewhile(lambda row: row[0] <= HEADER_LINES, SheetRows(book, sheet)):
        lines += [[] for _ in range(number - len(lines) - 1)]
        texts = {column: values.text(cell).strip() for column, cell in cells.items()}
        last = max((column for column, text in texts.items() if text), default=-1)
        lines.append([texts.get(column, "") for column in range(last + 1)])
    return lines


def match_sheets(sheets: Sequence[Sheet], names: Sequence[str]) -> list[Sheet]:
    """Return the sheets with these names, hidden ones too, in the workbook's order."""
    wanted = {_fold_name(name) for name in names}
    return [sheet for sheet in sheets if _fold_name(sheet.name) in wanted]


def sheet_names(sheets: Iterable[Sheet]) -> str:
    """Return the names of sheets, fit to print, up to a limit."""
    names = [safe_text(sheet.name) for sheet in sheets]
    return ", ".join([*names[:_NAMES_SHOWN], *(["…"] if len(names) > _NAMES_SHOWN else [])])


def is_log(book: Book, sheet: Sheet, dialect: Dialect) -> bool:
    """Tell whether a sheet is a log, or may be a damaged one, which must not be passed over."""
    lines = head_of(book, sheet)
    try:
        header_of_table(lines, "", dialect, unit_needed=False)
    except InputError as error:
        return any(map(_nearly_log, error.problems)) or any(map(_case_like, lines))
    return True


def _nearly_log(problem: Problem) -> bool:
    """Tell whether a header only lacks one column, or has one twice."""
    missing = problem.values.get("missing", ())
    return problem.code not in ("log_empty", "log_no_header") and (
        not isinstance(missing, tuple) or len(missing) <= 1
    )


def _case_like(line: Sequence[str]) -> bool:
    """Tell whether a line may be a case, so that its sheet is a log without a header."""
    cells = [cell for cell in line if cell]
    days = sum(_DAY.fullmatch(cell) is not None for cell in cells)
    of_unit = any(_HSA_ID.fullmatch(cell) for cell in cells)
    return (of_unit and days > 0) or (len(cells) >= _FEWEST_COLUMNS and days >= _FEWEST_DAYS)


def choose_sheet(book: Book, shown: str, dialect: Dialect, name: str | None) -> Sheet:
    """Return the sheet with a name; without a name, the sheet chosen, or the book's only one.

    Raise InputError if there is none; the message names the sheets there are.
    """
    if not book.outline.sheets:
        raise BrokenWorkbookError
    known: Sequence[Sheet] = book.outline.sheets
    if name is not None:
        found = [sheet for sheet in book.outline.sheets if sheet.name == name]
        code = "log_changed"
    elif dialect.sheets:
        found = match_sheets(book.outline.sheets, dialect.sheets)
        code = "log_no_sheet"
    else:
        known = [sheet for sheet in book.outline.sheets if sheet.visible]
        found = [*known] if len(book.outline.sheets) == 1 else []
        code = "log_no_log_sheet" if known else "log_hidden_sheets"
    if not found:
        raise InputError(
            Problem(code, Location(shown), {"known": sheet_names(known or book.outline.sheets)})
        )
    return found[0]


def _fold_name(name: str) -> str:
    return normalize("NFC", name.strip()).casefold()
