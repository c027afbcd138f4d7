"""Workbooks as logs: every cell is read as what it is, or its row is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from books import (
    AS_OF,
    DAY,
    MORNING,
    UNIT,
    audited,
    case,
    number,
    one_sheet,
    outcomes,
    refused,
    text,
)
from logs import HEADER, counts, scan, write

WHEN: Mapping[str, tuple[str, str, str]] = {
    "moments": (number(MORNING, "moment"), number(MORNING + 1, "moment"), "on_time"),
    "a moment at midnight": (number(MORNING, "moment"), number(DAY, "moment"), "contradictory"),
    "a clock's format at midnight": (
        number(MORNING, "moment"), number(DAY, "clock"), "contradictory",
    ),
    "a Swedish format at midnight": (
        number(MORNING, "moment"), number(DAY, "swedish"), "contradictory",
    ),
    "a day": (number(MORNING, "moment"), number(DAY, "day"), "on_time"),
    "a day's format with a time": (
        number(MORNING, "moment"), number(DAY + 0.25, "day"), "contradictory",
    ),
    "a day, a millisecond short of it": (
        number(MORNING, "moment"), number("42403.99999999", "day"), "late",
    ),
    "half a second short of the minute": (
        number("42401.375", "moment"), number("42401.3749999", "moment"), "on_time",
    ),
    "a second short of the minute": (
        number("42401.375", "moment"), number("42401.37498", "moment"), "contradictory",
    ),
    "the last minute of the last day": (
        number(MORNING, "moment"), number("42403.999305555553", "moment"), "on_time",
    ),
    "the first minute after it": (number(MORNING, "moment"), number(42404, "moment"), "late"),
    "text": (text("2016-02-01 09:00"), text("2016-02-04 00:00"), "late"),
    "digits": (number(20160201), number(20160203), "on_time"),
    "ISO 8601": (
        ' t="d"><v>2016-02-01T09:00:00</v>', ' t="d"><v>2016-02-01T00:00:00</v>', "contradictory",
    ),
    "ISO 8601, a day": (' t="d"><v>2016-02-01T09:00:00</v>', ' t="d"><v>2016-02-03</v>', "on_time"),
    "ISO 8601, formatted as a day": (
        ' t="d"><v>2016-02-01T09:00:00</v>', ' t="d" s="2"><v>2016-02-01T00:00:00</v>', "on_time",
    ),
    "a computed moment": (
        ' s="1"><f>NOW()</f><v>42401.375</v>', ' s="1"><f>D2+3</f><v>42404.375</v>', "late",
    ),
    "a computed text": (
        number(MORNING, "moment"), ' t="str"><f>A1</f><v>2016-02-02 09:00</v>', "on_time",
    ),
    "no reply": (number(MORNING, "moment"), "", "overdue"),
    "a formatted cell without a reply": (number(MORNING, "moment"), ' s="1">', "overdue"),
    "a reply of blanks": (number(MORNING, "moment"), text("  "), "overdue"),
    "a formula that is no reply": (
        number(MORNING, "moment"), ' t="str"><f>IF(1,"",2)</f><v></v>', "overdue",
    ),
}  # fmt: skip


def test_a_time_is_read_as_its_cell_shows_it(tmp_path: Path) -> None:
    """A moment to the nearest second, midnight too; a day where the format shows no more."""
    rows = [
        case("A1", received, reply, unit=text(what)) for what, (received, reply, _) in WHEN.items()
    ]
    report = audited(one_sheet(*rows), tmp_path)
    assert refused(report) == []
    found = {what: counts(report, what) for what in WHEN}
    assert found == {what: {outcome: 1} for what, (_, _, outcome) in WHEN.items()}


NO_VALUE: Mapping[str, tuple[int, str, str]] = {
    "an error": (4, ' t="e"><v>#N/A</v>', "row_error_cell"),
    "an error without its name": (4, ' t="e">', "row_error_cell"),
    "an error by a formula": (4, ' t="e"><f>1/0</f><v>#DIV/0!</v>', "row_error_cell"),
    "an error as the receipt": (3, ' t="e"><v>#REF!</v>', "row_error_cell"),
    "an error as the id": (0, ' t="e"><v>#NAME?</v>', "row_error_cell"),
    "an error as the unit": (1, ' t="e"><v>#N/A</v>', "row_error_cell"),
    "an error as the case type": (2, ' t="e"><v>#VALUE!</v>', "row_error_cell"),
    "a text that the workbook lacks": (2, ' t="s"><v>9</v>', "row_error_cell"),
    "a cell of no kind": (4, ' t="x"><v>42402</v>', "row_error_cell"),
    "a number that is none": (4, ' s="1"><v>4240_2</v>', "row_error_cell"),
    "a formula": (4, "><f>D2+1</f>", "row_formula_cell"),
    "a formula with an empty value": (4, "><f>D2+1</f><v></v>", "row_formula_cell"),
    "a formula as the id": (0, "><f>ROW()</f><v/>", "row_formula_cell"),
    "a formula as the case type": (2, ' t="str"><f>B9</f>', "row_formula_cell"),
    "a time without a day": (4, number(0.5, "clock"), "row_unreadable_date"),
    "the day nought": (4, number(0, "moment"), "row_outside_calendar"),
    "the day that never was": (4, number(60, "day"), "row_outside_calendar"),
    "hours passed": (4, number(42402, "elapsed"), "row_unreadable_date"),
    "a number": (4, number(42402.375), "row_unreadable_date"),
    "a truth": (4, ' t="b"><v>0</v>', "row_unreadable_date"),
    "a number below nought": (4, number(-1, "day"), "row_unreadable_date"),
    "a number without end": (4, number("1e999", "day"), "row_error_cell"),
    "a moment with an offset": (4, ' t="d"><v>2016-02-01T09:00:00Z</v>', "row_unreadable_date"),
    "a day in the id's column": (0, number(42402, "day"), "row_date_as_id"),
    "a moment in the id's column": (0, number(42402.5, "moment"), "row_date_as_id"),
    "a day written out in the id's column": (0, ' t="d"><v>2016-02-01</v>', "row_date_as_id"),
    "an id of 16 digits": (0, number("1234567890123456"), "row_long_number"),
    "an id of 18 digits": (0, number("201601280000001231"), "row_long_number"),
    "an id rounded when written": (0, number("2.016012800000012E+17"), "row_long_number"),
    "an id that is no whole number": (0, number("2016.1"), "row_long_number"),
    "a formula over cells, the last": (
        4,
        '><f t="array" ref="E62:E69">D62:D69+1</f>',
        "row_formula_cell",
    ),
}


def test_a_cell_that_holds_no_value_rejects_its_row_by_name(tmp_path: Path) -> None:
    """Only a cell that is truly empty means that there is no reply; the row below stands."""
    rows = []
    for n, (column, cell, _) in enumerate(NO_VALUE.values()):
        rows += [case(f"{mark}{n}", *[number(MORNING, "moment")] * 2) for mark in "AB"]
        rows[-2][column] = cell
    report = audited(one_sheet(*rows), tmp_path)
    assert refused(report) == [
        (code, "log.xlsx", 2 + 2 * n, HEADER[column])
        for n, (column, _, code) in enumerate(NO_VALUE.values())
    ]
    assert outcomes(report) == {"on_time": len(NO_VALUE), "rejected": len(NO_VALUE)}


def test_a_formula_over_several_cells_that_was_never_computed_rejects_them_all(
    tmp_path: Path,
) -> None:
    """The file has it in the first of them; the others are as if empty."""
    moment = number(MORNING, "moment")
    rows = [case(f"A{row}", moment) for row in range(4)]
    rows[0][4] = '><f t="array" ref="E2:E4">D2:D4+1</f>'
    report = audited(one_sheet(*rows), tmp_path)
    assert outcomes(report) == {"rejected": 3, "overdue": 1}


@pytest.mark.parametrize(
    ("calculation", "outcome"), [('fullCalcOnLoad="1"', "rejected"), ("", "on_time")]
)
def test_a_nought_that_stands_in_for_a_value_to_be_computed_is_no_value(
    tmp_path: Path, calculation: str, outcome: str
) -> None:
    """Libraries that compute nothing write 0, and that the workbook is to be computed anew."""
    row = case(' s="0"><f>ROW()</f><v>0</v>', number(MORNING, "moment"), number(MORNING, "moment"))
    report = audited(one_sheet(row, calculation=calculation), tmp_path)
    assert outcomes(report) == {outcome: 1}


IDS: Mapping[str, tuple[str, str]] = {
    "text": (text("00017"), "00017"),
    "digits": (number("20160128000001"), "20160128000001"),
    "15 digits": (number("999999999999999"), "999999999999999"),
    "a whole double": (number("20160128000001.0"), "20160128000001"),
    "a double with a power": (number("2.0160128000001E13"), "20160128000001"),
    "zeros that the format adds": (number(17, "padded"), "000017"),
    "long digits as text": (text("201601280000001231"), "201601280000001231"),
    "a text's escaped mark": (text("A_x005F_1"), "A_1"),
    "a line break": (text("A\n1"), "A 1"),
}


def test_an_id_is_the_one_that_a_reader_of_the_sheet_sees(tmp_path: Path) -> None:
    """Whole numbers without a decimal, with the zeros of their format; texts as they stand."""
    moment, day = number(MORNING, "moment"), "2016-02-01 09:00"
    cells = [case(cell, moment, moment, unit=text(what)) for what, (cell, _) in IDS.items()]
    table = [(id_, what, "Förnya recept", day, day) for what, (_, id_) in IDS.items()]
    sheet = one_sheet(*cells).write(tmp_path / "log.xlsx")
    report = scan(sheet, write(tmp_path / "log.csv", table), as_of=AS_OF)
    assert {what: counts(report, what) for what in IDS} == {
        what: {"on_time": 1, "superseded": 1} for what in IDS
    }


def test_days_counted_from_1904_are_those_that_the_sheet_shows(tmp_path: Path) -> None:
    """As old workbooks from a Mac have them."""
    row = case("A1", number(MORNING - 1462, "moment"), number(DAY - 1462 + 3, "day"))
    for flag, month in (("1", "2016-02"), ("true", "2016-02"), ("0", "2012-01")):
        report = audited(one_sheet(row, properties=f'date1904="{flag}"'), tmp_path)
        assert [*report.statistics.units[UNIT].by_month] == [month]


def test_a_merged_cell_leaves_no_row_guessed(tmp_path: Path) -> None:
    """It shows one value for rows of which all but the first hold none."""
    moment = number(MORNING, "moment")
    rows = [case("A1", moment, moment), *(case(f"A{row}", moment) for row in (2, 3))]
    merged = '<mergeCells><mergeCell ref="E2:E3"/><mergeCell ref="G2:G4"/></mergeCells>'
    report = audited(one_sheet(*rows, below=merged), tmp_path)
    assert refused(report) == [("row_merged_cell", "log.xlsx", 3, None)]
    assert outcomes(report) == {"on_time": 1, "overdue": 1, "rejected": 1}


def test_what_stands_beyond_the_header_rejects_its_row(tmp_path: Path) -> None:
    """A row whose cells were moved is not read as it stands; blank cells are nothing."""
    moment = number(MORNING, "moment")
    rows = [
        [*case(f"A{at}", moment, moment), cell]
        for at, cell in enumerate(["", text(" "), text("x")])
    ]
    rows.append(["", "", "", "", "", "", text("ensam")])
    report = audited(one_sheet(*rows), tmp_path)
    assert outcomes(report) == {"on_time": 2, "rejected": 2}
    assert [code for code, *_ in refused(report)] == ["row_too_many_fields"] * 2
