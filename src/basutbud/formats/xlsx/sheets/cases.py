"""Cases not answered in time, as the findings list them, with their days."""

from __future__ import annotations

from basutbud.formats.common.headline import column_title
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Cell, Column, Kind, Sheet
from basutbud.formats.xlsx.sheets import names
from basutbud.language import Language
from basutbud.model.cases import Case
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report


def sheet(report: Report, view: View) -> Sheet:
    """Return the cases that the findings list, with a note where there are more."""
    language = view.language
    rows = [
        _row(case, finding, clinic, report, view)
        for clinic in report.clinics
        for finding in clinic.findings
        for case in finding.cases
    ]
    total = report.replies.not_in_time
    more = [language.text("sheet_cases_listed", listed=len(rows), n=total)]
    return Sheet(
        name=language.text("sheet_late_cases"),
        columns=_columns(report, view),
        rows=rows,
        notes=more if total > len(rows) else [],
    )


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


def _row(
    case: Case, finding: Finding, clinic: ClinicReport, report: Report, view: View
) -> list[Cell]:
    language = view.language
    return [
        clinic.name,
        clinic.shown_id,
        *([case.case_id] if view.case_ids else []),
        names.service(case.service, report, language),
        case.received,
        case.due,
        case.first_reply,
        case.working_days,
        finding.days_over(case),
        language.text(f"case_{case.outcome}", n=1),
        *([] if report.of_logs_alone else [_binding(finding, language)]),
        case.path,
        case.line,
        case.record,
    ]


def _binding(finding: Finding, language: Language) -> str:
    """Say whether the requirement bound the clinic when the case came in."""
    return language.text("no" if finding.early else "yes")
