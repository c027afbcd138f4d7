"""The control chart, against R's figures, and its signals one by one."""

from __future__ import annotations

import pytest

from basutbud.chance.months import (
    ControlChart,
    Count,
    Direction,
    Month,
    Signal,
    control_chart,
    month_name,
    month_number,
)


def named(counts: list[Count], first: int = 0) -> dict[str, Count]:
    """Name counts by the months from January 2016 on."""
    return {
        f"{2016 + number // 12}-{number % 12 + 1:02}": count
        for number, count in enumerate(counts, first)
    }


def chart(*late: int, whole: int = 1000) -> ControlChart:
    """Return the chart of months, given how many of a thousand cases were late in each."""
    return control_chart(named([Count(whole - one, whole) for one in late]))


SEEN_WITHIN_4_HOURS = (
    266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320, 267923, 271478,
    255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989,
)  # fmt: skip
ATTENDANCES = (
    280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529, 279618, 283932,
    266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772,
)  # fmt: skip
"""The NHS in twenty weeks: Mohammed et al. 2013, BMJ Quality & Safety 22:362-368."""

UPPER = (
    96.567, 96.5753, 96.5421, 96.5326, 96.5627, 96.5775, 96.5593, 96.5345, 96.5579, 96.5623,
    96.5689, 96.5591, 96.5996, 96.5961, 96.5753, 96.5877, 96.6012, 96.583, 96.5713, 96.5824,
)  # fmt: skip
LOWER = (
    94.013, 94.0046, 94.0378, 94.0473, 94.0173, 94.0025, 94.0207, 94.0454, 94.022, 94.0177,
    94.0111, 94.0208, 93.9803, 93.9839, 94.0046, 93.9923, 93.9788, 93.9969, 94.0087, 93.9975,
)  # fmt: skip
"""Per cent, by R's qicharts2, qic(i, r, n, nhs_accidents, chart = "pp")."""


def test_the_limits_are_those_of_r() -> None:
    """To the four decimals of a percentage that are written down here."""
    counts = [*map(Count, SEEN_WITHIN_4_HOURS, ATTENDANCES)]
    found = control_chart(named(counts))
    limits = [month.limits or (0, 0) for month in found.months]
    assert [round(lower * 100, 4) for lower, _ in limits] == list(LOWER)
    assert [round(upper * 100, 4) for _, upper in limits] == list(UPPER)
    assert found.centre == sum(SEEN_WITHIN_4_HOURS) / sum(ATTENDANCES)
    assert not any(month.signals for month in found.months)
    assert found.direction is None


WAVE = (40, 80) * 6
CALM = (66, 40, 68, 42, 64, 44, 66, 40)
"""Now better and now worse than the mean, whatever follows."""
FALLS = (50, 60, 50, 60, 50, 60, 50, 41, 42, 43, 44, 45, 46, 47)

SIGNALS = [
    # a year of ups and downs of no account
    (WAVE, {}),
    # one month far worse, one far better
    ((*WAVE, 300), {12: [Signal.BELOW_LIMIT]}),
    ((*(130, 160) * 6, 20), {12: [Signal.ABOVE_LIMIT]}),
    # seven in a row worse than the mean: the seventh says so; six say nothing
    ((*CALM, 60, 62, 61, 63, 60, 62, 61), {14: [Signal.SEVEN_BELOW]}),
    ((*CALM, 60, 62, 61, 63, 60, 62), {}),
    # eight in a row better: the seventh and the eighth
    ((*(60, 62) * 4, *(50, 52) * 4), {6: [Signal.SEVEN_BELOW], 7: [Signal.SEVEN_BELOW],
                                      14: [Signal.SEVEN_ABOVE], 15: [Signal.SEVEN_ABOVE]}),
    # seven months, each worse than the one before; with two alike in their midst there is no run
    ((60, 50, 60, 50, 60, 50, 52, 54, 56, 58, 60, 62, 50), {11: [Signal.SEVEN_FALLING]}),
    ((60, 50, 60, 50, 60, 50, 52, 54, 56, 56, 58, 60, 50), {}),
    ((50, 60, 50, 60, 50, 62, 60, 58, 56, 54, 52, 50, 60), {11: [Signal.SEVEN_RISING]}),
    # all months alike: on the line, on no side
    ((50,) * 14, {}),
    ((0,) * 14, {}),
    ((1000,) * 14, {}),
]  # fmt: skip


@pytest.mark.parametrize(("late", "expected"), SIGNALS)
def test_signals(late: tuple[int, ...], expected: dict[int, list[Signal]]) -> None:
    """Each stands where a person with a ruler would put it."""
    months = chart(*late).months
    assert all(month.limits for month in months)
    found = {n: list(month.signals) for n, month in enumerate(months) if month.signals}
    assert found == expected


@pytest.mark.parametrize(
    ("late", "direction"),
    [
        (WAVE, None),
        ((*WAVE, 300), Direction.DOWN),
        ((*WAVE, 300, 50), None),
        ((*(60, 62) * 4, *(50, 52) * 4), Direction.UP),
        ((60, 50, 60, 50, 60, 50, 52, 54, 56, 58, 60, 62), Direction.DOWN),
        # rising, and still below the mean: the side weighs more
        ((*(40, 60) * 4, 90, 88, 86, 84, 82, 80, 78), Direction.DOWN),
    ],
)
def test_the_direction_is_that_of_the_last_month(
    late: tuple[int, ...], direction: Direction | None
) -> None:
    """Up or down on a signal alone, and on one that still holds."""
    assert chart(*late).direction is direction


def test_eleven_months_have_no_limits_and_no_signals() -> None:
    """However much the months differ."""
    few = chart(*WAVE[:10], 900)
    assert few.centre is None
    assert few.direction is None
    assert {(month.limits, month.signals) for month in few.months} == {(None, ())}
    assert chart(*WAVE[:11], 900).months[-1].signals == (Signal.BELOW_LIMIT,)


def test_a_month_with_open_cases_is_preliminary() -> None:
    """It is shown, but has no signals and counts neither for the limits nor towards twelve."""
    counts = [Count(1000 - one, 1000) for one in WAVE]
    alone = control_chart(named(counts))
    joined = control_chart(named([*counts, Count(10, 100, open=7), Count(0, 0, open=3)]))
    assert joined.months[:12] == alone.months
    assert joined.centre == alone.centre
    assert joined.months[12:] == (
        Month("2017-01", 0.1, preliminary=True),
        Month("2017-02", None, preliminary=True),
    )
    eleven = control_chart(named([*counts[:11], Count(950, 1000, open=1)]))
    assert eleven.centre is None


def test_a_gap_ends_a_run_and_has_no_range() -> None:
    """A month without cases, and one that is missing, are the same gap: never 0 or carried on."""
    late = (*CALM, 60, 62, 61, 63, None, 60, 62, 61, 63)
    counts = named([Count(0, 0) if one is None else Count(1000 - one, 1000) for one in late])
    empty = control_chart(counts)
    missing = control_chart({name: one for name, one in counts.items() if one.whole})
    assert [month for month in empty.months if month.mature] == list(missing.months)
    assert not any(month.signals for month in empty.months)
    whole = chart(*(one for one in late if one is not None))
    assert [month.signals for month in whole.months if month.signals] == [
        (Signal.SEVEN_BELOW,),
        (Signal.SEVEN_BELOW,),
    ]


def test_months_that_never_follow_upon_one_another_have_no_limits() -> None:
    """Their variation from one month to the next cannot be estimated."""
    counts = {f"{2000 + year}-06": Count(900 + year, 1000) for year in range(15)}
    assert control_chart(counts).centre is None


def test_the_order_of_the_months_given_does_not_matter() -> None:
    """They are sorted by name."""
    counts = named([Count(1000 - one, 1000) for one in FALLS])
    assert control_chart(dict(reversed(counts.items()))) == control_chart(counts)


def test_months_are_numbered_without_gaps() -> None:
    """December is followed by January, and each number is one month's."""
    names = ["2015-11", "2015-12", "2016-01", "2016-12", "2017-01"]
    numbers = [month_number(name) for name in names]
    assert [number - numbers[0] for number in numbers] == [0, 1, 2, 13, 14]
    assert [month_name(number) for number in numbers] == names
