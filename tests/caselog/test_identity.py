"""Which rows are one case, which of them stands, and what is no id."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basutbud.caselog.reading.quotes import lines_with_odd_quotes
from basutbud.caselog.reading.records import Shape, in_pairs
from basutbud.model.vocabulary import CaseOutcome
from logs import USUAL, counts, parquet, scan, write
from running import basutbud

MONDAY, TUESDAY, LATE = "2016-02-01 08:00", "2016-02-02 08:00", "2016-02-29 08:00"
BEFORE = "2015-02-02 08:00"


ONCE = [
    ([("1", MONDAY, LATE), ("1", "2016-02-01 17:00", TUESDAY)], {"on_time": 1}),
    ([("1", MONDAY, BEFORE), ("1", MONDAY, LATE)], {"late": 1}),
    ([("1", MONDAY, LATE), ("1", MONDAY, BEFORE)], {"late": 1}),
    ([("1", MONDAY, ""), ("1", MONDAY, BEFORE)], {"contradictory": 1}),
    ([("1", MONDAY, ""), ("1", MONDAY, LATE), ("1", MONDAY, TUESDAY)], {"on_time": 1}),
]
RECURRING = [
    ([("1", MONDAY, TUESDAY), ("1", "2017-02-01", "2017-02-28")], {"on_time": 1, "late": 1}),
    ([("1", MONDAY, ""), ("1", "2016-02-02", ""), ("2", MONDAY, "")], {"overdue": 3}),
    ([("1", f"{year}-02-01", "") for year in range(2012, 2017)], {"overdue": 5}),
]
"""The rows of units, and what they come to; of each of the latter one id recurs."""


@pytest.mark.parametrize(("units", "recurring"), [(ONCE, 0), (RECURRING, 3)])
def test_a_case_is_its_unit_id_and_day_of_receipt(
    tmp_path: Path,
    units: list[tuple[list[tuple[str, str, str]], dict[str, int]]],
    recurring: int,
) -> None:
    """In one log, in several, and in Parquet; of a case's rows the one that was ruled stands."""
    whole, right = [], {}
    for n, (rows, expected) in enumerate(units):
        whole += [(id_, f"E{n}", "x", received, reply) for id_, received, reply in rows]
        superseded = len(rows) - sum(expected.values())
        right[f"E{n}"] = expected | ({"superseded": superseded} if superseded else {})
    one = [write(tmp_path / "all.csv", whole)]
    several = [write(tmp_path / f"{n}.csv", [row]) for n, row in enumerate(whole)]
    for logs in (one, several, [parquet(tmp_path / "all.parquet", whole)]):
        report = scan(*logs)
        assert {unit: counts(report, unit) for unit in right} == right
        assert report.statistics.recurring_ids == recurring


def test_no_case_stands_for_another_units_or_for_a_rejected_row(tmp_path: Path) -> None:
    """Each unit has its own ids, and a row that cannot be judged supersedes none."""
    rows = [("1", unit, "x", MONDAY, reply) for unit in "EF" for reply in (LATE, TUESDAY)]
    report = scan(write(tmp_path / "a.csv", rows))
    assert counts(report, "E") == counts(report, "F") == {"on_time": 1, "superseded": 1}
    rows = [("1", "E", "x", MONDAY, reply) for reply in (LATE, LATE, "1900-01-01")]
    report = scan(write(tmp_path / "a.csv", rows))
    assert counts(report, "E") == {"late": 1, "superseded": 1, "rejected": 1}


def test_a_type_first_met_in_a_rejected_row_counts_where_it_is_read(tmp_path: Path) -> None:
    """In another log as in the same."""
    first = write(tmp_path / "a.csv", [("1", "E", "x", MONDAY, ""), ("2", "E", "y", "soon", "")])
    second = write(tmp_path / "b.csv", [("3", "E", "y", MONDAY, "")])
    assert [*scan(first).statistics.units["E"].by_service] == ["x"]
    assert [*scan(first, second).statistics.units["E"].by_service] == ["x", "y"]


def test_ids_that_recur_are_reported(tmp_path: Path) -> None:
    """In the reader's language, and in JSON."""
    rows = [(str(n), "E", "x", f"{year}-02-01", "") for n in (1, 2) for year in (2015, 2016)]
    write(tmp_path / "log.csv", rows)
    for form in ("text", "json"):
        done = basutbud("cases", "log.csv", "-o", form, "--lang", "en", cwd=tmp_path)
        told = " ".join(done.stdout.decode().split())
        assert "recur with other days of receipt and count as several cases: 2" in told


DAMAGED = {
    "2,01601E+17": "scientific_id",
    "2.01601E+17": "scientific_id",
    "2E+08": "scientific_id",
    "2.016010E17": "scientific_id",
    "1,5e+5": "scientific_id",
    "#SAKNAS!": "error_cell",
    "#N/A": "error_cell",
    "#DIVISION/0!": "error_cell",
    "#####": "error_cell",
    "Err:502": "error_cell",
    "2,01601E17": "scientific_id",
    "NULL": "no_value",
    "NaN": "no_value",
    "n/a": "no_value",
    "<NA>": "no_value",
    "\\N": "no_value",
    "-": "no_value",
    "–": "no_value",
    "?": "no_value",
    "Okänt": "no_value",
}
SOUND = (
    "2E45",
    "12E5",
    "A+1",
    "1.5",
    "2016.17",
    "E+17",
    "#12",
    "#A1",
    "1,2,3",
    "2016-E+17",
    "a:b",
    "NA1",
    "--1",
    "N",
)


def test_what_a_spreadsheet_left_of_an_id_is_rejected_by_name(tmp_path: Path) -> None:
    """Never rounded, never taken for another's, and never shown; other ids stand as they are."""
    rows = [(one, "E", "x", MONDAY, TUESDAY) for one in (*DAMAGED, *SOUND)]
    for log in (write(tmp_path / "a.csv", rows), parquet(tmp_path / "a.parquet", rows)):
        statistics = scan(log).statistics
        told = [(one.location.record, one.code) for one in statistics.rejections]
        assert told == [(n, f"row_{code}") for n, code in enumerate(DAMAGED.values(), 1)]
        assert statistics.total[CaseOutcome.ON_TIME] == len(SOUND)


def test_a_mark_for_a_missing_value_is_refused_as_a_reply(tmp_path: Path) -> None:
    """Only an empty field is no reply; the message says how the mark is left out."""
    marks = ("NULL", "NA", "NaT", "None", "-", "(null)", "saknas")
    rows = [("1", f"E{mark}", "x", MONDAY, reply) for mark in marks for reply in (mark, "")]
    report = scan(write(tmp_path / "a.csv", rows))
    assert [one.code for one in report.statistics.rejections] == ["row_no_value"] * len(marks)
    found = [counts(report, f"E{mark}") for mark in marks]
    assert found == [{"overdue": 1, "rejected": 1}] * len(marks)


SHARED = [
    [("1", "E", kind, day) for kind in "xyz" for day in ("2016-02-01", "2016-02-08")],
    [("E", "E", "x", "2016-02-01"), ("E", "E", "y", "2016-02-01"), ("F", "E", "x", "2016-02-02")],
    [("1", "E", "x", "2016-02-01"), ("1", "E", "y", "2016-02-01")],
]
OWN = [
    [("1", "E", "x", "2016-02-01"), ("1", "E", "x", "2016-02-01")],
    [("1", "E", "x", "2016-02-01"), ("1", "E", "y", "2016-02-02")],
    [(id_, "E", "y" if n else "x", "2016-02-01") for n, id_ in enumerate("11234")],
]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_column_of_other_things_than_ids_is_doubted(tmp_path: Path, form: str) -> None:
    """Where most rows share an id and a day with another type, late ones would not be seen."""
    logs = []
    for n, rows in enumerate([*SHARED, *OWN]):
        whole = [(id_, f"{unit}{n}", kind, day, TUESDAY) for id_, unit, kind, day in rows]
        logs.append((write if form == "csv" else parquet)(tmp_path / f"{n}.{form}", whole))
    told = [(one.location.path, one.code) for one in scan(*logs).rejections]
    assert told == [(log.name, "log_ids_shared") for log in logs[: len(SHARED)]]


def test_an_error_is_no_unit_type_or_time(tmp_path: Path) -> None:
    """The row is rejected, and an error for a reply is no missing reply."""
    errors = ("#SAKNAS!", "#REF!", "#VÄRDEFEL!", "Fel:508")
    rows = [
        [error if at == column else cell for at, cell in enumerate(("1", *USUAL))]
        for column in range(1, 5)
        for error in errors
    ]
    report = scan(write(tmp_path / "a.csv", [*rows, ("2", *USUAL)]))
    told = [(one.code, one.location.line) for one in report.statistics.rejections]
    assert told == [("row_error_cell", line) for line in range(2, 2 + len(rows))]
    assert report.statistics.total[CaseOutcome.ON_TIME] == 1
    assert not [error for error in errors if error in str(report.statistics)]


INSTANTS = [
    ("2017-10-29T00:50:00Z", "2017-10-29T01:10:00Z", "on_time"),
    ("2017-10-29T01:10:00Z", "2017-10-29T00:50:00Z", "contradictory"),
    ("2017-10-29T02:33+02:00", "2017-10-29T02:32+02:00", "contradictory"),
    ("2017-10-29T02:50+02:00", "2017-10-29T02:10+01:00", "on_time"),
    ("20171029T0210+01", "20171029T0250+0200", "contradictory"),
    ("2017-10-29 02:50", "2017-10-29T02:10+01:00", "on_time"),
    ("2017-10-29T02:50+02:00", "2017-10-29 02:10", "on_time"),
    ("2017-01-29 02:50", "2017-01-29 02:10", "contradictory"),
    ("2017-10-29T23:30-05:00", "2017-10-30 05:40", "on_time"),
    ("2017-03-26T00:59Z", "2017-03-26T01:00Z", "on_time"),
]


def test_stamps_with_offsets_are_compared_as_instants(tmp_path: Path) -> None:
    """The hour from two is passed twice, and only offsets tell which of them is meant."""
    rows = [("1", f"E{n}", "x", *stamps) for n, (*stamps, _) in enumerate(INSTANTS)]
    report = scan(write(tmp_path / "a.csv", rows))
    found = {
        unit: {expected: 1} for (_, unit, *_), (*_, expected) in zip(rows, INSTANTS, strict=True)
    }
    assert {unit: counts(report, unit) for unit in found} == found


def test_a_line_of_delimiters_is_one_damaged_row(tmp_path: Path) -> None:
    """In time that grows as its length does: a hundred thousand fields take no minute."""
    logs = []
    for n, cell in enumerate((";", "x;", '";', ';"', "a;;", '"";', "é;")):
        good = f"{{}};E{n};x;2016-02-01;2016-02-02\n"
        logs.append(tmp_path / f"{n}.csv")
        text = "id;enhet;typ;inkom;svar\n" + good.format(1) + cell * 100_000 + "\n" + good.format(2)
        logs[-1].write_text(text, encoding="utf-8")
    report = scan(*logs)
    told = [
        (one.location.path, one.code, one.location.line) for one in report.statistics.rejections
    ]
    assert told == [(log.name, "row_too_many_fields", 3) for log in logs]
    assert [counts(report, f"E{n}") for n in range(len(logs))] == [{"on_time": 2}] * len(logs)


SHAPE = Shape(";", 5, 0, 3, 1)


@given(st.lists(st.text('";ab \x02', max_size=14), max_size=8))
def test_no_line_with_a_stray_quote_passes_for_plain(lines: list[str]) -> None:
    """What holds for many lines at once holds for each by itself."""
    text = "".join(f"{line}\n" for line in lines).encode()
    odd = {*lines_with_odd_quotes(text, 0, len(text), ";")}
    plain = in_pairs(SHAPE)
    start = 0
    for line in text.split(b"\n"):
        if start not in odd:
            assert plain.fullmatch(line)
            assert line.count(b'"') % 2 == 0
        start += len(line) + 1
