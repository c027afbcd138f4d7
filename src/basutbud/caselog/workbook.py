"""A sheet of a workbook (XLSX) as a plain copy: one row a line, cells parted by a control mark."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Final

from basutbud.caselog.header import HEADER_LINES, Header, header_of_table
from basutbud.caselog.places import Gaps
from basutbud.caselog.plaincopy import Copied
from basutbud.caselog.request import Dialect
from basutbud.errors import InputError, Location, Problem
from basutbud.safetext import safe_text

PART: Final = "\x1f"
"""Parts the cells of a copy; no cell holds it."""
_NO_LOG: Final = ("log_columns_missing", "log_empty", "log_no_header")
"""Why a sheet is none; what else is wrong with one is told as it is."""
_GAPS: Final = str.maketrans(dict.fromkeys("\0\x01\n\r" + PART, " "))


def copy_sheet(
    path: Path, target: Path, shown: str, dialect: Dialect, *, unit_needed: bool
) -> tuple[Header, Copied]:
    """Copy the first sheet, or the first of those named; return its header. Raise InputError."""
    rows = _rows(path, shown, dialect.sheets)
    head = list(islice(rows, HEADER_LINES))
    try:
        header = header_of_table(head, shown, dialect, unit_needed=unit_needed)
    except InputError as error:
        no_log = all(problem.code in _NO_LOG for problem in error.problems)
        others = _sheets(path)[1:] if no_log and not dialect.sheets else ()
        if not others:
            raise
        problem = Problem("log_on_other_sheet", Location(shown), {"known": _named(others)})
        raise InputError(problem) from None
    nothing: array[int] = array("q")
    sample: dict[int, bytes] = {}
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as copy:
        below = chain(head[header.line :], rows)
        for number, cells in enumerate(below, start=header.line + 1):
            if not any(cells):
                nothing.append(number)
                continue
            line = PART.join(cells)
            if count & (count - 1) == 0:
                sample[count] = line.encode()
            copy.write(line + "\n")
            count += 1
    return header, Copied(
        target, path.stat().st_size, count, sample, Gaps(nothing, {}), spaced=True
    )


def _rows(path: Path, shown: str, sheets: Sequence[str]) -> Iterator[list[str]]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(path)
        names = book.sheet_names
        there = [name for name in sheets or names if name in names]
        if names and not there:
            raise InputError(Problem("log_no_sheet", Location(shown), {"known": _named(names)}))
        cells = book.get_sheet_by_name(there[0])
        for row in cells.iter_rows():
            yield [_text(cell) for cell in row]
    except (python_calamine.CalamineError, IndexError):
        raise InputError(Problem("log_broken_workbook", Location(shown))) from None


def _sheets(path: Path) -> Sequence[str]:
    import python_calamine

    names: Sequence[str] = python_calamine.load_workbook(path).sheet_names
    return names


def _named(sheets: Sequence[str]) -> str:
    return ", ".join(safe_text(name) for name in sheets[:20])


def _text(cell: object) -> str:
    """Return a cell as a log would write it; a day without a time stays one."""
    match cell:
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).translate(_GAPS)
