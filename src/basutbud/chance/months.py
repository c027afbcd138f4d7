"""The control chart: the months that differ from the others by more than chance.

The p′ chart of Laney 2002 (Improved control charts for attributes, Quality Engineering
14:531–537): limits three sigmas from the share of all months together. A month's sigma depends on
its number of cases, and on how much months differ from one to the next: with thousands of cases a
month, a plain p chart would signal every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate, compress, pairwise
from math import sqrt
from statistics import fmean
from typing import Final, NamedTuple

LEAST_MONTHS: Final = 12
"""With fewer mature months there are no limits and no signals."""

RUN: Final = 7
"""The months in a row, on one side or in one direction, that are a signal."""

_SIGMAS: Final = 3
_RANGE: Final = 1.128
"""The mean range of two normal values, in sigmas."""


class Direction(StrEnum):
    """The direction of a signal; up is a greater share."""

    UP = "up"
    DOWN = "down"


class Signal(StrEnum):
    """A deviation of a month that is more than chance."""

    BELOW_LIMIT = "below_limit"
    ABOVE_LIMIT = "above_limit"
    SEVEN_BELOW = "seven_below"
    SEVEN_ABOVE = "seven_above"
    SEVEN_FALLING = "seven_falling"
    SEVEN_RISING = "seven_rising"

    @property
    def direction(self) -> Direction:
        """The direction of the share."""
        up = self in (Signal.ABOVE_LIMIT, Signal.SEVEN_ABOVE, Signal.SEVEN_RISING)
        return Direction.UP if up else Direction.DOWN


_SIGNALS: Final = tuple(Signal)


class Count(NamedTuple):
    """The cases of a month: those in the share, those decided, and those still open."""

    part: int
    whole: int
    open: int = 0


class Month(NamedTuple):
    """A month in the chart.

    ``name`` is like ``2016-01``. ``share`` is None if no case was decided. A ``preliminary`` month
    has open cases: it counts for no limits, and has neither limits nor signals. ``signals`` are in
    the order of their weight; a run of seven is a signal of the seventh month and each later one.
    """

    name: str
    share: float | None
    preliminary: bool
    limits: tuple[float, float] | None = None
    signals: tuple[Signal, ...] = ()

    @property
    def mature(self) -> bool:
        """Whether the month has a share that will not change any more."""
        return self.share is not None and not self.preliminary


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Months in order. ``centre`` is None if there are too few mature months for limits."""

    months: tuple[Month, ...]
    centre: float | None = None

    @property
    def direction(self) -> Direction | None:
        """The direction of the gravest signal of the last mature month, if it has any."""
        mature = [month for month in self.months if month.mature]
        signals = mature[-1].signals if mature else ()
        return signals[0].direction if signals else None


def control_chart(counts: Mapping[str, Count]) -> ControlChart:
    """Return the chart of months, which are given by name. A missing month is a gap."""
    months = [_plain(name, counts[name]) for name in sorted(counts)]
    mature = [month for month in months if month.mature]
    if len(mature) < LEAST_MONTHS:
        return ControlChart(tuple(months))
    stretches = [*_split_at_gaps(mature)]
    known = [counts[month.name] for month in mature]
    centre = sum(one.part for one in known) / sum(one.whole for one in known)
    alone = {
        month.name: sqrt(centre * (1 - centre) / one.whole)
        for month, one in zip(mature, known, strict=True)
    }
    varying = _estimate_variation(stretches, centre, alone)
    if varying is None:
        return ControlChart(tuple(months))
    judged: dict[str, Month] = {}
    for stretch in stretches:
        reach = [_SIGMAS * alone[month.name] * varying for month in stretch]
        limits = [(max(0.0, centre - one), min(1.0, centre + one)) for one in reach]
        judged |= {
            month.name: Month(month.name, month.share, month.preliminary, limit, signals)
            for month, limit, signals in zip(
                stretch, limits, _signals(stretch, limits, centre), strict=True
            )
        }
    return ControlChart(tuple(judged.get(month.name, month) for month in months), centre)


def _plain(name: str, count: Count) -> Month:
    return Month(name, count.part / count.whole if count.whole else None, count.open > 0)


def fill_gaps(names: Iterable[str]) -> list[str]:
    """Return every month from the first of these to the last."""
    numbers = [month_number(name) for name in names]
    if not numbers:
        return []
    return [month_name(number) for number in range(min(numbers), max(numbers) + 1)]


@cache
def month_number(name: str) -> int:
    """Return a month's number on a scale without gaps."""
    year, month = name.split("-")
    return int(year) * 12 + int(month)


def month_name(number: int) -> str:
    """Return the name of the month that has the number."""
    return f"{(number - 1) // 12:04}-{(number - 1) % 12 + 1:02}"


def _split_at_gaps(months: Sequence[Month]) -> Iterator[list[Month]]:
    """Yield each series of months without a gap."""
    stretch: list[Month] = []
    for month in months:
        if stretch and month_number(month.name) != month_number(stretch[-1].name) + 1:
            yield stretch
            stretch = []
        stretch.append(month)
    if stretch:
        yield stretch


def _estimate_variation(
    stretches: Sequence[Sequence[Month]], centre: float, alone: Mapping[str, float]
) -> float | None:
    """Return the factor by which months differ more than by chance, from their moving range.

    None if no two months are adjacent.
    """
    deviations = [
        [((month.share or 0) - centre) / (alone[month.name] or 1) for month in stretch]
        for stretch in stretches
    ]
    ranges = [abs(later - earlier) for one in deviations for earlier, later in pairwise(one)]
    return fmean(ranges) / _RANGE if ranges else None


def _signals(
    months: Sequence[Month], limits: Sequence[tuple[float, float]], centre: float
) -> Iterator[tuple[Signal, ...]]:
    """Yield the signals of each month. A share on the centre line, or no change, ends a run."""
    shares = [month.share or 0 for month in months]
    steps = [0.0, *(later - earlier for earlier, later in pairwise(shares))]
    below, above = _runs(one < centre for one in shares), _runs(one > centre for one in shares)
    falling, rising = _runs(one < 0 for one in steps), _runs(one > 0 for one in steps)
    for number, (share, (lower, upper)) in enumerate(zip(shares, limits, strict=True)):
        holds = (
            share < lower,
            share > upper,
            below[number] >= RUN,
            above[number] >= RUN,
            falling[number] >= RUN - 1,
            rising[number] >= RUN - 1,
        )
        yield tuple(compress(_SIGNALS, holds))


def _runs(values: Iterable[bool]) -> list[int]:
    """Return for each value how many are true in a row up to and including it."""
    return [*accumulate(values, lambda before, value: before + 1 if value else 0, initial=0)][1:]
