"""Findings, one a row: clinic, rule, what is wrong, how to comply, the clause, the location."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from basutbud.formats.common.excuses import justification
from basutbud.formats.common.headline import column_title
from basutbud.formats.common.symbols import EARLIER, symbol_of, with_symbol, word_of
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Cell, Column, Kind, Sheet
from basutbud.formats.xlsx.sheets import names
from basutbud.model.byrule import by_rule
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.report import Report
from basutbud.model.vocabulary import GroupBy, Outcome

_Listed = tuple[ClinicReport, Finding | Result]

Looked = tuple[str, str | None, Outcome]
"""What a place is looked up by: the clinic's identity, a service or kind of check, the outcome."""


def sheets(report: Report, view: View) -> list[Sheet]:
    """Return the breaches, with the rules that were met where asked for, and the advice.

    Whatever is no advice, such as what is upcoming or waived, stands with the breaches.
    """
    text, columns = view.language.text, _columns(report, view)
    others, advice = _parts(report, view)
    early = any(finding.early for finding in report.findings)
    return [
        Sheet(
            name=text("sheet_breaches"),
            columns=columns,
            rows=[_row(clinic, one, report, view) for clinic, one in others],
            notes=[text("sheet_early", mark=EARLIER)] if early else [],
        ),
        Sheet(
            name=text("sheet_advice"),
            columns=columns,
            rows=[_row(clinic, one, report, view) for clinic, one in advice],
        ),
    ]


class Places(NamedTuple):
    """Where the first row is of each outcome: by clinic, and by the id of a rule."""

    of_clinics: Mapping[Looked, str]
    of_rules: Mapping[tuple[str, Outcome], str]


def find_places(report: Report, view: View, sheets: Sequence[Sheet]) -> Places:
    """Return the places on the sheets as they fit.

    No outcome in the matrix rests on cases from before the requirement: their rows are passed over.
    """
    clinics: dict[Looked, str] = {}
    rules: dict[tuple[str, Outcome], str] = {}
    for part, sheet in zip(_parts(report, view), sheets, strict=True):
        for number, (clinic, one) in enumerate(part[: len(sheet.rows)]):
            if isinstance(one, Finding) and one.early:
                continue
            place = sheet.place(number)
            rules.setdefault((one.rule.id, one.outcome), place)
            for what in (None, one.service or one.rule.check):
                clinics.setdefault((clinic.identity, what, one.outcome), place)
    return Places(clinics, rules)


def _parts(report: Report, view: View) -> tuple[Sequence[_Listed], Sequence[_Listed]]:
    """Return the contents of the two sheets: what is no advice, and the advice."""
    listed = _listed(report, view)
    return (
        [pair for pair in listed if pair[1].outcome is not Outcome.ADVICE],
        [pair for pair in listed if pair[1].outcome is Outcome.ADVICE],
    )


def _listed(report: Report, view: View) -> list[_Listed]:
    """Return the rows' contents, clinic by clinic, or rule by rule with the worst rule first."""
    listed = [(clinic, one) for clinic in report.clinics for one in _entries(clinic, view)]
    if view.group_by is GroupBy.RULE:
        order = {one.rule.id: number for number, one in enumerate(by_rule(report))}
        listed.sort(key=lambda pair: (order[pair[1].rule.id], pair[1].outcome.badness))
    return listed


def _entries(clinic: ClinicReport, view: View) -> Iterator[Finding | Result]:
    """Yield a clinic's findings and, if wanted, the results that no finding shows."""
    yield from clinic.findings
    if view.show_passed:
        found = {(finding.rule.id, finding.outcome) for finding in clinic.findings}
        for result in clinic.results:
            if (result.rule.id, result.outcome) not in found:
                yield result


def _columns(report: Report, view: View) -> list[Column]:
    text = view.language.text
    return [
        Column(column_title(report, view.language), 26, Kind.LONG),
        Column(text("column_outcome"), 15, Kind.OUTCOME),
        Column(text("column_severity"), 10, Kind.LONG),
        Column(text("sheet_message"), 34, Kind.LONG),
        Column(text("explain_remedy"), 36, Kind.LONG),
        Column(text("column_rule"), 22, Kind.LONG),
        Column(text("column_service"), 17, Kind.LONG),
        Column(text("explain_in_force"), 12),
        Column(text("column_cases"), 10),
        *([Column(text("sheet_excuse"), 28, Kind.LONG)] if _excused(report) else []),
        Column(text("column_file"), 22, Kind.LONG),
        Column(text("column_line"), 8),
        Column(text("sheet_column"), 11, printed=False),
        Column(text("explain_clause"), 40, Kind.LONG, printed=False),
        Column(text("sheet_rule_id"), 22, Kind.LONG, printed=False),
        Column(text("sheet_hsa_id"), 18, Kind.LONG, printed=False),
        Column(text("sheet_unit_kind"), 23, Kind.LONG, printed=False),
        Column(text("sheet_provider"), 14, Kind.LONG, printed=False),
        Column(text("sheet_fingerprint"), 20, Kind.LONG, printed=False),
    ]


def _row(clinic: ClinicReport, one: Finding | Result, report: Report, view: View) -> list[Cell]:
    language = view.language
    rule, code = one.rule, language.code
    finding = one if isinstance(one, Finding) else None
    where = finding.location if finding else None
    return [
        clinic.name,
        _outcome(one, view),
        language.text(f"severity_{rule.severity}"),
        language.message(finding) if finding else None,
        rule.remedy[code] if finding else None,
        rule.title[code],
        names.service(one.service, report, language),
        one.since,
        (finding.cases_total or None) if finding else None,
        *([finding and justification(finding, language)] if _excused(report) else []),
        (where.path or None) if where else clinic.path,
        where.line if where else None,
        where.column if where else None,
        rule.clause.quote,
        rule.id,
        clinic.shown_id,
        names.kind(clinic, report, language),
        names.provider(clinic, language),
        finding.fingerprint if finding else None,
    ]


def _excused(report: Report) -> bool:
    """Return whether waivers or a baseline were given."""
    return bool(report.waivers or report.baseline)


def _outcome(one: Finding | Result, view: View) -> str:
    if isinstance(one, Finding):
        return f"{symbol_of(one)} {word_of(one, view.language)}"
    return with_symbol(one.outcome, view.language)
