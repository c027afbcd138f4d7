"""Working days: which days count, when a case falls due, and why a day was skipped.

The day of arrival is day 0; a case is due at the end of the n-th working day after it.
All of it is date arithmetic in local (Europe/Stockholm) days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

from basutbud.errors import Location, PolicyError, Problem
from basutbud.model.cases import DayAfter
from basutbud.model.ruleset import WEEKDAYS, Calendar, FreeDay, RuleSet

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counting:
    """How a rule counts: the limit in working days, the weekdays and free days that matter.

    ``free_grounds`` are the grounds in the calendar file that make a day free.
    ``deemed_next_day``: a case that arrives on a free day is taken as received on the next
    working day.
    """

    days: int
    weekdays: frozenset[int]
    free_grounds: frozenset[str]
    deemed_next_day: bool

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Counting:
        """Read the parameters of a reply-time rule."""
        return cls(
            days=params["working_days"],
            weekdays=frozenset(WEEKDAYS.index(day) for day in params["weekdays"]),
            free_grounds=frozenset(params["free_grounds"]),
            deemed_next_day=params["received_on_free_day"] == "next-working-day",
        )


class CountedDay(NamedTuple):
    """A day with the numbers that the scan counts by.

    A reply on day r to a case received on day d takes ``r.before - d.base + 1`` working days, or
    none on the same day; a case received on day d is due on ``d.due``.
    """

    day: date
    base: int
    before: int
    due: date


class OutsideCalendarError(ValueError):
    """A date that the calendar cannot judge."""


class Workdays:
    """Answers questions about working days, by a calendar and a way of counting."""

    def __init__(self, calendar: Calendar, counting: Counting) -> None:
        """List the calendar's working days, once."""
        self._calendar = calendar
        self._counting = counting
        self._free = {
            free.date: free for free in calendar.free_days if free.ground in counting.free_grounds
        }
        first, end = calendar.first.toordinal(), calendar.last.toordinal() + 1
        free = {day.toordinal() for day in self._free}
        days = [day for day in range(first, first + 7) if (day + 6) % 7 in counting.weekdays]
        weekly = chain.from_iterable(range(day, end, 7) for day in days)
        self._ordinals = sorted({*weekly} - free)

    @classmethod
    def of(cls, ruleset: RuleSet) -> Workdays:
        """Return the working days as the reply-time rule counts them.

        Raise PolicyError where the rule set has no such rule.
        """
        if ruleset.reply_rule is None:
            raise PolicyError(Problem("no_reply_rule", Location(ruleset.id)))
        return cls(ruleset.calendar, Counting.of(ruleset.reply_rule.params))

    @property
    def first(self) -> date:
        """The first day of the calendar."""
        return self._calendar.first

    @property
    def last_judged(self) -> date:
        """The last day of arrival whose due date the calendar still holds."""
        return date.fromordinal(self._ordinals[-self._counting.days - 1] - 1)

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day counts. Raise OutsideCalendarError where the calendar ends."""
        self._require(day)
        ordinal = day.toordinal()
        return ordinal in self._ordinals[self.before(day) : self._upto(day)]

    def due(self, received: date) -> date:
        """Return the day at whose end a case received then falls due."""
        self._require(received)
        position = self._base(received) + self._counting.days - 1
        if position >= len(self._ordinals):
            raise OutsideCalendarError(received)
        return date.fromordinal(self._ordinals[position])

    def working_days(self, received: date, until: date) -> int:
        """Return within how many working days of arrival ``until`` lies; 0 on the day itself."""
        if until <= received:
            return 0
        return max(0, self.before(until) - self._base(received) + 1)

    def free_days(self, days: Iterable[date]) -> tuple[FreeDay, ...]:
        """Return the free days of all years from the first of some days to the last."""
        years = [day.year for day in days]
        return tuple(
            free for free in self._free.values() if min(years) <= free.date.year <= max(years)
        )

    def days_after(self, received: date, last: date) -> Iterator[DayAfter]:
        """Yield each day after arrival up to ``last``: its working-day number, or why it is off."""
        day = received + _DAY
        while day <= last:
            if self.is_working_day(day):
                yield DayAfter(day, self.working_days(received, day))
            elif free := self._free.get(day):
                yield DayAfter(day, None, free.name, free.ground)
            else:
                yield DayAfter(day, None)
            day += _DAY

    def counted(self, first: date, last: date) -> Iterator[CountedDay]:
        """Yield the days from one to another on which a case can be received or answered.

        Days that the calendar cannot judge are left out.
        """
        first, last = max(first, self.first), min(last, self.last_judged)
        working, before = self._ordinals, self.before(first)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            counts = working[before] == ordinal
            base = before + (counts or self._counting.deemed_next_day)
            due = date.fromordinal(working[base + self._counting.days - 1])
            yield CountedDay(date.fromordinal(ordinal), base, before, due)
            before += counts

    def _base(self, received: date) -> int:
        """Count the working days up to the day of arrival, or the day it is deemed to arrive."""
        upto = self._upto(received)
        deemed_later = self._counting.deemed_next_day and upto == self.before(received)
        return upto + 1 if deemed_later else upto

    def before(self, day: date) -> int:
        """Count the working days of the calendar that lie before a day."""
        return bisect_left(self._ordinals, day.toordinal())

    def _upto(self, day: date) -> int:
        return bisect_right(self._ordinals, day.toordinal())

    def _require(self, day: date) -> None:
        if not self._calendar.first <= day <= self._calendar.last:
            raise OutsideCalendarError(day)
