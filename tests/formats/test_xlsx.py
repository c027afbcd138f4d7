"""The workbook as a file: whole, typed, harmless, within Excel's limits, the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl.utils import range_boundaries  # type: ignore[import-untyped]  # has no types

import audits
import wording
from basutbud.formats import View, render
from basutbud.formats.common.symbols import SYMBOLS, with_symbol
from basutbud.formats.xlsx import limits
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome
from conftest import Golden
from sheets import Read, facts, read_back

SV, EN = LANGUAGES["sv"], LANGUAGES["en"]
NAMES = {
    "sv": [
        "Sammanfattning",
        "Mottagningar och tjänster",
        "Avvikelser",
        "Råd",
        "Sena ärenden",
        "Svarstider",
        "Svarstider per månad",
        "Svarstider per tertial",
        "Svarstider per ärendetyp",
        "Diagramdata, månader",
        "Diagramdata, tratt",
        "Diagramdata, gränser",
        "Underlag",
        "Oläsbara rader",
        "Om granskningen",
    ],
    "en": [
        "Summary",
        "Clinics and services",
        "Breaches",
        "Advice",
        "Late cases",
        "Reply times",
        "Reply times by month",
        "Reply times by tertial",
        "Reply times by case type",
        "Chart data, months",
        "Chart data, funnel",
        "Chart data, limits",
        "Inputs",
        "Unreadable rows",
        "About the audit",
    ],
}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the audit of the examples, the malformed ones among them."""
    return audits.broken()


@pytest.fixture(scope="module")
def book(report: Report) -> Read:
    """Return its workbook in Swedish."""
    return read_back(report, View(SV))


@pytest.mark.parametrize("code", ["sv", "en"])
def test_the_sheets_are_named_in_the_readers_language(report: Report, code: str) -> None:
    """Each sheet has its name, none longer than Excel bears."""
    names = read_back(report, View(LANGUAGES[code])).book.sheetnames
    assert names == NAMES[code]
    assert max(map(len, names)) <= 31


@pytest.mark.parametrize(
    "made", [audits.good, audits.broken, audits.logs_alone, audits.hostile, audits.empty]
)
def test_every_sheet_scrolls_filters_and_prints_by_its_header(made: Any) -> None:
    """The header stays, filters and is repeated, also where the sheet is printed."""
    for page in read_back(made(), View(SV)).pages:
        sheet, header = page.sheet, page.header_row
        last = sheet.max_row
        assert re.fullmatch(rf"[A-Z]+{header + 1}", sheet.freeze_panes)
        assert sheet.auto_filter.ref.endswith(str(last))
        assert int(sheet.print_title_rows.strip("$").split(":$")[1]) == header
        assert all(page.header)
        assert len(set(page.header)) == len(page.header)
        assert min(page.widths) >= 8


A4_ACROSS = (297 / 25.4 - 0.8) * 96
"""Pixels between the margins."""


@pytest.mark.parametrize("made", [audits.upcoming, audits.broken, audits.logs_alone, audits.empty])
def test_every_sheet_is_legible_on_a4(made: Any) -> None:
    """As wide as a page on its side, at most about two fifths smaller; what is left out is said."""
    for page in read_back(made(), View(SV)).pages:
        sheet, setup = page.sheet, page.sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (setup.fitToWidth, setup.fitToHeight) == (None, 0)
        _, min_row, printed, max_row = range_boundaries(sheet.print_area.rpartition("!")[2])
        assert (min_row, max_row) == (1, max(sheet.max_row, page.header_row + 1))
        assert A4_ACROSS / (7 * sum(page.widths[:printed])) > 0.59, sheet.title
        footer, left = sheet.oddFooter, len(page.header) - printed
        assert footer.right.text == "Sida &P av &N"
        assert footer.center.text == (SV.text("sheet_unprinted", n=left) if left else "")


def test_a_title_that_begins_with_a_number_is_printed_no_larger(report: Report) -> None:
    """Excel reads the size of letters up to the last digit."""
    ruleset = replace(report.ruleset, title={"sv": "1177 & annat", "en": "1177"})
    front = read_back(replace(report, ruleset=ruleset), View(SV)).front
    assert front.oddHeader.left.size == 8
    assert front.oddHeader.left.text.startswith("1177 && annat")
    assert not front.HeaderFooter.scaleWithDoc


def test_dates_and_numbers_are_dates_and_numbers(book: Read) -> None:
    """No cell holds a date or a number as text."""
    for text in book.texts:
        assert not re.fullmatch(r"[\d\s.,%\-]+", text) or text == audits.RULESET.version, text
    findings, cases = book.page("Avvikelser"), book.page("Sena ärenden")
    assert all(isinstance(row["Gäller från"], datetime) for row in findings.rows)
    for row in cases.rows:
        assert isinstance(row["Inkom"], datetime)
        assert isinstance(row["Senast"], datetime)
        assert isinstance(row["Vardagar över"], int)
    shares = [row["Andel i tid"] for row in book.page("Svarstider").cells]
    assert all(isinstance(cell.value, int | float) for cell in shares)
    assert {cell.number_format for cell in shares} == {'[>=1]0 %;[>=0.9995]"> 99,9\xa0%";0.0 %'}


def test_colours_follow_the_words(book: Read) -> None:
    """Outcomes are coloured by what the cell says, and stay right when a cell is edited."""
    for name in ("Mottagningar och tjänster", "Avvikelser"):
        page = book.page(name)
        rules = {
            rule.text
            for area in page.sheet.conditional_formatting
            for rule in area.rules
            if rule.type == "beginsWith"
        }
        assert set(SYMBOLS.values()) <= rules
        for row in page.cells:
            assert row["Utfall"].fill.fill_type is None
            covered = [
                area
                for area in page.sheet.conditional_formatting
                if row["Utfall"].coordinate in area.cells
            ]
            assert covered


def test_case_ids_are_left_out_on_request(report: Report) -> None:
    """Neither the column nor any id is in the file."""
    book = read_back(report, View(SV, case_ids=False))
    assert "Ärende" not in book.page("Sena ärenden").header
    assert book.page("Sena ärenden").rows
    with zipfile.ZipFile(io.BytesIO(book.made)) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist()).decode()
    for finding in report.findings:
        for case in finding.cases:
            assert case.case_id not in inside


@pytest.mark.parametrize("code", ["sv", "en"])
def test_nothing_from_input_becomes_a_formula_a_link_or_a_number(code: str) -> None:
    """Names, paths, ids and case types that mean harm are plain text, in charts too."""
    book = read_back(audits.hostile_with_cases(), View(LANGUAGES[code]))
    outcomes = {with_symbol(one, LANGUAGES[code]) for one in Outcome}
    assert {cell.data_type for cell in book.cells} <= {"s", "n", "d"}
    for cell in book.cells:
        if cell.hyperlink is not None:
            assert cell.value in outcomes or cell.parent is book.front
            assert re.fullmatch(r"'[^']+'!A\d+", cell.hyperlink.location)
            assert (cell.hyperlink.display, cell.hyperlink.target) == (cell.value, None)
        if isinstance(cell.value, str):
            assert not cell.value.lstrip().startswith(("=", "+", "-", "@")), cell.value
    with zipfile.ZipFile(io.BytesIO(book.made)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert b"<f>" not in part
            shown = name == "xl/sharedStrings.xml" or name.startswith("xl/charts/chart")
            assert b"evil.invalid" not in part or shown
    assert any("'=cmd|" in text for text in book.texts)


@pytest.mark.parametrize(
    "name",
    [
        "https://evil.invalid",
        "mailto:a",
        "internal:Underlag!A1",
        "external:c:/x.xlsx",
        "{=1+1}",
        "4711",
        "2017-01-01",
        "1E5",
        "sant",
        "_x0041_",
    ],
)
def test_a_name_stays_the_text_it_is(report: Report, name: str) -> None:
    """What looks like a link, a number or a date in input is the same text in the workbook."""
    clinic = replace(report.clinics[0], name=name)
    book = read_back(replace(report, clinics=(clinic,)), View(SV))
    for title in ("Mottagningar och tjänster", "Avvikelser", "Sena ärenden", "Svarstider"):
        cell = book.page(title).cells[0]["Mottagning"]
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert cell.value == name


@pytest.mark.parametrize("name", ["broken", "logs_alone", "empty"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_workbook_is_in_one_language(code: str, name: str) -> None:
    """No word of the other language stands in it, but in what it quotes."""
    report: Report = getattr(audits, name)()
    quoted = wording.quotes(report) | {"basutbud", "HSA-id", "SHA-256"}
    texts = read_back(report, View(LANGUAGES[code])).texts
    said = " . ".join(text for text in texts if not re.fullmatch("[0-9a-f]{32,64}", text))
    assert wording.foreign_words(said, code, quoted) == set()


def test_the_same_audit_gives_the_same_bytes(report: Report) -> None:
    """The only date inside is the audit's own; other hashes are tried with those of all formats."""
    made = render("xlsx", report, View(SV))
    assert made == render("xlsx", report, View(SV))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        core = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T", core)) == {f"{report.as_of}T"}


def test_the_workbook_says_what_it_is(book: Read) -> None:
    """Its title names the decision and the day."""
    properties = book.book.properties
    assert properties.title == (
        "Basutbud i 1177 Vårdguidens e-tjänster (HS 20-2016), granskat per 2017-06-30"
    )
    assert properties.subject == "vgr-hs-20-2016"


def test_an_empty_audit_says_that_there_is_nothing() -> None:
    """Each table has its header and says so; the facts count none, and there is no chart."""
    book = read_back(audits.empty(), View(SV))
    assert facts(book.page("Om granskningen"))["Granskade mottagningar"] == 0
    for page in book.pages[:-1]:
        assert page.rows == []
        assert "Inget att visa." in page.above


def test_what_excel_cannot_hold_is_cut_counted_and_said(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and characters beyond the limits are reported on the sheet and in the summary."""
    finding = report.findings[0]
    long = replace(finding.rule, remedy={"sv": "å" * 40_000, "en": "𝔸" * 20_000})
    others = report.clinics[0].findings[1:] * 20
    first = replace(report.clinics[0], findings=(finding._replace(rule=long), *others))
    changed = replace(report, clinics=(first, *report.clinics[1:]))
    monkeypatch.setattr(limits, "MOST_ROWS", 75)
    for language in (SV, EN):
        book = read_back(changed, View(language))
        page = book.page(NAMES[language.code][2])
        units = [len(cell.encode("utf-16-le")) // 2 for cell in book.texts]
        assert max(units) == 32_767
        assert language.text("sheet_cells_cut", n=1, most=32_767) in page.above
        breaches = [one for one in changed.findings if one.outcome is not Outcome.ADVICE]
        lost = len(breaches) - len(page.rows)
        assert 0 < page.sheet.max_row <= 75
        assert language.text("sheet_rows_cut", n=lost) in page.above
        said = [row[language.text("sheet_value")] for row in book.pages[-1].rows]
        assert language.text("sheet_rows_cut", n=lost) in said
        assert language.text("sheet_cells_cut", n=1, most=32_767) in said


def test_outcomes_beyond_the_links_that_excel_bears_are_still_written(
    report: Report, book: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stand there without a link."""
    name = "Mottagningar och tjänster"
    monkeypatch.setattr(limits, "MOST_LINKS", 3)
    page = read_back(report, View(SV)).page(name)
    assert page.rows == book.page(name).rows
    assert sum(cell.hyperlink is not None for row in page.cells for cell in row.values()) == 3


def test_rows_are_as_high_as_their_text(book: Read) -> None:
    """Programs that do not work heights out show wrapped text whole."""
    page = book.page("Avvikelser")
    for row in page.cells:
        cell = row["Beslutets ord"]
        lines = len(cell.value) / page.sheet.column_dimensions[cell.column_letter].width
        assert page.sheet.row_dimensions[cell.row].height >= 15 * min(lines, 27)


@pytest.mark.parametrize(
    ("name", "code", "clinics"),
    [
        ("workbook.sv.txt", "sv", True),
        ("workbook.en.txt", "en", True),
        ("workbook-logs-alone.sv.txt", "sv", False),
    ],
)
def test_the_workbook_is_as_it_was(golden: Golden, name: str, code: str, *, clinics: bool) -> None:
    """Every cell of every sheet."""
    book = read_back(audits.sample(clinics=clinics), View(LANGUAGES[code]))
    golden(name, book.dump().encode())
