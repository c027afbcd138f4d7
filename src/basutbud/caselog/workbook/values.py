"""Turns a cell's value into the text that a log would have; a cell without a value is marked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from basutbud.caselog.engine import (
    DATE_AS_ID,
    ERROR_CELL,
    FORMULA_CELL,
    LONG_NUMBER,
)
from basutbud.caselog.workbook.book import Book
from basutbud.caselog.workbook.cells import Cell
from basutbud.caselog.workbook.numberformats import NUMBER, Kind, Look

_MOST_DIGITS: Final = 10**15
"""From here on a spreadsheet program does not keep every digit of a whole number."""
_SECONDS: Final = 86_400
_LAST_DAY: Final = 2_958_465
"""The 31st of December 9999."""
_TO_1904: Final = 1_462
_EPOCH: Final = date(1899, 12, 30).toordinal()
"""The day from which days are counted, given the leap day of 1900 that never was."""
_NUMERAL: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)?\s*", re.ASCII)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T00:00(:00([.,]0+)?)?")
_LOCAL: Final = re.compile(r"\d{4}-?\d\d-?\d\d(T[\d:.,]*)?", re.ASCII)
_CONTROLS: Final = str.maketrans(dict.fromkeys((*range(9), *range(10, 32), 127), " "))


@dataclass(frozen=True, slots=True)
class Values:
    """Turns the cells of a book into text."""

    book: Book

    def text(self, cell: Cell, *, as_id: bool = False) -> str:
        """Return a cell's text; a case id is never a rounded number."""
        kind, style, value, formula = cell
        if kind == "e":
            return ERROR_CELL
        if formula and (value is None or (value == "" and kind != "str")):
            return FORMULA_CELL
        if not value:
            return ""
        looks = self.book.outline.looks
        look = looks[style] if style < len(looks) else NUMBER
        if kind != "n":
            return self._other(kind, value, look, as_id=as_id)
        if not _NUMERAL.fullmatch(value):
            return ERROR_CELL
        number = float(value)
        if formula and number == 0 and self.book.outline.uncomputed:
            return FORMULA_CELL
        return self._number(number, look, as_id=as_id)

    def _other(self, kind: str, value: str, look: Look, *, as_id: bool) -> str:
        """Return the text of a cell that is no number: a text, a boolean, or a written moment."""
        match kind:
            case "inlineStr" | "str":
                return value.translate(_CONTROLS)
            case "s":
                return self._shared(value)
            case "b":
                return {"0": "FALSE", "1": "TRUE"}.get(value, ERROR_CELL)
            case "d":
                return DATE_AS_ID if as_id else _iso(value.strip().translate(_CONTROLS), look)
        return ERROR_CELL

    def _number(self, number: float, look: Look, *, as_id: bool) -> str:
        """Return a number as its format shows it: as digits or as a time."""
        if not math.isfinite(number):
            return ERROR_CELL
        if look.kind is not Kind.NUMBER:
            return DATE_AS_ID if as_id else self._stamp(number, look.kind)
        return _id(number, look) if as_id else _plain(number, look)

    def _shared(self, value: str) -> str:
        try:
            return self.book.outline.texts[int(value)].translate(_CONTROLS)
        except (IndexError, ValueError):
            return ERROR_CELL

    def _stamp(self, number: float, kind: Kind) -> str:
        """Return a moment, to the nearest second, or a day without a time."""
        if not 0 <= number <= _LAST_DAY:
            return _plain(number, NUMBER)
        day, second = divmod(math.floor(number * _SECONDS + 0.5), _SECONDS)
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        if kind is Kind.CLOCK and day == 0:
            return clock
        if self.book.outline.from_1904:
            day += _TO_1904
        if day > _LAST_DAY:
            return _plain(number, NUMBER)
        shown = date.fromordinal(_EPOCH + day).isoformat()
        return shown if kind is Kind.DAY and second == 0 else f"{shown} {clock}"


def _iso(text: str, look: Look) -> str:
    """Return a moment that is written out; one with an offset is marked as no time.

    Times in sheets are local, but some programs add ``Z`` to them, so the zone would be a guess.
    """
    if look.kind is Kind.DAY and (day := _MIDNIGHT.fullmatch(text)):
        return day[1]
    return text if _LOCAL.fullmatch(text) else f"? {text}"


def _id(number: float, look: Look) -> str:
    if not number.is_integer() or abs(number) >= _MOST_DIGITS:
        return LONG_NUMBER
    return f"{int(number):0{look.digits}}"


def _plain(number: float, look: Look) -> str:
    if not number.is_integer() or abs(number) >= _MOST_DIGITS:
        return repr(number)
    return f"{int(number):0{look.digits}}"
