"""A workbook read back with openpyxl, which had no part in writing it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]  # has no types

from basutbud import __version__
from basutbud.formats import View, render
from basutbud.model.report import Report


@dataclass(frozen=True)
class Page:
    """One sheet, its table found by its filter."""

    sheet: Any

    @property
    def header_row(self) -> int:
        """The header's row, from 1."""
        return int(self.sheet[self.sheet.auto_filter.ref.split(":")[0]].row)

    @property
    def header(self) -> list[str]:
        """The columns' titles."""
        return [cell.value for cell in self.sheet[self.header_row]]

    @property
    def widths(self) -> list[float]:
        """The columns' widths; neighbours of one width stand in the file as one."""
        groups = sorted(self.sheet.column_dimensions.values(), key=lambda one: one.min)
        return [one.width for one in groups for _ in range(one.min, one.max + 1)]

    @property
    def cells(self) -> list[dict[str, Any]]:
        """Every row below the header, as cells by title."""
        below = self.sheet.iter_rows(min_row=self.header_row + 1)
        return [dict(zip(self.header, row, strict=True)) for row in below]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Every row below the header, as values by title."""
        return [{title: cell.value for title, cell in row.items()} for row in self.cells]

    @property
    def above(self) -> list[str]:
        """The text above the table."""
        rows = self.sheet.iter_rows(max_row=self.header_row - 1) if self.header_row > 1 else ()
        return [cell.value for row in rows for cell in row if cell.value is not None]


@dataclass(frozen=True)
class Read:
    """A workbook as it came out, and what openpyxl makes of it."""

    made: bytes
    book: Any

    def page(self, name: str) -> Page:
        """Return a sheet by name."""
        return Page(self.book[name])

    @property
    def front(self) -> Any:
        """The first sheet, which is no table."""
        return self.book.worksheets[0]

    @property
    def pages(self) -> list[Page]:
        """All tables."""
        return [Page(sheet) for sheet in self.book.worksheets[1:]]

    @property
    def cells(self) -> list[Any]:
        """Every cell of every sheet that holds something."""
        return [
            cell
            for sheet in self.book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]

    @property
    def texts(self) -> list[str]:
        """Every text of every sheet."""
        return [cell.value for cell in self.cells if isinstance(cell.value, str)]

    def dump(self) -> str:
        """Return every cell as text between tabs, sheet by sheet."""
        lines = []
        for sheet in self.book:
            lines.append(f"## {sheet.title}")
            lines += ["\t".join(map(_shown, row)).rstrip("\t") for row in sheet.values]
        return "\n".join(lines).replace(f"basutbud {__version__}", "basutbud …") + "\n"


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def read_back(report: Report, view: View) -> Read:
    """Return the report's workbook as another library reads it."""
    return read(render("xlsx", report, view))


def read(made: bytes) -> Read:
    """Return a workbook as another library reads it."""
    with warnings.catch_warnings():
        # It says of each data bar that it does not read those.
        warnings.simplefilter("ignore", UserWarning)
        return Read(made, load_workbook(io.BytesIO(made)))


def facts(page: Page) -> dict[str, Any]:
    """Return the summary's values by what they are; where a label comes again, its first."""
    found: dict[str, Any] = {}
    for row in page.rows:
        found.setdefault(row["Uppgift"], row["Värde"])
    return found
