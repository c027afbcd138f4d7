"""Workbooks for the tests: written by two libraries, and by hand where neither can."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome
from logs import HEADER, scan

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
UNIT = "SE2321000131-E000000009001"
AS_OF = date(2017, 12, 31)
DAY, MORNING = 42401.0, 42401.375
"""The 1st of February 2016, and nine o'clock in it; a reply until the 3rd is in time."""
STYLES = {"number": 0, "moment": 1, "day": 2, "clock": 3, "padded": 4, "elapsed": 5, "swedish": 6}
CASES = (
    ("A1", "E1", "Beställa tid", "2016-12-23 08:00", "2016-12-28 23:59"),
    ("A2", "E1", "Förnya recept", "2016-12-23 08:00", "2016-12-29 00:00"),
    ("A3", "E2", "Begär intyg", "2017-01-05 10:15", ""),
    ("A4", "E2", "Prov; svar, tid | övrigt", "2017-01-10 12:00", "2017-01-12 12:00"),
    ("A2", "E1", "Förnya recept", "2016-12-23 08:00", "2017-01-20 07:00"),
    ("A5", "E1", "Kontakta mig", "2017-06-29 07:00", ""),
    ("A6", "E3", 'Fråga "snarast"', "2016-10-28 13:00", "2016-10-27 12:00"),
)
"""Cases of every outcome that a readable row can have, whatever form the dates are in."""
_FORMATS = {
    164: "yyyy\\-mm\\-dd\\ hh:mm;@",
    165: "[$-41D]yyyy/mm/dd",
    166: "hh:mm",
    167: "000000",
    168: "[h]:mm:ss",
    169: '"kl. "h:mm" den "d mmmm yyyy',
}


def text(value: str) -> str:
    """Return a cell's inside with a text of its own."""
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is>'


def number(value: str | float, look: str = "number") -> str:
    """Return a cell's inside with a number."""
    return f' s="{STYLES[look]}"><v>{value}</v>'


@dataclass
class Book:
    """A workbook written by hand: rows of cells' insides, by sheet.

    A row begins with the header's columns; an empty inside is no cell. ``above`` and ``below`` are
    XML around a sheet's rows, ``shared`` the shared strings' items.
    """

    sheets: Mapping[str, Sequence[Sequence[str]]]
    states: Mapping[str, str] = field(default_factory=dict)
    below: str = ""
    shared: Sequence[str] = ()
    prefix: str = ""
    strict: bool = False
    referenced: bool = True
    properties: str = ""
    calculation: str = ""
    rows: str | None = None

    def write(self, path: Path) -> Path:
        """Write it."""
        main, office = (STRICT, STRICT_OFFICE) if self.strict else (MAIN, OFFICE)
        root = f'xmlns="{main}" xmlns:r="{office}"'
        named = list(self.sheets)
        relations = [
            (f"s{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(len(named))
        ]
        relations += [("st", "styles", "styles.xml"), ("sh", "sharedStrings", "shared.xml")]
        entries = "".join(
            f'<sheet name="{escape(name)}" sheetId="{at + 1}" r:id="s{at}"'
            f' state="{self.states.get(name, "visible")}"/>'
            for at, name in enumerate(named)
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("[Content_Types].xml", "<Types/>")
            book.writestr(
                "_rels/.rels", _relations(office, [("w", "officeDocument", "xl/workbook.xml")])
            )
            book.writestr(
                "xl/workbook.xml",
                f"<workbook {root}><workbookPr {self.properties}/><sheets>{entries}</sheets>"
                f"<calcPr {self.calculation}/></workbook>",
            )
            book.writestr("xl/_rels/workbook.xml.rels", _relations(office, relations))
            book.writestr("xl/styles.xml", _styles(root))
            items = "".join(f"<si>{item}</si>" for item in self.shared)
            book.writestr("xl/shared.xml", f"<sst {root}>{items}</sst>")
            for at, rows in enumerate(self.sheets.values()):
                book.writestr(f"xl/worksheets/sheet{at}.xml", self._sheet(main, rows))
        return path

    def _sheet(self, main: str, rows: Sequence[Sequence[str]]) -> str:
        p = f"{self.prefix}:" if self.prefix else ""
        space = f"xmlns{':' if self.prefix else ''}{self.prefix}"
        inside = self.rows or "".join(self.row(at, row) for at, row in enumerate(rows, start=1))
        if p:
            for tag in ("row", "c", "v", "is", "t", "f"):
                inside = inside.replace(f"<{tag}>", f"<{p}{tag}>").replace(
                    f"<{tag} ", f"<{p}{tag} "
                )
                inside = inside.replace(f"</{tag}>", f"</{p}{tag}>")
        return (
            f'<{p}worksheet {space}="{main}"><{p}sheetData>{inside}</{p}sheetData>'
            f"{self.below}</{p}worksheet>"
        )

    def row(self, line: int, row: Sequence[str]) -> str:
        """Return a row's XML."""
        cells = "".join(
            f'<c r="{chr(ord("A") + at)}{line}"{cell}</c>' if self.referenced else f"<c{cell}</c>"
            for at, cell in enumerate(row)
            if cell or not self.referenced
        )
        return f'<row r="{line}">{cells}</row>' if self.referenced else f"<row>{cells}</row>"


def _relations(office: str, relations: Sequence[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{office}/{kind}" Target="{target}"/>'
        for id_, kind, target in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def _styles(root: str) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{id_}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for id_, code in _FORMATS.items()
    )
    styles = "".join(f'<xf numFmtId="{id_}"/>' for id_ in (0, *_FORMATS))
    return (
        f"<styleSheet {root}><numFmts>{formats}</numFmts>"
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>'
    )


def header() -> list[str]:
    """Return the header's cells."""
    return [text(name) for name in HEADER]


def case(id_: str, received: str, reply: str = "", unit: str = "", service: str = "") -> list[str]:
    """Return a case's cells; an id that is no cell yet becomes a text."""
    id_ = id_ if id_.startswith(" ") else text(id_)
    return [id_, unit or text(UNIT), service or text("Förnya recept"), received, reply]


def one_sheet(*rows: Sequence[str], **more: Any) -> Book:
    """Return a book with one sheet, a header and rows."""
    return Book({"Logg": [header(), *rows]}, **more)


def workbook(
    path: Path, cases: Sequence[Sequence[object]] = CASES, sheet: str = "", above: int = 0
) -> Path:
    """Write cases as a workbook, on the first sheet or on a second one by name."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # has no types

    book = Workbook()
    page = book.active
    if sheet:
        page.append(["Läs mig"])
        page = book.create_sheet(sheet)
    for _ in range(above):
        page.append(["Utdrag ur ärendehanteringen"])
    page.append(list(HEADER))
    for case in cases:
        page.append(list(case))
    book.save(path)
    return path


def audited(book: Book, folder: Path, **more: Any) -> Report:
    """Audit a book as a log alone."""
    return scan(book.write(folder / "log.xlsx"), as_of=AS_OF, **more)


def outcomes(report: Report) -> dict[str, int]:
    """Return the rows by outcome."""
    total = report.statistics.total
    return {outcome.value: total[outcome] for outcome in CaseOutcome if total[outcome]}


def refused(report: Report) -> list[tuple[str, str, int | None, str | None]]:
    """Return what was refused: its code, its path, its line and its column."""
    return [
        (one.code, one.location.path, one.location.line, one.column)
        for one in (*report.rejections, *report.statistics.rejections)
        if one.code != "nothing_judged"
    ]
