"""Findings rule by rule: what a requirement says, once, and every clinic that departs from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from basutbud.formats.common.headline import audited_count
from basutbud.formats.common.remarks import finding_standing
from basutbud.formats.common.view import View
from basutbud.formats.text.findings import parts
from basutbud.formats.text.marks import (
    Prose,
    first_names,
    folded_note,
    heading,
    join_facts,
    outcome_symbol,
    outcome_with_word,
)
from basutbud.model.byrule import RuleReport, by_rule
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

MOST_RULES: Final = 40
MOST_FINDINGS: Final = 5
MOST_CASES: Final = 3


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield the rules with something to say of, the worst first, bounded unless ``-v``."""
    rules = [one for one in by_rule(report) if one.findings or (view.show_passed and one.clinics)]
    if not rules:
        return
    listed = rules if view.detail > 0 else rules[:MOST_RULES]
    yield heading(view.language.text("findings_by_rule_heading"))
    for one in listed:
        yield Group("", *_rule(report, one, view))
    if rest := rules[len(listed) :]:
        findings = sum(len(one.findings) for one in rest)
        yield Group("", folded_note("rules_folded", view, n=len(rest), findings=findings))


def _rule(report: Report, one: RuleReport, view: View) -> Iterator[RenderableType]:
    title = one.rule.title[view.language.code]
    yield Prose(Text.assemble(outcome_symbol(one.outcome), " ", (title, "bold")), hang=2)
    severity = view.language.text(f"severity_{one.rule.severity}")
    lines: list[RenderableType] = [
        join_facts([severity, one.rule.id]),
        _counts(report, one, view),
        *parts.basis(one.rule, view),
        *_findings(one, view),
        *(_without_finding(one, view) if view.show_passed else []),
    ]
    yield parts.indented(lines)


def _counts(report: Report, one: RuleReport, view: View) -> Prose:
    """Return how the rule came out, for all clinics: the numbers add up to them."""
    language = view.language
    counts = [
        Text.assemble(outcome_with_word(outcome, language), f" {language.number(len(clinics))}")
        for outcome, clinics in one.clinics.items()
    ]
    return join_facts(
        [Text.assemble(f"{audited_count(report, language)}: ", counts[0]), *counts[1:]]
    )


def _findings(one: RuleReport, view: View) -> Iterator[RenderableType]:
    """Yield each finding under its clinic's name; advice is names alone, unless ``-v``."""
    if one.outcome is Outcome.ADVICE and view.detail <= 0:
        clinics = [clinic.name for clinic, _ in one.findings]
        yield parts.outcome_line(Outcome.ADVICE, len(clinics), first_names(clinics, view), view)
        return
    listed = one.findings if view.detail > 0 else one.findings[:MOST_FINDINGS]
    for clinic, finding in listed:
        yield Group("", *_finding(clinic, finding, view))
    if rest := one.findings[len(listed) :]:
        yield Group("", folded_note("rule_folded", view, n=len(rest)))


def _finding(clinic: ClinicReport, finding: Finding, view: View) -> Iterator[RenderableType]:
    name = Text.assemble(parts.mark(finding), " ", (clinic.name, "bold"))
    yield join_facts([name, clinic.shown_id] if clinic.shown_id != clinic.name else [name])
    lines: list[RenderableType] = [
        Prose(parts.message(finding, view)),
        join_facts(
            [finding_standing(finding, view.language), view.language.location(finding.location)]
        ),
        *parts.evidence(finding, view, MOST_CASES),
    ]
    yield parts.indented(lines)


def _without_finding(one: RuleReport, view: View) -> Iterator[RenderableType]:
    for outcome in parts.WITHOUT_FINDING:
        if clinics := [clinic.name for clinic in one.clinics.get(outcome, ())]:
            yield Group(
                "", parts.outcome_line(outcome, len(clinics), first_names(clinics, view), view)
            )
