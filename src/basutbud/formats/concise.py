"""One line a finding: ``path:line:col: severity rule clinic: message``, for editors and grep."""

from __future__ import annotations

from collections.abc import Iterable

from basutbud.formats.common.excuses import excuse, remainders
from basutbud.formats.common.headline import conclusion
from basutbud.formats.common.remarks import unreadable
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.byrule import by_rule
from basutbud.model.finding import Finding
from basutbud.model.report import Report
from basutbud.model.vocabulary import GroupBy, Outcome, Verdict


def render(report: Report, view: View) -> str:
    """Return the lines: rejected input, notes, findings, and last the verdict and its terms."""
    language = view.language
    lines = [
        f"{str(problem.location) or '-'}: error input {unreadable(problem, language)}"
        for problem in report.problems
    ]
    lines += [f"-: note audit {language.what(note)}." for note in report.notes]
    lines += [f"-: note audit {remainder}" for remainder in remainders(report, language)]
    lines += [_line(finding, view) for finding in _findings(report, view)]
    if report.unlisted_rows:
        lines.append(language.text("rejections_unlisted", n=report.unlisted_rows))
    lines.append(_end(report, language))
    return "\n".join(lines) + "\n"


def _findings(report: Report, view: View) -> Iterable[Finding]:
    if view.group_by is GroupBy.CLINIC:
        return report.findings
    return (finding for one in by_rule(report) for _, finding in one.findings)


def _end(report: Report, language: Language) -> str:
    counts = dict(report.outcomes)
    if report.verdict is Verdict.UPCOMING:
        del counts[Outcome.COMPLIANT]  # the word may not stand beside another verdict
    outcomes = [
        f"{language.text(f'outcome_{outcome}')} {counts[outcome]}"
        for outcome in Outcome
        if counts.get(outcome)
    ]
    said = conclusion(report, language)
    return f"{said} ({', '.join(outcomes)})" if outcomes else said


def _line(finding: Finding, view: View) -> str:
    language = view.language
    severity = str(finding.rule.severity)
    if finding.outcome is Outcome.UPCOMING and finding.since is not None:
        severity = f"{'earlier' if finding.early else 'upcoming'}({finding.since})"
    elif finding.outcome in (Outcome.WAIVED, Outcome.BASELINED):
        severity = str(finding.outcome)
    excused = excuse(finding, language)
    said = language.message(finding) + (f" ({excused})" if excused else "")
    return f"{finding.location}: {severity} {finding.rule.id} {finding.clinic}: {said}"
