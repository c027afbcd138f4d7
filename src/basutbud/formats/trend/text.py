"""A trend in the terminal: reply times by month with a line of bars, then compliance by report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from basutbud.chance.months import Month
from basutbud.formats.common.view import View
from basutbud.formats.text.marks import STYLES, Prose, heading
from basutbud.formats.text.printing import bound_width, print_lines
from basutbud.formats.text.tables import Column, Fitted, Row
from basutbud.formats.trend import phrases
from basutbud.model.overtime.trend import Trend, TrendMonth, TrendReport
from basutbud.model.vocabulary import CaseOutcome, Outcome, Verdict
from basutbud.safetext import no_command

_BARS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = "·"
_NONE: Final = "–"
_LEAST_WORDS: Final = 12


def render(trend: Trend, view: View) -> str:
    """Return the trend as terminal text of the view's width."""
    language = view.language
    title = phrases.compose_title(trend, language)
    if view.detail < 0:
        return f"{title}\n"
    view = replace(view, width=bound_width(view.width))
    lines = [Text(title, style="bold"), *_replies(trend, view), *_compliance(trend, view)]
    return no_command(print_lines(Group(*lines), view.width, color=view.color))


def _replies(trend: Trend, view: View) -> Iterator[RenderableType]:
    text = view.language.text
    yield heading(text("replies_by_month"))
    if not trend.months:
        yield text("no_logs")
        return
    yield Prose(Text(_sparkline(trend)))
    yield Prose(Text(text("trend_sparkline", least=_least(trend)), style="dim"))
    charted = {month.name: month for month in trend.control.months}
    yield Fitted(
        columns=[
            Column(text("column_of_month"), heading=True),
            Column(text("column_on_time"), right=True),
            Column(text("trend_decided"), right=True),
            Column(text("column_late"), right=True),
            Column(text("column_overdue"), right=True),
            Column(text("column_open"), right=True),
            *_in_words(view),
        ],
        rows=[_month(month, charted.get(month.name), view) for month in trend.months],
        gap=1,
    )
    centre = trend.control.centre
    if centre is not None:
        yield Prose(Text(text("trend_centre", share=centre), style="dim"))


def _in_words(view: View) -> list[Column]:
    """Return the columns that fold: whom a point speaks of, and what to beware of."""
    keys = ("trend_basis", "trend_remarks")
    return [Column(view.language.text(key), least=_LEAST_WORDS) for key in keys]


def _month(month: TrendMonth, chart: Month | None, view: View) -> Row:
    language, tally = view.language, month.tally
    counts = (CaseOutcome.LATE, CaseOutcome.OVERDUE, CaseOutcome.OPEN)
    remark = "; ".join(phrases.list_remarks(month, chart, language)) or _NONE
    if tally is None:
        return [Text(month.name), *(Text(_NONE) for _ in range(6)), Text(remark)]
    return [
        Text(month.name),
        Text(language.share(tally.on_time_share, aligned=True)),
        Text(language.number(tally.decided)),
        *(Text(language.number(tally[one])) for one in counts),
        Text(phrases.describe_coverage(month.coverage, language)),
        Text(remark),
    ]


def _sparkline(trend: Trend) -> str:
    """Return a bar for each month's share in time, from the least up; a dot is a gap."""
    least = _least(trend)
    span = 1 - least
    bars = []
    for month in trend.months:
        share = month.tally.on_time_share if month.tally else None
        if share is None:
            bars.append(_GAP)
        else:
            height = (share - least) / span if span else 1.0
            bars.append(_BARS[round(height * (len(_BARS) - 1))])
    return "".join(bars)


def _least(trend: Trend) -> float:
    """Return the share at which the bars start: the lowest, down to a tenth."""
    shares = [tally.on_time_share for tally in trend.tallies.values()]
    known = [share for share in shares if share is not None]
    return int(min(known, default=0.0) * 10) / 10


def _compliance(trend: Trend, view: View) -> Iterator[RenderableType]:
    text = view.language.text
    yield heading(text("trend_compliance"))
    yield Fitted(
        columns=[
            Column(text("trend_as_of"), heading=True),
            Column(text("trend_alone"), right=True),
            Column(text("trend_excused"), right=True),
            *(Column(text(f"trend_verdict_{one}"), right=True) for one in phrases.VERDICTS),
            *_in_words(view),
        ],
        rows=[_report(report, view) for report in trend.reports],
        gap=1,
    )


def _report(report: TrendReport, view: View) -> Row:
    language = view.language
    style = STYLES[Outcome.VIOLATION]
    broken = report.verdicts.get(Verdict.VIOLATION, 0)
    return [
        Text(report.as_of.isoformat()),
        Text(language.number(report.alone)),
        Text(language.number(report.excused)),
        Text(language.number(broken), style if broken else ""),
        *(Text(language.number(report.verdicts.get(one, 0))) for one in phrases.VERDICTS[1:]),
        Text(phrases.describe_audited(report, language)),
        Text("; ".join(phrases.list_changes(report, language)) or _NONE),
    ]
