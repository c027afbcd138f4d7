"""The workbook for the auditor's desk: summary, matrix, breaches, advice, cases, reply times."""

from __future__ import annotations

from basutbud.formats.common.view import View
from basutbud.formats.xlsx import cases, findings, inputs, matrix, replies, summary
from basutbud.formats.xlsx.book import Imprint, write_workbook
from basutbud.formats.xlsx.limits import cutting_notes, fit_sheet
from basutbud.model.report import Report


def render(report: Report, view: View) -> bytes:
    """Return the report as an XLSX workbook, its sheets named in the view's language."""
    language, ruleset = view.language, report.ruleset
    found = findings.sheets(report, view)
    places = findings.find_places(report, view, [fit_sheet(sheet, language) for sheet in found])
    late = cases.sheet(report, view)
    wanted = [
        matrix.sheet(report, view, places),
        *found,
        late,
        *replies.sheets(report, view),
        *inputs.sheets(report, view),
    ]
    sheets = [fit_sheet(sheet, language) for sheet in wanted]
    cut = [*((late.name, note) for note in late.notes), *cutting_notes(sheets, wanted)]
    first = fit_sheet(summary.sheet(report, view, cut), language)
    imprint = Imprint(
        title=language.text(
            "sheet_title",
            title=ruleset.title[language.code],
            reference=ruleset.decision.reference,
            as_of=report.as_of,
        ),
        subject=ruleset.id,
        tool=f"basutbud {report.tool_version}",
        as_of=report.as_of,
    )
    return write_workbook([first, *sheets], imprint, language)
