"""The JSON report, schema version 2: what machines build on.

Mapped field by field, so that a change of the model is no change of the report. Ids, keys and
statuses are never translated; messages, remedies and reasons are in the view's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import orjson

from basutbud.chance.funnel import Funnel
from basutbud.errors import Location, Problem
from basutbud.formats.common.headline import clinic_shortfall, shortfall
from basutbud.formats.common.view import View
from basutbud.formats.json.cases import (
    cases_shaped,
    counts_shaped,
    measure_shaped,
    replies_shaped,
    rounded,
)
from basutbud.formats.json.excuses import (
    compliance_shaped,
    excuses_shaped,
    use_shaped,
    waiver_shaped,
)
from basutbud.formats.json.rulings import ruling_shaped
from basutbud.language import Language
from basutbud.model.cases import Case, LogFile
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.inputs import Input
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.shortfall import Shortfall
from basutbud.model.vocabulary import Outcome, Verdict

SCHEMA_VERSION = "2"
_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS


@dataclass(frozen=True, slots=True)
class _Written:
    """Objects that are written once, though they occur often: equal results, and tallies."""

    results: dict[int, orjson.Fragment] = field(default_factory=dict)
    tallies: dict[int, bytes] = field(default_factory=dict)


def render(report: Report, view: View) -> bytes:
    """Return the report as JSON."""
    language = view.language
    written = _Written()
    ruleset, outcomes, funnel = report.ruleset, report.outcomes, report.funnel
    shaped = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "basutbud", "version": report.tool_version},
        "as_of": report.as_of.isoformat(),
        "verdict": report.verdict,
        "upcoming": _upcoming(report.shortfall, shortfall(report, language, sign=True)),
        "terms": _terms(report.mandate),
        "ruleset": {
            "id": ruleset.id,
            "version": ruleset.version,
            "sha256": ruleset.sha256,
            "reference": ruleset.decision.reference,
            "rules": [
                {"id": rule.id, "check": rule.check, "sha256": rule.digest} for rule in report.rules
            ],
        },
        "calendar": {
            "country": ruleset.calendar.country,
            "free_days": [
                {"date": free.date.isoformat(), "name": free.name} for free in report.free_days
            ],
        },
        "inputs": [_input(one) for one in report.inputs],
        "logs": [_log(log) for log in report.statistics.logs],
        "summary": {
            "clinics": len(report.clinics),
            "outcomes": {outcome: outcomes[outcome] for outcome in Outcome},
            "compliance": compliance_shaped(report),
            "baseline": use_shaped(report.baseline),
            "cases": {
                **counts_shaped(report.statistics.total),
                "unmatched": report.unmatched,
            },
            "replies": replies_shaped(report),
        },
        "clinics": [
            _block(_clinic(clinic, verdict, report, funnel, written, language), 4)
            for clinic, verdict in zip(report.clinics, report.verdicts, strict=True)
        ],
        "findings": _findings(report.findings, view),
        "waivers": [waiver_shaped(one, report) for one in report.waivers],
        "rejections": [_rejection(problem, language) for problem in report.problems],
        "unmatched_units": [
            {"hsa_id": unit, **counts_shaped(tally)}
            for unit, tally in report.statistics.unmatched.items()
        ],
        "notes": [f"{language.what(note)}." for note in report.notes],
    }
    if report.rulings is not None:
        shaped["rulings"] = [ruling_shaped(one, language) for one in report.rulings]
    return orjson.dumps(shaped, option=_INDENTED | orjson.OPT_APPEND_NEWLINE)


def _terms(mandate: Mandate) -> dict[str, Any]:
    """Map the options of the audit; ``rulings`` is there only where it was asked for."""
    first, last = mandate.period
    shaped = {one.name: getattr(mandate, one.name) for one in fields(mandate)}
    if not mandate.rulings:
        del shaped["rulings"]
    return {**shaped, "period": {"from": first, "to": last}}


def _input(one: Input) -> dict[str, Any]:
    shaped = {
        "path": one.path,
        "kind": one.kind,
        "sha256": one.sha256,
        "status": "read" if one.read else "rejected",
    }
    return shaped if one.records is None else {**shaped, "records": one.records}


def _log(log: LogFile) -> dict[str, Any]:
    return {
        "path": log.path,
        "form": log.form,
        "encoding": log.encoding,
        "delimiter": log.delimiter if log.encoding else None,
        "header_line": log.header_line or None,
        "columns": dict(log.columns),
        **counts_shaped(log.tally),
        "unmatched": log.unmatched,
        "tolerated": log.tolerated,
    }


def _upcoming(coming: Shortfall | None, sentence: str) -> dict[str, Any] | None:
    """Map the coming breaches, with the sentence about them."""
    if coming is None:
        return None
    replies = {
        "judged": coming.decided,
        "late": coming.late,
        "late_share": rounded(coming.late_share),
    }
    return {
        "in_force_from": coming.day.isoformat(),
        "days_left": coming.days_left,
        "services": coming.services,
        "reply_time": replies if coming.late else None,
        "others": coming.others,
        "later": coming.later,
        "message": sentence,
    }


def _clinic(
    clinic: ClinicReport,
    verdict: Verdict,
    report: Report,
    funnel: Funnel | None,
    written: _Written,
    language: Language,
) -> dict[str, Any]:
    """Map a clinic."""
    for result in clinic.results:
        if id(result) not in written.results:
            written.results[id(result)] = _block(_result(result), 4)
    return {
        "hsa_id": clinic.shown_id,
        "name": clinic.name,
        "provider": clinic.provider,
        "kind": clinic.kind,
        "path": clinic.path,
        "verdict": verdict,
        "upcoming": _upcoming(
            Shortfall.of([clinic], report.as_of), clinic_shortfall(report, clinic, language)
        ),
        "results": [written.results[id(result)] for result in clinic.results],
        "cases": None
        if clinic.cases is None
        else cases_shaped(clinic.cases, funnel, written.tallies),
    }


def _block(shaped: Mapping[str, Any], depth: int) -> orjson.Fragment:
    """Return an object as indented text, which takes less memory than the object."""
    text = orjson.dumps(shaped, option=_INDENTED)
    return orjson.Fragment(text.replace(b"\n", b"\n" + b" " * depth))


def _result(result: Result) -> dict[str, Any]:
    shaped: dict[str, Any] = {"rule": result.rule.id}
    if result.service is not None:
        shaped["service"] = result.service
    shaped["outcome"] = result.outcome
    shaped["in_force_from"] = _day(result.since)
    if result.undetermined is not None:
        shaped["undetermined"] = result.undetermined
    return shaped


def _findings(findings: Sequence[Finding], view: View) -> list[dict[str, Any]]:
    """Map findings, of which those of one rule that share their facts share their message."""
    messages: dict[tuple[str, int], str] = {}
    shaped = []
    for one in findings:
        shared = one.rule.id, id(one.facts)
        message = messages.get(shared)
        if message is None:
            message = messages[shared] = view.language.message(one)
        shaped.append(_finding(one, message, view))
    return shaped


def _finding(finding: Finding, message: str, view: View) -> dict[str, Any]:
    shaped: dict[str, Any] = {
        "rule": finding.rule.id,
        "severity": finding.rule.severity,
        "outcome": finding.outcome,
        "hsa_id": finding.clinic,
        "service": finding.service,
        "in_force_from": _day(finding.since),
        "early": finding.early,
        "message": message,
        "remedy": finding.rule.remedy[view.language.code],
        "location": _location(finding.location),
        "fingerprint": finding.fingerprint,
    }
    if finding.measure is not None:
        shaped["measure"] = measure_shaped(finding.measure)
        shaped["cases_total"] = finding.cases_total
        shaped["cases"] = [_case(case, view) for case in finding.cases]
    shaped |= excuses_shaped(finding)
    return shaped


def _case(case: Case, view: View) -> dict[str, Any]:
    shaped: dict[str, Any] = {"path": case.path, "line": case.line, "record": case.record}
    if view.case_ids:
        shaped["case_id"] = case.case_id
    return {
        **shaped,
        "service": case.service,
        "received": _day(case.received),
        "due": _day(case.due),
        "first_reply": _day(case.first_reply),
        "working_days": case.working_days,
        "outcome": case.outcome,
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "pointer": location.pointer,
        "record": location.record,
    }


def _rejection(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "path": problem.location.path,
        "line": problem.location.line,
        "record": problem.location.record,
        "column": problem.column or problem.location.column,
        "code": problem.code,
        "reason": f"{language.what(problem)}. {language.mend(problem)}",
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
