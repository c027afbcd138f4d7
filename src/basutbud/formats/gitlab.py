"""GitLab's code quality report: what a merge request's widget compares between branches."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import orjson

from basutbud.errors import Location
from basutbud.formats.common.excuses import compliance
from basutbud.formats.common.headline import as_of, conditions, verdict_line
from basutbud.formats.common.remarks import UNREAD, Remark, Unread, remarks, unread
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.finding import fingerprint
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome, Severity, Verdict

UPCOMING: Final = "upcoming"
VERDICT: Final = "verdict"
"""The check name of the issue that states the verdict, unless gaps are upcoming."""

_SEVERITIES: Final = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.NOTE: "info",
}


def render(report: Report, view: View) -> str:
    """Return the report as a JSON array, unreadable input first, then the worst."""
    language = view.language
    issues = [_verdict(report, language)] if _calls_for_words(report, language) else []
    issues += [_unread(one) for one in unread(report, language)]
    issues += [_remark(one, report, language) for one in remarks(report, language)]
    return listed(issues)


def listed(issues: list[dict[str, Any]]) -> str:
    """Return issues as GitLab takes them, each with a fingerprint of its own."""
    _make_unique(issues)
    return orjson.dumps(issues, option=orjson.OPT_INDENT_2).decode() + "\n"


def _calls_for_words(report: Report, language: Language) -> bool:
    """Return whether the whole needs more said of it than its findings say."""
    upcoming = report.verdict is Verdict.UPCOMING
    return upcoming or bool(compliance(report, language) or conditions(report, language))


def _verdict(report: Report, language: Language) -> dict[str, Any]:
    """Return the verdict as an issue of its own: there is nowhere else to say it."""
    check = UPCOMING if report.verdict is Verdict.UPCOMING else VERDICT
    known_by = fingerprint(check, report.ruleset.id)
    return _issue(verdict_line(report, language), check, known_by, "info", Location(""))


def _unread(one: Unread) -> dict[str, Any]:
    severity = "minor" if one.tolerated else "blocker"
    return _issue(one.full_text, UNREAD, one.fingerprint, severity, one.location)


def _remark(remark: Remark, report: Report, language: Language) -> dict[str, Any]:
    terms = [language.text("as_of", as_of=as_of(report, language)), *conditions(report, language)]
    return issue_of(remark, "; ".join(terms))


def issue_of(remark: Remark, terms: str) -> dict[str, Any]:
    """Return a remark as an issue, with the terms that it is made by."""
    upcoming = remark.outcome is Outcome.UPCOMING
    return _issue(
        f"{remark.full_text} ({terms})",
        remark.rule.id,
        remark.fingerprint,
        "minor" if upcoming else _SEVERITIES[remark.severity],
        remark.location,
    )


def _issue(
    description: str, check: str, known_by: str, severity: str, where: Location
) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": known_by,
        "severity": severity,
        "location": {"path": where.path or ".", "lines": {"begin": where.line or 1}},
    }


def _make_unique(issues: list[dict[str, Any]]) -> None:
    """Make fingerprints unique: of issues with the same one, GitLab shows only one."""
    seen: Counter[str] = Counter()
    for issue in issues:
        shared = issue["fingerprint"]
        seen[shared] += 1
        if seen[shared] > 1:
            issue["fingerprint"] = fingerprint(shared, str(seen[shared]))
