"""Findings clinic by clinic: all that one clinic has to mend, in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from basutbud.formats.common.headline import clinic_among
from basutbud.formats.common.remarks import finding_standing
from basutbud.formats.common.view import View
from basutbud.formats.text.findings import parts
from basutbud.formats.text.findings.missing import not_offered, not_offered_together
from basutbud.formats.text.marks import STYLES, Prose, folded_note, heading, join_facts
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

MOST_CLINICS: Final = 12
WORST_CLINICS: Final = 6
"""Clinics listed where there are more than a reader can take in."""


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield the clinics with something to say of, the worst first, bounded unless ``-v``."""
    clinics = [clinic for clinic in report.clinics if clinic.findings or view.show_passed]
    if not clinics:
        return
    few = view.detail > 0 or len(clinics) <= MOST_CLINICS
    listed = clinics if few else clinics[:WORST_CLINICS]
    yield heading(view.language.text("findings_heading"))
    for clinic in listed:
        yield Group("", *_clinic(report, clinic, view))
    if rest := clinics[len(listed) :]:
        findings = sum(len(clinic.findings) for clinic in rest)
        yield Group("", folded_note("findings_folded", view, n=len(rest), findings=findings))


def _clinic(report: Report, clinic: ClinicReport, view: View) -> Iterator[RenderableType]:
    """Yield the clinic's findings, with air between. Advice is a line each, unless ``-v``."""
    yield parts.clinic_title(report, clinic, view)
    if coming := clinic_among(report, clinic, view.language):
        style = STYLES[Outcome.UPCOMING]
        yield parts.indented([Prose(Text.assemble((coming[:1], style), coming[1:]), hang=2)])
    advice = [one for one in clinic.findings if one.outcome is Outcome.ADVICE and view.detail <= 0]
    missing = not_offered(clinic.findings) if view.detail <= 0 else {}
    explained: set[str] = set()
    blocks = []
    for finding in clinic.findings:
        group = missing.get(finding.outcome, ())
        if finding in group:
            if finding is group[0]:
                blocks.append(not_offered_together(group, view))
        elif finding not in advice:
            blocks.append(_finding(finding, view, with_basis=finding.rule.id not in explained))
            explained.add(finding.rule.id)
    if advice:
        blocks.append(_advice(advice, view))
    if view.show_passed:
        blocks.append(list(_without_finding(clinic, view)))
    for number, block in enumerate(blocks):
        yield parts.indented([*([""] if number else []), *block])


def _finding(finding: Finding, view: View, *, with_basis: bool) -> list[RenderableType]:
    """Return a finding; what its rule rests on stands once for each clinic."""
    message = parts.message(finding, view)
    message.stylize("bold")
    where = view.language.location(finding.location)
    about = join_facts([finding_standing(finding, view.language), finding.rule.id, where])
    return [
        Prose(Text.assemble(parts.mark(finding), " ", message), hang=2),
        parts.indented(
            [
                about,
                *parts.evidence(finding, view),
                *(parts.basis(finding.rule, view) if with_basis else []),
            ]
        ),
    ]


def _advice(advice: list[Finding], view: View) -> list[RenderableType]:
    """Return each piece of advice once, with how often it is given."""
    counts = Counter(view.language.message(finding) for finding in advice)
    lines = [said if count == 1 else f"{said} ({count})" for said, count in counts.items()]
    return [
        parts.outcome_line(Outcome.ADVICE, len(advice), "", view),
        parts.indented([Prose(Text(line), hang=2) for line in lines]),
    ]


def _without_finding(clinic: ClinicReport, view: View) -> Iterator[RenderableType]:
    for outcome in parts.WITHOUT_FINDING:
        met = [
            result.rule.requirement[view.language.code]
            for result in clinic.results
            if result.outcome is outcome
        ]
        if met:
            yield parts.outcome_line(outcome, len(met), "; ".join(met), view)
