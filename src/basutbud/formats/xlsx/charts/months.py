"""The share in time month by month, with the limits that chance keeps within."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Final

from basutbud.chance.months import ControlChart, fill_gaps
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.charts.series import (
    GREY,
    PALE,
    RED,
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
from basutbud.formats.xlsx.style import INK
from basutbud.model.cases import Tally, chart_months
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome

_LEAST: Final = 2
"""Fewer months with judged cases make no line."""
_MOST_NAMES: Final = 9
"""Names of months for which there is room."""


class OfMonth(IntEnum):
    """The columns of the sheet of months."""

    MONTH = 0
    JUDGED = 1
    ON_TIME = 2
    OPEN = 3
    SHARE = 4
    CENTRE = 5
    LOWER = 6
    UPPER = 7
    INTERVAL_FROM = 8
    INTERVAL_TO = 9
    SIGNALS = 10
    PRELIMINARY = 11
    SIGNAL = 12


def draw_months(report: Report, view: View) -> tuple[Chart, list[Sheet]] | None:
    """Return the chart, and the sheet of months; None with too few months."""
    control = chart_months(report.replies_by_month)
    if sum(month.share is not None for month in control.months) < _LEAST:
        return None
    sheet = fit_sheet(_months_sheet(report, control, view), view.language)
    return _month_chart(sheet, control, view), [sheet]


def _months_sheet(report: Report, control: ControlChart, view: View) -> Sheet:
    """Return a row for every month from the first to the last, also those without cases."""
    text, tallies = view.language.text, report.replies_by_month
    by_name = {month.name: month for month in control.months}
    rows: list[list[Cell]] = []
    for name in fill_gaps(by_name):
        month, tally = by_name.get(name), tallies.get(name, Tally())
        share = rounded(tally.on_time_share)
        preliminary = month is not None and month.preliminary
        signals = month.signals if month else ()
        said = [text(f"chart_signal_{one}") for one in signals]
        rows.append(
            [
                date.fromisoformat(f"{name}-01"),
                tally.decided,
                tally[CaseOutcome.ON_TIME],
                tally[CaseOutcome.OPEN],
                share,
                rounded(control.centre),
                *_pair(month.limits if month else None),
                *_pair(tally.share_interval),
                text("chart_preliminary") if preliminary else "; ".join(said) or None,
                share if preliminary else None,
                share if signals else None,
            ]
        )
    return Sheet(
        name=text("sheet_chart_months"),
        columns=[
            Column(text("column_of_month"), 11, Kind.MONTH),
            *(Column(text(key), 10, Kind.COUNT) for key in ("sheet_judged", "column_on_time")),
            Column(text("column_open"), 10, Kind.COUNT),
            *share_columns(view, "sheet_share", "sheet_centre", "sheet_lower", "sheet_upper"),
            *share_columns(view, "sheet_interval_from", "sheet_interval_to"),
            Column(text("chart_signal"), 28, Kind.LONG),
            *share_columns(view, "sheet_preliminary", "sheet_signal"),
        ],
        rows=rows,
    )


def _month_chart(sheet: Sheet, control: ControlChart, view: View) -> Chart:
    text, has_limits = view.language.text, control.centre is not None
    lower, upper, dash = (
        (OfMonth.LOWER, OfMonth.UPPER, "dash")
        if has_limits
        else (OfMonth.INTERVAL_FROM, OfMonth.INTERVAL_TO, "round_dot")
    )
    shares = [*numbers(sheet, lower), *numbers(sheet, OfMonth.SHARE)]
    marks = (
        (OfMonth.PRELIMINARY, marker("square", 8, PALE)),
        (OfMonth.SIGNAL, marker("diamond", 10, RED)),
    )
    centre = [line(sheet, OfMonth.MONTH, OfMonth.CENTRE, GREY)]
    known = [month for month in control.months if month.share is not None]
    return Chart(
        kind={"type": "line"},
        title=text("sheet_months_title"),
        description=text(
            "sheet_months_described",
            first=control.months[0].name,
            last=known[-1].name,
            share=known[-1].share,
            n=sum(bool(month.signals) for month in control.months),
        ),
        note=text("sheet_months_limits" if has_limits else "sheet_months_few"),
        limits=[line(sheet, OfMonth.MONTH, one, GREY, dash) for one in (lower, upper)],
        series=[
            *(centre if has_limits else []),
            {
                **line(sheet, OfMonth.MONTH, OfMonth.SHARE, INK, width=2),
                "marker": marker("circle", 5, INK),
            },
            *marks_of(sheet, OfMonth.MONTH, marks),
        ],
        x_axis={
            "name": text("column_of_month"),
            "num_format": "yyyy-mm",
            "text_axis": True,
            "interval_unit": _every(len(sheet.rows)),
        },
        y_axis=share_axis(shares, view),
    )


def _every(months: int) -> int:
    """Return how many months lie from one that is named to the next."""
    steps = (1, 2, 3, 6, 12, 24, 60)
    return next((step for step in steps if months <= step * _MOST_NAMES), 120)


def _pair(limits: tuple[float, float] | None) -> tuple[Cell, Cell]:
    return (rounded(limits[0]), rounded(limits[1])) if limits else (None, None)
