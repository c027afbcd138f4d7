"""Series and axes that charts share, in the terms of the library that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor
from typing import Any, Final

from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Column, Sheet

Options = dict[str, Any]
"""What the library takes."""

GREY: Final = "#767676"
PALE: Final = "#A6A6A6"
AMBER: Final = "#B45F06"
RED: Final = "#9C0006"
_MOST_STEPS: Final = 5.5
"""Steps of an axis of shares, some slack included."""
_DECIMALS: Final = 6


def line(
    sheet: Sheet, x: int, y: int, color: str, dash: str = "solid", width: float = 1.25
) -> Options:
    """Return a line without marks; ``width`` in points."""
    return {
        **points(sheet, x, y),
        "line": {"color": color, "dash_type": dash, "width": width},
        "marker": {"type": "none"},
    }


def marks_of(sheet: Sheet, x: int, marks: Iterable[tuple[int, Options]]) -> Iterator[Options]:
    """Yield marks without a line for each column that has any."""
    for y, marker in marks:
        if [*numbers(sheet, y)]:
            yield {**points(sheet, x, y), "line": {"none": True}, "marker": marker}


def points(sheet: Sheet, x: int, y: int) -> Options:
    """Return the points of two columns, named by the title of ``y``."""
    return {"name": sheet.title(y), "categories": sheet.values(x), "values": sheet.values(y)}


def marker(shape: str, size: int, color: str) -> Options:
    """Return a mark; ``size`` in points."""
    return {"type": shape, "size": size, "border": {"color": color}, "fill": {"color": color}}


def share_axis(shares: Iterable[float], view: View) -> Options:
    """Return an axis up to 100 %, from the least share down to the next tenth."""
    lowest = max(0.0, min(floor(min(shares) * 10) / 10, 0.9))
    steps = (0.02, 0.05, 0.1, 0.2)
    return {
        "name": view.language.text("sheet_share"),
        "num_format": "0 %",
        "min": lowest,
        "max": 1,
        "major_unit": next(step for step in steps if (1 - lowest) / step <= _MOST_STEPS),
    }


def numbers(sheet: Sheet, column: int) -> Iterator[float]:
    """Yield the numbers in a column."""
    for row in sheet.rows:
        if isinstance(value := row[column], int | float):
            yield value


def share_columns(view: View, *keys: str) -> Sequence[Column]:
    """Return columns of shares, with the titles of these keys."""
    return [Column(view.language.text(key), 12) for key in keys]


def rounded(share: float | None) -> float | None:
    """Return a share with the decimals that JSON gives it."""
    return None if share is None else round(share, _DECIMALS)
