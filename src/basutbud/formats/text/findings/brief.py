"""Brief findings: one line each, the worst clinics first; advice is counted."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from basutbud.formats.common.view import View
from basutbud.formats.text.findings import parts
from basutbud.formats.text.marks import Prose, heading
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome, Severity


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield every finding but advice in a line, and how much advice there is, known or not."""
    if not any(clinic.findings for clinic in report.clinics):
        return
    yield heading(view.language.text("findings_heading"))
    advice = 0
    for clinic in report.clinics:
        for finding in clinic.findings:
            if finding.rule.severity is Severity.NOTE:
                advice += 1
                continue
            where = view.language.location(finding.location)
            said = parts.message(finding, view)
            line = Text.assemble(
                parts.mark(finding), f" {clinic.name}: ", said, (f" {where}", "dim")
            )
            yield Prose(line, hang=2)
    if advice:
        yield parts.outcome_line(Outcome.ADVICE, advice, "", view)
