"""The charts: every point where its number puts it, within the box, and named where it matters."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random

import pytest

from basutbud.chance.funnel import Funnel, Place
from basutbud.formats.html.charts.funnel import Unit, funnel_chart
from basutbud.formats.html.charts.histogram import histogram
from basutbud.formats.html.charts.months import month_chart
from basutbud.formats.html.charts.plot import (
    BASE,
    LEFT,
    WIDTH,
    Box,
    Label,
    Mark,
    Plot,
    place_labels,
)
from basutbud.language import LANGUAGES
from basutbud.model.cases import Tally, chart_months
from basutbud.model.vocabulary import CaseOutcome

SV = LANGUAGES["sv"]


def tally(on_time: int, late: int = 0, still_open: int = 0, overdue: int = 0) -> Tally:
    """Return these numbers of cases, those in time answered on day 1, the late ones on day 9."""
    counts = {
        CaseOutcome.ON_TIME: on_time,
        CaseOutcome.LATE: late,
        CaseOutcome.OPEN: still_open,
        CaseOutcome.OVERDUE: overdue,
    }
    days = {day: cases for day, cases in ((1, on_time), (9, late)) if cases}
    return Tally(tuple(counts.get(one, 0) for one in CaseOutcome), days)


def within(plot: Plot) -> bool:
    """Return whether all that is drawn lies between the axes."""
    points = [(mark.x, mark.y) for mark in plot.marks]
    for line in plot.lines:
        for one in line.points.split():
            x, y = one.split(",")
            points.append((float(x), float(y)))
    points += [(bar.x, bar.y) for bar in plot.bars]
    points += [(bar.x + bar.width, bar.y + bar.height) for bar in plot.bars]
    return all(
        plot.left <= x <= plot.right and plot.top - 0.1 <= y <= plot.base + 0.1 for x, y in points
    )


def months(*late: int | None, whole: int = 1000) -> dict[str, Tally]:
    """Return months from November 2015 on with these late cases; None is a month without cases."""
    return {
        f"{2015 + (number + 10) // 12}-{(number + 10) % 12 + 1:02}": tally(whole - one, one)
        for number, one in enumerate(late)
        if one is not None
    }


@pytest.mark.parametrize(
    "late",
    [(0,), (1000,), (50, None, None, 60), (40, 80) * 6, (*(40, 80) * 6, 300), (5,) * 200],
)
def test_months_stand_in_order_higher_where_more_is_in_time(late: tuple[int | None, ...]) -> None:
    """One month or two hundred, all or none in time; a gap is a gap in the line."""
    tallies = months(*late)
    plot = month_chart(chart_months(tallies), tallies, SV)
    assert within(plot)
    assert [mark.title.split(":")[0] for mark in plot.marks] == list(tallies)
    across = [mark.x for mark in plot.marks]
    assert across == sorted(across)
    heights = [
        (mark.y, one.on_time_share) for mark, one in zip(plot.marks, tallies.values(), strict=True)
    ]
    for (y, share), (other_y, other) in combinations(heights[:20], 2):
        assert (y < other_y) == ((share or 0) > (other or 0)) or abs(
            (share or 0) - (other or 0)
        ) < 0.01
    joined = [line for line in plot.lines if line.kind == "shares"]
    assert len(joined) == (2 if None in late else 1)
    assert 1 <= len(plot.x_ticks) <= 8
    assert any(line.kind == "band" for line in plot.lines) == (len(tallies) >= 12)


def test_a_month_is_marked_by_what_is_known_of_it() -> None:
    """A signal by an arrow, a preliminary month by a hollow point without limits."""
    tallies = {**months(*(40, 80) * 6, 300), "2016-12": tally(90, 5, still_open=3)}
    plot = month_chart(chart_months(tallies), tallies, SV)
    assert [mark.kind for mark in plot.marks] == [*["point"] * 12, "signal", "preliminary"]
    assert [label.text for label in plot.labels] == ["▼"]
    assert sum(line.kind == "interval" for line in plot.lines) == 1


def test_the_funnel_names_what_lies_outside_and_nothing_else() -> None:
    """Random regions of all sizes; labels do not overlap, and the far points are drawn last."""
    random = Random(20)  # noqa: S311 - the same regions each time
    for count in (3, 30, 300):
        wholes = [int(10 ** random.uniform(0, 4)) or 1 for _ in range(count)]
        units = [
            Unit(f"Mottagning {n}", sum(random.random() < 0.9 for _ in range(whole)), whole)
            for n, whole in enumerate(wholes)
        ]
        units[0] = Unit("Den sena", 500, 1000)
        funnel = Funnel.of((unit.part, unit.whole) for unit in units)
        assert funnel is not None
        plot = funnel_chart(funnel, units, SV)
        assert within(plot)
        assert len(plot.marks) == count
        far = {
            unit.name
            for unit in units
            if funnel.place(unit.part, unit.whole) in (Place.BELOW_998, Place.ABOVE_998)
        }
        named = [label.text for label in plot.labels]
        assert set(named) <= far
        assert named[:1] == ["Den sena"] * ("Den sena" in far)
        assert [mark.kind for mark in plot.marks].count("far") == len(far)
        assert [mark.radius for mark in plot.marks] == sorted(mark.radius for mark in plot.marks)
        numbers = [int(re.sub(r"\D", "", tick.label)) for tick in plot.x_ticks]
        assert numbers == sorted(set(numbers))
        assert numbers


def test_an_axis_has_a_number_though_no_round_one_is_near() -> None:
    """Units of one size, of one case each, or of a case and ten million."""
    for wholes, ticks in (
        ((700, 700, 700), [700]),
        ((1, 1, 1), [1]),
        ((1, 2, 10_000_000), [10**power for power in range(8)]),
    ):
        units = [Unit(str(n), whole // 2, whole) for n, whole in enumerate(wholes)]
        funnel = Funnel.of((unit.part, unit.whole) for unit in units)
        assert funnel is not None
        plot = funnel_chart(funnel, units, SV)
        assert within(plot)
        assert [tick.label for tick in plot.x_ticks] == [SV.number(one) for one in ticks]


def test_three_centuries_of_months_have_names_that_fit() -> None:
    """However far apart the first and the last."""
    tallies = {"1850-01": tally(90, 10), "2150-12": tally(95, 5)}
    plot = month_chart(chart_months(tallies), tallies, SV)
    assert within(plot)
    assert len(plot.x_ticks) <= 8


def test_a_label_that_would_cover_another_is_left_out() -> None:
    """The first stays."""
    first, over, beside = (
        Label(100, 50, "först"),
        Label(110, 55, "sedan"),
        Label(300, 50, "bredvid"),
    )
    assert [*place_labels([[first], [over], [beside]], [])] == [first, beside]


def test_of_the_places_for_a_name_the_one_with_the_fewest_points_is_taken() -> None:
    """A point that has a name of its own is never covered, whatever the other places cover."""
    crowded, quiet, best = Label(100, 50, "namn"), Label(200, 50, "namn"), Label(300, 50, "namn")
    points = [Mark(x, 45, 2, "point", "") for x in (95, 105, 205)]
    named = Mark(300, 45, 2, "far", "")
    assert [*place_labels([[crowded, quiet, best]], points, [named])] == [quiet]


def test_a_name_stands_where_it_covers_the_fewest_points() -> None:
    """Beside its point if it is alone, else above or below it; never beyond the chart.

    No name covers another point that is far out: it could be taken for that one's.
    """
    lone = [Unit("Den sena", 500, 1000), *(Unit(str(n), 980, 1000) for n in range(9))]
    beside = [Unit("mindre", 480, 960), Unit("större", 520, 1040)]
    for units, anchor in ((lone, "start"), ([*lone, *beside], "middle")):
        plot = funnel_chart(Funnel(0.95, 9, None), units, SV)
        (label,) = [one for one in plot.labels if one.text == "Den sena"]
        assert label.anchor == anchor
        assert not any(label.box.overlaps(mark.box) for mark in plot.marks)
        assert all(label.box.lies_within(Box(LEFT, 0, WIDTH, BASE + 5)) for label in plot.labels)


def test_columns_are_as_tall_as_their_cases_and_none_is_lost() -> None:
    """Unanswered cases have columns of their own; one case among a million can still be seen."""
    plot = histogram(tally(1_000_000, 1, still_open=500_000, overdue=2), 2, SV)
    assert within(plot)
    by_label = {tick.label: bar for tick, bar in zip(plot.x_ticks, plot.bars, strict=True)}
    assert [bar.kind for bar in plot.bars] == [*["good"] * 3, *["late"] * 4, "overdue", "open"]
    assert by_label["1"].height == plot.base - plot.top
    assert by_label["öppna"].height == pytest.approx((plot.base - plot.top) / 2, abs=0.1)
    assert by_label["6–10"].height == by_label["utan svar"].height == 2
    assert by_label["0"].height == 0
    assert plot.rule is not None
    assert by_label["2"].x + by_label["2"].width < plot.rule < by_label["3"].x
