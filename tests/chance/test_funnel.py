"""The funnel, against exact probabilities and an independent library's figures."""

from __future__ import annotations

from fractions import Fraction
from math import comb, sqrt

import pytest

from basutbud.chance.funnel import Funnel, Place

BELOW = (Place.BELOW_998, Place.BELOW_950)
ABOVE = (Place.ABOVE_998, Place.ABOVE_950)


def exactly(part: int, whole: int, centre: Fraction) -> Fraction:
    """Return the exact probability of at most this count."""
    return sum(
        (comb(whole, k) * centre**k * (1 - centre) ** (whole - k) for k in range(part + 1)),
        Fraction(0),
    )


@pytest.mark.parametrize("centre", [Fraction(19, 20), Fraction(1, 3), Fraction(1, 64)])
def test_a_unit_is_outside_where_its_count_is_that_improbable(centre: Fraction) -> None:
    """One-sided 2.5 % and 0.1 % in exact arithmetic, for every count of small and middling units.

    So one late case of one is no signal: that happens to one unit in twenty.
    """
    funnel = Funnel(float(centre), units=5, dispersion=None)
    for whole in (1, 2, 3, 11, 40, 97):
        for part in range(whole + 1):
            below = exactly(part, whole, centre)
            above = 1 - exactly(part - 1, whole, centre)
            place = funnel.place(part, whole)
            assert (place in BELOW) == (below <= Fraction(25, 1000))
            assert (place is Place.BELOW_998) == (below <= Fraction(1, 1000))
            assert (place in ABOVE) == (above <= Fraction(25, 1000))
            assert (place is Place.ABOVE_998) == (above <= Fraction(1, 1000))


def test_a_limit_is_interpolated_between_two_counts() -> None:
    """As Spiegelhalter 2005, appendix A.1.1, says, in exact fractions; the upper one mirrored."""
    for centre in (Fraction(19, 20), Fraction(1, 3)):
        for whole in (12, 97):
            found = Funnel(float(centre), units=5, dispersion=None).limits(whole)
            for tail, limit in zip((1, 25), found[:2], strict=True):
                assert limit == pytest.approx(interpolated(tail, whole, centre), abs=1e-9)
            for tail, limit in zip((25, 1), found[2:], strict=True):
                assert 1 - limit == pytest.approx(interpolated(tail, whole, 1 - centre), abs=1e-9)


def interpolated(per_mille: int, whole: int, centre: Fraction) -> float:
    """Return the lower limit, from the least count whose probability is above the tail's."""
    tail = Fraction(per_mille, 1000)
    least = next(k for k in range(whole + 1) if exactly(k, whole, centre) > tail)
    under, upto = exactly(least - 1, whole, centre), exactly(least, whole, centre)
    return max(0.0, float((least - (upto - tail) / (upto - under)) / whole))


def test_large_units_have_the_normal_limits() -> None:
    """Of a million cases, the limits are the normal approximation's, 1.96 and 3.09 sigmas out."""
    limits = Funnel(0.95, units=5, dispersion=None).limits(1_000_000)
    sigma = sqrt(0.95 * 0.05 / 1_000_000)
    out = [(limit - 0.95) / sigma for limit in limits]
    assert out == pytest.approx([-3.0902, -1.95996, 1.95996, 3.0902], abs=0.02)


UNITS = (
    (95, 100), (188, 200), (50, 50), (270, 300), (97, 100), (350, 400), (45, 60), (99, 100),
    (190, 200), (930, 1000), (140, 150), (76, 80),
)  # fmt: skip
DISPERSION = 3.5279470531873662
"""numpy 2.4.6: mean(clip(z, *quantile(z, [.1, .9])) ** 2), z as in Spiegelhalter 2005."""


def test_units_that_differ_as_a_body_widen_the_limits() -> None:
    """The factor is that of numpy's quantiles, and the limits go out by its root."""
    funnel = Funnel.of([*UNITS, (0, 0)])
    assert funnel is not None
    assert funnel.units == len(UNITS)
    assert funnel.centre == sum(part for part, _ in UNITS) / sum(whole for _, whole in UNITS)
    assert funnel.dispersion == pytest.approx(DISPERSION)
    plain = Funnel(funnel.centre, funnel.units, None)
    for whole in (40, 1000):
        for wide, narrow in zip(funnel.limits(whole), plain.limits(whole), strict=True):
            if 0 < wide < 1:
                reach = (narrow - funnel.centre) * sqrt(DISPERSION)
                assert wide == pytest.approx(funnel.centre + reach)


def test_one_outlier_does_not_hide_itself() -> None:
    """Drawn in to the outermost tenth, a unit that is far off leaves the limits where they were."""
    alike = [(95, 100)] * 6 + [(96, 100)] * 7 + [(94, 100)] * 7
    funnel = Funnel.of([*alike, (60, 100)])
    assert funnel is not None
    assert funnel.widening == 1
    assert funnel.place(60, 100) is Place.BELOW_998


def test_few_units_or_perfect_ones_have_no_dispersion() -> None:
    """Nothing is estimated from nine units, from none, or where all cases were in time."""
    assert Funnel.of([]) is None
    assert Funnel.of([(0, 0)]) is None
    nine = Funnel.of([(95, 100)] * 9)
    perfect = Funnel.of([(100, 100)] * 20)
    assert nine is not None
    assert perfect is not None
    assert nine.dispersion is None
    assert perfect.dispersion is None
    assert perfect.limits(10) == (1.0, 1.0, 1.0, 1.0)
    assert perfect.place(10, 10) is Place.WITHIN
