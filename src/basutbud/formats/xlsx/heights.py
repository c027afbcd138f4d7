"""The height of a row for its text, which not every spreadsheet program works out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from textwrap import wrap
from typing import Final

from basutbud.formats.xlsx.sheet import Cell, Column, Kind, Row

_LINE: Final = 15.0
_SIZE: Final = 11
"""The usual size of letters, in points."""
_HIGHEST: Final = 409.0
"""The highest row that Excel allows."""

_ROOM_FOR_FILTER: Final = 3
"""Characters of a header's width that the filter's button takes."""

_INDENT: Final = 1
"""Characters of a cell's width that stay empty before its text."""

_UPRIGHT: Final = 24
"""Characters in a line of an upright header."""

_CHARACTER: Final = 6.5
"""The height of a character in an upright header, in points."""

_NARROW_LETTERS: Final = 1.2
"""How many times more letters than figures a line of words holds."""

_UNWRAPPED: Final = (Kind.PLAIN, Kind.COUNT, Kind.SHARE, Kind.MONTH)


def height(row: Row, columns: Sequence[Column]) -> float:
    """Return the height in points of a row of cells."""
    cells = zip(row, columns, strict=True)
    return _points(_lines(cell, column) for cell, column in cells)


def header_height(columns: Sequence[Column]) -> float:
    """Return the height in points of the header row."""
    if any(one.upright for one in columns):
        return _UPRIGHT * _CHARACTER
    return _points(
        _wrapped(one.title, int(one.width) - _ROOM_FOR_FILTER - _INDENT) for one in columns
    )


def text_height(text: str, width: float, size: float = _SIZE) -> float:
    """Return the height in points of a row for a text of a size, at a width in usual characters."""
    scale = size / _SIZE
    letters = int(width / scale * _NARROW_LETTERS) - _INDENT
    return min(_LINE * scale * _wrapped(text, letters), _HIGHEST)


def _points(lines: Iterable[int]) -> float:
    return min(_LINE * max(lines, default=1), _HIGHEST)


def _lines(cell: Cell, column: Column) -> int:
    if not isinstance(cell, str) or column.kind in _UNWRAPPED:
        return 1
    narrow = _NARROW_LETTERS if column.kind is Kind.OUTCOME else 1
    width = int(column.width * narrow) - _INDENT
    return 1 if len(cell) <= width and "\n" not in cell else _wrapped(cell, width)


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int) -> int:
    """Count the lines that a text takes at a width."""
    return sum(len(wrap(part, width)) or 1 for part in text.splitlines()) or 1
