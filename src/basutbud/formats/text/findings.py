"""Findings clinic by clinic: rule, clause, place, excerpt, remedy; late cases with their days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from basutbud.errors import Excerpt
from basutbud.formats.symbols import EARLIER, SYMBOLS
from basutbud.formats.text.marks import STYLES, heading
from basutbud.formats.view import View
from basutbud.model.cases import Case
from basutbud.model.report import ClinicReport, Finding, Report
from basutbud.model.vocabulary import Outcome

MOST_CLINICS: Final = 12
MOST_CASES: Final = 5


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield the clinics with something to say of, the worst first, bounded unless ``-v``."""
    language = view.language
    clinics = [clinic for clinic in report.clinics if clinic.findings or view.show_passed]
    if not clinics:
        return
    listed = clinics if view.detail > 0 else clinics[:MOST_CLINICS]
    yield heading(language.text("findings_heading") + "\n")
    for clinic in listed:
        yield _clinic(report, clinic, view)
    rest = clinics[len(listed) :]
    if rest:
        findings = sum(len(clinic.findings) for clinic in rest)
        yield Text(language.text("findings_folded", n=len(rest), findings=findings))


def _clinic(report: Report, clinic: ClinicReport, view: View) -> Group:
    language = view.language
    facts = [clinic.shown_id] if clinic.shown_id != clinic.name else []
    if clinic.provider is not None:
        facts.append(language.text(f"provider_{clinic.provider}"))
    if clinic.kind is not None:
        facts.append(report.ruleset.unit_kinds[clinic.kind][language.code])
    title = Text.assemble((clinic.name, "bold"), ("  " + " · ".join(facts), "dim"))
    parts: list[RenderableType] = [title]
    advice = [one for one in clinic.findings if one.outcome is Outcome.ADVICE]
    parts += [
        _finding(one, view)
        for one in clinic.findings
        if one.outcome is not Outcome.ADVICE or view.detail > 0
    ]
    if advice and view.detail <= 0:
        titles = "; ".join(one.rule.title[language.code] for one in advice)
        told = Text(language.text("advice_folded", n=len(advice), titles=titles))
        parts.append(Padding(told, (0, 0, 1, 2)))
    if view.show_passed:
        parts.append(_passed(clinic))
    return Group(*parts)


def _passed(clinic: ClinicReport) -> Padding:
    passed = [
        Text(f"{SYMBOLS[result.outcome]} {result.rule.id}", STYLES[result.outcome])
        for result in clinic.results
        if result.outcome in (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)
    ]
    return Padding(Group(*passed), (0, 0, 1, 2))


def _finding(finding: Finding, view: View) -> Padding:
    language = view.language
    style = STYLES[finding.outcome]
    severity = language.text(f"severity_{finding.rule.severity}")
    told = severity if finding.outcome is Outcome.VIOLATION else _told(finding, view)
    head = Text.assemble(
        (f"{EARLIER if finding.early else SYMBOLS[finding.outcome]} ", style),
        (language.fill(finding.rule.message, finding.facts), "bold"),
    )
    parts: list[RenderableType] = [
        head,
        Text(f"{told} · {finding.rule.id} · {_place(finding, view)}", style="dim"),
    ]
    if finding.excerpt is not None:
        parts.append(excerpt(finding.excerpt, style))
    if finding.cases:
        parts.append(_cases(finding, view))
    parts.append(Text(f"”{finding.rule.clause.quote.strip()}”", style="italic"))
    parts.append(Text(f"→ {finding.rule.remedy[language.code].strip()}"))
    return Padding(Group(*parts), (0, 0, 1, 2))


def _told(finding: Finding, view: View) -> str:
    if finding.outcome is Outcome.UPCOMING and finding.since is not None:
        key = "before_force" if finding.early else "upcoming_since"
        return view.language.text(key, since=finding.since)
    return view.language.text(f"outcome_{finding.outcome}")


def _place(finding: Finding, view: View) -> str:
    record = finding.location.record
    place = str(finding.location)
    return place if record is None else f"{place} ({view.language.text('record', n=record)})"


def excerpt(shown: Excerpt, style: str) -> Text:
    """Return a line of input with the offending part underlined."""
    number = str(shown.line)
    return Text.assemble(
        (f"{number} │ ", "dim"),
        shown.text,
        f"\n{' ' * len(number)} │ {' ' * shown.start}",
        ("^" * (shown.end - shown.start), style),
        no_wrap=True,
        overflow="ellipsis",
    )


def _cases(finding: Finding, view: View) -> Group:
    language = view.language
    listed = finding.cases if view.detail > 0 else finding.cases[:MOST_CASES]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(language.text("column_received"), no_wrap=True)
    table.add_column(language.text("column_due"), no_wrap=True)
    table.add_column(language.text("column_reply"), no_wrap=True)
    table.add_column(language.text("column_days_over"), justify="right")
    table.add_column(language.text("column_line"), justify="right")
    if view.case_ids:
        table.add_column(language.text("column_case_id"), overflow="fold")
    limit = finding.facts.get("days", 0)
    for case in listed:
        table.add_row(*_case(case, int(limit) if isinstance(limit, int) else 0, view))
    rest = finding.cases_total - len(listed)
    more = [Text(language.text("more_cases", n=rest), style="dim")] if rest else []
    return Group(table, *more)


def _case(case: Case, limit: int, view: View) -> Sequence[Text]:
    unanswered = Text(view.language.text("no_reply"), style="bold red")
    return (
        Text(case.received.isoformat()),
        Text(case.due.isoformat()),
        Text(case.first_reply.isoformat()) if case.first_reply else unanswered,
        Text(f"+{case.working_days - limit}"),
        Text(str(case.record if case.line is None else case.line)),
        *([Text(case.case_id)] if view.case_ids else []),
    )
