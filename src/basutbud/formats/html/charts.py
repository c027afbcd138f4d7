"""Charts as geometry: where bars and labels stand. The templates draw them as SVG.

Lengths are in CSS pixels. A chart never stands alone: the same numbers are in a table beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from basutbud.language import Language
from basutbud.model.cases import Tally

_LAST_DAY: Final = 10
"""Days that have a column of their own, those in time aside, which all have."""

_STEP: Final = 44
_BAR: Final = 30
_HEIGHT: Final = 140
_TOP: Final = 22
_BOTTOM: Final = 22


@dataclass(frozen=True, slots=True)
class Column:
    """An upright bar from ``y`` down: its label below, its value above.

    ``good`` and ``bad`` are the heights of its two parts, the good one at the foot.
    """

    x: float
    y: float
    good: float
    bad: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns side by side. ``limit`` is where a line is drawn between two of them."""

    width: int
    columns: tuple[Column, ...]
    limit: float | None = None
    bar: int = _BAR
    base: int = _TOP + _HEIGHT
    height: int = _TOP + _HEIGHT + _BOTTOM


def spread(tally: Tally, limit: int) -> list[tuple[int, bool, int]]:
    """Return day, whether it stands for all later ones too, and the cases answered within it."""
    longest = tally.longest
    if longest is None:
        return []
    last = min(longest, max(limit, _LAST_DAY))
    days = [(day, False, tally.working_days.get(day, 0)) for day in range(last + 1)]
    if longest > last:
        beyond = sum(cases for day, cases in tally.working_days.items() if day > last)
        days.append((last + 1, True, beyond))
    return days


def distribution(tally: Tally, limit: int, language: Language) -> Chart:
    """Return the reply times: a column for each working day, and a line after the last in time."""
    days = spread(tally, limit)
    most = max((cases for _, _, cases in days), default=1) or 1
    columns = [
        _column(
            number,
            cases / most if day <= limit else 0,
            0 if day <= limit else cases / most,
            f"{day}+" if beyond else str(day),
            language.number(cases),
        )
        for number, (day, beyond, cases) in enumerate(days)
    ]
    return _chart(columns, (limit + 1) * _STEP + 0.5 if limit + 1 <= len(days) else None)


def shares(tallies: Mapping[str, Tally], language: Language) -> Chart:
    """Return the share in time of each: full columns, the share that was late on top."""
    judged = {name: tally.on_time_share for name, tally in tallies.items()}
    return _chart(
        [
            _column(number, share, 1 - share, name, language.share(share))
            for number, (name, share) in enumerate(
                (name, share) for name, share in judged.items() if share is not None
            )
        ],
        None,
    )


def _column(number: int, good: float, bad: float, label: str, value: str) -> Column:
    heights = round(good * _HEIGHT, 1), round(bad * _HEIGHT, 1)
    x = number * _STEP + (_STEP - _BAR) / 2
    return Column(x, round(_TOP + _HEIGHT - sum(heights), 1), *heights, label, value)


def _chart(columns: list[Column], limit: float | None) -> Chart:
    return Chart(max(len(columns), 1) * _STEP, tuple(columns), limit)
