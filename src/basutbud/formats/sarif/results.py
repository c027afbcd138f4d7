"""Findings and undecided results, as SARIF results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from basutbud.errors import Location
from basutbud.formats.common.excuses import justification
from basutbud.formats.common.remarks import Remark
from basutbud.formats.common.view import View
from basutbud.formats.sarif.locations import Indices, physical, text
from basutbud.formats.sarif.rules import Rules
from basutbud.model.cases import Case
from basutbud.model.vocabulary import Outcome

MOST_RESULTS: Final = 25_000
"""Results that GitHub accepts in one run; it stores the gravest 5,000."""

MOST_RELATED: Final = 100
"""Locations that GitHub shows for one result."""

_KINDS: Final = {
    Outcome.VIOLATION: "fail",
    Outcome.WARNING: "fail",
    Outcome.UNDETERMINED: "open",
    Outcome.UPCOMING: "informational",
    Outcome.ADVICE: "informational",
    Outcome.WAIVED: "fail",
    Outcome.BASELINED: "fail",
}
"""GitHub reads neither kinds nor suppressions, and shows an alert for each result. Everything but a
violation has a level that fails no check there: none, or note for known and accepted findings."""


def within_limits(remarks: Sequence[Remark], rules: Rules) -> Sequence[Remark]:
    """Return the gravest remarks on described rules, as many as GitHub accepts."""
    known = {rule.id for rule in rules}
    return [remark for remark in remarks if remark.rule.id in known][:MOST_RESULTS]


def of(
    remarks: Sequence[Remark], rules: Rules, indices: Indices, view: View
) -> list[dict[str, Any]]:
    """Return the results. Where one has a suppression or a baseline, all tell theirs."""
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    outcomes = {remark.outcome for remark in remarks}
    results = []
    for remark in remarks:
        result = _result(remark, numbers[remark.rule.id], indices, view)
        if Outcome.WAIVED in outcomes:
            result["suppressions"] = _suppressions(remark, view)
        if Outcome.BASELINED in outcomes:
            known = remark.outcome is Outcome.BASELINED
            result["baselineState"] = "unchanged" if known else "new"
        results.append(result)
    return results


def _suppressions(remark: Remark, view: View) -> list[dict[str, Any]]:
    """Return the waiver that covers a result, if one does."""
    if remark.finding is None or remark.outcome is not Outcome.WAIVED:
        return []
    said = justification(remark.finding, view.language)
    return [{"kind": "external", "status": "accepted", "justification": said}]


def _result(remark: Remark, rule_index: int, indices: Indices, view: View) -> dict[str, Any]:
    kind = _KINDS[remark.outcome]
    result: dict[str, Any] = {
        "ruleId": remark.rule.id,
        "ruleIndex": rule_index,
        "kind": kind,
        "level": remark.severity if kind == "fail" else "none",
        "message": text(remark.full_text),
        "locations": [_location(remark, indices)],
        "partialFingerprints": {
            "primaryLocationLineHash": remark.fingerprint,
            "basutbudRuleClinicPointer/v1": remark.fingerprint,
        },
        "properties": {"outcome": remark.outcome},
    }
    finding = remark.finding
    if finding is not None and finding.since is not None:
        result["properties"]["inForceFrom"] = finding.since.isoformat()
    if finding is not None and finding.cases:
        result["properties"]["casesTotal"] = finding.cases_total
        related = finding.cases[:MOST_RELATED]
        result["relatedLocations"] = [_case(case, indices, view) for case in related]
    return result


def _location(remark: Remark, indices: Indices) -> dict[str, Any]:
    clinic = remark.clinic
    return {
        "physicalLocation": physical(remark.location, remark.end_column, indices),
        "logicalLocations": [
            {"name": clinic.name, "fullyQualifiedName": clinic.shown_id, "kind": "clinic"}
        ],
    }


def _case(case: Case, indices: Indices, view: View) -> dict[str, Any]:
    language = view.language
    where = Location(case.path, case.line, record=case.record)
    sentence = language.text(
        "case_answered" if case.first_reply else "case_unanswered",
        received=case.received,
        due=case.due,
        reply=case.first_reply,
    )
    named = f"{case.case_id}: {sentence}" if view.case_ids else sentence
    return {
        "physicalLocation": physical(where, None, indices),
        "message": text(f"{named}{language.record(where)}"),
    }
