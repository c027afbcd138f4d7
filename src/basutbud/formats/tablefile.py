"""Tables as CSV: one way to write them, for Swedish Excel or for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from basutbud.model.vocabulary import CsvDialect
from basutbud.safetext import harmless_cell


@dataclass(frozen=True, slots=True)
class TableDialect:
    """How cells, lines and letters are parted; ``local_decimals`` are with a comma in Swedish."""

    delimiter: str
    line_end: str
    encoding: str
    local_decimals: bool


DIALECTS: Final[Mapping[CsvDialect, TableDialect]] = {
    CsvDialect.EXCEL: TableDialect(";", "\r\n", "utf-8-sig", local_decimals=True),
    CsvDialect.RFC4180: TableDialect(",", "\r\n", "utf-8", local_decimals=False),
    CsvDialect.TAB: TableDialect("\t", "\n", "utf-8", local_decimals=False),
}


def write_table(
    target: TextIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    dialect: TableDialect,
) -> None:
    """Write a table, row by row as they come, with no cell that a spreadsheet would run.

    Numbers and days are written as they are; what is None is empty.
    """
    writer = csv.writer(target, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    return harmless_cell(value) if isinstance(value, str) else value
