"""The verdict in a frame, and what the audit rests on."""

from __future__ import annotations

from rich import box
from rich.align import Align
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from basutbud.formats.common.excuses import remainders
from basutbud.formats.common.headline import (
    as_of,
    audited_count,
    conditions,
    tone,
    verdict_line,
    verdict_numbers,
    verdict_symbol,
)
from basutbud.formats.text.marks import STYLES, Prose, join_facts
from basutbud.language import Language
from basutbud.model.report import Report


def banner(report: Report, language: Language) -> Group:
    """Return the verdict in a frame, in numbers, and what was audited."""
    mark = verdict_symbol(report)
    color = STYLES[tone(report)]
    spaced = " ".join(language.verdict(report))
    lines = [
        Text.assemble((mark, color), (f"  {spaced}  ", "bold"), (mark, color)),
        *(Text(part, justify="center") for part in verdict_numbers(report, language)),
    ]
    frame = Panel(
        Group(*(Align.center(one) for one in lines)),
        box=box.HEAVY,
        border_style=color,
        padding=(0, 2),
    )
    return Group(frame, *_audited(report, language))


def closing(report: Report, language: Language) -> Group:
    """Return the verdict in a line with its numbers: a long report is read from its end."""
    mark = verdict_symbol(report)
    said = Text(verdict_line(report, language), style="bold")
    said.stylize(STYLES[tone(report)], 0, len(mark))
    return Group("", Prose(said, hang=2))


def _audited(report: Report, language: Language) -> list[RenderableType]:
    title = report.ruleset.title[language.code]
    logs = report.logs_given
    lines = [
        f"{title} ({report.ruleset.decision.reference})",
        language.text("audited_as_of", as_of=as_of(report, language)),
        audited_count(report, language),
        language.text("logs_n", n=logs) if logs else language.text("no_logs"),
    ]
    if logs:
        lines.append(language.text("rows_n", n=report.statistics.total.read))
    notes = [Prose(Text(language.text("any_day")))] if report.of_logs_alone else []
    notes += [Prose(Text(one, style="bold")) for one in conditions(report, language)]
    notes += [Prose(Text(one)) for one in remainders(report, language)]
    if period := _period(report, language):
        notes.append(period)
    return [join_facts(lines), *notes]


def provenance(report: Report, language: Language) -> Group:
    """Return what the report rests on: rule set, calendar, tool."""
    ruleset = report.ruleset
    years = sorted({free.date.year for free in report.free_days})
    sentence = language.text(
        "provenance",
        ruleset=ruleset.edition,
        sha256=ruleset.sha256[:12],
        authority=ruleset.decision.authority,
        date=ruleset.decision.date,
        country=ruleset.calendar.country,
        years="–".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else "",
        tool=report.tool_version,
    )
    return Group("", Prose(Text(sentence, style="dim")))


def _period(report: Report, language: Language) -> Prose | None:
    """Return the period in bold: a report on a part of the cases must not pass for the whole."""
    match report.period:
        case (None, None):
            return None
        case (first, None):
            sentence = language.text("period_from", first=first)
        case (None, last):
            sentence = language.text("period_to", last=last)
        case (first, last):
            sentence = language.text("period", first=first, last=last)
    return Prose(Text(sentence, style="bold"))
