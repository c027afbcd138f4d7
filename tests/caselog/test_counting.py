"""Rows counted: their sums, shares and parts, and what is in doubt."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import swedish_law
from basutbud.caselog import (
    Dialect,
    EngineOptions,
    LogSource,
    OutcomeInputs,
    ScanCallbacks,
    Tolerance,
)
from basutbud.caselog.columns import Columns
from basutbud.caselog.counting.counts import Counts, LogRows
from basutbud.caselog.counting.statistics import SingledOut, statistics
from basutbud.caselog.engines.duckdb_engine import DuckDbEngine
from basutbud.caselog.engines.duckdb_sql import read_sql
from basutbud.caselog.reading.header import Header
from basutbud.caselog.reading.linemap import LineMap
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.scan import scan as scan_logs
from basutbud.caselog.units import Units
from basutbud.caselog.unpacking.opening import Form
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.cases import Tally
from basutbud.model.vocabulary import CaseOutcome, Outcome
from basutbud.workdays import Workdays
from dress import AS_OF, Dress
from logs import RULESET, USUAL, scan, text_log, write


def test_rows_that_do_not_add_up_stop_everything() -> None:
    """The sum of outcomes is held against the records read, at run time."""
    header = Header(";", 1, Columns({}, {}, 5), 5)
    read = LogRead(0, "a.csv", "", Form.TEXT, "utf-8", header, 0, 2, LineMap(1))
    counted = LogRows(unit=0, log=0, in_force=True, tally=Tally((1, *[0] * 7), {0: 1}))
    units = Units(None)
    units.resolve("E")
    with pytest.raises(AssertionError, match="do not add up"):
        statistics([read], Counts([counted]), units, Tolerance(), SingledOut)


def test_results_are_read_whole_whatever_is_asked_meanwhile(tmp_path: Path) -> None:
    """What a query returns is not lost to another one."""
    with closing(DuckDbEngine(tmp_path, 1 << 30)) as engine:
        numbers = engine.rows("SELECT * FROM range(25000)")
        first = next(numbers)
        assert [*engine.rows("SELECT 7")] == [(7,)]
        assert [first, *numbers] == [(n,) for n in range(25_000)]


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


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.sampled_from([50, 90]))
def test_a_percentile_is_the_value_at_its_rank(days: list[int], percent: int) -> None:
    """At least that share of the replies took no longer, and a smaller share took less."""
    (found,) = Tally(working_days=dict(sorted(Counter(days).items()))).percentiles(percent)
    assert found is not None
    assert found in days
    assert 100 * sum(day <= found for day in days) >= percent * len(days)
    assert 100 * sum(day < found for day in days) < percent * len(days)


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


def test_tolerated_rows_leave_no_doubt(tmp_path: Path) -> None:
    """What is tolerated does not keep a unit from being compliant, nor does a row without one."""
    rows = [("1", *USUAL), ("2", "E", "x", "?", ""), ("3", "", *USUAL[1:])]
    report = scan(write(tmp_path / "a.csv", rows), tolerance=Tolerance(rows=2))
    assert report.clinics[0].outcome is Outcome.COMPLIANT


def test_rows_in_doubt_leave_a_unit_undetermined(tmp_path: Path) -> None:
    """A unit is compliant only when each row that is, or may be, its own could be judged."""
    doubtful = {
        ("2", "E", "x", "2016-02-30", ""): "unreadable_rows",
        ("2", "", "x", "2016-02-01", ""): "unreadable_rows",
        ("2", "E", "x", "2016-02-02", "2016-02-01"): "contradictory_rows",
        ("1", "E", "x", "2016-02-01", ""): None,
        ("2", "F", "x", "2016-02-30", ""): None,
    }
    logs = [
        write(
            tmp_path / f"{n}.csv", [("1", f"E{n}", *USUAL[1:]), (id_, unit and f"{unit}{n}", *rest)]
        )
        for n, (id_, unit, *rest) in enumerate(doubtful)
    ]
    results = {clinic.name: clinic.results[0] for clinic in scan(*logs).clinics}
    for n, why in enumerate(doubtful.values()):
        assert results[f"E{n}"].undetermined == why
        sound = Outcome.COMPLIANT if why is None else Outcome.UNDETERMINED
        assert results[f"E{n}"].outcome is sound


def test_a_row_out_of_shape_may_be_any_units(tmp_path: Path) -> None:
    """So that no unit of its log is beyond doubt."""
    log = text_log(
        tmp_path,
        "1;E;x;2016-02-01;2016-02-02",
        "2;F;x;2016-02-01;2016-02-02",
        "3;E;2016-02-01;2016-02-02",
    )
    found = {one.name: one.outcome for one in scan(log).clinics}
    assert found == dict.fromkeys("EF", Outcome.UNDETERMINED)


def test_each_part_of_a_unit_is_counted_as_if_it_stood_alone(tmp_path: Path) -> None:
    """By service, month and tertial, and both: what a unit of those rows alone comes to."""
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
    months = {month: (month,) for month in ("2015-12", "2016-01", "2016-02")}
    thirds = {"2015-T3": ("2015-12",), "2016-T1": ("2016-01", "2016-02")}
    both = [("a", "2016-01"), ("a", "2016-02"), ("b", "2015-12"), ("b", "2016-01")]
    parts: dict[str, tuple[tuple[str, ...], str]] = {
        **{name: (("",), name) for name in "ab"},
        **{part: (starts, "") for part, starts in (months | thirds).items()},
        **{f"{name} {month}": ((month,), name) for name, month in both},
    }
    apart = [
        (row[0], part, *row[2:])
        for part, (starts, name) in parts.items()
        for row in rows
        if row[3].startswith(starts) and row[2] in (name or row[2])
    ]
    units = scan(write(tmp_path / "b.csv", apart)).statistics.units
    alone = {part: units[part].total for part in parts}
    assert unit.by_service == {name: alone[name] for name in "ab"}
    assert unit.by_month == {month: alone[month] for month in months}
    assert unit.by_tertial == {third: alone[third] for third in thirds}
    assert unit.by_service_and_month == {one: alone[" ".join(one)] for one in both}
    for of_parts in (unit.by_service, unit.by_month, unit.by_tertial, unit.by_service_and_month):
        assert [str(name) for name in of_parts] == sorted(map(str, of_parts))
        for tally in of_parts.values():
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


def test_the_months_of_a_service_are_given_in_full_reports_alone(tmp_path: Path) -> None:
    """A region's are many. The rest of the report is the same without them."""
    log = write(tmp_path / "a.csv", [("1", "E", "a", "2016-01-05", "2016-01-05")])
    english = View(LANGUAGES["en"])
    full, brief = (
        json.loads(render("json", scan(log, in_detail=full), english)) for full in (True, False)
    )
    (service,) = full["clinics"][0]["cases"]["by_service"]
    assert [one["month"] for one in service.pop("by_month")] == ["2016-01"]
    assert full == brief


def test_the_worst_cases_are_shown_up_to_a_number(tmp_path: Path) -> None:
    """The longest waits, of cases that the requirement bound and of those before."""
    unit = "SE2321000131-E000000000001"
    monday, replies = date(2016, 2, 1), [date(2016, 4, day) for day in range(1, 13)]
    old = [(f"C{day.day}", unit, "x", str(monday), str(day)) for day in replies]
    log = write(tmp_path / "a.csv", [*old, ("D", unit, "x", "2017-02-01", "2017-02-09")])
    bound = {unit: date(2017, 1, 1)}
    judge = OutcomeInputs(Workdays.of(RULESET), date(2017, 6, 30), (None, None), {}, bound)
    asked = Dialect(), Tolerance(), EngineOptions(), ScanCallbacks()
    _, found, _ = scan_logs([LogSource(log, "a.csv", "a")], judge, *asked)
    worst = found.units[unit].worst
    assert [case.case_id for case in worst if case.in_force] == ["D"]
    longest = sorted(replies, key=lambda day: -swedish_law.working_days_to(monday, day))
    before = [case.case_id for case in worst if not case.in_force]
    assert before == [f"C{day.day}" for day in longest[:10]]


def test_free_days_are_listed_until_the_last_case_is_due(tmp_path: Path) -> None:
    """That of the next year which made it late or in time stands in the report."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2013-12-31", "2014-01-07")])
    report = scan(log, as_of=date(2013, 12, 31))
    assert {free.date.year for free in report.free_days} == {2013, 2014}
    log = write(tmp_path / "a.csv", [("1", "E", "x", "2013-06-03", "2013-06-03")])
    report = scan(log, as_of=date(2013, 12, 31))
    assert {free.date.year for free in report.free_days} == {2013}


def test_rows_out_of_their_places_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that an engine gives in another order than the file's stop the run."""
    log = Dress().write(tmp_path / "log.csv")
    monkeypatch.setattr(
        "basutbud.caselog.engines.duckdb_engine.read_sql",
        lambda plan: f"({read_sql(plan)}) ORDER BY case_id DESC",
    )
    with pytest.raises(AssertionError, match="not numbered as in the file"):
        scan(log, as_of=AS_OF)
