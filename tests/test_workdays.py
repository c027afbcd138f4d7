"""The calendar and its arithmetic, against the statutes and the rulings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import swedish_law
from basutbud.errors import UsageError
from basutbud.model.ruleset import Calendar
from basutbud.rulesetfile.holidays import free_days
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.workdays import Counting, OutsideCalendarError, Workdays

RULESET = load_ruleset("vgr-hs-20-2016")
WORKDAYS = Workdays.of(RULESET)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 20))

DUE = [
    ("2016-03-23", "2016-03-29"),
    ("2016-03-24", "2016-03-30"),
    ("2016-05-04", "2016-05-09"),
    ("2016-06-03", "2016-06-08"),
    ("2016-06-22", "2016-06-27"),
    ("2016-06-23", "2016-06-28"),
    ("2016-12-23", "2016-12-28"),
    ("2016-12-30", "2017-01-03"),
    ("2017-01-05", "2017-01-10"),
    ("2017-04-12", "2017-04-18"),
    ("2017-04-28", "2017-05-03"),
    ("2017-06-05", "2017-06-08"),
    ("2017-12-22", "2017-12-28"),
    ("2017-12-29", "2018-01-03"),
]


@pytest.mark.parametrize(("received", "due"), DUE)
def test_due_dates_of_the_rulings(received: str, due: str) -> None:
    """Every due date that the rulings give comes out."""
    assert WORKDAYS.due(date.fromisoformat(received)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("year", "count"),
    [(2016, 253), (2017, 251), (2018, 250), (2024, 251), (2025, 249), (2026, 251)],
)
def test_working_days_of_a_year(year: int, count: int) -> None:
    """The published number of working days a year comes out."""
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert sum(WORKDAYS.is_working_day(day) for day in days if day.year == year) == count


def test_every_day_agrees_with_the_statutes() -> None:
    """Day by day, 1990 to 2060, the calendar is what the statutes say."""
    day, wrong = date(1990, 1, 1), []
    while day <= date(2060, 12, 31):
        if WORKDAYS.is_working_day(day) != swedish_law.is_working_day(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_national_day_replaced_whit_monday_in_2005() -> None:
    """Annandag pingst was free until 2004, nationaldagen is from 2005."""
    assert not WORKDAYS.is_working_day(date(2004, 5, 31))
    assert WORKDAYS.is_working_day(date(2005, 5, 16))
    assert WORKDAYS.is_working_day(date(2003, 6, 6))
    assert not WORKDAYS.is_working_day(date(2005, 6, 6))


def test_half_days_and_bridge_days_are_working_days() -> None:
    """Trettondagsafton, skärtorsdag, valborg, the day before Alla helgons dag, klämdagar."""
    half = [date(2016, 1, 5), date(2016, 3, 24), date(2015, 4, 30), date(2016, 11, 4)]
    assert all(WORKDAYS.is_working_day(day) for day in [*half, date(2016, 5, 6)])


def test_the_calendar_file_is_what_the_library_says() -> None:
    """The calendar in the rules and the installed holidays library hold the same days."""
    assert sorted(RULESET.calendar.free_days, key=repr) == sorted(
        free_days("SE", 1990, 2060), key=repr
    )


@given(DAYS)
def test_every_day_of_the_wait_counts_or_is_skipped(received: date) -> None:
    """From arrival to due date lie two working days, and every other day is accounted for."""
    due = WORKDAYS.due(received)
    days = list(WORKDAYS.days_after(received, due))
    assert due == swedish_law.due(received)
    assert [day.date for day in days] == [
        received + timedelta(days=n) for n in range(1, (due - received).days + 1)
    ]
    assert [day.working_day for day in days if day.working_day is not None] == [1, 2]
    assert all((day.working_day is None) != swedish_law.is_working_day(day.date) for day in days)


@given(DAYS, st.integers(0, 40))
def test_working_days_exceed_the_limit_exactly_when_late(received: date, wait: int) -> None:
    """A reply took more than two working days if and only if it came after the due date."""
    reply = received + timedelta(days=wait)
    if reply > WORKDAYS.last_judged:
        return
    days = WORKDAYS.working_days(received, reply)
    assert days == swedish_law.working_days_to(received, reply)
    assert (days > 2) == (reply > WORKDAYS.due(received))


def test_the_other_reading_counts_from_the_next_working_day() -> None:
    """Deemed received on the next working day, a Saturday's case is due on Wednesday."""
    params = {
        "working_days": 2,
        "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "free_grounds": ["lag 1989:253", "lag 1930:173 § 2"],
        "received_on_free_day": "next-working-day",
    }
    other = Workdays(RULESET.calendar, Counting.of(params))
    saturday = date(2016, 2, 6)
    assert WORKDAYS.due(saturday) == date(2016, 2, 9)
    assert other.due(saturday) == date(2016, 2, 10)
    assert other.due(date(2016, 2, 8)) == WORKDAYS.due(date(2016, 2, 8))
    assert other.working_days(saturday, date(2016, 2, 10)) == 2
    assert other.working_days(saturday, date(2016, 2, 7)) == 0


def test_a_date_outside_the_calendar_is_refused() -> None:
    """Nothing is said of a day that the calendar does not hold."""
    for day in (date(1989, 12, 31), date(2061, 1, 1), date(2060, 12, 31)):
        with pytest.raises(OutsideCalendarError):
            WORKDAYS.due(day)


def test_the_table_for_the_scan_says_the_same() -> None:
    """The rows that the engine joins on agree with the arithmetic."""
    days = list(WORKDAYS.counted(date.min, date.max))
    march = list(WORKDAYS.counted(date(2016, 3, 1), date(2016, 3, 31)))
    start = (march[0].day - days[0].day).days
    assert march == days[start : start + 31]
    for received, replied in list(zip(days, days[5:], strict=False))[::37]:
        assert received.due == swedish_law.due(received.day)
        counted = replied.before - received.base + 1
        assert counted == swedish_law.working_days_to(received.day, replied.day)


def test_an_empty_calendar_counts_weekdays_alone() -> None:
    """Without free days, Friday to Tuesday is two working days."""
    calendar = Calendar("xx.csv", "XX", date(2020, 1, 1), date(2020, 12, 31), ())
    plain = Workdays(calendar, Counting(2, frozenset(range(5)), frozenset(), deemed_next_day=False))
    assert plain.due(date(2020, 4, 9)) == date(2020, 4, 13)


def test_years_the_wrong_way_round_are_told_so() -> None:
    """Not that there is no calendar of them."""
    with pytest.raises(UsageError) as caught:
        free_days("SE", 2017, 2016)
    assert [one.code for one in caught.value.problems] == ["calendar_backwards"]
