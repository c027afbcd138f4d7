"""The charts of reply times on the page, each with the numbers of the table below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from basutbud.chance.funnel import LEAST_DRAWN, Funnel, Limits, Place
from basutbud.chance.months import ControlChart
from basutbud.formats.html.charts.funnel import Unit, funnel_chart
from basutbud.formats.html.charts.heat import HeatMap, heat_map
from basutbud.formats.html.charts.histogram import histogram
from basutbud.formats.html.charts.months import month_chart
from basutbud.formats.html.charts.plot import Plot
from basutbud.language import Language
from basutbud.model.cases import Tally, chart_months
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome


@dataclass(frozen=True, slots=True)
class ReplyCharts:
    """The charts of a report; a chart is None if there is too little to draw."""

    all: Tally
    months: Mapping[str, Tally]
    control: ControlChart
    histogram: Plot | None
    by_month: Plot | None
    funnel: Funnel | None
    funnel_plot: Plot | None
    heat: HeatMap | None

    def place(self, tally: Tally) -> tuple[Place, Limits] | None:
        """Return a clinic's place in the funnel, and its limits, if it has cases."""
        if self.funnel is None or not tally.decided:
            return None
        place = self.funnel.place(tally[CaseOutcome.ON_TIME], tally.decided)
        return place, self.funnel.limits(tally.decided)


def reply_charts(report: Report, limit: int | None, language: Language) -> ReplyCharts:
    """Return the charts of a report's cases."""
    replies, months = report.replies, report.replies_by_month
    control = chart_months(months)
    units = [_unit(clinic) for clinic in report.clinics]
    judged = [unit for unit in units if unit.whole]
    funnel = report.funnel if len(judged) >= LEAST_DRAWN else None
    several = len(report.clinics) > 1
    return ReplyCharts(
        all=replies,
        months=months,
        control=control,
        histogram=None
        if limit is None or not replies.in_view
        else histogram(replies, limit, language),
        by_month=month_chart(control, months, language) if replies.decided else None,
        funnel=funnel,
        funnel_plot=None if funnel is None else funnel_chart(funnel, judged, language),
        heat=heat_map(report.clinics) if several else None,
    )


def _unit(clinic: ClinicReport) -> Unit:
    total = clinic.cases.total if clinic.cases else Tally()
    return Unit(clinic.name, total[CaseOutcome.ON_TIME], total.decided)
