"""The outcome of every case, against an oracle and by the rulings."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import swedish_law
from basutbud.model.vocabulary import CaseOutcome
from dress import AS_OF
from logs import FORMS, SLOW, Stamp, at, counts, outcome, scan, stamp, text_log, write

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


def test_every_form_of_a_stamp_is_read_to_the_minute(tmp_path: Path) -> None:
    """A reply a minute after receipt is on time, and one a minute before it contradictory."""
    forms = ("20160201T10{}", "20160201 10{}", "2016020110{}", "2016-02-01T10:{}:30.5",
             "2016-02-01 10:{}Z", "20160201T10:{}+01:00", "2016-02-01T10:{}:59-0330")  # fmt: skip
    rows = [
        (minute, form, "x", form.format("05"), form.format(minute))
        for form in forms
        for minute in ("04", "05", "06")
    ]
    report = scan(write(tmp_path / "a.csv", rows))
    found = {form: counts(report, form) for form in forms}
    assert [*found.values()] == [{"on_time": 2, "contradictory": 1}] * len(forms)


def test_half_hours_of_an_offset_count(tmp_path: Path) -> None:
    """On either side of Greenwich, with a colon and without, and Z in small."""
    stamps = [
        ("2016-02-01T15:00+05:30", "2016-02-01T10:29+01:00", "contradictory"),
        ("2016-02-01T15:00+0530", "2016-02-01T10:30+01", "on_time"),
        ("2016-02-01T05:00-03:30", "2016-02-01T09:29+01:00", "contradictory"),
        ("2016-02-01T05:00-0330", "2016-02-01T09:30", "on_time"),
        ("2016-02-01T10:00z", "2016-02-01T10:59", "contradictory"),
        ("2016-02-01T10:00 Z", "2016-02-01T11:00", "on_time"),
    ]
    rows = [("1", f"E{n}", "x", *stamp[:2]) for n, stamp in enumerate(stamps)]
    report = scan(write(tmp_path / "a.csv", rows))
    found = [counts(report, f"E{n}") for n in range(len(stamps))]
    assert found == [{outcome: 1} for *_, outcome in stamps]


def test_a_reply_in_the_minute_of_receipt_is_on_time(tmp_path: Path) -> None:
    """Seconds that one of the two stamps lacks make no contradiction."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2016-02-01 10:00:59", "2016-02-01 10:00")])
    assert counts(scan(log), "E") == {"on_time": 1}


def test_the_hour_passed_twice_makes_no_contradiction(tmp_path: Path) -> None:
    """A reply after the clock went back, at an earlier wall time, is on time; a day later not."""
    rows = [
        ("1", "E", "x", "2016-10-30T00:30Z", "2016-10-30T01:10Z"),
        ("2", "F", "x", "2016-10-29 02:30", "2016-10-29 02:10"),
    ]
    report = scan(write(tmp_path / "a.csv", rows))
    assert counts(report, "E") == {"on_time": 1}
    assert counts(report, "F") == {"contradictory": 1}


def test_the_repeated_hour_alone_may_end_before_it_begins(tmp_path: Path) -> None:
    """That of October's last Sunday, from the 25th on; its other hours are as any day's."""
    moments = {
        "at ten": ("2016-10-30 10:00", "2016-10-30 02:10", "contradictory"),
        "before two": ("2016-10-30 02:40", "2016-10-30 01:10", "contradictory"),
        "within": ("2016-10-30 02:40", "2016-10-30 02:10", "on_time"),
        "on the 25th": ("2015-10-25 02:40", "2015-10-25 02:10", "on_time"),
        "on the 31st": ("2021-10-31 02:40", "2021-10-31 02:10", "on_time"),
        "a week before": ("2015-10-18 02:40", "2015-10-18 02:10", "contradictory"),
        "in March": ("2016-03-27 03:40", "2016-03-27 03:10", "contradictory"),
    }
    rows = [("1", unit, "x", received, reply) for unit, (received, reply, _) in moments.items()]
    report = scan(write(tmp_path / "a.csv", rows))
    found = {unit: counts(report, unit) for unit in moments}
    assert found == {unit: {expected: 1} for unit, (*_, expected) in moments.items()}


def test_an_unanswered_case_is_open_until_its_due_date_has_passed(tmp_path: Path) -> None:
    """On the due date it is open, the day after overdue."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2016-12-23", "")])
    assert counts(scan(log, as_of=date(2016, 12, 28)), "E") == {"open": 1}
    assert counts(scan(log, as_of=date(2016, 12, 29)), "E") == {"overdue": 1}


def test_a_wait_may_be_longer_than_a_lifetime(tmp_path: Path) -> None:
    """As many working days as there are."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "1990-01-02", "2060-12-01")])
    _, _, longest = scan(log).statistics.units["E"].total.days
    assert longest is not None
    assert longest > 17_000


def test_a_final_reply_stops_the_clock_where_no_first_reply_stands(tmp_path: Path) -> None:
    """The first reply of any kind counts, and a final reply is one."""
    log = tmp_path / "a.csv"
    log.write_text("id,unit,type,received,first_reply,final_reply\n1,E,x,2016-02-01,,2016-02-02\n")
    assert counts(scan(log), "E") == {"on_time": 1}


@pytest.mark.parametrize("first", ["", " ", "\t"])
def test_the_last_reply_counts_where_the_first_is_blank(tmp_path: Path, first: str) -> None:
    """Spaces are nothing."""
    header = "id;enhet;typ;inkom;svar;slutsvar"
    log = text_log(tmp_path, f"1;E;x;2016-02-01;{first};2016-02-02", header=header)
    assert counts(scan(log), "E") == {"on_time": 1}


def test_the_period_leaves_rows_outside_and_keeps_them_in_the_sum(tmp_path: Path) -> None:
    """--from and --to are inclusive, by the day of receipt."""
    days = ["2016-01-31", "2016-02-01", "2016-02-29", "2016-03-01"]
    log = write(tmp_path / "a.csv", [(day, "E", "x", day, day) for day in days])
    report = scan(log, period=(date(2016, 2, 1), date(2016, 2, 29)))
    assert counts(report, "E") == {"on_time": 2, "outside": 2}
    assert set(report.statistics.units["E"].by_month) == {"2016-02"}


def test_rows_outside_the_period_supersede_none_and_begin_nothing(tmp_path: Path) -> None:
    """The same id before it is another matter; nor do they, or rejected rows, end anything."""
    days = ("2016-01-31", "2016-02-01", "2016-03-01")
    rows = [("1", "E", "x", day, day) for day in days]
    log = write(tmp_path / "a.csv", [*rows, ("2", "E", "x", "2016-02-20", "?")])
    report = scan(log, period=(date(2016, 2, 1), date(2016, 2, 29)))
    assert counts(report, "E") == {"outside": 2, "on_time": 1, "rejected": 1}
    unit = report.statistics.units["E"]
    assert (unit.first_received, unit.last_received) == (date(2016, 2, 1),) * 2


def test_the_same_case_id_in_two_clinics_is_two_cases(tmp_path: Path) -> None:
    """A case id is the clinic's own."""
    log = write(tmp_path / "a.csv", [("1", unit, "x", "2016-02-01", "2016-02-02") for unit in "EF"])
    assert scan(log).statistics.total[CaseOutcome.SUPERSEDED] == 0


def test_a_case_told_twice_is_found_anywhere(tmp_path: Path) -> None:
    """Of six ids that else ascend, the same one twice in a row, beside a damaged row or none."""
    rows = []
    for again in range(1, 6):
        for damaged in (False, True):
            unit = f"E{again}{damaged}"
            told = [
                (f"A{n - (n >= again)}", unit, "x", "2016-02-01", "2016-02-02") for n in range(6)
            ]
            if damaged:
                told.insert(3, ("A9", unit, "x", "2016-02-30", ""))
            rows += told
    report = scan(write(tmp_path / "log.csv", rows))
    for unit in report.statistics.units:
        damage = {"rejected": 1} if unit.endswith("True") else {}
        assert counts(report, unit) == {"on_time": 5, "superseded": 1} | damage
    assert len(report.statistics.units) == 10


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
