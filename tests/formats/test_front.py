"""The workbook's first sheet: one printed page, the page's words, and charts of JSON's numbers."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

import audits
from basutbud.formats import View, render
from basutbud.formats.common.frontpage import figures, first_things
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from logs import scan, write
from sheets import Read, read_back

SV = LANGUAGES["sv"]
MONTHS, UNITS, LIMITS = "Diagramdata, månader", "Diagramdata, tratt", "Diagramdata, gränser"


@pytest.fixture(scope="module")
def late_in_may(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return fifteen months of three units: one with far more late cases, and open ones last."""
    rows = []
    for month in range(15):
        day = f"{2016 + month // 12}-{month % 12 + 1:02}-03"
        for unit in range(3):
            late = (30 if month == 4 else month % 3) + 4 * (unit == 0)
            for case in range(40 + 20 * unit):
                reply = f"{day[:8]}27" if case < late else "" if month == 14 else f"{day[:8]}04"
                rows.append((f"{unit}-{month}-{case}", f"=E{unit}", "x", day, reply))
    log = write(tmp_path_factory.mktemp("front") / "log.csv", rows)
    return scan(log, as_of=date(2017, 3, 4))


@pytest.fixture(scope="module")
def book(late_in_may: Report) -> Read:
    """Return its workbook in Swedish."""
    return read_back(late_in_may, View(SV))


def series(book: Read) -> list[list[dict[str, Any]]]:
    """Return each chart's series: titles by name, and values from the cells referred to."""
    return [
        [
            {
                "name": _cells(book, one.tx.strRef.f)[0],
                "x": _cells(book, (one.xVal or one.cat).numRef.f),
                "y": _cells(book, (one.yVal or one.val).numRef.f),
                "mark": one.marker.symbol,
                "dash": one.graphicalProperties.line.prstDash,
            }
            for one in chart.series
        ]
        for chart in book.front._charts  # noqa: SLF001 - openpyxl has no other way to charts
    ]


def _cells(book: Read, where: str) -> list[Any]:
    sheet, _, area = where.rpartition("!")
    found = book.book[sheet.strip("'")][area.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for row in rows for cell in row]


def test_months_and_limits_are_those_of_the_json_report(book: Read, late_in_may: Report) -> None:
    """Month by month: share, limits, interval, and whether it is preliminary or a signal."""
    replies = json.loads(render("json", late_in_may, View(SV)))["summary"]["replies"]
    rows = book.page(MONTHS).rows
    assert len(rows) == len(replies["by_month"]) == 15
    for row, month in zip(rows, replies["by_month"], strict=True):
        assert row["Månad"] == datetime.fromisoformat(f"{month['month']}-01")
        assert row["Andel i tid"] == month["on_time_share"]
        assert row["Allas andel"] == replies["centre"]
        assert [row["Undre gräns"], row["Övre gräns"]] == (month["limits"] or [None, None])
        assert [row["95 %-intervall från"], row["95 %-intervall till"]] == month["share_interval"]
        assert (row["Preliminär andel"] is not None) == month["preliminary"]
        assert (row["Andel, mer än slumpen"] is not None) == (month["signal"] is not None)
    marked = [row["Mer än slumpen"] for row in rows if row["Mer än slumpen"]]
    assert marked[0].startswith("under gränsen")
    assert marked[-1] == "preliminär"


def test_the_funnel_is_that_of_the_json_report(book: Read, late_in_may: Report) -> None:
    """Unit by unit: share, place and limits; and the limits' course, which the units lie on."""
    shaped = json.loads(render("json", late_in_may, View(SV)))
    rows = {row["Enhet"].removeprefix("'"): row for row in book.page(UNITS).rows}
    assert rows.keys() == {"=E0", "=E1", "=E2"}
    titles = [f"{side} gräns, {level} %" for level in ("95", "99,8") for side in ("Undre", "Övre")]
    for clinic in shaped["clinics"]:
        cases, row = clinic["cases"], rows[clinic["name"]]
        assert row["Andel i tid"] == cases["on_time_share"]
        assert row["Läge"] == SV.text(f"chart_place_{cases['funnel']['place']}")
        limits = [*cases["funnel"]["limits_95"], *cases["funnel"]["limits_998"]]
        assert [row[title] for title in titles] == limits
    funnel = late_in_may.funnel
    assert funnel is not None
    course = book.page(LIMITS).rows
    wholes = [row["Bedömda ärenden"] for row in course]
    judged = [row["Bedömda ärenden"] for row in rows.values()]
    assert wholes[0] <= min(judged) <= max(judged) <= wholes[-1]
    for row in course:
        low, inner_low, inner_high, high = funnel.limits(row["Bedömda ärenden"])
        expected = [inner_low, inner_high, low, high]
        assert [row[title] for title in titles] == pytest.approx(expected, abs=1e-6)


def test_the_charts_draw_those_columns(book: Read) -> None:
    """Native charts, each series named by its column; signs differ in shape, not colour alone."""
    months, funnel = series(book)
    by_name = {one["name"]: one for one in months}
    for name in ("Undre gräns", "Övre gräns", "Allas andel", "Andel i tid", "Preliminär andel"):
        assert by_name[name]["y"] == [row[name] for row in book.page(MONTHS).rows]
        assert by_name[name]["x"] == [row["Månad"] for row in book.page(MONTHS).rows]
    assert by_name["Undre gräns"]["dash"] != by_name["Allas andel"]["dash"]
    drawn = ("Andel i tid", "Preliminär andel", "Andel, mer än slumpen")
    assert len({by_name[name]["mark"] for name in drawn}) == len(drawn)
    points = {one["name"]: one for one in funnel}
    units = book.page(UNITS).rows
    assert points["Andel i tid"]["y"] == [row["Andel i tid"] for row in units]
    assert points["Andel i tid"]["x"] == [row["Bedömda ärenden"] for row in units]
    beyond = [row["Enhet"] for row in units if row["Andel, utanför 99,8 %"] is not None]
    assert beyond
    assert {name for name in points if "E" in name} == {*beyond}
    assert points["Andel, utanför 99,8 %"]["mark"] != points["Andel i tid"]["mark"]
    lines = {points[f"Övre gräns, {level} %"]["dash"] for level in ("95", "99,8")}
    assert len(lines) == 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_charts_have_titles_axes_and_words_for_who_does_not_see_them(
    late_in_may: Report, code: str
) -> None:
    """In the reader's language: the text says what the chart shows, in numbers."""
    text = LANGUAGES[code].text
    with zipfile.ZipFile(io.BytesIO(render("xlsx", late_in_may, View(LANGUAGES[code])))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        charts = [parts.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]
    described = re.findall(r'descr="([^"]+)"', drawing)
    assert re.search(r"\b2016-01\b.*\b2017-03\b", described[0])
    assert re.search(r"\b3\b", described[1])
    for chart, keys in zip(
        charts,
        (
            ("sheet_months_title", "column_of_month", "sheet_share"),
            ("chart_funnel", "sheet_judged", "sheet_share"),
        ),
        strict=True,
    ):
        assert re.findall(r"<a:t>([^<]+)</a:t>", chart) == [text(key) for key in keys]


def test_the_front_says_what_the_page_says() -> None:
    """Verdict, figures and first things, each leading to a row on the same rule or clinic."""
    report = audits.broken()
    book = read_back(report, View(SV))
    cells = [cell.value for row in book.front.iter_rows() for cell in row if cell.value is not None]
    assert cells[0] == "! OFULLSTÄNDIGT"
    for figure in figures(report, SV):
        assert {figure.value, figure.label, figure.note} <= {*cells}
    things = first_things(report, SV)
    assert len(things) == 5
    linked = [cell for row in book.front.iter_rows() for cell in row if cell.hyperlink]
    for number, (cell, thing) in enumerate(zip(linked, things, strict=True), 1):
        assert cell.value == f"{number}. {thing.what}"
        assert {thing.how, thing.who} - {""} <= {*cells}
    places = [cell.hyperlink.location for cell in linked]
    assert places[0] == "'Om granskningen'!A1"
    found = [_row(book, place) for place in places[1:]]
    assert found[0]["Mottagning"] == getattr(things[1].concerns, "name", "")
    assert [row["Regel"] for row in found[1:]] == [thing.what for thing in things[2:]]
    assert {row["Utfall"] for row in found[1:]} == {"✗ avvikelse"}


def _row(book: Read, place: str) -> dict[str, Any]:
    sheet, _, cell = place.rpartition("!")
    page = book.page(sheet.strip("'"))
    return page.rows[int(cell.removeprefix("A")) - page.header_row - 1]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (audits.without_logs, ["sheet_no_charts"]),
        (audits.empty, ["sheet_no_charts"]),
        (lambda: audits.good().only(audits.good().clinics[0]), ["sheet_no_funnel"]),
    ],
)
def test_no_chart_is_drawn_of_too_few_cases(made: Any, said: list[str]) -> None:
    """A sentence says so, and no sheet of numbers is there for it."""
    book = read_back(made(), View(SV))
    texts = [cell.value for row in book.front.iter_rows() for cell in row if cell.value]
    assert {SV.text(key, units="mottagningar") for key in said} <= {*texts}
    assert len(book.front._charts) == 2 - len(said) - ("sheet_no_charts" in said)  # noqa: SLF001 - as above
    assert UNITS not in book.book.sheetnames


@pytest.mark.parametrize("made", [audits.broken, audits.hostile_with_cases, audits.empty])
def test_the_front_is_one_page(made: Any) -> None:
    """A4 on its side, everything within its print area, and no text longer than can be read."""
    front = read_back(made(), View(SV)).front
    setup = front.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert front.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)
    assert front.print_area == f"'Sammanfattning'!$A$1:$L${front.max_row}"
    texts = [cell.value for row in front.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert max(map(len, texts)) <= 400
