"""A row for each clinic and rule, or finding, for machines and for Swedish Excel.

Keys, ids and outcomes are never translated. Unreadable input comes first, with the outcome
``rejected``, so that an incomplete audit never looks complete.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Final

from basutbud.errors import Location, Problem
from basutbud.formats.common.excuses import compliance, excuse
from basutbud.formats.common.headline import clinic_shortfall, conditions
from basutbud.formats.common.symbols import with_symbol
from basutbud.formats.common.tablefile import DIALECTS, write_table
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.report import Report
from basutbud.model.ruleset import REPLY_TIME
from basutbud.model.tables import REPORT_COLUMNS
from basutbud.model.vocabulary import CaseOutcome, Outcome, Verdict

REJECTED: Final = "rejected"
"""The outcome of unreadable input; ``undetermined`` then holds the code of the reason."""

Value = str | int | float | date | None
Row = dict[str, Value]


def render(report: Report, view: View) -> bytes:
    """Return the report as CSV in the view's dialect."""
    dialect = DIALECTS[view.csv_dialect]
    decimal_mark = view.language.decimal_mark if dialect.local_decimals else "."
    rows = (
        [_written(row.get(name), decimal_mark) for name in REPORT_COLUMNS]
        for row in _rows(report, view.language)
    )
    target = io.StringIO()
    write_table(target, REPORT_COLUMNS, rows, dialect)
    return target.getvalue().encode()


def _written(value: Value, decimal_mark: str) -> str | int | date | None:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", decimal_mark)
    return value


def _rows(report: Report, language: Language) -> Iterator[Row]:
    for problem in report.problems:
        yield _rejected(problem, language)
    if report.unlisted_rows:
        sentence = language.text("rejections_unlisted", n=report.unlisted_rows)
        yield {"outcome": REJECTED, "message": sentence}
    for clinic, verdict in zip(report.clinics, report.verdicts, strict=True):
        of_clinic = _standing(report, clinic, verdict, language)
        for result, findings in clinic.by_rule:
            for row in _rule(clinic, result, findings, language):
                yield of_clinic | row | _days_left(report, row)


def _standing(report: Report, clinic: ClinicReport, verdict: Verdict, language: Language) -> Row:
    """Return the terms that the clinic was judged on, its verdict, and its standing in words."""
    said = clinic_shortfall(report, clinic, language) if verdict is Verdict.UPCOMING else ""
    return {
        "as_of": report.as_of,
        "as_if_in_force": str(report.as_if_in_force).casefold(),
        "conditions": "; ".join(_conditions(report, language)),
        "compliance": compliance(report, language),
        "clinic_verdict": verdict,
        "standing": said or with_symbol(clinic.outcome, language),
    }


def _conditions(report: Report, language: Language) -> Iterator[str]:
    if report.mandate.as_of_given:
        yield f"--as-of {report.as_of}"
    yield from conditions(report, language)


def _days_left(report: Report, row: Row) -> Row:
    """Return the days until the row's finding becomes a breach, if it will."""
    since = row["in_force_from"]
    if row["outcome"] is not Outcome.UPCOMING or not isinstance(since, date):
        return {}
    return {"days_left": (since - report.as_of).days} if since > report.as_of else {}


def _rejected(problem: Problem, language: Language) -> Row:
    return {
        "outcome": REJECTED,
        "undetermined": problem.code,
        "message": f"{language.what(problem)}.",
        "remedy": language.mend(problem),
        **_location(problem.location),
        "column": problem.column or problem.location.column,
    }


def _rule(
    clinic: ClinicReport, result: Result, findings: list[Finding], language: Language
) -> Iterator[Row]:
    """Yield a row for each finding, and one for the result if no finding has its outcome.

    Only the first has the counts of cases, so that they add up.
    """
    judged: Row = {
        "hsa_id": clinic.shown_id,
        "clinic": clinic.name,
        "provider": clinic.provider,
        "kind": clinic.kind,
        "path": clinic.path,
        "rule": result.rule.id,
        "service": result.service,
        "severity": result.rule.severity,
        "outcome": result.outcome,
        "in_force_from": result.since,
        "undetermined": result.undetermined,
    }
    rows = [_finding(finding, language) for finding in findings]
    if all(finding.outcome is not result.outcome for finding in findings):
        rows.insert(0, {})
    if clinic.cases is not None and result.rule.check == REPLY_TIME:
        rows[0] |= _cases(clinic.cases.total)
    for row in rows:
        yield judged | row


def _finding(finding: Finding, language: Language) -> Row:
    return {
        "service": finding.service,
        "outcome": finding.outcome,
        "in_force_from": finding.since,
        "undetermined": None,
        "message": language.message(finding),
        "remedy": finding.rule.remedy[language.code],
        **_location(finding.location),
        "fingerprint": finding.fingerprint,
        **_excuse(finding, language),
    }


def _excuse(finding: Finding, language: Language) -> Row:
    """Return what concerns a finding: the waiver, and in words that, or the baseline."""
    row: Row = {"excuse": excuse(finding, language)}
    if finding.waived is None:
        return row
    waiver = finding.waived.waiver
    return {
        **row,
        "waiver": waiver.id,
        "waiver_state": finding.waived.state,
        "waiver_expires": waiver.expires,
        "waiver_reason": waiver.reason,
    }


def _location(location: Location) -> Row:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "record": location.record,
    }


def _cases(tally: Tally) -> Row:
    median, ninetieth, longest = tally.days
    return {
        "cases": tally.cases,
        "on_time": tally[CaseOutcome.ON_TIME],
        "late": tally[CaseOutcome.LATE],
        "overdue": tally[CaseOutcome.OVERDUE],
        "open": tally[CaseOutcome.OPEN],
        "on_time_share": tally.on_time_share,
        "p50": median,
        "p90": ninetieth,
        "max": longest,
    }
