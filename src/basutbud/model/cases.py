"""The contents of case logs: the outcomes of all cases, counted in tallies."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from typing import Final

from basutbud.chance.interval import share_interval
from basutbud.chance.months import ControlChart, Count, control_chart
from basutbud.errors import Problem
from basutbud.model.vocabulary import NO_CASE, CaseOutcome

_NUMBER: Final = {outcome: number for number, outcome in enumerate(CaseOutcome)}
_ON_TIME, _LATE, _OPEN, _OVERDUE = (
    _NUMBER[outcome]
    for outcome in (CaseOutcome.ON_TIME, CaseOutcome.LATE, CaseOutcome.OPEN, CaseOutcome.OVERDUE)
)
_NOTHING: Final = (0,) * len(_NUMBER)


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows counted by outcome, and answered cases by the working day of the reply.

    ``counts`` has a number of rows for each outcome, in the order of ``CaseOutcome``. Day 0 is the
    day of arrival; ``working_days`` maps 0, 1, 2 …, rising, to a number of cases.
    """

    counts: tuple[int, ...] = _NOTHING
    working_days: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def together(cls, tallies: Iterable[Tally]) -> Tally:
        """Return the sum of several tallies; a single one is returned itself."""
        summands = [*tallies]
        if len(summands) == 1:
            return summands[0]
        working_days: dict[int, int] = {}
        for tally in summands:
            for days, cases in tally.working_days.items():
                working_days[days] = working_days.get(days, 0) + cases
        counts = (_NOTHING, *(tally.counts for tally in summands))
        summed = tuple(map(sum, zip(*counts, strict=True)))
        return cls(summed, dict(sorted(working_days.items())))

    def __getitem__(self, outcome: CaseOutcome) -> int:
        """Return the number of rows with this outcome."""
        return self.counts[_NUMBER[outcome]]

    def and_rejected(self, rows: int) -> Tally:
        """Return the tally with a number of rejected rows added."""
        counts = [*self.counts]
        counts[_NUMBER[CaseOutcome.REJECTED]] += rows
        return replace(self, counts=tuple(counts))

    @property
    def read(self) -> int:
        """All rows."""
        return sum(self.counts)

    @property
    def cases(self) -> int:
        """Rows that are cases: readable, not superseded, and within the period."""
        return self.read - sum(self[outcome] for outcome in NO_CASE)

    @property
    def not_in_time(self) -> int:
        """Cases without a reply within the limit: late and overdue."""
        return self.counts[_LATE] + self.counts[_OVERDUE]

    @property
    def decided(self) -> int:
        """Cases that are either in time or not: on time, late and overdue."""
        return self.counts[_ON_TIME] + self.not_in_time

    @property
    def in_view(self) -> int:
        """Decided cases, and those whose limit has not passed."""
        return self.decided + self.counts[_OPEN]

    @property
    def set_aside(self) -> int:
        """Rows that cannot, or need not, be judged."""
        return self.read - self.in_view

    @property
    def late_share(self) -> float | None:
        """The share of decided cases not answered in time; None where there is none."""
        return self.not_in_time / self.decided if self.decided else None

    @property
    def on_time_share(self) -> float | None:
        """The share of decided cases answered in time, 0 to 1; None where there are none."""
        decided = self.decided
        return self.counts[_ON_TIME] / decided if decided else None

    @property
    def share_interval(self) -> tuple[float, float] | None:
        """The limits of the share in time, at 95 % confidence, as far as chance goes."""
        return share_interval(self.counts[_ON_TIME], self.decided)

    @property
    def answered(self) -> int:
        """Cases with a reply that counts: on time and late."""
        return sum(self.working_days.values())

    def percentiles(self, *percents: int) -> list[int | None]:
        """Return the working days within which given percentages of answered cases had a reply.

        Nearest-rank percentiles: exact, always days that occur.
        """
        reached = [*accumulate(self.working_days.values())]
        if not reached:
            return [None] * len(percents)
        days = [*self.working_days]
        return [days[bisect_left(reached, -(-reached[-1] * one // 100))] for one in percents]

    @property
    def days(self) -> tuple[int | None, int | None, int | None]:
        """The working days that a reply took: median, 90th percentile, longest."""
        median, ninetieth, longest = self.percentiles(50, 90, 100)
        return median, ninetieth, longest

    @property
    def longest(self) -> int | None:
        """The most working days any reply took."""
        return max(self.working_days, default=None)


def join_tallies(parts: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Join tallies of the same name, sorted by name; a tally by itself is not copied."""
    found: defaultdict[str, list[Tally]] = defaultdict(list)
    for part in parts:
        for name, tally in part.items():
            found[name].append(tally)
    return {name: Tally.together(tallies) for name, tallies in sorted(found.items())}


def chart_months(months: Mapping[str, Tally]) -> ControlChart:
    """Return the control chart of the share in time, month by month."""
    return control_chart(
        {
            month: Count(tally.counts[_ON_TIME], tally.decided, tally.counts[_OPEN])
            for month, tally in months.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Case:
    """One case that a report lists.

    ``working_days`` are those until the reply, or until the audit's date without one. ``line`` is
    None in a log without lines.
    """

    path: str
    line: int | None
    record: int
    case_id: str
    unit: str
    service: str | None
    received: date
    due: date
    first_reply: date | None
    working_days: int
    outcome: CaseOutcome
    in_force: bool


@dataclass(frozen=True, slots=True)
class DayAfter:
    """A day after a case's arrival.

    ``working_day`` is its number from the day of arrival, or None if it does not count: because of
    its weekday, or as the holiday with this ``name`` and legal ``ground``.
    """

    date: date
    working_day: int | None
    name: str | None = None
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class UnitCases:
    """The cases of one unit.

    ``in_force`` counts the rows received since the reply-time rule took effect for the unit, and
    ``before_force`` the earlier ones. Months are written ``2016-01`` and tertials ``2016-T1``; the
    months of each service are only counted in a detailed audit. ``worst`` has a limited number of
    cases: the longest waits, then contradictory rows. ``unreadable`` counts rejected rows that are,
    or may be, this unit's. ``late`` has every late or overdue case, if asked for and not too many.
    """

    unit: str
    total: Tally
    in_force: Tally
    before_force: Tally
    by_service: Mapping[str, Tally]
    by_month: Mapping[str, Tally]
    by_tertial: Mapping[str, Tally]
    by_service_and_month: Mapping[tuple[str, str], Tally]
    first_received: date | None
    last_received: date | None
    worst: tuple[Case, ...]
    unreadable: int
    logs: tuple[str, ...]
    log_numbers: tuple[int, ...] = field(compare=False)
    late: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class LogFile:
    """One case log: how it was read, and the outcomes of its rows.

    ``number`` is its position among the logs given, from 0; two logs may have the same shown path.
    ``form`` is text, xlsx or parquet; only text has an encoding and a delimiter. ``of_others`` is
    true if it has rejected rows of units that no other row names; these are not shown.
    """

    number: int
    path: str
    sha256: str | None
    form: str
    encoding: str | None
    delimiter: str
    header_line: int
    columns: Mapping[str, str]
    tally: Tally
    unmatched: int
    tolerated: bool
    of_others: bool = False


@dataclass(frozen=True, slots=True)
class CaseStatistics:
    """All logs of one audit. ``unmatched`` has the units that are not audited.

    ``sheets_passed_over`` are notes on visible sheets of workbooks that are no logs.
    ``met_by_name`` are the units that rows name by the clinic's name instead of its HSA-id.
    ``recurring_ids`` counts the case ids that a clinic uses for cases received on different days.
    ``otherwise`` has the units' cases by each other way to count that was asked for.
    """

    logs: tuple[LogFile, ...] = ()
    units: Mapping[str, UnitCases] = field(default_factory=dict)
    unmatched: Mapping[str, Tally] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)
    rejections: tuple[Problem, ...] = ()
    sheets_passed_over: tuple[Problem, ...] = ()
    met_by_name: tuple[str, ...] = ()
    recurring_ids: int = 0
    otherwise: tuple[Mapping[str, UnitCases], ...] = ()

    def tolerates(self, path: str) -> bool:
        """Tell whether the unreadable rows of the log at this path are tolerated."""
        logs = [log for log in self.logs if log.path == path]
        return bool(logs) and all(log.tolerated for log in logs)

    @property
    def logs_of_several(self) -> frozenset[int]:
        """The numbers of the logs that have rows of several units."""
        units = Counter(number for unit in self.units.values() for number in unit.log_numbers)
        return frozenset(
            log.number
            for log in self.logs
            if units[log.number] > 1 or log.unmatched or log.of_others
        )

    def only(self, cases: UnitCases | None) -> CaseStatistics:
        """Return one unit's statistics, as if the logs had no other rows.

        Rejected rows that may be any unit's count as this one's.
        """
        if cases is None:
            return CaseStatistics()
        logs = [log for log in self.logs if log.number in cases.log_numbers]
        others = max(0, cases.unreadable - cases.total[CaseOutcome.REJECTED])
        shared = self.logs_of_several
        own = {log.path for log in logs if cases.unreadable and log.number not in shared}
        own -= {log.path for log in self.logs if log not in logs}
        return CaseStatistics(
            logs=tuple(
                replace(log, unmatched=0, tolerated=log.tolerated or not cases.unreadable)
                for log in logs
            ),
            units={cases.unit: cases},
            total=cases.total.and_rejected(others),
            rejections=tuple(one for one in self.rejections if one.location.path in own),
        )
