"""Sheets: each that is shown and is a log is read as one; every other is accounted for."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from basutbud.caselog import Dialect, LogSource
from basutbud.caselog.workbook.expansion import changed_since, expand_workbooks
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome
from books import Book, case, header, number, text
from logs import scan
from running import basutbud

AS_OF = date(2017, 12, 31)
MOMENT = number(42401.375, "moment")
LATE = number(42404.375, "moment")


def month(name: str, reply: str = LATE, rows: int = 2) -> list[list[str]]:
    """Return a sheet with a log."""
    return [header(), *(case(f"{name}-{row}", MOMENT, reply) for row in range(rows))]


JAN, FEB = month("Jan", MOMENT), month("Feb")
README = [[text("Läs mig")], [text("Utdrag 2016-02-01")]]
NO_REPLY = [row[:4] for row in FEB]
NO_HEADER = FEB[1:]
TOTALS = [[text("Enhet"), text("Antal")], [text("E1"), number(7)]]


def audited(folder: Path, book: Book, *sheets: str) -> Report:
    """Audit a book as a log alone."""
    return scan(book.write(folder / "log.xlsx"), as_of=AS_OF, sheets=sheets)


def read(report: Report) -> list[tuple[str, int]]:
    """Return the logs read, with their rows."""
    return [(log.path, log.tally.read) for log in report.statistics.logs]


def told(report: Report) -> list[tuple[str, str]]:
    """Return what is reported of sheets: as wrong, then as left unread."""
    return [
        *((one.code, one.location.path) for one in report.rejections),
        *((one.code, str(one.values["names"])) for one in report.notes),
    ]


CHOICES: Mapping[str, tuple[Book, Sequence[str], list[tuple[str, int]], list[tuple[str, str]]]] = {
    "one sheet": (Book({"Jan": JAN}), (), [("log.xlsx", 2)], []),
    "two logs": (
        Book({"Jan": JAN, "Feb": FEB}), (), [("log.xlsx#Jan", 2), ("log.xlsx#Feb", 2)], [],
    ),
    "a log behind other sheets": (
        Book({"Läs mig": README, "Summor": TOTALS, "Tom": [], "Jan": JAN}),
        (), [("log.xlsx#Jan", 2)], [],
    ),
    "a hidden log": (
        Book({"Gammal": FEB, "Jan": JAN}, {"Gammal": "hidden"}),
        (), [("log.xlsx#Jan", 2)], [("hidden_logs", "Gammal")],
    ),
    "a very hidden log and hidden lists": (
        Book(
            {"Jan": JAN, "Feb": FEB, "Listor": README},
            {"Feb": "veryHidden", "Listor": "hidden"},
        ),
        (), [("log.xlsx#Jan", 2)], [("hidden_logs", "Feb"), ("hidden_sheets", "Listor")],
    ),
    "a hidden log that is named": (
        Book({"Jan": JAN, "Feb": FEB}, {"Feb": "veryHidden"}),
        ("Feb",), [("log.xlsx#Feb", 2)], [("sheets_left_out", "Jan")],
    ),
    "several named": (
        Book({"Jan": JAN, "Feb": FEB, "Läs mig": README}),
        ("FEB", "jan"), [("log.xlsx#Jan", 2), ("log.xlsx#Feb", 2)], [],
    ),
    "one named that is no log": (
        Book({"Jan": JAN, "Läs mig": README}),
        ("Läs mig",), [],
        [("sheet_columns_missing", "log.xlsx#Läs mig"), ("sheets_left_out", "Jan")],
    ),
    "one named that is not there": (
        Book({"Jan": JAN, "Feb": FEB}), ("Feb", "Mars"),
        [("log.xlsx#Feb", 2)], [("sheet_nowhere", ""), ("sheets_left_out", "Jan")],
    ),
    "none of those named": (
        Book({"Jan": JAN, "Feb": FEB}), ("Mars",),
        [], [("sheet_nowhere", ""), ("log_no_sheet", "log.xlsx")],
    ),
    "a log that lacks a column": (
        Book({"Jan": JAN, "Feb": NO_REPLY}),
        (), [("log.xlsx#Jan", 2)], [("sheet_columns_missing", "log.xlsx#Feb")],
    ),
    "a log without a header": (
        Book({"Jan": JAN, "Feb": NO_HEADER}),
        (), [("log.xlsx#Jan", 2)], [("sheet_no_header", "log.xlsx#Feb")],
    ),
    "a log with two columns for one": (
        Book({"Jan": JAN, "Feb": [[*header(), text("Svar")]]}),
        (), [("log.xlsx#Jan", 2)], [("log_columns_ambiguous", "log.xlsx#Feb")],
    ),
    "no log at all": (
        Book({"Läs mig": README, "Summor": TOTALS}), (), [], [("log_no_log_sheet", "log.xlsx")],
    ),
    "hidden logs alone": (
        Book({"Läs mig": README, "Jan": JAN}, {"Jan": "hidden"}),
        (), [], [("log_no_log_sheet", "log.xlsx"), ("hidden_logs", "Jan")],
    ),
    "nothing that is shown": (
        Book({"Jan": JAN}, {"Jan": "hidden"}),
        (), [], [("log_hidden_sheets", "log.xlsx"), ("hidden_logs", "Jan")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHOICES)
def test_each_sheet_is_read_or_accounted_for(tmp_path: Path, what: str) -> None:
    """All visible logs, or all that are named; the rest is reported, with its reason."""
    book, sheets, logs, rest = CHOICES[what]
    report = audited(tmp_path, book, *sheets)
    wrong = [one for one in told(report) if one[0] != "nothing_judged"]
    assert (read(report), wrong) == (logs, rest)
    assert report.complete is not any(code in ERRORS for code, _ in rest)


ERRORS = (
    "sheet_columns_missing", "sheet_nowhere", "log_no_sheet", "sheet_no_header",
    "log_columns_ambiguous", "log_no_log_sheet", "log_hidden_sheets",
)  # fmt: skip


def test_each_sheet_has_its_rows_and_the_hash_of_its_file(tmp_path: Path) -> None:
    """In the report's inputs, the findings' places, and the lines of rows that are refused."""
    bad = [*month("Mars"), case("Mars-2", text("2016-13-01"))]
    report = audited(tmp_path, Book({"Jan": JAN, "Läs mig": README, "Mars": bad}))
    digest = hashlib.sha256((tmp_path / "log.xlsx").read_bytes()).hexdigest()
    assert [(one.path, one.sha256, one.records) for one in report.inputs] == [
        ("log.xlsx#Jan", digest, 2),
        ("log.xlsx#Mars", digest, 3),
    ]
    (rejected,) = report.statistics.rejections
    assert (rejected.location.path, rejected.location.line) == ("log.xlsx#Mars", 4)
    (unit,) = report.statistics.units.values()
    assert {one.path for one in unit.worst} == {"log.xlsx#Mars"}


def test_a_packed_workbook_has_its_sheets_read(tmp_path: Path) -> None:
    """As if it were not packed."""
    book = Book({"Jan": JAN, "Feb": FEB}).write(tmp_path / "w").read_bytes()
    (tmp_path / "log.xlsx.gz").write_bytes(gzip.compress(book))
    report = scan(tmp_path / "log.xlsx.gz", as_of=AS_OF)
    assert read(report) == [("log.xlsx.gz#Jan", 2), ("log.xlsx.gz#Feb", 2)]
    assert report.statistics.total[CaseOutcome.LATE] == 2


def test_sheets_of_several_workbooks_are_named_for_all_of_them(tmp_path: Path) -> None:
    """A name that one of them has is found; each has all of the names that it has read."""
    logs = [
        Book({name: month(name), "Läs mig": README}).write(tmp_path / f"{name}.xlsx")
        for name in ("Jan", "Feb", "Mars")
    ]
    report = scan(*logs, as_of=AS_OF, sheets=["Mars", "Feb", "Jan"])
    assert (len(read(report)), report.rejections) == (3, ())


def test_the_terminal_tells_of_sheets_not_read(tmp_path: Path) -> None:
    """Of hidden ones always; of those that are no logs, and of how the others are read, by -v."""
    Book({"Jan": JAN, "Läs mig": README, "Feb": FEB}, {"Feb": "hidden"}).write(
        tmp_path / "log.xlsx"
    )
    run = basutbud("cases", "log.xlsx", "--as-of", "2017-12-31", "--lang", "en", cwd=tmp_path)
    assert run.returncode == 0
    assert "A hidden sheet of log.xlsx with a case log was not read: Feb" in run.stdout.decode()
    assert "Läs mig" not in run.stderr.decode()
    run = basutbud("cases", "log.xlsx", "--as-of", "2017-12-31", "--lang", "en", "-v", cwd=tmp_path)
    assert "A sheet of log.xlsx is not a case log: Läs mig." in run.stderr.decode()
    run = basutbud("cases", "log.xlsx", "--as-of", "2017-12-31", "-o", "json", cwd=tmp_path)
    assert any("Feb" in note for note in json.loads(run.stdout)["notes"])


def test_a_workbook_written_to_while_its_sheets_are_read_is_refused(tmp_path: Path) -> None:
    """They are read one after the other; the report is of one state of the file."""
    log = Book({"Jan": JAN, "Feb": FEB}).write(tmp_path / "log.xlsx")
    logs = expand_workbooks([LogSource(log, "a#b/log.xlsx", "log")], Dialect())
    assert changed_since(logs) == []
    log.write_bytes(log.read_bytes() + b" ")
    (problem,) = changed_since(logs)
    assert (problem.code, problem.location.path) == ("log_changed", "a#b/log.xlsx")
    log.unlink()
    assert [one.code for one in changed_since(logs)] == ["log_changed"]
