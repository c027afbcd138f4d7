"""The funnel: each unit by its number of cases and its share in time, within limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import islice
from math import ceil, floor, log10
from typing import Final, NamedTuple

from basutbud.chance.funnel import LEAST_DRAWN, Funnel, Limits, Place
from basutbud.formats.common.headline import column_title
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.charts.series import (
    AMBER,
    GREY,
    RED,
    Options,
    line,
    marker,
    marks_of,
    numbers,
    rounded,
    share_axis,
    share_columns,
)
from basutbud.formats.xlsx.limits import fit_sheet
from basutbud.formats.xlsx.sheet import Cell, Chart, Column, Kind, Sheet
from basutbud.formats.xlsx.style import CHART_FONT, INK
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome

_BEYOND_950: Final = (Place.BELOW_950, Place.ABOVE_950)
_BEYOND_998: Final = (Place.BELOW_998, Place.ABOVE_998)
_OUTERMOST_FIRST: Final = (*_BEYOND_998, *_BEYOND_950, Place.WITHIN)
_LIMITS: Final = ("sheet_lower_998", "sheet_lower_950", "sheet_upper_950", "sheet_upper_998")
_STEPS: Final = 60
"""Numbers of cases for which the limits are given."""
_MOST_NAMED: Final = 8
"""Units that have their names beside them."""
_ROOM: Final = (0.35, 0.16)
"""The width and height of a name, as parts of the chart's."""
_FAR: Final = 4
"""How many times larger than the least the largest unit is where the axis is logarithmic."""


class OfUnit(IntEnum):
    """The columns of the sheet of units."""

    NAME = 0
    HSA_ID = 1
    JUDGED = 2
    ON_TIME = 3
    SHARE = 4
    PLACE = 5
    LOWER_998 = 6
    LOWER_950 = 7
    UPPER_950 = 8
    UPPER_998 = 9
    BEYOND_950 = 10
    BEYOND_998 = 11


class OfLimit(IntEnum):
    """The columns of the sheet of limits."""

    CASES = 0
    LOWER_998 = 1
    LOWER_950 = 2
    CENTRE = 3
    UPPER_950 = 4
    UPPER_998 = 5


class Axis(NamedTuple):
    """The funnel's axis of cases."""

    low: int
    high: int
    logarithmic: bool

    def at(self, cases: float) -> float:
        """Return how far from its low end, 0 to 1, a number of cases lies."""
        if self.logarithmic:
            return log10(cases / self.low) / log10(self.high / self.low)
        return (cases - self.low) / (self.high - self.low)


def draw_funnel(report: Report, view: View) -> tuple[Chart, list[Sheet]] | None:
    """Return the chart, and the sheets of units and limits; None with too few units."""
    funnel = report.funnel
    if funnel is None or funnel.units < LEAST_DRAWN:
        return None
    units = fit_sheet(_units_sheet(report, funnel, view), view.language)
    axis = _axis([*numbers(units, OfUnit.JUDGED)])
    limits = fit_sheet(_limits_sheet(funnel, max(1, axis.low), axis.high, view), view.language)
    noun = view.language.text("noun_unit" if report.of_logs_alone else "noun_clinic")
    return _funnel_chart(units, limits, funnel, axis, noun, view), [units, limits]


def _units_sheet(report: Report, funnel: Funnel, view: View) -> Sheet:
    """Return a row for each unit with judged cases, those furthest beyond the limits first."""
    text = view.language.text
    judged = [one for one in report.clinics if one.cases and one.cases.total.decided]
    rows = sorted((_unit(one, funnel, view) for one in judged), key=lambda row: row[0])
    return Sheet(
        name=text("sheet_chart_units"),
        columns=[
            Column(column_title(report, view.language), 36, Kind.LONG),
            Column(text("sheet_hsa_id"), 28),
            Column(text("sheet_judged"), 10, Kind.COUNT),
            Column(text("column_on_time"), 10, Kind.COUNT),
            *share_columns(view, "sheet_share"),
            Column(text("chart_place"), 20, Kind.LONG),
            *share_columns(view, *_LIMITS),
            *share_columns(view, "sheet_beyond_950", "sheet_beyond_998"),
        ],
        rows=[row for _, row in rows],
    )


def _unit(
    clinic: ClinicReport, funnel: Funnel, view: View
) -> tuple[tuple[int, float, str], list[Cell]]:
    """Return the unit's row, and what it is sorted by."""
    total = clinic.cases.total if clinic.cases else Tally()
    place = funnel.place(total[CaseOutcome.ON_TIME], total.decided)
    share = total.on_time_share or 0.0
    row: list[Cell] = [
        clinic.name,
        clinic.shown_id,
        total.decided,
        total[CaseOutcome.ON_TIME],
        rounded(share),
        view.language.text(f"chart_place_{place}"),
        *map(rounded, funnel.limits(total.decided)),
        rounded(share) if place in _BEYOND_950 else None,
        rounded(share) if place in _BEYOND_998 else None,
    ]
    return (_OUTERMOST_FIRST.index(place), share, clinic.name), row


def _limits_sheet(funnel: Funnel, least: int, most: int, view: View) -> Sheet:
    """Return the funnel's limits for numbers of cases from ``least`` to ``most``."""
    ratio = (most / least) ** (1 / _STEPS)
    wholes = sorted({round(least * ratio**step) for step in range(_STEPS + 1)})
    lower_998, lower_950, upper_950, upper_998 = share_columns(view, *_LIMITS)
    (centre,) = share_columns(view, "sheet_centre")
    return Sheet(
        name=view.language.text("sheet_chart_limits"),
        columns=[
            Column(view.language.text("sheet_judged"), 10, Kind.COUNT),
            *(lower_998, lower_950, centre, upper_950, upper_998),
        ],
        rows=[[whole, *_around(funnel.limits(whole), funnel.centre)] for whole in wholes],
    )


def _around(limits: Limits, centre: float) -> list[Cell]:
    lower_998, lower_950, upper_950, upper_998 = limits
    return [*map(rounded, (lower_998, lower_950, centre, upper_950, upper_998))]


def _funnel_chart(
    units: Sheet, limits: Sheet, funnel: Funnel, axis: Axis, noun: str, view: View
) -> Chart:
    text = view.language.text
    beyond = [len([*numbers(units, column)]) for column in (OfUnit.BEYOND_998, OfUnit.BEYOND_950)]
    lines = (
        (OfLimit.UPPER_998, "round_dot"),
        (OfLimit.UPPER_950, "dash"),
        (OfLimit.CENTRE, "solid"),
        (OfLimit.LOWER_950, "dash"),
        (OfLimit.LOWER_998, "round_dot"),
    )
    marks = (
        (OfUnit.SHARE, marker("circle", 5, INK)),
        (OfUnit.BEYOND_950, marker("triangle", 8, AMBER)),
        (OfUnit.BEYOND_998, marker("diamond", 9, RED)),
    )
    return Chart(
        kind={"type": "scatter", "subtype": "straight"},
        title=text("chart_funnel"),
        description=text(
            "sheet_funnel_described", n=funnel.units, far=beyond[0], near=beyond[1], unit=noun
        ),
        note=f"{text('sheet_funnel_note', unit=noun, share=funnel.centre)} {_spread(funnel, view)}",
        limits=[line(limits, OfLimit.CASES, column, GREY, dash) for column, dash in lines],
        series=[*marks_of(units, OfUnit.JUDGED, marks)],
        names=[
            _name(units, row, axis) for row in islice(_apart(units, beyond[0], axis), _MOST_NAMED)
        ],
        x_axis={
            "name": text("sheet_judged"),
            "num_format": "#,##0",
            "min": axis.low,
            "max": axis.high,
            **({"log_base": 10} if axis.logarithmic else {}),
        },
        y_axis=share_axis(numbers(units, OfUnit.SHARE), view),
    )


def _spread(funnel: Funnel, view: View) -> str:
    """Say whether the limits are widened, and why or why not."""
    text = view.language.text
    if funnel.dispersion is None:
        return text("chart_dispersion_none")
    if funnel.widening > 1:
        return text("chart_dispersion", times=view.language.decimal(funnel.widening))
    return text("chart_dispersion_chance")


def _axis(wholes: Sequence[float]) -> Axis:
    """Return an axis that takes in these numbers of cases, with round ends."""
    least, most = min(wholes), max(wholes)
    if most >= _FAR * least:
        return Axis(10 ** floor(log10(least)), 10 ** ceil(log10(most)), logarithmic=True)
    step = max(1, 10 ** floor(log10(most)) // 2)
    low, high = (floor(least) - 1) // step, (floor(most) + 1) // step + 1
    return Axis(low * step, high * step, logarithmic=False)


def _apart(units: Sheet, most: int, axis: Axis) -> Iterator[int]:
    """Yield those of the first rows whose names overlap no name before them."""
    points = [*zip(numbers(units, OfUnit.JUDGED), numbers(units, OfUnit.SHARE), strict=True)]
    low = min(share for _, share in points)
    taken: list[tuple[float, float]] = []
    for row, (cases, share) in enumerate(points[:most]):
        x, y = axis.at(cases), (share - low) / (1 - low or 1)
        if all(abs(x - one) > _ROOM[0] or abs(y - other) > _ROOM[1] for one, other in taken):
            taken.append((x, y))
            yield row


def _name(units: Sheet, row: int, axis: Axis) -> Options:
    """Return the name of a unit, beside its point: a series of its own that has no mark."""
    cases = units.rows[row][OfUnit.JUDGED]
    on_the_left = isinstance(cases, int) and axis.at(cases) > 1 / 2
    return {
        "name": units.value(row, OfUnit.NAME),
        "categories": units.value(row, OfUnit.JUDGED),
        "values": units.value(row, OfUnit.SHARE),
        "line": {"none": True},
        "marker": {"type": "none"},
        "data_labels": {
            "series_name": True,
            "position": "left" if on_the_left else "right",
            "font": CHART_FONT,
        },
    }
