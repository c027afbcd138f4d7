"""Writes tables to pages of a workbook: cells, colours, and how they scroll and print."""

from __future__ import annotations

from datetime import date
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from basutbud.formats.common.symbols import EARLIER, SYMBOLS
from basutbud.formats.xlsx import style
from basutbud.formats.xlsx.book import Book
from basutbud.formats.xlsx.heights import header_height, height
from basutbud.formats.xlsx.sheet import Cell, Kind, Sheet
from basutbud.model.vocabulary import Outcome

_KINDS: Final = {Kind.LONG: style.LONG, Kind.FACT: style.FACT, Kind.OUTCOME: style.OUTCOME}


class TableWriter:
    """Writes tables into one workbook, and keeps the looks of their cells."""

    def __init__(self, book: Book) -> None:
        """Write into this workbook."""
        self._book = book
        self._looks: dict[tuple[Kind, type], Format] = {}
        self._share = style.share(book.language)

    def write(self, sheet: Sheet) -> None:
        """Write a sheet: its text, its cells, its colours, and how it scrolls and prints."""
        unprinted = sum(not column.printed for column in sheet.columns)
        page = self._book.page(sheet.name, unprinted)
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
        for number, note in enumerate(sheet.notes):
            page.write_string(number, 0, note, self._book.look(style.NOTE))
        for band in sheet.bands:
            look = self._book.look(style.ASIDE if band.aside else style.HEADER, style.BAND)
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
            look = self._book.look(shade, style.UPRIGHT if column.upright else {})
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
            look = self._book.look(style.BASE, own, style.LINKED)
            number = sheet.header + 1 + row
            page.write_url(number, position, f"internal:{place}", look, sheet.rows[row][position])

    def _look(self, kind: Kind, value: type) -> Format:
        """Return the format of a value in a column, which most cells share with many others."""
        if (kind, value) not in self._looks:
            own = _KINDS.get(kind, {})
            self._looks[kind, value] = self._book.look(style.BASE, self._shown_as(kind, value), own)
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
                page.conditional_format(*area, {**zero, "format": self._book.look(style.PALE)})
            elif column.kind is Kind.SHARE:
                page.conditional_format(*area, dict(style.BAR))
            elif column.kind is Kind.FACT and position == 0:
                self._part(page, area, len(sheet.columns))

    def _colour_outcomes(self, page: Worksheet, area: tuple[int, int, int, int]) -> None:
        marks = [*SYMBOLS.items(), (Outcome.UPCOMING, EARLIER)]
        for outcome, symbol in marks:
            look = self._book.look(style.OUTCOMES[outcome])
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
            rule = {"type": "formula", "criteria": formula, "format": self._book.look(look)}
            page.conditional_format(first, position, last, until, rule)

    def _lay_out(self, page: Worksheet, sheet: Sheet) -> None:
        header, width = sheet.header, len(sheet.columns)
        page.freeze_panes(header + 1, sheet.kept)
        page.autofilter(header, 0, header + len(sheet.rows), width - 1)
        printed = sum(column.printed for column in sheet.columns)
        page.print_area(0, 0, header + max(len(sheet.rows), 1), printed - 1)
        page.fit_to_pages(1, 0)
        page.repeat_rows(header - bool(sheet.bands), header)
