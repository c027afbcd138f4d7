"""Writes sheets to the bytes of a workbook, the same bytes for the same sheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from basutbud.formats.common.symbols import EARLIER, SYMBOLS
from basutbud.formats.xlsx import style
from basutbud.formats.xlsx.heights import header_height, height
from basutbud.formats.xlsx.sheet import Cell, Kind, Sheet
from basutbud.language import Language
from basutbud.model.vocabulary import Outcome

_A3: Final = 8
_A4: Final = 9
_WIDEST_ON_A4: Final = 240
_LONGEST_PRINTED: Final = 80
_TITLE_HEIGHT: Final = 27
_KINDS: Final = {Kind.LONG: style.LONG, Kind.FACT: style.FACT, Kind.OUTCOME: style.OUTCOME}


@dataclass(frozen=True, slots=True)
class Imprint:
    """The workbook's title, subject and author, in its properties and on printed pages."""

    title: str
    subject: str
    tool: str
    as_of: date


def write_workbook(sheets: Sequence[Sheet], imprint: Imprint, language: Language) -> bytes:
    """Return a workbook of these sheets, stamped with the audit's date and no clock's."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties(
        {
            "title": imprint.title,
            "subject": imprint.subject,
            "author": imprint.tool,
            "created": datetime.combine(imprint.as_of, time()),
        }
    )
    writer = _Writer(book, imprint, language)
    for sheet in sheets:
        writer.write(sheet)
    book.close()
    return target.getvalue()


class _Writer:
    """Writes sheets into one workbook, and keeps the formats that they share."""

    def __init__(self, book: Workbook, imprint: Imprint, language: Language) -> None:
        self._book = book
        self._imprint = imprint
        self._language = language
        self._formats: dict[str, Format] = {}
        self._looks: dict[tuple[Kind, type], Format] = {}
        self._share = style.share(language.share(0.999))

    def write(self, sheet: Sheet) -> None:
        """Write a sheet: its text, its cells, its colours, and how it scrolls and prints."""
        page = self._book.add_worksheet(sheet.name)
        self._write_above(page, sheet)
        self._write_header(page, sheet)
        for number, row in enumerate(sheet.rows, sheet.header + 1):
            page.set_row(number, height(row, sheet.columns))
            for position, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
                self._write_cell(page, number, position, cell, column.kind)
        self._link(page, sheet)
        self._colour(page, sheet)
        self._lay_out(page, sheet)

    def _write_above(self, page: Worksheet, sheet: Sheet) -> None:
        if sheet.title:
            page.set_row(0, _TITLE_HEIGHT)
            page.write_string(0, 0, sheet.title, self._format(style.title(sheet.tone)))
        for number, note in enumerate(sheet.notes, bool(sheet.title)):
            page.write_string(number, 0, note, self._format(style.NOTE))
        for band in sheet.bands:
            look = self._format(style.ASIDE if band.aside else style.HEADER, style.BAND)
            above = sheet.header - 1
            if band.first == band.last:
                page.write_string(above, band.first, band.title, look)
            else:
                page.merge_range(above, band.first, above, band.last, "", look)
                page.write_string(above, band.first, band.title, look)

    def _write_header(self, page: Worksheet, sheet: Sheet) -> None:
        page.set_row(sheet.header, header_height(sheet.columns))
        for position, column in enumerate(sheet.columns):
            shade = style.ASIDE if column.aside else style.HEADER
            look = self._format(shade, style.UPRIGHT if column.upright else {})
            page.write_string(sheet.header, position, column.title, look)
            page.set_column(position, position, column.width)

    def _write_cell(self, page: Worksheet, row: int, position: int, cell: Cell, kind: Kind) -> None:
        look = self._look(kind, type(cell))
        match cell:
            case str():
                page.write_string(row, position, cell, look)
            case int() | float():
                page.write_number(row, position, cell, look)
            case date():
                page.write_datetime(row, position, cell, look)
            case None:
                page.write_blank(row, position, None, look)

    def _link(self, page: Worksheet, sheet: Sheet) -> None:
        for (row, position), place in sheet.links.items():
            own = _KINDS.get(sheet.columns[position].kind, {})
            look = self._format(style.BASE, own, style.LINKED)
            number = sheet.header + 1 + row
            page.write_url(number, position, f"internal:{place}", look, sheet.rows[row][position])

    def _look(self, kind: Kind, value: type) -> Format:
        """Return the format of a value in a column, which most cells share with many others."""
        if (kind, value) not in self._looks:
            own = _KINDS.get(kind, {})
            self._looks[kind, value] = self._format(style.BASE, self._shown_as(kind, value), own)
        return self._looks[kind, value]

    def _shown_as(self, kind: Kind, value: type) -> style.Look:
        if value is int:
            return style.WHOLE
        if value is float:
            return self._share
        if value is date:
            return style.MONTH if kind is Kind.MONTH else style.DAY
        return {}

    def _colour(self, page: Worksheet, sheet: Sheet) -> None:
        first, last = sheet.header + 1, sheet.header + max(len(sheet.rows), 1)
        for position, column in enumerate(sheet.columns):
            area = (first, position, last, position)
            if column.kind is Kind.OUTCOME:
                self._colour_outcomes(page, area)
            elif column.kind is Kind.COUNT:
                zero = {"type": "cell", "criteria": "==", "value": 0}
                page.conditional_format(*area, {**zero, "format": self._format(style.PALE)})
            elif column.kind is Kind.SHARE:
                page.conditional_format(*area, dict(style.BAR))
            elif column.kind is Kind.FACT and position == 0:
                self._part(page, area, len(sheet.columns))

    def _colour_outcomes(self, page: Worksheet, area: tuple[int, int, int, int]) -> None:
        marks = [*SYMBOLS.items(), (Outcome.UPCOMING, EARLIER)]
        for outcome, symbol in marks:
            look = self._format(style.OUTCOMES[outcome])
            rule = {"type": "text", "criteria": "begins with", "value": symbol, "format": look}
            page.conditional_format(*area, rule)

    def _part(self, page: Worksheet, area: tuple[int, int, int, int], columns: int) -> None:
        """Draw a line above each new value of the first column, and grey the repeated ones."""
        first, position, last, _ = area
        for sign, look, until in (
            ("<>", style.NEW_PART, position),
            ("=", style.PALE, position),
            ("<>", {"top": 1, "top_color": "#808080"}, columns - 1),
        ):
            formula = f"=$A{first + 1}{sign}$A{first}"
            rule = {"type": "formula", "criteria": formula, "format": self._format(look)}
            page.conditional_format(first, position, last, until, rule)

    def _lay_out(self, page: Worksheet, sheet: Sheet) -> None:
        header, width = sheet.header, len(sheet.columns)
        page.freeze_panes(header + 1, sheet.kept)
        page.autofilter(header, 0, header + len(sheet.rows), width - 1)
        page.set_landscape()
        wide = sum(column.width for column in sheet.columns) > _WIDEST_ON_A4
        page.set_paper(_A3 if wide else _A4)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.repeat_rows(header - bool(sheet.bands), header)
        page.hide_gridlines(2)
        printed = self._imprint.title[:_LONGEST_PRINTED].replace("&", "&&")
        page.set_header(f"&L&8{printed}&R&8{sheet.name}")
        page.set_footer(f"&L&8{self._imprint.tool}&R&8{self._language.text('sheet_page')}")

    def _format(self, *looks: style.Look) -> Format:
        """Return the format of several looks together, a later look overriding an earlier."""
        wanted: dict[str, Any] = {}
        for look in looks:
            wanted.update(look)
        key = repr(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]
