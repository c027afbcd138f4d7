"""Rows counted as arrays of numbers: the same as by SQL, whatever stands in the logs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from basutbud.caselog import Dialect, Judge, LogSource, Means, Tolerance, arraycounts
from basutbud.caselog import duckdb_engine as engine
from basutbud.caselog import scan as scanning
from basutbud.caselog.scan import Told, scan
from basutbud.caselog.sqlcounts import counted as by_sql_counts
from basutbud.caselog.statistics import Counts
from basutbud.model.cases import CaseStatistics
from basutbud.model.vocabulary import CaseOutcome
from basutbud.workdays import Workdays
from logs import RULESET, write

WORKDAYS = Workdays.of(RULESET)
BOUND = {
    "SE2321000131-E000000000001": date(2016, 1, 28),
    "SE2321000131-E000000000002": date(2016, 11, 1),
}
UNITS = (*BOUND, "se2321000131-e000000000001", "SE2321000131-E000000000009", "SE2321000131-P1", "")
SERVICES = ("Kontakta mig", "Förnya recept", "kontakta mig", "Egen typ", "")
NIGHT = date(2016, 10, 30)
"""Its hour from two is passed twice."""

days = st.one_of(
    st.just(NIGHT),
    st.dates(NIGHT - timedelta(days=3), NIGHT + timedelta(days=9)),
    st.dates(date(2015, 12, 28), date(2017, 1, 20)),
)
moments = st.tuples(days, st.sampled_from(("00:00", "01:59", "02:00", "02:40", "13:05", "23:59")))
stamps = st.one_of(
    moments.map(lambda moment: f"{moment[0]} {moment[1]}"),
    moments.map(lambda moment: str(moment[0])),
    st.sampled_from(("2016-02-30 10:00", "1989-12-31 10:00", "2061-01-01", "i går", "")),
)
cases = st.tuples(
    st.sampled_from([f"C{number}" for number in range(12)]),
    st.sampled_from(UNITS),
    st.sampled_from(SERVICES),
    stamps,
    stamps,
)
logs = st.lists(st.lists(cases, min_size=1, max_size=30), min_size=1, max_size=3)


def counted(
    paths: list[Path],
    *,
    many: int,
    units: dict[str, date] | None = None,
    since: date | None = None,
    listed: bool = True,
    workdays: Workdays = WORKDAYS,
) -> tuple[CaseStatistics, list[str]]:
    """Scan logs, as arrays where ``many`` is 0; return what they tell, and the case list."""
    lines: list[str] = []
    names = {"kontakta mig": "kontakta-mig", "förnya recept": "fornya-recept"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "MANY_ROWS", many)
        patch.setattr(engine, "_STRETCH", 7)
        found, failures = scan(
            [LogSource(path, path.name, path.stem) for path in paths],
            Judge(workdays, date(2017, 1, 10), (since, None), names, units),
            Dialect(),
            Tolerance(),
            Means(),
            Told(case_list=lines.extend if listed else None),
        )
    assert failures == []
    return found, lines


FIRST, SECOND = BOUND
EDGES = [
    ("C1", SECOND, "x", "2016-10-31 23:59", "2016-11-09 08:00"),
    ("C2", SECOND, "x", "2016-11-01 00:00", "2016-11-09 08:00"),
    ("C3", FIRST, "x", "2016-10-30 02:40", "2016-10-30 02:00"),
    ("C4", FIRST, "x", "2016-10-30 03:00", "2016-10-30 02:59"),
    ("C5", FIRST, "x", "2016-10-29 02:40", "2016-10-29 02:00"),
    ("C6", FIRST, "x", "2016-09-30 23:59", "2016-10-03 08:00"),
    ("C7", FIRST, "x", "2016-10-01 00:00", ""),
    ("C8", FIRST, "x", "2017-01-09 08:00", ""),
    ("C9", FIRST, "", "2016-12-01 08:00", "2016-12-08 08:00"),
    ("C9", FIRST, "", "2016-12-01 08:00", "2016-12-09 08:00"),
]
"""The first day that is bound, the night's hours, the first day of the period, a repeated case."""


@pytest.mark.parametrize("since", [None, date(2016, 10, 1)])
def test_arrays_and_sql_tell_the_same_at_the_edges(tmp_path: Path, since: date | None) -> None:
    """The first day of a rule and of a period belong to them; an hour is passed twice."""
    path = write(tmp_path / "log.csv", EDGES)
    found = counted([path], many=0, units=BOUND, since=since)
    assert found == counted([path], many=10**9, units=BOUND, since=since)
    second = found[0].units[SECOND]
    assert (second.judged.read, second.earlier.read) == (1, 1)
    assert found[0].units[FIRST].total[CaseOutcome.CONTRADICTORY] == 2
    assert found[0].units[FIRST].first_received == (since or date(2016, 9, 30))


def test_days_beside_the_calendar_are_left_to_sql(tmp_path: Path) -> None:
    """A receipt or a reply before its first day, or after its last, rejects its row."""
    calendar = replace(RULESET.calendar, first=date(2016, 3, 1), last=date(2016, 6, 1))
    workdays = Workdays.of(replace(RULESET, calendar=calendar))
    rows = [
        ("C1", "E", "x", "2016-02-29 08:00", "2016-03-01 08:00"),
        ("C2", "E", "x", "2016-03-01 08:00", "2016-02-29 08:00"),
        ("C3", "E", "x", "2016-05-03 08:00", "2016-06-10 08:00"),
        ("C4", "E", "x", "2016-06-10 08:00", ""),
        ("C5", "E", "x", "2016-05-03 08:00", "2016-05-25 08:00"),
    ]
    path = write(tmp_path / "log.csv", rows)
    found, _ = counted([path], many=0, workdays=workdays)
    assert found == counted([path], many=10**9, workdays=workdays)[0]
    total = found.units["E"].total
    assert (total[CaseOutcome.REJECTED], total[CaseOutcome.LATE]) == (4, 1)


@given(logs, st.sampled_from([None, BOUND]), st.sampled_from([None, date(2016, 10, 1)]))
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_arrays_and_sql_tell_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[list[tuple[str, ...]]],
    units: dict[str, date] | None,
    since: date | None,
) -> None:
    """Every count, day, worst case, rejected row and line of the case list, over several logs."""
    folder = tmp_path_factory.mktemp("logs")
    paths = [write(folder / f"{number}.csv", rows) for number, rows in enumerate(drawn)]
    by_sql = counted(paths, many=10**9, units=units, since=since)
    assert counted(paths, many=0, units=units, since=since) == by_sql
    without_list = counted(paths, many=0, units=units, since=since, listed=False)
    assert without_list == (by_sql[0], [])


def test_only_the_worst_are_looked_at_where_no_list_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each unit those that waited longest, as many as a report shows, and ties with the last."""
    rows = [
        (f"C{number:02}", unit, "x", "2016-03-01 08:00", f"2016-{4 + number // 2:02}-01 08:00")
        for number in range(14)
        for unit in ("A", "B")
    ]
    path = write(tmp_path / "log.csv", rows)
    found, _ = counted([path], many=0, listed=False)
    assert found == counted([path], many=10**9, listed=False)[0]
    assert [len(unit.worst) for unit in found.units.values()] == [10, 10]
    monkeypatch.setattr(scanning, "MOST_WORST", 3)
    found, _ = counted([path], many=0, listed=False)
    assert found == counted([path], many=10**9, listed=False)[0]


@pytest.mark.parametrize(
    ("room", "most"), [("_MOST_CELLS", 60), ("_MOST_CELLS", 70), ("MOST_PAIRS", 900)]
)
def test_what_is_too_much_for_arrays_is_left_to_sql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str, most: int
) -> None:
    """Too many days, or things to tell apart from the start or as they are met: SQL tells the same.

    There are 31 days, two texts of units (one is none), one service, and some twenty kinds of rows.
    """
    rows = [(f"C{n}", "E", "x", "2016-03-01", f"2016-03-{n + 1:02}") for n in range(31)]
    path = write(tmp_path / "log.csv", rows)
    by_sql = counted([path], many=10**9)
    assert counted([path], many=0) == by_sql
    asked: list[int] = []

    def counted_by_sql(*asked_for: Any, in_detail: bool) -> Counts:
        asked.append(1)
        return by_sql_counts(*asked_for, in_detail=in_detail)

    monkeypatch.setattr(scanning, "counted", counted_by_sql)
    monkeypatch.setattr(arraycounts, room, most)
    assert counted([path], many=0) == by_sql
    assert asked


def test_logs_without_any_unit_are_left_to_sql(tmp_path: Path) -> None:
    """No pair of days can be judged where no row has a unit."""
    path = write(tmp_path / "log.csv", [("C1", "", "x", "2016-03-01", "2016-03-02")])
    assert counted([path], many=0) == counted([path], many=10**9)
