"""A workbook under way: its pages and formats, the same bytes for the same contents."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from basutbud.formats.xlsx import style
from basutbud.language import Language

_A4: Final = 9
_LONGEST_PRINTED: Final = 80
_SMALL: Final = '&8&"Calibri,Regular"'
"""The font of what is printed around a page. Its name parts its size from a text's digits."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The workbook's title, subject and author, in its properties and on printed pages."""

    title: str
    subject: str
    tool: str
    as_of: date


class Book:
    """A workbook, stamped with the audit's date and no clock's, and the formats of its pages."""

    def __init__(self, imprint: Imprint, language: Language) -> None:
        """Start without pages."""
        self.language = language
        self._imprint = imprint
        self._target = io.BytesIO()
        self._book = Workbook(self._target, {"in_memory": True})
        self._book.set_properties(
            {
                "title": imprint.title,
                "subject": imprint.subject,
                "author": imprint.tool,
                "created": datetime.combine(imprint.as_of, time()),
            }
        )
        self._formats: dict[str, Format] = {}

    def page(self, name: str, unprinted: int = 0) -> Worksheet:
        """Add a page, printed on A4 with the audit's title, its own, and its number.

        Where columns are ``unprinted``, it says how many. This stays legible at any scale.
        """
        page = self._book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        page.hide_gridlines(2)
        printed = self._imprint.title[:_LONGEST_PRINTED].replace("&", "&&")
        more = self.language.text("sheet_unprinted", n=unprinted) if unprinted else ""
        number = self.language.text("sheet_page")
        unscaled = {"scale_with_doc": False}
        page.set_header(f"&L{_SMALL}{printed}&R{_SMALL}{name}", unscaled)
        page.set_footer(
            f"&L{_SMALL}{self._imprint.tool}&C{_SMALL}{more}&R{_SMALL}{number}", unscaled
        )
        return page

    def chart(self, kind: dict[str, str]) -> Chart:
        """Add a chart, to be inserted in a page."""
        return self._book.add_chart(kind)

    def look(self, *looks: style.Look) -> Format:
        """Return the format of several looks together, a later look overriding an earlier."""
        wanted: dict[str, Any] = {}
        for look in looks:
            wanted.update(look)
        key = repr(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def close(self) -> bytes:
        """Return the workbook with all its pages."""
        self._book.close()
        return self._target.getvalue()
