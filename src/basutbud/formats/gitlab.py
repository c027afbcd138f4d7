"""GitLab's code quality report: what a merge request's widget compares between branches."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, Final

from basutbud.errors import Location
from basutbud.formats.remarks import Remark, fingerprint, remarks, unreadable
from basutbud.formats.view import View
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome, Severity

UNREAD: Final = "unreadable-input"
"""What stands for a rule's id where input could not be read."""

_SEVERITIES: Final = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.NOTE: "info",
}


def render(report: Report, view: View) -> str:
    """Return the report as a JSON array, unreadable input first, then the worst."""
    language = view.language
    issues = _unreadable(report, language)
    issues += [_remark(one, report, language) for one in remarks(report, language)]
    _make_unique(issues)
    import orjson

    return orjson.dumps(issues, option=orjson.OPT_INDENT_2).decode() + "\n"


def _unreadable(report: Report, language: Language) -> list[dict[str, Any]]:
    issues = [
        _issue(
            unreadable(problem, language),
            UNREAD,
            fingerprint(problem),
            "minor" if report.tolerates(problem) else "blocker",
            problem.location,
        )
        for problem in report.problems
    ]
    if report.unlisted_rows:
        told = language.text("rejections_unlisted", n=report.unlisted_rows)
        severity = "minor" if report.complete else "blocker"
        issues.append(_issue(told, UNREAD, hashlib.sha256().hexdigest(), severity, Location("")))
    return issues


def _remark(remark: Remark, report: Report, language: Language) -> dict[str, Any]:
    upcoming = remark.outcome is Outcome.UPCOMING
    return _issue(
        f"{remark.told} ({language.text('as_of', as_of=report.as_of)})",
        remark.rule.id,
        remark.fingerprint,
        "minor" if upcoming else _SEVERITIES[remark.severity],
        remark.location,
    )


def _issue(
    description: str, check: str, fingerprint: str, severity: str, place: Location
) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": place.path or ".", "lines": {"begin": place.line or 1}},
    }


def _make_unique(issues: list[dict[str, Any]]) -> None:
    """Give issues with the same fingerprint one each: GitLab shows but one of every kind."""
    seen: Counter[str] = Counter()
    for issue in issues:
        told = issue["fingerprint"]
        seen[told] += 1
        if seen[told] > 1:
            issue["fingerprint"] = hashlib.sha256(f"{told} {seen[told]}".encode()).hexdigest()[:32]
