"""What all formats of a trend say of a point: of whom it speaks, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.chance.months import Month
from basutbud.language import Language
from basutbud.model.trend import Coverage, Trend, TrendMonth, TrendReport
from basutbud.model.vocabulary import Verdict

VERDICTS: Final = (Verdict.VIOLATION, Verdict.UPCOMING, Verdict.INCOMPLETE)
"""The verdicts that are counted beside compliance."""


def title(trend: Trend, language: Language) -> str:
    """Say how many reports, and from when to when."""
    first, last = trend.reports[0].as_of, trend.reports[-1].as_of
    return language.text("trend_title", n=len(trend.reports), first=first, last=last)


def coverage(one: Coverage, language: Language) -> str:
    """Say how many of all clinics a point speaks of, and why not of the others."""
    told = [language.text("trend_coverage", clinics=one.clinics, known=one.known)]
    if one.without_log:
        told.append(language.text("trend_without_log", count=one.without_log))
    if one.missing:
        told.append(language.text("trend_without_cases", count=one.missing))
    return ", ".join(told)


def audited(one: TrendReport, language: Language) -> str:
    """Say how many of all clinics a report has, and how many of those have no log."""
    of_all = one.coverage
    told = [language.text("trend_coverage", clinics=of_all.clinics, known=of_all.known)]
    if of_all.without_log:
        told.append(language.text("trend_without_log", count=of_all.without_log))
    return ", ".join(told)


def remarks(month: TrendMonth, chart: Month | None, language: Language) -> Iterator[str]:
    """Say what to beware of in a month, and what about it is more than chance."""
    if month.preliminary:
        yield language.text("trend_partial" if month.partial else "page_preliminary")
    yield from changes(month, language)
    if chart is not None:
        yield from (language.text(f"page_signal_{signal}") for signal in chart.signals)


def changes(one: TrendMonth | TrendReport, language: Language) -> Iterator[str]:
    """Say what a point is measured by otherwise than the one before it."""
    return (language.text(f"cause_{change}") for change in one.changes)
