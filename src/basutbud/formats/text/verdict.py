"""The verdict, so that it can be read across the room, and what the audit rests on."""

from __future__ import annotations

from typing import Final

from rich import box
from rich.align import Align
from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from basutbud.formats.headline import in_numbers
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.vocabulary import InputKind, Verdict

_STYLES: Final = {
    Verdict.COMPLIANT: ("✓", "green"),
    Verdict.VIOLATION: ("✗", "red"),
    Verdict.INCOMPLETE: ("!", "yellow"),
}


def banner(report: Report, language: Language) -> Group:
    """Return the verdict in a frame, with what it says in numbers and what was audited."""
    mark, color = _STYLES[report.verdict]
    if report.verdict is Verdict.COMPLIANT and not report.conclusive:
        mark, color = "?", "yellow"
    spaced = " ".join(language.verdict(report))
    lines = Group(
        Align.center(Text(f"{mark}  {spaced}  {mark}", style=f"bold {color}")),
        Align.center(Text(in_numbers(report, language), style="bold", justify="center")),
    )
    title = report.ruleset.title[language.code]
    logs = sum(one.kind is InputKind.CASE_LOG for one in report.inputs)
    alone = report.of_logs_alone
    facts = (
        language.text("audited_as_of", as_of=report.as_of),
        language.text("units_n" if alone else "clinics_n", n=len(report.clinics)),
        language.text("logs_n", n=logs),
        language.text("rows_n", n=report.statistics.total.read),
    )
    audited = Text(" · ".join([f"{title} ({report.ruleset.decision.reference})", *facts]))
    frame = Panel(lines, box=box.HEAVY, border_style=color, padding=(0, 2))
    notes = [Text(language.text("any_day"))] if alone else []
    if period := _period(report, language):
        notes.append(period)
    return Group(frame, audited, *notes)


def line(report: Report, language: Language) -> str:
    """Return the verdict in one line."""
    word = language.verdict(report)
    numbers = in_numbers(report, language)
    return f"{word} {language.text('as_of', as_of=report.as_of)}: {numbers}"


def provenance(report: Report, language: Language) -> Text:
    """Return what the report rests on: rule set, calendar, tool."""
    ruleset = report.ruleset
    years = sorted({free.date.year for free in report.free_days})
    return Text(
        "\n"
        + language.text(
            "provenance",
            ruleset=f"{ruleset.id} {ruleset.version}",
            sha256=ruleset.sha256[:12],
            authority=ruleset.decision.authority,
            date=ruleset.decision.date,
            country=ruleset.calendar.country,
            years="–".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
            if years
            else "",
            tool=report.tool_version,
        ),
        style="dim",
    )


def _period(report: Report, language: Language) -> Text | None:
    first, last = report.period
    if first is None and last is None:
        return None
    return Text(language.text("period", first=first or "…", last=last or "…"), style="yellow")
