"""The funnel plot: the limits within which the shares of units differ by chance alone.

After Spiegelhalter 2005 (Funnel plots for comparing institutional performance, Stat Med
24:1185–1202): exact binomial limits at 95 and 99.8 % around the share of all units together.
If the units as a whole differ by more than chance, the limits are widened by the square root of
a winsorised dispersion factor (Spiegelhalter 2005, Handling over-dispersion of performance
indicators, Qual Saf Health Care 14:347–351).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from math import exp, floor, lgamma, log, sqrt
from statistics import fmean, quantiles
from typing import Final, NamedTuple

_TAILS: Final = (0.001, 0.025)
"""The probability below the lower limit at 99.8 %, and at 95 %."""

LEAST_DRAWN: Final = 3
"""Fewer units make no funnel to look at."""

LEAST_UNITS: Final = 10
"""With fewer, a tenth of them is less than one unit, and the dispersion is not estimated."""


class Place(StrEnum):
    """A unit's place in the funnel; the number is the confidence of the limit, in per mille."""

    BELOW_998 = "below_998"
    BELOW_950 = "below_950"
    WITHIN = "within"
    ABOVE_950 = "above_950"
    ABOVE_998 = "above_998"


class Limits(NamedTuple):
    """Shares, 0 to 1, beyond which one unit in twenty, or one in five hundred, is by chance."""

    lower_998: float
    lower_950: float
    upper_950: float
    upper_998: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """Limits around the share ``centre`` of all ``units`` together.

    ``dispersion`` is the winsorised factor: 1 if the units differ as much as by chance, None if
    they are too few, or too alike, to estimate it.
    """

    centre: float
    units: int
    dispersion: float | None

    @classmethod
    def of(cls, counts: Iterable[tuple[int, int]]) -> Funnel | None:
        """Return the funnel of units, each a part and a whole; None if every whole is 0."""
        met = [(part, whole) for part, whole in counts if whole]
        if not met:
            return None
        centre = sum(part for part, _ in met) / sum(whole for _, whole in met)
        return cls(centre, len(met), _dispersion(centre, met))

    @property
    def widening(self) -> float:
        """The factor, at least 1, by which the limits are wider than by chance alone."""
        return sqrt(max(1.0, self.dispersion or 1.0))

    def limits(self, whole: int) -> Limits:
        """Return the limits of a unit with this number of cases."""
        exact = (self.centre,) * 4 if self.centre in (0, 1) else _exact(self.centre, whole)
        reached = (self.centre + (limit - self.centre) * self.widening for limit in exact)
        return Limits(*(min(1.0, max(0.0, limit)) for limit in reached))

    def place(self, part: int, whole: int) -> Place:
        """Return the place of a unit; without dispersion it agrees with the exact binomial test."""
        share, limits = part / whole, self.limits(whole)
        if share < limits.lower_950:
            return Place.BELOW_998 if share < limits.lower_998 else Place.BELOW_950
        if share > limits.upper_950:
            return Place.ABOVE_998 if share > limits.upper_998 else Place.ABOVE_950
        return Place.WITHIN


def _dispersion(centre: float, counts: Sequence[tuple[int, int]]) -> float | None:
    """Return the mean of the squared deviations, with a tenth at either end winsorised."""
    if len(counts) < LEAST_UNITS or centre in (0, 1):
        return None
    alone = sqrt(centre * (1 - centre))
    deviations = [(part / whole - centre) * sqrt(whole) / alone for part, whole in counts]
    tenths = quantiles(deviations, n=10, method="inclusive")
    low, high = tenths[0], tenths[-1]
    return fmean(min(max(one, low), high) ** 2 for one in deviations)


@lru_cache(maxsize=4096)
def _exact(centre: float, whole: int) -> tuple[float, float, float, float]:
    """Return the binomial limits, the lowest first, not yet bounded by 0 and 1.

    The upper limits mirror the lower ones of the complementary share, so that a unit is beyond a
    limit exactly if a count as extreme has at most that limit's probability.
    """
    outer, inner = _lower(centre, whole)
    mirrored_outer, mirrored_inner = _lower(1 - centre, whole)
    return outer, inner, 1 - mirrored_inner, 1 - mirrored_outer


def _lower(centre: float, whole: int) -> Iterator[float]:
    """Yield the lower limit for each tail, interpolated between counts (appendix A.1.1)."""
    start = max(0, floor(whole * centre - 8 * sqrt(whole * centre * (1 - centre)) - 10))
    tails = iter(_TAILS)
    tail = next(tails)
    for count, (reached, here) in enumerate(_cumulated(centre, whole, start), start):
        while reached > tail:
            yield (count - (reached - tail) / here) / whole
            following = next(tails, None)
            if following is None:
                return
            tail = following


def _cumulated(centre: float, whole: int, start: int) -> Iterator[tuple[float, float]]:
    """Yield the binomial probability of at most, and of exactly, each count from ``start`` on.

    ``start`` is eight standard deviations below the mean: the counts below it have a probability of
    less than one in 10¹⁴.
    """
    chances = lgamma(whole + 1) - lgamma(start + 1) - lgamma(whole - start + 1)
    first = exp(chances + start * log(centre) + (whole - start) * log(1 - centre))
    odds = centre / (1 - centre)
    steps = ((whole - count) / (count + 1) * odds for count in range(start, whole))
    below = 0.0
    for here in accumulate(steps, lambda known, step: known * step, initial=first):
        below += here
        yield below, here
