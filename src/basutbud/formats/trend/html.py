"""A trend as one page: the months as a chart with the limits of chance, and the same in tables."""

from __future__ import annotations

from functools import partial

from basutbud.formats.common.view import View
from basutbud.formats.html.charts.months import month_chart
from basutbud.formats.html.templating import render_page
from basutbud.formats.trend import phrases
from basutbud.model.overtime.trend import Trend


def render(trend: Trend, view: View) -> str:
    """Return the page."""
    language = view.language
    return render_page(
        view,
        "trend.html.jinja",
        trend=trend,
        title=phrases.compose_title(trend, language),
        chart=month_chart(trend.control, trend.tallies, language) if trend.tallies else None,
        by_name={month.name: month for month in trend.control.months},
        VERDICTS=phrases.VERDICTS,
        coverage=partial(phrases.describe_coverage, language=language),
        audited=partial(phrases.describe_audited, language=language),
        remarks=lambda month, chart: [*phrases.list_remarks(month, chart, language)],
        changes=lambda report: [*phrases.list_changes(report, language)],
    )
