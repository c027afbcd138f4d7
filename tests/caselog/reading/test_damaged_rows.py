"""Rows that hold no case: each is rejected by place and reason, and harms no other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from basutbud.model.vocabulary import CaseOutcome
from books import CASES, workbook
from dress import AS_OF, Dress
from logs import (
    ENCODINGS,
    HEADER,
    USUAL,
    counts,
    judged,
    parquet,
    rejected,
    rejections,
    scan,
    text_log,
    write,
)

IMPOSSIBLE = (
    "2016-02-30", "2016-13-01", "01/02/2016", "28.1.2016", "2016-1-2", "i går", "24:00",
    "2016-01-28 24:00", "2016-01-28 13:60", "2016-01-28 13:05 CET", "1899-12-31", "2061-01-01",
    "infinity", "2016", "2016-01", "20160230", "2016-01-28T13:05+25:00", "2016-01-28  3:05",
    "2016-1-28  13:05", "2016-01-28 13:5 ", " 2016-1-28T13:05", "2016-01-28\t13:05",
    "2016-01-28  3:05:30", "2016-1-28 \t13:05",
)  # fmt: skip


@pytest.mark.parametrize("tabs", [False, True])
def test_a_time_that_cannot_be_read_rejects_its_row(tmp_path: Path, *, tabs: bool) -> None:
    """No impossible, ambiguous or odd time is guessed at; the row beside it is untouched.

    Logs with tabs in them are read with more care, and other times by it too.
    """
    texts = [text for text in IMPOSSIBLE if tabs or "\t" not in text]
    times = [("Inkom", text, "") for text in texts] + [
        ("Första svar", "2016-02-01", text) for text in texts
    ]
    rows = []
    for unit, (_, received, reply) in enumerate(times):
        rows.append(("B", f"E{unit}", "x", received, reply))
        rows.append(("G", f"E{unit}", "x", "2016-02-01", "2016-02-02"))
    report = scan(write(tmp_path / "log.csv", rows))
    told = {one.location.line: one.column for one in report.statistics.rejections}
    for unit, (column, *time) in enumerate(times):
        assert counts(report, f"E{unit}") == {"rejected": 1, "on_time": 1}, time
        assert told.pop(2 * unit + 2) == column, time
    assert told == {}
    assert not report.complete


@pytest.mark.parametrize("kind", ["text", "workbook", "parquet"])
def test_dates_that_can_be_read_two_ways_reject_their_row(tmp_path: Path, kind: str) -> None:
    """Day and month are never guessed, in whatever kind of file."""
    rows: list[tuple[str, ...]] = [CASES[2]]
    for text in ("01/02/2016", "1.2.2016", "01-02-16 08:00", "28/1-16"):
        rows += [(*CASES[0][:3], text, ""), (*CASES[1][:3], CASES[1][3], text)]
    writers = {"text": lambda p, c: Dress().write(p, c), "workbook": workbook, "parquet": parquet}
    report = scan(writers[kind](tmp_path / "log", rows), as_of=AS_OF)
    told = [(p.code, p.location.record, p.column) for p in report.statistics.rejections]
    assert told == [
        ("row_day_first_date", record, "Första svar" if record % 2 else "Inkom")
        for record in range(2, 10)
    ]
    assert report.statistics.total[CaseOutcome.OVERDUE] == 1


@pytest.mark.parametrize("column", [3, 4])
def test_a_day_that_no_calendar_has_rejects_its_row(tmp_path: Path, column: int) -> None:
    """Systems write such days for "never"; the row beside is judged."""
    row = ["1", "E1", "x", "2016-02-01", "2016-02-09"]
    days = (
        "9999-12-31", "9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00", "0000-01-01", "0001-01-01"
    )  # fmt: skip
    bad = [[*row[:column], day, *row[column + 1 :]] for day in days]
    report = scan(Dress().write(tmp_path / "log.csv", [*bad, ["2", "E2", *row[2:]]]), as_of=AS_OF)
    told = report.statistics.rejections
    assert {one.code for one in told} <= {"row_outside_calendar", "row_impossible_date"}
    assert [(one.location.line, one.column) for one in told] == [
        (line, HEADER[column]) for line in range(2, 7)
    ]
    assert judged(report)["E2"] == ("late", 7)


def test_a_space_beside_a_stamp_makes_no_form_of_it(tmp_path: Path) -> None:
    """Fewer digits are no stamp, however long the text is with what stands around it."""
    stamps = ("2016-2-01T13:05\t", "2016-02-01 13:0\t", "\t2016-02-1T13:05:30", "\t2016-2-1 1:05 ")
    rows = [("1", "E", "x", stamp, "") for stamp in stamps]
    report = scan(write(tmp_path / "a.csv", [*rows, ("2", *USUAL)]))
    assert rejections(report) == [("unreadable_date", line) for line in range(2, 6)]


def test_a_unreadable_reply_may_be_either_reply(tmp_path: Path) -> None:
    """The last reply stands where there is no first, so both columns are named."""
    log = text_log(tmp_path, "1;E;x;2016-02-01;;?", header="id;enhet;typ;inkom;svar;slutsvar")
    (problem,) = scan(log).statistics.rejections
    assert problem.column == "svar / slutsvar"


DAMAGED = {
    "too few fields": ("B;E;x;2016-02-01", "row_too_few_fields"),
    "too many fields": ("B;E;x;2016-02-01;2016-02-02;extra", "row_too_many_fields"),
    "a stray quote": ('B;E;"x;2016-02-01;2016-02-02', "row_stray_quote"),
    "text after a quote": ('B;E;"x"y;2016-02-01;2016-02-02', "row_stray_quote"),
    "a NUL": ("B;E;x\0;2016-02-01;2016-02-02", "row_nul"),
    "no case id": (";E;x;2016-02-01;2016-02-02", "row_missing"),
    "no unit": ("B;;x;2016-02-01;2016-02-02", "row_missing"),
    "no receipt": ("B;E;x;;2016-02-02", "row_missing"),
    "a person's id": ("B;SE2321000131-P123;x;2016-02-01;2016-02-02", "row_person"),
}


def test_a_damaged_row_harms_no_other(tmp_path: Path) -> None:
    """It is rejected by place and reason, and its neighbours are judged as if it were not there."""
    good = "{};E;x;2016-02-01;2016-02-02"
    logs = {}
    for n, (damage, (line, code)) in enumerate(DAMAGED.items()):
        log = tmp_path / f"{damage}.csv"
        lines = [";".join(HEADER), good.format(f"{n}a"), line, good.format(f"{n}b"), good.format(n)]
        log.write_bytes("\n".join(lines).encode())
        logs[log] = (log.name, code, 3)
    statistics = scan(*logs).statistics
    told = [(one.location.path, one.code, one.location.line) for one in statistics.rejections]
    assert told == sorted(logs.values())
    assert {(log.tally.read, log.tally[CaseOutcome.ON_TIME]) for log in statistics.logs} == {(4, 3)}


def test_each_log_tells_of_its_own_rejected_rows(tmp_path: Path) -> None:
    """A row is named once, in the log that it stands in."""
    good, bad = ("1", "E", "x", "2016-02-01", ""), ("2", "E", "x", "2016-02-30", "")
    logs = (write(tmp_path / "a.csv", [good, bad]), write(tmp_path / "b.csv", [good, good, bad]))
    places = [problem.location for problem in scan(*logs).statistics.rejections]
    assert [(place.path, place.line) for place in places] == [("a.csv", 3), ("b.csv", 4)]


def test_a_row_that_lacks_a_column_nobody_reads_is_short(tmp_path: Path) -> None:
    """What it lacks may be a field before the ones that matter, and all of them in wrong places."""
    log = tmp_path / "log.csv"
    whole, short = "1;E;x;2016-02-01;2016-02-02;note", "2;E;x;2016-02-01;2016-02-02"
    log.write_text(f"{';'.join(HEADER)};Kommentar\n{whole}\n{short}\n", encoding="utf-8")
    assert [one.code for one in scan(log).statistics.rejections] == ["row_too_few_fields"]


def test_trailing_empty_columns_and_rows_are_no_records(tmp_path: Path) -> None:
    """Excel's empty columns and rows are passed over and counted nowhere."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar;;\n1;E;x;2016-02-01;2016-02-01;;\n;;;;;;\n\n")
    report = scan(log)
    assert counts(report, "E") == {"on_time": 1}
    assert report.statistics.total.read == 1


def test_quotes_around_nothing_make_no_row(tmp_path: Path) -> None:
    """A blank line, as some systems write it."""
    log = text_log(tmp_path, "1;E;x;2016-02-01;2016-02-02", '"";"";"";"";""')
    assert scan(log).statistics.total.read == 1


def test_every_field_beyond_the_header_is_looked_at(tmp_path: Path) -> None:
    """One behind an empty one too."""
    assert rejected(text_log(tmp_path, "1;E;x;2016-02-01;2016-02-02;;extra")) == [
        ("too_many_fields", 2)
    ]


def test_empty_fields_beyond_the_header_are_the_files_or_damage(tmp_path: Path) -> None:
    """Where most rows end with delimiters they are nothing; a row alone has been shifted."""
    shapes: Sequence[tuple[list[int], list[int]]] = (
        ([1, 1, 1], []), ([8, 8, 0, 8], []), ([1, 1, 0, 0], [2, 3]), ([1, 1, 0, 2], [2, 3, 5]),
        ([0, 0, 1], [4]), ([1, 1, 1, 2], [5]), ([0, 9, 0], [3]), ([1], [2]), ([1, 0], [2]),
    )  # fmt: skip
    logs: list[Path] = []
    expected = []
    for extra, damaged in shapes:
        for encoding in ENCODINGS:
            name = f"{len(logs):02}"
            rows = [
                f"{n};{name};x;2016-02-01;2016-02-02" + ";" * more for n, more in enumerate(extra)
            ]
            logs.append(tmp_path / f"{name}.csv")
            logs[-1].write_text("\n".join((";".join(HEADER), *rows, "")), encoding=encoding)
            expected.append((damaged, len(extra) - len(damaged)))
    statistics = scan(*logs).statistics
    assert {one.code for one in statistics.rejections} == {"row_too_many_fields"}
    found = [
        (
            [one.location.line for one in statistics.rejections if one.location.path == log.path],
            log.tally[CaseOutcome.ON_TIME],
        )
        for log in statistics.logs
    ]
    assert found == expected


def test_a_line_beyond_the_engine_is_reported_and_harms_no_other(tmp_path: Path) -> None:
    """A line of three million characters is rejected by its number, its neighbours judged."""
    rows = [("1", "E", "x", "2016-02-01", "2016-02-01"), ("2", "E", "y" * 3_000_000, "", "")]
    report = scan(write(tmp_path / "a.csv", [*rows, ("3", *rows[0][1:])]))
    (problem,) = report.statistics.rejections
    assert (problem.code, problem.location.line) == ("row_too_long", 3)
    assert counts(report, "E") == {"on_time": 2}


def test_a_log_copied_in_parts_is_read_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that the copy leaves out, and those that the engine refuses, keep their lines."""
    kinds = ('"en\ntvå";{n}', "{n};x;x;x;x;x", '{n};"x', "{n};\0", "{n}", "{n}", "{n}")
    rows = (
        f"{n};E;x;2016-02-01;2016-02-30;{kinds[n % len(kinds)].format(n=n)}" for n in range(200)
    )
    log = tmp_path / "log.csv"
    log.write_text("\n".join(("id;enhet;typ;inkom;svar;anteckning", *rows)), encoding="utf-8")
    whole = scan(log)
    codes = {problem.code for problem in whole.statistics.rejections}
    assert codes >= {"row_too_many_fields", "row_stray_quote", "row_nul", "row_impossible_date"}
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", 1000)
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._PARTS", (2000,))
    assert scan(log) == whole
