"""Case logs: every row's outcome against an oracle, every dialect, every damaged row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

import swedish_law
from basutbud.caselog import Tolerance
from basutbud.caselog.columns import Columns
from basutbud.caselog.counting.counts import Counts, LogRows
from basutbud.caselog.counting.statistics import SingledOut, statistics
from basutbud.caselog.engines.duckdb_engine import DuckDbEngine
from basutbud.caselog.reading.header import Header
from basutbud.caselog.reading.linemap import LineMap
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.units import Units
from basutbud.caselog.unpacking.opening import Form
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.cases import Tally
from basutbud.model.vocabulary import CaseOutcome, Outcome
from logs import FORMS, HEADER, Stamp, at, counts, outcome, scan, stamp, write

AS_OF = date(2017, 6, 30)
IMPOSSIBLE = (
    "2016-02-30", "2016-13-01", "01/02/2016", "28.1.2016", "2016-1-2", "i går", "24:00",
    "2016-01-28 24:00", "2016-01-28 13:60", "2016-01-28 13:05 CET", "1899-12-31", "2061-01-01",
    "infinity", "2016", "2016-01", "20160230", "2016-01-28T13:05+25:00", "2016-01-28  3:05",
    "2016-1-28  13:05", "2016-01-28 13:5 ", " 2016-1-28T13:05", "2016-01-28\t13:05",
    "2016-01-28  3:05:30", "2016-1-28 \t13:05",
)  # fmt: skip


SLOW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""A scan takes too long to shrink a failing example; the unit that fails is named anyway."""


rows = st.lists(
    st.tuples(
        st.dates(date(2016, 1, 1), date(2017, 6, 29)),
        st.integers(0, 1439),
        st.one_of(st.none(), st.integers(-1, 12)),
        st.integers(0, 1439),
        st.sampled_from(FORMS),
        st.sampled_from(FORMS),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=60,
)


@given(rows)
@settings(SLOW, max_examples=20)
def test_every_case_agrees_with_the_oracle(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[object, ...]]
) -> None:
    """Each row is a unit of its own, or stands again; outcome, days and counts are the oracle's."""
    written: list[tuple[str, ...]] = []
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    late: dict[str, int] = {}
    for number, (day, minute, wait, reply_minute, form, reply_form, copies) in enumerate(drawn):
        assert isinstance(day, date)
        assert isinstance(minute, int)
        assert isinstance(reply_minute, int)
        assert isinstance(copies, int)
        unit = f"ENHET{number}"
        text, received = stamp(at(day, minute), str(form))
        replies: list[tuple[str, Stamp | None]] = []
        for copy in range(copies):
            if not isinstance(wait, int):
                replies.append(("", None))
                continue
            replied = at(day + timedelta(days=wait + copy), reply_minute)
            replies.append(stamp(replied, str(reply_form)))
        written += [(f"C{number}", unit, "Kontakta mig", text, reply) for reply, _ in replies]
        met = [(outcome(received, reply, AS_OF), number, reply) for number, (_, reply) in
               enumerate(replies)]  # fmt: skip
        judged, _, stands = min(met, key=lambda one: (one[0] == "contradictory", one[1]))
        expected[unit][judged] += 1
        if copies > 1:
            expected[unit]["superseded"] = copies - 1
        if judged == "late":
            assert stands is not None
            late[unit] = swedish_law.working_days_to(received.day, stands.day)
    log = write(tmp_path_factory.mktemp("log") / "log.csv", written)
    report = scan(log, as_of=AS_OF)
    for unit, counted in expected.items():
        assert counts(report, unit) == dict(counted), unit
    shown = {
        case.unit: case.working_days
        for unit in report.statistics.units.values()
        for case in unit.worst
        if case.outcome is CaseOutcome.LATE
    }
    assert shown == late
    assert report.statistics.total.read == len(written)


ROWS = [
    ("A1", "E1", "Beställa tid", "2016-12-23 08:00", "2016-12-28 23:59"),
    ("A2", "E1", "Förnya recept", "2016-12-23 08:00", "2016-12-29 00:00"),
    ("A3", "E2", "Begär intyg", "2017-01-05 10:15", ""),
    ("A4", "E2", "Åäö egen typ", "2017-01-10 12:00", "2017-01-10 12:00"),
]
EXPECTED = {"E1": {"on_time": 1, "late": 1}, "E2": {"overdue": 1, "on_time": 1}}


ENCODINGS = ("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


def dialect_text(delimiter: str, newline: str, quoting: int, preamble: str) -> str:
    """Write the rows by the standard library."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]  # one of csv's constants
    writer.writerow(HEADER)
    writer.writerows(ROWS)
    return preamble + text.getvalue()


PLAIN = (";", "", csv.QUOTE_MINIMAL, "\n", "utf-8")
DIALECTS = [
    PLAIN,
    *(
        (*PLAIN[:3], newline, encoding)
        for newline in ("\n", "\r\n", "\r")
        for encoding in ENCODINGS
    ),
    *((delimiter, "", quoting, "\r\n", "utf-8") for delimiter in ",\t|" for quoting in (0, 1)),
    (";", "sep=;\r\n", csv.QUOTE_ALL, "\r\n", "cp1252"),
    ("\t", "", csv.QUOTE_ALL, "\r\n", "utf-16"),
    (",", "Utdrag ur ärendehanteringen\n\n", csv.QUOTE_ALL, "\n", "utf-8-sig"),
]


@pytest.mark.parametrize(("delimiter", "preamble", "quoting", "newline", "encoding"), DIALECTS)
def test_any_dialect_gives_the_same_outcomes(
    tmp_path: Path, delimiter: str, preamble: str, quoting: int, newline: str, encoding: str
) -> None:
    """Delimiter, preamble, quoting, line end and encoding are found and change nothing."""
    log = tmp_path / "log.csv"
    log.write_bytes(dialect_text(delimiter, newline, quoting, preamble).encode(encoding))
    report = scan(log, as_of=AS_OF)
    assert {unit: counts(report, unit) for unit in report.statistics.units} == EXPECTED
    assert report.complete
    services = report.statistics.units["E2"].by_service
    assert set(services) == {"begara-intyg", "Åäö egen typ"}


def test_names_and_header_words_are_matched_decomposed_and_in_any_case(tmp_path: Path) -> None:
    """A macOS export with decomposed letters and odd header spelling is read."""
    import unicodedata

    text = dialect_text(";", "\n", csv.QUOTE_MINIMAL, "").replace("Första svar", "FÖRSTA_SVAR")
    log = tmp_path / "log.csv"
    log.write_bytes(unicodedata.normalize("NFD", text).encode())
    report = scan(log, as_of=AS_OF)
    assert counts(report, "E2") == EXPECTED["E2"]
    assert "begara-intyg" in report.statistics.units["E2"].by_service


def test_quoted_line_breaks_part_record_from_line(tmp_path: Path) -> None:
    """Lines count physically, records logically, and later rows keep both right."""
    log = tmp_path / "log.csv"
    log.write_text(
        "id;enhet;typ;inkom;svar;anteckning\n"
        '1;E;x;2016-02-01;2016-02-01;"en\ntvå; ""tre""\nfyra"\n'
        "\n"
        "2;E;x;2016-02-01;2016-02-09;ok\n"
        "3;E;x;2016-02-30;;ok\n",
        encoding="utf-8",
    )
    report = scan(log)
    (case,) = report.statistics.units["E"].worst
    assert (case.line, case.record) == (6, 2)
    (problem,) = report.statistics.rejections
    assert (problem.location.line, problem.location.record) == (7, 3)
    assert counts(report, "E") == {"on_time": 1, "late": 1, "rejected": 1}


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


@pytest.mark.parametrize("again", range(1, 6))
@pytest.mark.parametrize("damaged", [None, 3])
def test_a_case_told_twice_is_found_anywhere(
    tmp_path: Path, again: int, damaged: int | None
) -> None:
    """Of six ids that else ascend, the same one twice in a row, beside a damaged row or none."""
    ids = [n - (n >= again) for n in range(6)]
    rows = [(f"A{number}", "E", "x", "2016-02-01", "2016-02-02") for number in ids]
    if damaged is not None:
        rows.insert(damaged, ("A9", "E", "x", "2016-02-30", ""))
    told = counts(scan(write(tmp_path / "log.csv", rows)), "E")
    assert told == {"on_time": 5, "superseded": 1} | ({"rejected": 1} if damaged else {})


@pytest.mark.parametrize("case_id", [" A1", "A1  "])
def test_the_first_row_is_trimmed_like_any_other(tmp_path: Path, case_id: str) -> None:
    """Even where it is the only one with spaces around its case id."""
    report = scan(write(tmp_path / "log.csv", [(case_id, "E", "x", "2016-02-01", "2016-02-09")]))
    assert [case.case_id for case in report.statistics.units["E"].worst] == ["A1"]


def test_each_log_tells_of_its_own_rejected_rows(tmp_path: Path) -> None:
    """A row is named once, in the log that it stands in."""
    good, bad = ("1", "E", "x", "2016-02-01", ""), ("2", "E", "x", "2016-02-30", "")
    logs = (write(tmp_path / "a.csv", [good, bad]), write(tmp_path / "b.csv", [good, good, bad]))
    places = [problem.location for problem in scan(*logs).statistics.rejections]
    assert [(place.path, place.line) for place in places] == [("a.csv", 3), ("b.csv", 4)]


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


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_row_harms_no_other(tmp_path: Path, damage: str) -> None:
    """It is rejected by place and reason, and its neighbours are judged as if it were not there."""
    line, code = DAMAGED[damage]
    good = "{};E;x;2016-02-01;2016-02-02"
    log = tmp_path / "log.csv"
    lines = [";".join(HEADER), good.format(1), line, good.format(2), good.format(3)]
    log.write_bytes("\n".join(lines).encode())
    report = scan(log)
    assert [(p.code, p.location.line) for p in report.statistics.rejections] == [(code, 3)]
    assert report.statistics.total[CaseOutcome.ON_TIME] == 3
    assert report.statistics.total.read == 4


def test_quotes_inside_plain_text_are_part_of_it(tmp_path: Path) -> None:
    """A pair of quotes that does not enclose a field hides nothing, and is read as it stands."""
    log = write(tmp_path / "a.csv", [("1", "E", '5" och 6"', "2016-02-01", "2016-02-02")])
    report = scan(log)
    assert counts(report, "E") == {"on_time": 1}
    assert set(report.statistics.units["E"].by_service) == {'5" och 6"'}


def test_undecodable_bytes_reject_their_row_alone(tmp_path: Path) -> None:
    """A UTF-8 log with one broken row keeps the others, and their letters."""
    log = tmp_path / "log.csv"
    lines = [
        ";".join(HEADER).encode(),
        *(f"{n};E;Förnya recept;2016-02-01;2016-02-02".encode() for n in range(9)),
    ]
    lines[4] = lines[4].replace("ö".encode(), b"\xff")
    log.write_bytes(b"\n".join(lines))
    report = scan(log)
    assert [(p.code, p.location.line) for p in report.statistics.rejections] == [
        ("row_bad_bytes", 5)
    ]
    assert set(report.statistics.units["E"].by_service) == {"fornya-recept"}


@pytest.mark.parametrize(
    ("encoding", "lost"), [("windows-1252", b"\x81"), ("utf-16-le", b"\x00\xd8")]
)
def test_bytes_that_are_no_text_in_their_encoding_are_told(
    tmp_path: Path, encoding: str, lost: bytes
) -> None:
    """A row with such bytes is rejected by its line, and its neighbours are judged."""
    lines = [";".join(HEADER), *(f"{n};E;Förnya;2016-02-01;2016-02-02" for n in range(3))]
    text = "\n".join(lines).encode(encoding)
    name = "Förnya".encode(encoding)
    begin, rest = text.split(name, 1)
    log = tmp_path / "log.csv"
    log.write_bytes(begin + lost + name + rest)
    report = scan(log, encoding=encoding)
    assert [(p.code, p.location.line) for p in report.statistics.rejections] == [
        ("row_bad_bytes", 2)
    ]
    assert report.statistics.total[CaseOutcome.ON_TIME] == 2


@pytest.mark.parametrize(
    ("last", "rejected"), [('"x', [2, 10]), ('x"', [*range(2, 11)])], ids=["strays", "one text"]
)
def test_rows_between_two_quotes_are_cases_only_if_they_can_be_nothing_else(
    tmp_path: Path, last: str, rejected: list[int]
) -> None:
    """Between two strays rows are read; where the quotes may hold one text, no line is a case."""
    good = "{};E;x;2016-02-01;2016-02-02"
    bad = '{};E;"x;2016-02-01;2016-02-02'
    lines = [
        ";".join(HEADER),
        bad.format(1),
        *(good.format(n) for n in range(2, 9)),
        bad.format(9).replace('"x', last),
    ]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(lines))
    report = scan(log)
    assert [p.location.line for p in report.statistics.rejections] == rejected
    assert report.statistics.total[CaseOutcome.ON_TIME] == 9 - len(rejected)


def test_the_earliest_reply_stands_across_overlapping_logs(tmp_path: Path) -> None:
    """Of a case's rows the one with the earliest first reply counts, in whichever log."""
    old = write(
        tmp_path / "a.csv",
        [("1", "E", "x", "2016-02-01", ""), ("2", "E", "x", "2016-02-01", "2016-02-10")],
    )
    new = write(
        tmp_path / "b.csv",
        [("1", "E", "x", "2016-02-01", "2016-02-02"), ("2", "E", "x", "2016-02-01", "2016-02-03")],
    )
    both = scan(old, new)
    assert counts(both, "E") == {"on_time": 2, "superseded": 2}
    assert counts(scan(new, old), "E") == counts(both, "E")


@given(
    again=st.lists(
        st.tuples(st.integers(0, 79), st.sampled_from("EF"), st.integers(0, 10_000)), max_size=30
    ),
    padded=st.booleans(),
)
@example(again=[(5, "F", 41)], padded=False).via("a short one among longer ones")
@settings(SLOW, max_examples=20)
def test_repeated_cases_are_found_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    again: list[tuple[int, str, int]],
    padded: bool,
) -> None:
    """Cases in order, some of their ids again anywhere: each is counted once in a unit."""
    name = "{:05}".format if padded else str
    cases = [(name(n), "EF"[n % 2]) for n in range(80)]
    for n, unit, where in again:
        cases.insert(where % (len(cases) + 1), (name(n), unit))
    log = tmp_path_factory.mktemp("log") / "log.csv"
    write(log, [(*case, "x", "2016-02-01", "2016-02-02") for case in cases])
    report = scan(log)
    for unit in "EF":
        ids = [id_ for id_, of in cases if of == unit]
        tally = report.statistics.units[unit].total
        assert tally[CaseOutcome.ON_TIME] == len(set(ids))
        assert tally[CaseOutcome.SUPERSEDED] == len(ids) - len(set(ids))


def test_results_are_read_whole_whatever_is_asked_meanwhile(tmp_path: Path) -> None:
    """What a query returns is not lost to another one."""
    with closing(DuckDbEngine(tmp_path, 1 << 30)) as engine:
        numbers = engine.rows("SELECT * FROM range(25000)")
        first = next(numbers)
        assert [*engine.rows("SELECT 7")] == [(7,)]
        assert [first, *numbers] == [(n,) for n in range(25_000)]


def test_the_same_case_id_in_two_clinics_is_two_cases(tmp_path: Path) -> None:
    """A case id is the clinic's own."""
    log = write(tmp_path / "a.csv", [("1", unit, "x", "2016-02-01", "2016-02-02") for unit in "EF"])
    assert scan(log).statistics.total[CaseOutcome.SUPERSEDED] == 0


def test_the_period_leaves_rows_outside_and_keeps_them_in_the_sum(tmp_path: Path) -> None:
    """--from and --to are inclusive, by the day of receipt."""
    days = ["2016-01-31", "2016-02-01", "2016-02-29", "2016-03-01"]
    log = write(tmp_path / "a.csv", [(day, "E", "x", day, day) for day in days])
    report = scan(log, period=(date(2016, 2, 1), date(2016, 2, 29)))
    assert counts(report, "E") == {"on_time": 2, "outside": 2}
    assert set(report.statistics.units["E"].by_month) == {"2016-02"}


def test_an_unanswered_case_is_open_until_its_due_date_has_passed(tmp_path: Path) -> None:
    """On the due date it is open, the day after overdue."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2016-12-23", "")])
    assert counts(scan(log, as_of=date(2016, 12, 28)), "E") == {"open": 1}
    assert counts(scan(log, as_of=date(2016, 12, 29)), "E") == {"overdue": 1}


def test_a_final_reply_stops_the_clock_where_no_first_reply_stands(tmp_path: Path) -> None:
    """The first reply of any kind counts, and a final reply is one."""
    log = tmp_path / "a.csv"
    log.write_text("id,unit,type,received,first_reply,final_reply\n1,E,x,2016-02-01,,2016-02-02\n")
    assert counts(scan(log), "E") == {"on_time": 1}


def test_a_reply_in_the_minute_of_receipt_is_on_time(tmp_path: Path) -> None:
    """Seconds that one of the two stamps lacks make no contradiction."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2016-02-01 10:00:59", "2016-02-01 10:00")])
    assert counts(scan(log), "E") == {"on_time": 1}


@pytest.mark.parametrize(
    "written",
    ["20160201T10{}", "20160201 10{}", "2016020110{}", "2016-02-01T10:{}:30.5", "2016-02-01 10:{}Z",
     "20160201T10:{}+01:00", "2016-02-01T10:{}:59-0330"],
)  # fmt: skip
def test_every_form_of_a_stamp_is_read_to_the_minute(tmp_path: Path, written: str) -> None:
    """A reply a minute after receipt is on time, and one a minute before it contradictory."""
    times = [written.format(minute) for minute in ("04", "05", "06")]
    log = write(tmp_path / "a.csv", [(text, "E", "x", times[1], text) for text in times])
    assert counts(scan(log), "E") == {"on_time": 2, "contradictory": 1}


@pytest.mark.parametrize("chunk", range(1, 8))
@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_spaces_are_found_on_the_border_of_what_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, space: str
) -> None:
    """A space of several bytes is no part of a case id, wherever the bytes are parted."""
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", chunk)
    case = ("E", "x", "2016-02-01", "2016-02-02")
    log = write(tmp_path / "a.csv", [("1", *case), (f"1{space}", *case)])
    assert counts(scan(log), "E") == {"on_time": 1, "superseded": 1}


def test_a_row_that_lacks_a_column_nobody_reads_is_short(tmp_path: Path) -> None:
    """What it lacks may be a field before the ones that matter, and all of them in wrong places."""
    log = tmp_path / "log.csv"
    whole, short = "1;E;x;2016-02-01;2016-02-02;note", "2;E;x;2016-02-01;2016-02-02"
    log.write_text(f"{';'.join(HEADER)};Kommentar\n{whole}\n{short}\n", encoding="utf-8")
    assert [one.code for one in scan(log).statistics.rejections] == ["row_too_few_fields"]


def test_percentiles_are_exact(tmp_path: Path) -> None:
    """Nearest rank over 0 to 9 working days: the 5th and the 9th of ten."""
    monday = date(2016, 2, 1)
    reply = [monday]
    while len(reply) < 10:
        reply.append(swedish_law.due(reply[-1], 1))
    log = write(
        tmp_path / "a.csv",
        [(str(n), "E", "x", monday.isoformat(), day.isoformat()) for n, day in enumerate(reply)],
    )
    tally = scan(log).statistics.units["E"].total
    assert tally.days == (4, 8, 9)
    assert tally.on_time_share == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("tolerance", "complete"),
    [
        (Tolerance(), False),
        (Tolerance(rows=1), True),
        (Tolerance(share=Fraction("0.5")), True),
        (Tolerance(share=Fraction("0.49")), False),
    ],
)
def test_unreadable_rows_are_tolerated_only_as_far_as_asked(
    tmp_path: Path, tolerance: Tolerance, complete: bool
) -> None:
    """One unreadable row of two passes with a tolerance of one row or of half."""
    log = write(
        tmp_path / "a.csv", [("1", "E", "x", "2016-02-01", "2016-02-01"), ("2", "E", "x", "?", "")]
    )
    report = scan(log, tolerance=tolerance)
    assert report.complete is complete
    assert report.statistics.total[CaseOutcome.REJECTED] == 1


def test_columns_can_be_pointed_out(tmp_path: Path) -> None:
    """--column names a header that no synonym covers."""
    log = tmp_path / "a.csv"
    log.write_text("nr;enhet;typ;start;svar\n1;E;x;2016-02-01;2016-02-01\n")
    assert scan(log).rejections[0].values["missing"] == ("case_id", "received")
    report = scan(log, columns={"received": ["start"], "case_id": ["NR"]})
    assert counts(report, "E") == {"on_time": 1}


def test_columns_pointed_out_are_those_of_some_logs(tmp_path: Path) -> None:
    """Logs without them go by the usual names; each may have one of several of its own."""
    headers = ["id;enhet;typ;Inkom;svar", "id;enhet;typ;Start;svar", "id;enhet;typ;Öppnat;svar"]
    logs = [tmp_path / f"{number}.csv" for number in range(3)]
    for number, (log, header) in enumerate(zip(logs, headers, strict=True)):
        log.write_text(f"{header}\n{number};E;x;2016-02-01;2016-02-01\n")
    report = scan(*logs, columns={"received": ["start", "öppnat"]})
    assert report.complete
    assert counts(report, "E") == {"on_time": 3}


def test_a_column_pointed_out_goes_before_the_usual_names(tmp_path: Path) -> None:
    """What it is called otherwise, another role's too, no longer counts."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar;skapat\n1;E;x;2016-02-01;2016-02-29;2016-02-29\n")
    assert counts(scan(log, columns={"received": ["skapat"]}), "E") == {"on_time": 1}
    assert counts(scan(log, columns={"received": ["svar"], "first_reply": ["skapat"]}), "E") == {
        "on_time": 1
    }
    (problem,) = scan(log, columns={"received": ["skapat", "inkom"]}).rejections
    assert problem.code == "log_columns_ambiguous"


def test_a_column_pointed_out_that_no_log_has_is_told(tmp_path: Path) -> None:
    """A slip does not end in another column being read unsaid."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar\n1;E;x;2016-02-01;2016-02-01\n")
    report = scan(log, columns={"received": ["inkon"], "final_reply": ["inkom"]})
    assert not report.complete
    told = [(one.code, one.values.get("suggestion")) for one in report.rejections]
    assert told == [("log_columns_missing", "inkom")]
    report = scan(log, columns={"received": ["inkon"]})
    (problem,) = report.rejections
    assert (problem.code, problem.values["suggestion"]) == ("column_nowhere", "inkom")
    assert counts(report, "E") == {"on_time": 1}


def test_two_columns_that_could_both_be_the_reply_are_refused(tmp_path: Path) -> None:
    """What cannot be told is refused by name."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar;besvarat\n1;E;x;2016-02-01;2016-02-01;2016-02-01\n")
    (problem,) = scan(log).rejections
    assert problem.code == "log_columns_ambiguous"
    assert problem.values["names"] == ("svar", "besvarat")


def test_a_file_without_a_header_shows_none_of_its_rows(tmp_path: Path) -> None:
    """A first row of data is not echoed as if it were column names."""
    log = tmp_path / "a.csv"
    log.write_text("Anna Andersson;19121212-1212;x;2016-02-01;2016-02-01\n")
    (problem,) = scan(log).rejections
    assert problem.code == "log_no_header"
    assert "Anna" not in repr(problem)


def test_a_log_without_units_is_its_file(tmp_path: Path) -> None:
    """``cases`` takes the name of a log without a unit column for its unit."""
    log = tmp_path / "ekbacken.csv"
    log.write_text("id;typ;inkom;svar\n1;x;2016-02-01;2016-02-01\n")
    (clinic,) = scan(log).clinics
    assert clinic.name == "ekbacken"
    assert clinic.cases is not None
    assert clinic.cases.total[CaseOutcome.ON_TIME] == 1


def test_logs_without_units_are_units_apart(tmp_path: Path) -> None:
    """Two logs of one name, or of names that are masked alike, supersede nothing in each other."""
    text = "id;typ;inkom;svar\n1;x;2016-02-01;{}\n"
    logs = []
    for folder, reply in (("p", "2016-02-01"), ("q", "2016-02-09")):
        (tmp_path / folder).mkdir()
        log = tmp_path / folder / "191212121212.csv"
        log.write_text(text.format(reply))
        logs.append(log)
    report = scan(*logs)
    assert report.statistics.total[CaseOutcome.SUPERSEDED] == 0
    assert [clinic.outcome for clinic in report.clinics] == [Outcome.VIOLATION, Outcome.COMPLIANT]
    assert len({one.sha256 for one in report.inputs}) == 2


def test_trailing_empty_columns_and_rows_are_no_records(tmp_path: Path) -> None:
    """Excel's empty columns and rows are passed over and counted nowhere."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar;;\n1;E;x;2016-02-01;2016-02-01;;\n;;;;;;\n\n")
    report = scan(log)
    assert counts(report, "E") == {"on_time": 1}
    assert report.statistics.total.read == 1


def test_a_path_with_glob_characters_is_one_file(tmp_path: Path) -> None:
    """The engine does not take a file's name for a pattern."""
    write(tmp_path / "log1.csv", [("1", "E", "x", "2016-02-01", "2016-02-01")])
    odd = write(tmp_path / "log[1]'*.csv", [("1", "F", "x", "2016-02-01", "2016-02-01")])
    assert set(scan(odd).statistics.units) == {"F"}


@given(st.binary(max_size=400))
@settings(SLOW, max_examples=30)
def test_any_bytes_end_in_counts_that_reconcile_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    """Bytes thrown into a log never raise, and never cost a row its place in the sum."""
    good = "\n".join(f"{n};E;Förnya recept;2016-02-01;2016-02-02" for n in range(5))
    log = tmp_path_factory.mktemp("noise") / "log.csv"
    head = ";".join(HEADER).encode()
    log.write_bytes(head + b"\n" + good.encode() + b"\n" + noise + b"\n" + good.encode())
    report = scan(log)
    lines = re.split(rb"\r\n|\r|\n", log.read_bytes())[1:]
    records = sum(bool(line.strip(b" \t;\v\f\xa0")) for line in lines)
    unseen = sum(not re.sub(r"[\s;\ufeff]", "", line.decode(errors="replace")) for line in lines)
    # Within quotes a record goes on below its line; a byte order mark alone may be no row.
    fewest = len(lines) - unseen if b'"' not in noise else 5
    for file in report.statistics.logs:
        assert fewest <= file.tally.read <= records
    assert report.statistics.logs or report.rejections


def test_spaces_of_every_kind_around_fields_are_no_part_of_them(tmp_path: Path) -> None:
    """Tabs and no-break spaces neither make a row unreadable nor unsettle the line numbers."""
    log = write(
        tmp_path / "a.csv",
        [("\t1", "E\u00a0", " x\t", "2016-02-01\u00a0", "\u00a02016-02-09 ")] * 3,
    )
    report = scan(log)
    assert counts(report, "E") == {"late": 1, "superseded": 2}


def test_the_hour_passed_twice_makes_no_contradiction(tmp_path: Path) -> None:
    """A reply after the clock went back, at an earlier wall time, is on time; a day later not."""
    rows = [
        ("1", "E", "x", "2016-10-30T00:30Z", "2016-10-30T01:10Z"),
        ("2", "F", "x", "2016-10-29 02:30", "2016-10-29 02:10"),
    ]
    report = scan(write(tmp_path / "a.csv", rows))
    assert counts(report, "E") == {"on_time": 1}
    assert counts(report, "F") == {"contradictory": 1}


def test_a_file_that_is_no_table_is_not_echoed(tmp_path: Path) -> None:
    """A long first line is not shown as if it were column names."""
    log = tmp_path / "a.csv"
    log.write_text("services: {egenremiss: active, kontakta-mig: active, egen: Anna Andersson}\n")
    assert "Anna" not in repr(scan(log).rejections)


def test_a_line_beyond_the_engine_is_told_and_harms_no_other(tmp_path: Path) -> None:
    """A line of three million characters is rejected by its number, its neighbours judged."""
    rows = [("1", "E", "x", "2016-02-01", "2016-02-01"), ("2", "E", "y" * 3_000_000, "", "")]
    report = scan(write(tmp_path / "a.csv", [*rows, ("3", *rows[0][1:])]))
    (problem,) = report.statistics.rejections
    assert (problem.code, problem.location.line) == ("row_too_long", 3)
    assert counts(report, "E") == {"on_time": 2}


def test_rows_that_do_not_add_up_stop_everything() -> None:
    """The sum of outcomes is held against the records read, at run time."""
    header = Header(";", 1, Columns({}, {}, 5), 5)
    read = LogRead(0, "a.csv", "", Form.TEXT, "utf-8", header, 0, 2, LineMap(1))
    counted = LogRows(unit=0, log=0, in_force=True, tally=Tally((1, *[0] * 7), {0: 1}))
    units = Units(None)
    units.resolve("E")
    with pytest.raises(AssertionError, match="do not add up"):
        statistics([read], Counts([counted]), units, Tolerance(), SingledOut)


@pytest.mark.parametrize(
    ("doubtful", "why"),
    [
        (("2", "E", "x", "2016-02-30", ""), "unreadable_rows"),
        (("2", "", "x", "2016-02-01", ""), "unreadable_rows"),
        (("2", "E", "x", "2016-02-02", "2016-02-01"), "contradictory_rows"),
        (("1", "E", "x", "2016-02-01", ""), None),
        (("2", "F", "x", "2016-02-30", ""), None),
    ],
)
def test_rows_in_doubt_leave_a_unit_undetermined(
    tmp_path: Path, doubtful: tuple[str, ...], why: str | None
) -> None:
    """A unit is compliant only when each row that is, or may be, its own could be judged."""
    good = ("1", "E", "x", "2016-02-01", "2016-02-02")
    report = scan(write(tmp_path / "a.csv", [good, doubtful]))
    result = next(clinic.results[0] for clinic in report.clinics if clinic.name == "E")
    assert result.undetermined == why
    assert result.outcome is (Outcome.COMPLIANT if why is None else Outcome.UNDETERMINED)


def test_tolerated_rows_leave_no_doubt(tmp_path: Path) -> None:
    """What is tolerated does not keep a unit from being compliant."""
    rows = [("1", "E", "x", "2016-02-01", "2016-02-02"), ("2", "E", "x", "?", "")]
    report = scan(write(tmp_path / "a.csv", rows), tolerance=Tolerance(rows=1))
    assert report.clinics[0].outcome is Outcome.COMPLIANT


def test_each_part_of_a_unit_is_counted_as_if_it_stood_alone(tmp_path: Path) -> None:
    """By service, month and tertial, and both: what a log of those rows alone comes to."""
    rows = [
        ("1", "E", "b", "2015-12-01", "2015-12-22"),
        ("2", "E", "b", "2016-01-04", "2016-01-18"),
        ("3", "E", "a", "2016-01-05", "2016-01-05"),
        ("4", "E", "a", "2016-01-05", ""),
        ("5", "E", "a", "2016-02-01", "2016-02-09"),
        ("6", "E", "a", "2016-02-01", "2016-02-02"),
    ]
    report = scan(write(tmp_path / "a.csv", rows), in_detail=True)
    unit = report.statistics.units["E"]

    def alone(*starts: str, service: str = "") -> Tally:
        kept = [row for row in rows if row[3].startswith(starts) and row[2] in (service or row[2])]
        return scan(write(tmp_path / "b.csv", kept)).statistics.units["E"].total

    assert unit.by_service == {name: alone("", service=name) for name in "ab"}
    assert unit.by_month == {month: alone(month) for month in ("2015-12", "2016-01", "2016-02")}
    thirds = {"2015-T3": ("2015-12",), "2016-T1": ("2016-01", "2016-02")}
    assert unit.by_tertial == {third: alone(*months) for third, months in thirds.items()}
    both = [("a", "2016-01"), ("a", "2016-02"), ("b", "2015-12"), ("b", "2016-01")]
    assert unit.by_service_and_month == {one: alone(one[1], service=one[0]) for one in both}
    for parts in (unit.by_service, unit.by_month, unit.by_tertial, unit.by_service_and_month):
        assert [str(name) for name in parts] == sorted(map(str, parts))
        for tally in parts.values():
            assert list(tally.working_days) == sorted(tally.working_days)
    shaped = json.loads(render("json", report, View(LANGUAGES["en"])))["clinics"][0]["cases"]
    found = {
        (of["service"], one["month"]): (one["read"], one["on_time"], one["working_days"]["max"])
        for of in shaped["by_service"]
        for one in ({"on_time": 0, **one} for one in of["by_month"])
    }
    assert found == {
        one: (tally.read, tally[CaseOutcome.ON_TIME], tally.longest)
        for one, tally in unit.by_service_and_month.items()
    }


def test_the_months_of_a_service_are_told_in_full_reports_alone(tmp_path: Path) -> None:
    """A region's are many. The rest of the report is the same without them."""
    log = write(tmp_path / "a.csv", [("1", "E", "a", "2016-01-05", "2016-01-05")])
    english = View(LANGUAGES["en"])
    full, brief = (
        json.loads(render("json", scan(log, in_detail=full), english)) for full in (True, False)
    )
    (service,) = full["clinics"][0]["cases"]["by_service"]
    assert [one["month"] for one in service.pop("by_month")] == ["2016-01"]
    assert full == brief


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.sampled_from([50, 90]))
def test_a_percentile_is_the_value_at_its_rank(days: list[int], percent: int) -> None:
    """At least so many per cent of the replies took no longer, and fewer took less."""
    (found,) = Tally(working_days=dict(sorted(Counter(days).items()))).percentiles(percent)
    assert found is not None
    assert found in days
    assert 100 * sum(day <= found for day in days) >= percent * len(days)
    assert 100 * sum(day < found for day in days) < percent * len(days)


def test_free_days_are_told_of_until_the_last_case_is_due(tmp_path: Path) -> None:
    """That of the next year which made it late or in time stands in the report."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2013-12-31", "2014-01-07")])
    report = scan(log, as_of=date(2013, 12, 31))
    assert {free.date.year for free in report.free_days} == {2013, 2014}
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2013-06-03", "2013-06-03")])
    report = scan(log, as_of=date(2013, 12, 31))
    assert {free.date.year for free in report.free_days} == {2013}
