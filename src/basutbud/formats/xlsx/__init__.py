"""The workbook for the auditor's desk: a front with charts, then the tables behind it."""

from __future__ import annotations

from basutbud.formats.common.view import View
from basutbud.formats.xlsx.book import Book, Imprint
from basutbud.formats.xlsx.charts.drawing import draw
from basutbud.formats.xlsx.frontwriter import write_front
from basutbud.formats.xlsx.limits import cutting_notes, fit_sheet
from basutbud.formats.xlsx.sheets import basis, cases, findings, front, inputs, matrix, replies
from basutbud.formats.xlsx.tablewriter import TableWriter
from basutbud.model.report import Report


def render(report: Report, view: View) -> bytes:
    """Return the report as an XLSX workbook, its sheets named in the view's language."""
    language, ruleset = view.language, report.ruleset
    found = findings.sheets(report, view)
    places = findings.find_places(report, view, [fit_sheet(sheet, language) for sheet in found])
    late, drawn = cases.sheet(report, view), draw(report, view)
    wanted = [
        matrix.sheet(report, view, places.of_clinics),
        *found,
        late,
        *replies.sheets(report, view),
        *drawn.sheets,
        *inputs.sheets(report, view),
    ]
    sheets = [fit_sheet(sheet, language) for sheet in wanted]
    cut = [*((late.name, note) for note in late.notes), *cutting_notes(sheets, wanted)]
    facts = fit_sheet(basis.sheet(report, view, cut), language)
    book = Book(
        Imprint(
            title=language.text(
                "sheet_title",
                title=ruleset.title[language.code],
                reference=ruleset.decision.reference,
                as_of=report.as_of,
            ),
            subject=ruleset.id,
            tool=f"basutbud {report.tool_version}",
            as_of=report.as_of,
        ),
        language,
    )
    write_front(book, front.front(report, view, drawn, places))
    tables = TableWriter(book)
    for sheet in (*sheets, facts):
        tables.write(sheet)
    return book.close()
