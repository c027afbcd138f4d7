"""The share in time month by month, with the limits that chance keeps within."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from basutbud.chance.months import (
    ControlChart,
    Direction,
    Month,
    fill_gaps,
    month_name,
    month_number,
)
from basutbud.formats.html.charts.plot import (
    LEFT,
    RIGHT,
    Label,
    Line,
    Mark,
    Plot,
    Scale,
    Tick,
    format_points,
    share_scale,
    share_ticks,
    split_at_gaps,
)
from basutbud.language import Language
from basutbud.model.cases import Tally

_ROOM: Final = 60
"""The width of a month's name."""

ARROWS: Final = {Direction.UP: "▲", Direction.DOWN: "▼"}


def month_chart(chart: ControlChart, tallies: Mapping[str, Tally], language: Language) -> Plot:
    """Return the months as a line, within their limits or, without limits, with intervals."""
    months = _without_gaps(chart)
    known = [month for month in months if month and month.share is not None]
    reaches = {month.name: month.limits or tallies[month.name].share_interval for month in known}
    lows = [reach[0] for reach in reaches.values() if reach]
    up = share_scale([*lows, *(month.share or 0 for month in known)])
    across = Scale(-0.5, len(months) - 0.5, LEFT, RIGHT)
    shares = [month.share if month else None for month in months]
    lines = [*_limits(months, across, up)]
    if chart.centre is not None:
        centre = up.at(chart.centre)
        lines.append(Line(format_points([(LEFT, centre), (RIGHT, centre)]), "centre"))
    lines += [*_intervals(months, reaches, across, up)]
    lines += [
        Line(
            format_points((across.at(number), up.at(share)) for number, share in stretch), "shares"
        )
        for stretch in split_at_gaps(shares)
    ]
    return Plot(
        x_ticks=tuple(_names(months, across, chart)),
        y_ticks=tuple(share_ticks(up, language)),
        lines=tuple(lines),
        marks=tuple(_marks(months, across, up, language)),
        labels=tuple(
            Label(across.at(number), up.at(month.share) - 9, ARROWS[month.signals[0].direction])
            for number, month in enumerate(months)
            if month and month.share is not None and month.signals
        ),
    )


def _without_gaps(chart: ControlChart) -> list[Month | None]:
    """Return every month from the first to the last; None for one that has no cases."""
    by_name = {month.name: month for month in chart.months}
    return [by_name.get(name) for name in fill_gaps(by_name)]


def _names(months: list[Month | None], across: Scale, chart: ControlChart) -> Iterator[Tick]:
    """Yield as many names of months as there is room for, January among them."""
    first = month_number(chart.months[0].name) if chart.months else 0
    most = int((RIGHT - LEFT) / _ROOM)
    steps = (1, 2, 3, 6, 12, 24, 60, 120)
    every = next((every for every in steps if len(months) <= most * every), 12 * len(months))
    for place in range(len(months)):
        number = first + place
        if (number - 1) % every == 0:
            yield Tick(across.at(place), month_name(number))


def _limits(months: list[Month | None], across: Scale, up: Scale) -> Iterator[Line]:
    """Yield a band for each stretch of months, which steps from one to the next."""
    limits = [month.limits if month else None for month in months]
    for stretch in split_at_gaps(limits):
        edges = [(number + side, limit) for number, limit in stretch for side in (-0.5, 0.5)]
        upper = [(across.at(edge), up.at(limit[1])) for edge, limit in edges]
        lower = [(across.at(edge), up.at(limit[0])) for edge, limit in edges]
        yield Line(format_points([*upper, *reversed(lower)]), "band")


def _intervals(
    months: list[Month | None],
    reaches: Mapping[str, tuple[float, float] | None],
    across: Scale,
    up: Scale,
) -> Iterator[Line]:
    for number, month in enumerate(months):
        reach = reaches.get(month.name) if month and month.limits is None else None
        if reach:
            x = across.at(number)
            yield Line(format_points([(x, up.at(reach[0])), (x, up.at(reach[1]))]), "interval")


def _marks(
    months: list[Month | None], across: Scale, up: Scale, language: Language
) -> Iterator[Mark]:
    for number, month in enumerate(months):
        if month is None or month.share is None:
            continue
        kind = "signal" if month.signals else "preliminary" if month.preliminary else "point"
        yield Mark(
            across.at(number),
            up.at(month.share),
            5 if month.signals else 3.5,
            kind,
            f"{month.name}: {language.share(month.share)}",
        )
