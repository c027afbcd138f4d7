"""The phrases about a point of a trend that all formats share: whom it covers, what to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.chance.months import Month
from basutbud.language import Language
from basutbud.model.overtime.trend import Coverage, Trend, TrendMonth, TrendReport
from basutbud.model.vocabulary import Verdict

VERDICTS: Final = (Verdict.VIOLATION, Verdict.UPCOMING, Verdict.INCOMPLETE)
"""The verdicts that are counted beside compliance."""


def compose_title(trend: Trend, language: Language) -> str:
    """Say how many reports there are, from which day to which."""
    first, last = trend.reports[0].as_of, trend.reports[-1].as_of
    return language.text("trend_title", n=len(trend.reports), first=first, last=last)


def describe_coverage(one: Coverage, language: Language) -> str:
    """Say how many of all clinics a point covers, and why it lacks the others."""
    said = [language.text("trend_coverage", clinics=one.clinics, known=one.known)]
    if one.without_log:
        said.append(language.text("trend_without_log", count=one.without_log))
    if one.missing:
        said.append(language.text("trend_without_cases", count=one.missing))
    return ", ".join(said)


def describe_audited(one: TrendReport, language: Language) -> str:
    """Say how many of all clinics a report covers, and how many of them lack a log."""
    of_all = one.coverage
    said = [language.text("trend_coverage", clinics=of_all.clinics, known=of_all.known)]
    if of_all.without_log:
        said.append(language.text("trend_without_log", count=of_all.without_log))
    return ", ".join(said)


def list_remarks(month: TrendMonth, chart: Month | None, language: Language) -> Iterator[str]:
    """Yield what a reader must know about a month, and its signals beyond chance."""
    if month.after_as_of:
        yield language.text("trend_after_as_of")
    elif month.preliminary:
        yield language.text("trend_partial" if month.partial else "chart_preliminary")
    yield from list_changes(month, language)
    if chart is not None:
        yield from (language.text(f"chart_signal_{signal}") for signal in chart.signals)


def list_changes(one: TrendMonth | TrendReport, language: Language) -> Iterator[str]:
    """Yield the changes of the yardstick since the point before."""
    return (language.text(f"cause_{change}") for change in one.changes)
