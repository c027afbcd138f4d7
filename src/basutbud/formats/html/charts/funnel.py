"""The funnel: each unit by its number of cases and its share in time, and what chance explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil, floor, log10
from typing import Final, NamedTuple

from basutbud.chance.funnel import Funnel, Place
from basutbud.formats.html.charts.plot import (
    BASE,
    LEFT,
    RIGHT,
    WIDTH,
    Box,
    Label,
    Line,
    Mark,
    Plot,
    Scale,
    Tick,
    format_points,
    place_labels,
    share_scale,
    share_ticks,
)
from basutbud.language import Language

_STEPS: Final = 60
"""Numbers of cases for which the limits are drawn."""
_MOST_NAMED: Final = 12
_WITHIN_DECADE: Final = {2: (1, 2, 5), 3: (1, 2, 5), 4: (1, 3)}
"""Round numbers of each decade, by how many decades the axis touches; of more, 1 alone."""
_FEW: Final = 100
"""Units that have room for larger points."""
_LONGEST: Final = 40
_ROOM: Final = Box(LEFT, 0, WIDTH, BASE + 5)
"""The space for names: down to the numbers below the axis."""
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
    far = [mark for mark in marks if mark.kind == "far"]
    labels = place_labels((_names(unit, across, up) for unit in outside), marks, far)
    return Plot(
        x_ticks=tuple(
            Tick(across.at(number), language.number(number))
            for number in [*_round_numbers(across)] or [most]
        ),
        y_ticks=tuple(share_ticks(up, language)),
        lines=tuple(_limits(funnel, across, up)),
        marks=tuple(marks),
        labels=tuple(islice(labels, _MOST_NAMED)),
    )


def _names(unit: Unit, across: Scale, up: Scale) -> list[Label]:
    """Return the unit's name on each side of its point, above and below it, if there is room."""
    x, y = across.at(unit.whole), up.at(unit.share)
    name = unit.name if len(unit.name) <= _LONGEST else f"{unit.name[: _LONGEST - 1]}…"
    labels = (
        Label(x + 9, y + 4, name, "start"),
        Label(x - 9, y + 4, name, "end"),
        Label(x, y - 8, name),
        Label(x, y + 20, name),
    )
    return [one for one in labels if one.box.lies_within(_ROOM)]


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
    """Yield round numbers of cases: 1, 2, 5, 10 …, or fewer if there are many decades."""
    decades = range(floor(log10(across.low)), ceil(log10(across.high)) + 1)
    within = _WITHIN_DECADE.get(len(decades), (1,))
    numbers = (one * 10**decade for decade in decades if decade >= 0 for one in within)
    return (number for number in numbers if across.low <= number <= across.high)
