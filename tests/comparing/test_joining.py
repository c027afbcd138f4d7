"""Reports joined into a trend: clinics known again, in any order, and never many in memory."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any, Final

import pytest

import audits
from basutbud.comparing.trend import join_reports
from basutbud.model.vocabulary import CaseOutcome
from basutbud.reportfile import SavedReport
from comparisons import saved

LOGGED: Final = "SE2321000131-E000000009002"
MASKED: Final = "SE▒▒▒-1"


def report(as_of: str, *clinics: tuple[str, str, dict[str, int]]) -> SavedReport:
    """Return a report of clinics: id, name, and the cases on time of each month."""
    whole = saved(audits.good())
    model = next(one for one in whole.data["clinics"] if one["hsa_id"] == LOGGED)
    made = []
    for hsa_id, name, on_time in clinics:
        months = [
            {"month": month, **dict.fromkeys(CaseOutcome, 0), "on_time": n}
            for month, n in on_time.items()
        ]
        cases = {**model["cases"], "by_month": months}
        made.append({**model, "hsa_id": hsa_id, "name": name, "cases": cases})
    period = {"from": None, "to": "2017-12-31"}  # which cuts nothing of a report before that day
    terms = {**whole.data["terms"], "as_of": as_of, "period": period}
    data: dict[str, Any] = {**whole.data, "as_of": as_of, "terms": terms, "clinics": made}
    return replace(whole, data=data)


def joined(*reports: SavedReport) -> list[tuple[str, str, dict[str, int]]]:
    """Return the clinics of a trend, as ``report`` takes them, whatever the reports' order."""
    trends = [join_reports(given) for given in permutations(reports)]
    assert all(one == trends[0] for one in trends)
    on_time = CaseOutcome.ON_TIME
    return [
        (one.hsa_id, one.name, {month: tally[on_time] for month, tally in one.months.items()})
        for one in trends[0].clinics
    ]


def test_a_clinic_that_changed_its_name_is_one_by_the_newest() -> None:
    """The HSA-id says who it is; each month is of the newest report that has it."""
    older = report("2017-03-31", (LOGGED, "Zeta", {"2017-01": 1, "2017-02": 2}))
    newer = report("2017-06-30", (LOGGED, "Alfa", {"2017-02": 3, "2017-05": 4}))
    newest = report("2017-07-31", (LOGGED, "Mitt", {"2017-05": 5}))
    expected = [(LOGGED, "Mitt", {"2017-01": 1, "2017-02": 3, "2017-05": 5})]
    assert joined(older, newer, newest) == expected


def test_clinics_behind_one_masked_id_are_known_by_their_names() -> None:
    """Two sole traders' ids are masked alike; their months are not put together."""
    two = ((MASKED, "Ek", {"2017-01": 1}), (MASKED, "Björk", {"2017-01": 2}))
    both, alone = report("2017-03-31", *two), report("2017-06-30", (MASKED, "Ek", {"2017-02": 3}))
    expected = [(MASKED, "Björk", {"2017-01": 2}), (MASKED, "Ek", {"2017-01": 1, "2017-02": 3})]
    assert joined(both, alone) == expected


@pytest.mark.parametrize(
    ("as_of", "preliminary", "after"),
    [("2017-05-31", False, False), ("2017-05-30", True, False), ("2017-04-30", True, True)],
)
def test_a_month_is_whole_once_it_is_over(as_of: str, *, preliminary: bool, after: bool) -> None:
    """Its last day is the first on which a report has all of it, though every case is answered."""
    [month] = join_reports([report(as_of, (LOGGED, "Ek", {"2017-05": 9}))]).months
    assert (month.preliminary, month.after_as_of) == (preliminary, after)


def test_a_report_is_let_go_of_before_the_next_is_read() -> None:
    """Many large reports take the memory of one."""
    held: list[weakref.ref[SavedReport]] = []

    def read() -> Iterator[SavedReport]:
        for _ in range(3):
            assert not any(one() for one in held)
            one = report("2017-06-30", (LOGGED, "Ek", {}))
            held.append(weakref.ref(one))
            yield one
            del one

    assert len(join_reports(read()).reports) == 3
