"""The funnel: each unit by its number of cases and its share in time, and what chance explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from typing import Final, NamedTuple

from basutbud.chance.funnel import Funnel, Place
from basutbud.formats.html.charts.plot import (
    LEFT,
    RIGHT,
    Label,
    Line,
    Mark,
    Plot,
    Scale,
    Tick,
    drop_overlapping,
    format_points,
    share_scale,
    share_ticks,
)
from basutbud.language import Language

_STEPS: Final = 60
"""Numbers of cases for which the limits are drawn."""
_MOST_NAMED: Final = 12
_FEW: Final = 100
"""Units that have room for larger points."""
_LONGEST: Final = 40
_OUTSIDE: Final = {
    Place.BELOW_998: "far",
    Place.ABOVE_998: "far",
    Place.BELOW_950: "near",
    Place.ABOVE_950: "near",
    Place.WITHIN: "point",
}


class Unit(NamedTuple):
    """A unit's name, its cases in time, and all that were judged."""

    name: str
    part: int
    whole: int

    @property
    def share(self) -> float:
        """The share in time."""
        return self.part / self.whole


def funnel_chart(funnel: Funnel, units: Sequence[Unit], language: Language) -> Plot:
    """Return the units as points within limits; those beyond the outer ones have their names."""
    least, most = min(unit.whole for unit in units), max(unit.whole for unit in units)
    across = Scale(max(1, least / 1.3), most * 1.3, LEFT, RIGHT, logarithmic=True)
    up = share_scale(unit.share for unit in units)
    places = [funnel.place(unit.part, unit.whole) for unit in units]
    marks = [
        Mark(
            across.at(unit.whole),
            up.at(unit.share),
            (2.5 if place is Place.WITHIN else 3.5) + (len(units) <= _FEW),
            _OUTSIDE[place],
            language.text("page_funnel_point", name=unit.name, share=unit.share, n=unit.whole),
        )
        for unit, place in zip(units, places, strict=True)
    ]
    # What lies beyond the limits is drawn last, and over the rest.
    marks.sort(key=lambda mark: mark.radius)
    outside = [
        unit
        for unit, place in zip(units, places, strict=True)
        if place in (Place.BELOW_998, Place.ABOVE_998)
    ]
    outside.sort(key=lambda unit: unit.share)
    return Plot(
        x_ticks=tuple(
            Tick(across.at(number), language.number(number))
            for number in [*_round_numbers(across)] or [most]
        ),
        y_ticks=tuple(share_ticks(up, language)),
        lines=tuple(_limits(funnel, across, up)),
        marks=tuple(marks),
        labels=tuple(drop_overlapping(_named(unit, across, up) for unit in outside))[:_MOST_NAMED],
    )


def _named(unit: Unit, across: Scale, up: Scale) -> Label:
    """Return the unit's name beside its point, on the side where there is room."""
    x, y = across.at(unit.whole), up.at(unit.share) + 4
    name = unit.name if len(unit.name) <= _LONGEST else f"{unit.name[: _LONGEST - 1]}…"
    right = x < (LEFT + RIGHT) / 2
    return Label(x + 9 if right else x - 9, y, name, "start" if right else "end")


def _limits(funnel: Funnel, across: Scale, up: Scale) -> Iterator[Line]:
    ratio = (across.high / across.low) ** (1 / _STEPS)
    wholes = sorted({max(1, round(across.low * ratio**step)) for step in range(_STEPS + 1)})
    limits = [funnel.limits(whole) for whole in wholes]
    for lower, upper, kind in ((0, 3, "band"), (1, 2, "band inner")):
        above = [(across.at(n), up.at(one[upper])) for n, one in zip(wholes, limits, strict=True)]
        below = [(across.at(n), up.at(one[lower])) for n, one in zip(wholes, limits, strict=True)]
        yield Line(format_points([*above, *reversed(below)]), kind)
    centre = up.at(funnel.centre)
    yield Line(format_points([(across.start, centre), (across.end, centre)]), "centre")


def _round_numbers(across: Scale) -> Iterator[int]:
    """Yield round numbers of cases: 1, 2, 5, 10 …, or fewer where the decades are many."""
    decades = range(floor(log10(across.low)), ceil(log10(across.high)) + 1)
    within = (1, 2, 5) if len(decades) <= 3 else (1, 3) if len(decades) <= 4 else (1,)  # noqa: PLR2004 - decades
    numbers = (one * 10**decade for decade in decades if decade >= 0 for one in within)
    return (number for number in numbers if across.low <= number <= across.high)
