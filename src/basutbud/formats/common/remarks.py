"""Findings and unread input with their locations, worst first, for formats that annotate files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from basutbud.errors import Excerpt, Location, Problem
from basutbud.formats.common.excuses import excuse
from basutbud.formats.common.symbols import word_of
from basutbud.language import Language
from basutbud.model.finding import ClinicReport, Finding, Result, fingerprint
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import Outcome, Severity
from basutbud.safetext import MASK

_REWRITTEN: Final = ("\\", "→", *MASK)
"""What stands in an excerpt for something of another length, or may."""
_CERTAIN: Final = range(2, 80)
"""Reliable widths: an empty span is underlined as one character, a long one is cut at 80."""


UNREAD: Final = "unreadable-input"
"""Stands for a rule's id where input could not be read."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or row that could not be read. If ``tolerated``, the audit is complete all the same.

    ``summary`` says what is wrong, ``full_text`` also how to mend it.
    """

    code: str
    location: Location
    end_column: int | None
    summary: str
    full_text: str
    tolerated: bool
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What one rule says of one clinic at one location; undecided if it has no finding."""

    clinic: ClinicReport
    rule: Rule
    outcome: Outcome
    finding: Finding | None
    location: Location
    message: str
    remedy: str
    fingerprint: str

    @property
    def severity(self) -> Severity:
        """The rule's severity for a violation or warning; everything else is a note."""
        known = self.outcome in (Outcome.VIOLATION, Outcome.WARNING)
        return self.rule.severity if known else Severity.NOTE

    @property
    def full_text(self) -> str:
        """The clinic, what is wrong, and how to mend it."""
        who = "" if self.finding is None else f"{self.clinic.name}: "
        return f"{who}{self.message} {self.remedy}".strip()

    @property
    def end_column(self) -> int | None:
        """The column after the remark's span, where that is certain."""
        return end_column(self.location, self.finding.excerpt if self.finding else None)


def remarks(report: Report, language: Language) -> list[Remark]:
    """Return the findings and the undecided results, the worst first."""
    found = [one for clinic in report.clinics for one in _of_clinic(clinic, language)]
    return sorted(found, key=lambda one: (one.outcome.badness, one.rule.severity.badness))


def message(finding: Finding, language: Language) -> str:
    """Return a finding's message, with the day from which it counts, and its excuse."""
    said = language.message(finding)
    details = "; ".join(filter(None, (not_yet(finding, language), excuse(finding, language))))
    return f"{said} ({details})" if details else said


def not_yet(finding: Finding, language: Language) -> str:
    """Say from when a finding counts, or that it is about earlier cases; else nothing."""
    if finding.outcome is not Outcome.UPCOMING or finding.since is None:
        return ""
    key = "before_force" if finding.early else "upcoming_since"
    return language.text(key, since=finding.since)


def finding_standing(finding: Finding, language: Language) -> str:
    """Return from when a finding counts, if it does not yet, or the word for it."""
    return not_yet(finding, language) or finding_word(finding, language)


def finding_word(finding: Finding, language: Language) -> str:
    """Return the word for a finding: a violation's severity, else its outcome."""
    if finding.outcome is Outcome.VIOLATION:
        return language.text(f"severity_{finding.rule.severity}")
    return word_of(finding, language)


def undecided(clinic: ClinicReport, result: Result, language: Language) -> str:
    """Say what could not be decided for a clinic, and why."""
    return language.text(
        "undetermined",
        reason=language.text(f"undetermined_{result.undetermined}"),
        names=clinic.name,
        rules=result.rule.requirement[language.code],
    )


def unread(report: Report, language: Language) -> list[Unread]:
    """Return the unreadable files and rows, and last how many more rows there are."""
    found = [
        Unread(
            code=problem.code,
            location=problem.location,
            end_column=end_column(problem.location, problem.excerpt),
            summary=language.what(problem),
            full_text=unreadable(problem, language),
            tolerated=report.tolerates(problem),
            fingerprint=_fingerprint(problem),
        )
        for problem in report.problems
    ]
    if report.unlisted_rows:
        rest = language.text("rejections_unlisted", n=report.unlisted_rows)
        found.append(
            Unread(UNREAD, Location(""), None, rest, rest, report.complete, fingerprint(UNREAD))
        )
    return found


def unreadable(problem: Problem, language: Language) -> str:
    """Say what is wrong with unreadable input, and how to mend it."""
    said = f"{language.what(problem)}{language.record(problem.location)}."
    return f"{said} {language.mend(problem)}".strip()


def _fingerprint(problem: Problem) -> str:
    where = problem.location
    parts = (problem.code, where.path, where.pointer, where.record, problem.column)
    return fingerprint(*(str(part or "") for part in parts))


def end_column(location: Location, excerpt: Excerpt | None) -> int | None:
    """Return the column after what is wrong, or None where the excerpt leaves it in doubt.

    An excerpt has personal data masked and control characters escaped, so that it may be longer or
    shorter than its line.
    """
    if excerpt is None or location.column is None or excerpt.line != location.line:
        return None
    shown = excerpt.text[excerpt.start : excerpt.end]
    width = excerpt.end - excerpt.start
    if width not in _CERTAIN or len(shown) < width or any(m in shown for m in _REWRITTEN):
        return None
    return location.column + width


def _of_clinic(clinic: ClinicReport, language: Language) -> Iterator[Remark]:
    for finding in clinic.findings:
        yield Remark(
            clinic=clinic,
            rule=finding.rule,
            outcome=finding.outcome,
            finding=finding,
            location=finding.location,
            message=message(finding, language) + language.record(finding.location),
            remedy=finding.rule.remedy[language.code],
            fingerprint=finding.fingerprint,
        )
    where = _whole(clinic)
    for result in clinic.results:
        if result.outcome is Outcome.UNDETERMINED:
            yield Remark(
                clinic=clinic,
                rule=result.rule,
                outcome=result.outcome,
                finding=None,
                location=where,
                message=undecided(clinic, result, language),
                remedy="",
                fingerprint=fingerprint(result.rule.id, clinic.shown_id, where.path),
            )


def _whole(clinic: ClinicReport) -> Location:
    """Return the location of remarks on a whole clinic: its file, else its first log."""
    logs = clinic.cases.logs if clinic.cases else ()
    return Location(clinic.path or next(iter(logs), ""), 1)
