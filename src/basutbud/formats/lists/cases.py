"""The list of cases not answered in time, as CSV in the reader's dialect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from basutbud.formats.common.tablefile import DIALECTS, cell, quoted_cell
from basutbud.formats.common.view import View
from basutbud.model.tables import CASE_LIST_COLUMNS, CaseRow


def write_cases(rows: Iterable[CaseRow], target: Path, view: View) -> None:
    """Write the list, row by row as they come, safe for a spreadsheet."""
    dialect = DIALECTS[view.csv_dialect]
    with target.open("w", encoding="utf-8", newline="") as stream:
        stream.write(dialect.mark + dialect.delimiter.join(CASE_LIST_COLUMNS) + dialect.line_end)
        stream.writelines(_lines(rows, dialect.delimiter, dialect.line_end))


def _lines(rows: Iterable[CaseRow], mark: str, end: str) -> Iterator[str]:
    """Yield each case as a line; its numbers, days and outcome need no quotes."""
    for path, line, record, case_id, unit, service, received, due, reply, days, outcome in rows:
        yield (
            f"{quoted_cell(path, mark)}{mark}{line or ''}{mark}{record}{mark}"
            f"{cell(case_id, mark)}{mark}{quoted_cell(unit, mark)}{mark}"
            f"{quoted_cell(service, mark) if service else ''}{mark}"
            f"{received}{mark}{due}{mark}{reply or ''}{mark}{days}{mark}{outcome}{end}"
        )
