"""Cases not answered in time, with their days: all of them, or each clinic's longest waits."""

from __future__ import annotations

from collections.abc import Iterator

from basutbud.formats.common.headline import column_title
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Cell, Column, Kind, Sheet
from basutbud.formats.xlsx.sheets import names
from basutbud.model.cases import Case
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome


def sheet(report: Report, view: View) -> Sheet:
    """Return the cases that the report holds, with a note where there are more."""
    language = view.language
    rows = [_row(case, clinic, report, view) for clinic, case in _cases(report)]
    total = report.replies.not_in_time
    more = language.text("sheet_cases_listed", listed=len(rows), n=total)
    return Sheet(
        name=language.text("sheet_late_cases"),
        columns=_columns(report, view),
        rows=rows,
        notes=[more] if total > len(rows) else [],
    )


def _cases(report: Report) -> Iterator[tuple[ClinicReport, Case]]:
    """Yield every case or, if the report does not hold every one, the worst; bound ones first."""
    late_outcomes = (CaseOutcome.LATE, CaseOutcome.OVERDUE)
    held = sum(len(clinic.cases.late) for clinic in report.clinics if clinic.cases)
    for clinic in report.clinics:
        if clinic.cases is None:
            continue
        cases = clinic.cases.late if held else clinic.cases.worst
        for case in sorted(cases, key=lambda case: not case.in_force):
            if case.outcome in late_outcomes:
                yield clinic, case


def _columns(report: Report, view: View) -> list[Column]:
    text = view.language.text
    return [
        Column(column_title(report, view.language), 28, Kind.LONG),
        Column(text("sheet_hsa_id"), 27),
        *([Column(text("column_case_id"), 15, Kind.LONG)] if view.case_ids else []),
        Column(text("column_of_service"), 22, Kind.LONG),
        Column(text("column_received"), 12),
        Column(text("column_due"), 12),
        Column(text("column_reply"), 12),
        Column(text("column_days"), 11, Kind.COUNT),
        Column(text("column_days_over"), 11, Kind.COUNT),
        Column(text("column_outcome"), 20, Kind.LONG),
        *([] if report.of_logs_alone else [Column(text("sheet_binding"), 11)]),
        Column(text("column_file"), 34, Kind.LONG),
        Column(text("column_line"), 8),
        Column(text("sheet_record"), 8),
    ]


def _row(case: Case, clinic: ClinicReport, report: Report, view: View) -> list[Cell]:
    language, rule = view.language, report.ruleset.reply_rule
    limit = (rule.limit if rule else None) or 0
    return [
        clinic.name,
        clinic.shown_id,
        *([case.case_id] if view.case_ids else []),
        names.service(case.service, report, language),
        case.received,
        case.due,
        case.first_reply,
        case.working_days,
        case.working_days - limit,
        language.text(f"case_{case.outcome}", n=1),
        *([] if report.of_logs_alone else [language.text("yes" if case.in_force else "no")]),
        case.path,
        case.line,
        case.record,
    ]
