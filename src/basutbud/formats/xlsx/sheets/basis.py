"""The audit in facts: the verdict, what it rests on, and what it does not cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from basutbud.formats.common.excuses import remainders
from basutbud.formats.common.headline import (
    conditions,
    shortfall,
)
from basutbud.formats.common.symbols import with_symbol
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Cell, Column, Kind, Sheet
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome, Outcome

MOST_NAMES: Final = 50
"""Names in one cell; the rest is counted there."""

_STANDINGS: Final = (
    Outcome.VIOLATION,
    Outcome.UPCOMING,
    Outcome.UNDETERMINED,
    Outcome.WARNING,
    Outcome.WAIVED,
    Outcome.BASELINED,
)
"""Outcomes of clinics that are counted one by one."""

Fact = tuple[str, Cell, Cell]
"""A row: the item, its value, and a comment."""


def sheet(report: Report, view: View, cut: Sequence[tuple[str, str]]) -> Sheet:
    """Return the facts; ``cut`` says, sheet by sheet, what did not fit there."""
    text = view.language.text
    parts = (
        ("sheet_part_result", _result(report, view)),
        ("decision", _decision(report, view)),
        ("rule_set", _rules(report, view)),
        ("sheet_part_cases", _cases(report, view)),
        ("sheet_part_unread", _unread(report, view)),
        ("sheet_part_undecided", _undecided(report, view)),
        ("sheet_part_left_out", _left_out(report, view, cut)),
        ("sheet_part_calendar", _calendar(report, view)),
    )
    return Sheet(
        name=text("sheet_basis"),
        columns=[
            Column(text("sheet_part"), 20, Kind.FACT),
            Column(text("sheet_fact"), 48, Kind.FACT),
            Column(text("sheet_value"), 58, Kind.FACT),
            Column(text("sheet_comment"), 60, Kind.FACT),
        ],
        rows=[(text(part), *fact) for part, facts in parts for fact in facts],
        kept=0,
    )


def _result(report: Report, view: View) -> Iterator[Fact]:
    language, alone = view.language, report.of_logs_alone
    first, last = report.period
    said = " ".join(_of_the_day(report, view)) or None
    yield language.text("sheet_verdict"), language.verdict(report), None
    yield language.text("audited_on"), report.as_of, said
    for condition in conditions(report, language):
        yield language.text("sheet_condition"), condition, None
    if coming := report.shortfall:
        yield language.text("sheet_upcoming_from"), coming.day, shortfall(report, language)
        yield language.text("sheet_days_left"), coming.days_left, None
    if first is not None:
        yield language.text("sheet_from"), first, None
    if last is not None:
        yield language.text("sheet_to"), last, None
    audited = "sheet_audited_units" if alone else "sheet_audited_clinics"
    yield language.text(audited), len(report.clinics), None
    clinics, outcomes = report.clinic_outcomes, report.outcomes
    for outcome in _STANDINGS:
        if clinics[outcome]:
            shown = with_symbol(outcome, language)
            yield language.text("sheet_standing", outcome=shown), clinics[outcome], None
    if report.without_breach:
        yield language.text("sheet_without_breach"), report.without_breach, None
    yield language.text("sheet_judgements"), outcomes.total(), language.text("sheet_sum_below")
    for outcome in Outcome:
        if outcomes[outcome]:
            shown = with_symbol(outcome, language)
            yield language.text("sheet_of_which", what=shown), outcomes[outcome], None


def _of_the_day(report: Report, view: View) -> Iterator[str]:
    """Yield what is to be said of the day: that it was chosen, that none makes a difference."""
    if report.mandate.as_of_given:
        yield "--as-of."
    if report.of_logs_alone:
        yield view.language.text("any_day")


def _decision(report: Report, view: View) -> Iterator[Fact]:
    text, decision = view.language.text, report.ruleset.decision
    yield text("sheet_decision"), report.ruleset.title[view.language.code], None
    yield text("sheet_authority"), decision.authority, None
    yield text("sheet_decided"), decision.date, None
    yield text("sheet_reference"), decision.reference, None
    yield text("explain_source"), decision.source, None


def _rules(report: Report, view: View) -> Iterator[Fact]:
    text, ruleset = view.language.text, report.ruleset
    yield text("sheet_ruleset"), ruleset.id, None
    yield text("sheet_version"), ruleset.version, None
    yield "SHA-256", ruleset.sha256, None
    said = text("rules_left_out", n=report.rules_left_out) if report.rules_left_out else None
    yield text("sheet_rules_applied"), len(report.rules), said
    yield text("audited_with"), f"basutbud {report.tool_version}", None


def _cases(report: Report, view: View) -> Iterator[Fact]:
    text, total, replies = view.language.text, report.statistics.total, report.replies
    yield text("sheet_read"), total.read, text("sheet_sum_below")
    for outcome in CaseOutcome:
        what = text(f"case_{outcome}", n=total[outcome])
        yield text("sheet_of_which", what=what), total[outcome], None
    yield text("sheet_rows_unmatched"), report.unmatched, text("sheet_counted_above")
    median, ninetieth, longest = replies.days
    yield text("sheet_share_audited"), replies.on_time_share, text("replies_note")
    yield text("sheet_median"), median, None
    yield text("sheet_ninetieth"), ninetieth, None
    yield text("sheet_longest"), longest, None


def _unread(report: Report, view: View) -> Iterator[Fact]:
    language = view.language
    for problem in report.rejections:
        yield (
            language.location(problem.location),
            language.what(problem),
            language.mend(problem) or None,
        )
    if report.rejected_rows:
        said = language.text("sheet_see", sheet=language.text("sheet_unreadable"))
        yield language.text("sheet_unreadable"), report.rejected_rows, said


def _undecided(report: Report, view: View) -> Iterator[Fact]:
    language = view.language
    for undecided in report.undecided:
        clinics = undecided.clinics
        yield (
            language.text(f"undetermined_{undecided.reason}"),
            "; ".join(rule.requirement[language.code] for rule in undecided.rules),
            language.several([clinic.name for clinic in clinics], MOST_NAMES),
        )


def _left_out(report: Report, view: View, cut: Sequence[tuple[str, str]]) -> Iterator[Fact]:
    language = view.language
    if unmatched := list(report.statistics.unmatched):
        listed = language.several(unmatched, MOST_NAMES)
        yield language.text("sheet_units_unmatched"), len(unmatched), listed
    for remainder in remainders(report, language):
        yield language.text("sheet_note"), remainder, None
    for note in report.notes:
        yield language.text("sheet_note"), f"{language.what(note)}.", None
    for name, said in cut:
        yield name, said, None


def _calendar(report: Report, view: View) -> Iterator[Fact]:
    text = view.language.text
    yield text("sheet_country"), report.ruleset.calendar.country, None
    yield text("sheet_free_days"), len(report.free_days), text("sheet_listed_below")
    for free in report.free_days:
        yield free.name, free.date, free.ground
