"""Tables as CSV: one way to write them, for Swedish Excel or for programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TextIO

from basutbud.model.vocabulary import CsvDialect
from basutbud.safetext import harmless_cell

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""Cells that need no quotes and are no formula: most ids, each of which occurs once."""


@dataclass(frozen=True, slots=True)
class TableDialect:
    """How cells and lines are split. ``local_decimals``: with a comma in Swedish.

    All are UTF-8; ``mark`` is the byte order mark by which Excel recognises it.
    """

    delimiter: str
    line_end: str
    mark: str
    local_decimals: bool


DIALECTS: Final[Mapping[CsvDialect, TableDialect]] = {
    CsvDialect.EXCEL: TableDialect(";", "\r\n", "\N{BOM}", local_decimals=True),
    CsvDialect.RFC4180: TableDialect(",", "\r\n", "", local_decimals=False),
    CsvDialect.TAB: TableDialect("\t", "\n", "", local_decimals=False),
}


def write_table(
    target: TextIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    dialect: TableDialect,
) -> None:
    """Write a table, row by row as they come, without cells that a spreadsheet would run.

    Numbers and days are written unchanged, None as an empty cell.
    """
    delimiter, line_end = dialect.delimiter, dialect.line_end
    target.write(dialect.mark + delimiter.join(columns) + line_end)
    target.writelines(
        delimiter.join([cell(value, delimiter) for value in row]) + line_end for row in rows
    )


def cell(value: object, delimiter: str) -> str:
    """Return a value as a cell; what is no text is written as it is, None as nothing."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return value if _PLAIN.fullmatch(value) else quoted_cell(value, delimiter)


@lru_cache(maxsize=10_000)
def quoted_cell(text: str, delimiter: str) -> str:
    """Return a text as a cell that no spreadsheet would run, quoted if need be.

    Cached, as a column often repeats its texts.
    """
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="").writerow([harmless_cell(text), ""])
    return line.getvalue().removesuffix(delimiter)
