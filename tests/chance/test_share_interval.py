"""The interval of a share, against published values and the test that it inverts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from basutbud.chance.interval import share_interval

PUBLISHED = [
    # Newcombe 1998, Stat Med 17:857-872, table I, method 3.
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
    # statsmodels 0.15.0, proportion_confint(method="wilson").
    (95, 100, 0.8882, 0.9785),
    (3, 3, 0.4385, 1.0000),
    (999_999, 1_000_000, 0.999994, 1.000000),
]


@pytest.mark.parametrize(("part", "whole", "lower", "upper"), PUBLISHED)
def test_the_interval_is_the_published_one(
    part: int, whole: int, lower: float, upper: float
) -> None:
    """To the digits that the source gives."""
    digits = 6 if whole > 1000 else 4
    found = share_interval(part, whole)
    assert found is not None
    assert tuple(round(limit, digits) for limit in found) == (lower, upper)


def test_of_no_case_there_is_no_interval() -> None:
    """Nothing is known of a share of nothing."""
    assert share_interval(0, 0) is None


def test_the_ends_are_where_the_score_test_just_fails() -> None:
    """In exact fractions, (share - limit)² is z² limit (1 - limit) / n at either end.

    It holds the share, and mirrors that of what is not in it.
    """
    z2 = Fraction("3.841458820694124")
    for whole in (1, 2, 7, 40, 365, 9_999):
        for part in {0, 1, whole // 3, whole - 1, whole}:
            found, mirrored = share_interval(part, whole), share_interval(whole - part, whole)
            assert found is not None
            assert mirrored is not None
            assert found == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))
            assert found[0] <= part / whole <= found[1]
            share = Fraction(part, whole)
            for limit in map(Fraction, found):
                off = (share - limit) ** 2 - z2 * limit * (1 - limit) / whole
                assert abs(off) < Fraction(1, 10**12)
