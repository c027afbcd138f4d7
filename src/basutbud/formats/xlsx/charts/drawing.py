"""Draws the charts for which there are cases enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from basutbud.formats.common.view import View
from basutbud.formats.xlsx.charts.funnel import draw_funnel
from basutbud.formats.xlsx.charts.months import draw_months
from basutbud.formats.xlsx.sheet import Chart, Sheet
from basutbud.model.report import Report


class Drawn(NamedTuple):
    """Charts, the sheets with their numbers, and what is said beside, or instead of, them."""

    charts: Sequence[Chart]
    sheets: Sequence[Sheet]
    remarks: Sequence[str]


def draw(report: Report, view: View) -> Drawn:
    """Return the charts for which there are cases enough; a sentence says where there are not."""
    text = view.language.text
    if not report.replies.decided:
        return Drawn([], [], [text("sheet_no_charts")])
    units = text("noun_units" if report.of_logs_alone else "noun_clinics")
    found = [draw_months(report, view), draw_funnel(report, view)]
    drawn = [one for one in found if one]
    remarks = [
        text(key, units=units)
        for key, one in zip(("sheet_no_months", "sheet_no_funnel"), found, strict=True)
        if one is None
    ]
    return Drawn(
        charts=[chart for chart, _ in drawn],
        sheets=[sheet for _, sheets in drawn for sheet in sheets],
        remarks=[*remarks, *([text("chart_chance_note", units=units)] if drawn else [])],
    )
