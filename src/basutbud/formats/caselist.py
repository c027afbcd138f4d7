"""The list of cases not answered in time: as CSV in the reader's dialect, or plain for Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from basutbud.formats.tablefile import DIALECTS, write_table
from basutbud.formats.view import View
from basutbud.model.tables import CASE_LIST_COLUMNS


def write_cases(rows: Iterable[Sequence[object]], target: Path, view: View) -> None:
    """Write the list, row by row as they come, fit for a spreadsheet."""
    dialect = DIALECTS[view.csv_dialect]
    with target.open("w", encoding=dialect.encoding, newline="") as stream:
        write_table(stream, CASE_LIST_COLUMNS, rows, dialect)
