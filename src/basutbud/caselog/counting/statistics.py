"""From counted rows to tallies: by log, by unit, by service, by month and by tertial."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Protocol

from basutbud.caselog.reading.reader import LogRead
from basutbud.caselog.sql.outcomes import MONTHS_IN_TERTIAL, OUTCOMES
from basutbud.caselog.units import Units
from basutbud.errors import Problem
from basutbud.model.cases import Case, CaseStatistics, LogFile, Tally, UnitCases
from basutbud.model.vocabulary import NO_CASE, CaseOutcome
from basutbud.safetext import safe_text

_NO_CASE = frozenset(map(OUTCOMES.index, NO_CASE))
_REJECTED = OUTCOMES.index(CaseOutcome.REJECTED)


_OF_ANOTHER = -1
"""The unit of rejected rows that are none of those shown."""
_LogRow = tuple[int | None, int, bool | None, int, int, int, date | None, date | None]


class Tolerates(Protocol):
    """Says how many unreadable rows a log may hold."""

    def covers(self, rejected: int, read: int) -> bool:
        """Tell whether so many rejected rows of so many read are tolerated."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: rows by log, as ``BY_LOG`` has them, and each unit's cases.

    Units go by their numbers; None is a row without one. A month is its number from year 0, a
    tertial its first month.
    """

    by_log: Sequence[_LogRow]
    by_service: Iterable[tuple[int, str, Tally]] = ()
    by_month: Iterable[tuple[int, int, Tally]] = ()
    by_tertial: Iterable[tuple[int, int, Tally]] = ()
    by_service_and_month: Iterable[tuple[int, tuple[str, int], Tally]] = ()


@dataclass(frozen=True, slots=True)
class SingledOut:
    """Rows singled out: the cases to show, by unit, and some that were rejected."""

    worst: Sequence[tuple[int, Case]] = ()
    rejections: tuple[Problem, ...] = ()


class _Count:
    """A tally under way: rows by outcome's number, and answered cases by working days."""

    __slots__ = ("counts", "days")

    def __init__(self) -> None:
        self.counts = [0] * len(OUTCOMES)
        self.days: dict[int, int] = {}

    def add(self, outcome: int, days: int, rows: int) -> None:
        self.counts[outcome] += rows
        if days >= 0:
            self.days[days] = self.days.get(days, 0) + rows

    def tally(self) -> Tally:
        return Tally(tuple(self.counts), dict(sorted(self.days.items())))


@dataclass(slots=True)
class _Unit:
    """A unit's tallies under way."""

    total: _Count = field(default_factory=_Count)
    in_force: _Count = field(default_factory=_Count)
    before_force: _Count = field(default_factory=_Count)
    by_service: dict[str, Tally] = field(default_factory=dict)
    by_month: dict[int, Tally] = field(default_factory=dict)
    by_tertial: dict[int, Tally] = field(default_factory=dict)
    by_both: dict[tuple[str, int], Tally] = field(default_factory=dict)
    rejected: Counter[int] = field(default_factory=Counter)
    logs: set[int] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    worst: list[Case] = field(default_factory=list)

    def add(self, log: int, in_force: bool, outcome: int, days: int, rows: int) -> None:  # noqa: FBT001 - a column of the counts
        self.total.add(outcome, days, rows)
        (self.in_force if in_force else self.before_force).add(outcome, days, rows)
        self.logs.add(log)
        if outcome == _REJECTED:
            self.rejected[log] += rows


def statistics(
    reads: Sequence[LogRead],
    counts: Counts,
    units: Units,
    tolerance: Tolerates,
    singled_out: Callable[[], SingledOut],
    recurring: Mapping[int, int] = MappingProxyType({}),
) -> CaseStatistics:
    """Put the counts together. Raise AssertionError where a log's do not add up to its rows.

    ``singled_out`` is called last, as its rows may still be looked for. ``recurring`` has how many
    case ids of a unit, by its number, stand for several cases.
    """
    by_log = [*_without_texts_of_rejected(counts.by_log, units), *_never_read(reads)]
    counts = replace(counts, by_log=by_log)
    found, strangers, unassigned = _by_unit(counts, units)
    logs = _logs(reads, counts, units, tolerance)
    doubtful = {index: unassigned[index] for index, log in enumerate(logs) if not log.tolerated}
    total = _Count()
    for _, _, _, outcome, days, rows, *_ in counts.by_log:
        total.add(outcome, days, rows)
    rows_singled_out = singled_out()
    for number, case in rows_singled_out.worst:
        if number in found:
            found[number].worst.append(case)
    return CaseStatistics(
        logs=logs,
        units={
            units.name(number): _unit_cases(units.shown(number), unit, logs, doubtful)
            for number, unit in sorted(found.items(), key=lambda item: units.name(item[0]))
        },
        unmatched={shown: strangers[shown].tally() for shown in sorted(strangers)},
        total=total.tally(),
        rejections=rows_singled_out.rejections,
        recurring_ids=sum(ids for number, ids in recurring.items() if units.audited(number)),
        met_by_name=tuple(sorted(units.shown(number) for number in {*units.met_by_name.values()})),
    )


def _without_texts_of_rejected(rows: Sequence[_LogRow], units: Units) -> Iterator[_LogRow]:
    """Yield rows; those of a unit that rejected rows alone speak of are of none that is shown.

    What such a row has in the unit's place may be anything, a name in a comment that shifted it
    too. Where units are HSA-ids, and it is none, the row may be any unit's.
    """
    met = {row[0] for row in rows if row[3] != _REJECTED}
    by_id = any(number is not None and units.is_hsa_id(number) for number in met)
    for row in rows:
        number = row[0]
        if number is None or number in met or units.known_beforehand(number):
            yield row
        else:
            yield (None if by_id and not units.is_hsa_id(number) else _OF_ANOTHER, *row[1:])


def _never_read(reads: Sequence[LogRead]) -> Iterator[_LogRow]:
    """Yield the rows that never came into the table, as ``Counts.by_log`` has them."""
    for log, read in enumerate(reads):
        if rows := len(read.line_map.gaps.faults):
            yield None, log, None, _REJECTED, -1, rows, None, None


def _by_unit(
    counts: Counts, units: Units
) -> tuple[dict[int, _Unit], dict[str, _Count], Counter[int]]:
    """Sort the counts by unit: those audited, the strangers, and by log the rows of no unit."""
    found: dict[int, _Unit] = defaultdict(_Unit)
    strangers: dict[str, _Count] = defaultdict(_Count)
    unassigned: Counter[int] = Counter()
    for number, log, in_force, outcome, days, rows, *received in counts.by_log:
        if number == _OF_ANOTHER:
            continue
        if number is None:
            unassigned[log] += rows
        elif units.audited(number):
            found[number].add(log, bool(in_force), outcome, days, rows)
            if outcome not in _NO_CASE:
                found[number].days += [day for day in received if day is not None]
        else:
            strangers[units.shown(number)].add(outcome, days, rows)
    _add_parts(counts, found)
    return found, strangers, unassigned


def _add_parts(counts: Counts, found: Mapping[int, _Unit]) -> None:
    """Add what is counted by service, month and tertial."""
    for number, service, tally in counts.by_service:
        if unit := found.get(number):
            unit.by_service[service] = tally
    for number, month, tally in counts.by_month:
        if unit := found.get(number):
            unit.by_month[month] = tally
    for number, first_month, tally in counts.by_tertial:
        if unit := found.get(number):
            unit.by_tertial[first_month] = tally
    for number, both, tally in counts.by_service_and_month:
        if unit := found.get(number):
            unit.by_both[both] = tally


@cache
def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _tertial(month: int) -> str:
    """Name the third of the year that a month begins, as ``2016-T1``."""
    return f"{month // 12:04}-T{month % 12 // MONTHS_IN_TERTIAL + 1}"


def _unit_cases(
    shown: str, unit: _Unit, logs: Sequence[LogFile], doubtful: Mapping[int, int]
) -> UnitCases:
    own_logs = sorted(unit.logs)
    return UnitCases(
        unit=shown,
        total=unit.total.tally(),
        in_force=unit.in_force.tally(),
        before_force=unit.before_force.tally(),
        by_service=dict(sorted(unit.by_service.items())),
        by_month={_month(month): tally for month, tally in sorted(unit.by_month.items())},
        by_tertial={_tertial(month): tally for month, tally in sorted(unit.by_tertial.items())},
        by_service_and_month={
            (service, _month(month)): tally
            for (service, month), tally in sorted(unit.by_both.items())
        },
        first_received=min(unit.days, default=None),
        last_received=max(unit.days, default=None),
        worst=tuple(unit.worst),
        unreadable=sum(
            (0 if logs[log].tolerated else unit.rejected[log]) + doubtful.get(log, 0)
            for log in own_logs
        ),
        logs=tuple(logs[log].path for log in own_logs),
        log_numbers=tuple(logs[log].number for log in own_logs),
    )


def _logs(
    reads: Sequence[LogRead], counts: Counts, units: Units, tolerance: Tolerates
) -> tuple[LogFile, ...]:
    tallies = [_Count() for _ in reads]
    unmatched = [0 for _ in reads]
    with_others = {log for number, log, *_ in counts.by_log if number == _OF_ANOTHER}
    for number, log, _, outcome, days, rows, *_ in counts.by_log:
        tallies[log].add(outcome, days, rows)
        if number not in (None, _OF_ANOTHER) and not units.audited(number):
            unmatched[log] += rows
    return tuple(
        replace(
            _log_file(reads[log], count.tally(), unmatched[log], tolerance),
            of_others=log in with_others,
        )
        for log, count in enumerate(tallies)
    )


def _log_file(read: LogRead, tally: Tally, unmatched: int, tolerance: Tolerates) -> LogFile:
    if tally.read != read.records:
        raise AssertionError(f"the outcomes of {read.shown} do not add up to its rows")
    rejected = tally[CaseOutcome.REJECTED]
    return LogFile(
        number=read.number,
        path=read.shown,
        sha256=read.sha256,
        form=read.form,
        encoding=read.encoding,
        delimiter=read.header.delimiter,
        header_line=read.header.line,
        columns={role: safe_text(name) for role, name in read.header.columns.names.items()},
        tally=tally,
        unmatched=unmatched,
        tolerated=rejected == 0 or tolerance.covers(rejected, tally.read),
    )
