"""The list of cases not answered in time: as CSV in the reader's dialect, or plain for Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from basutbud.formats.tablefile import DIALECTS, write_table
from basutbud.formats.view import View


def write_cases(lines: Iterable[str], target: Path, view: View) -> None:
    """Write the list, line by line as they come, fit for a spreadsheet."""
    dialect = DIALECTS[view.csv_dialect]
    rows = csv.reader(lines)
    with target.open("w", encoding=dialect.encoding, newline="") as stream:
        write_table(stream, next(rows), rows, dialect)
