"""From counted rows to tallies: by log, by unit, by service and by month."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol, TypeVar

from basutbud.caselog.intake import ReadyLog
from basutbud.caselog.units import Units
from basutbud.errors import Location, Problem, Value
from basutbud.model.cases import Case, CaseStatistics, LogFile, Tally, UnitCases
from basutbud.model.vocabulary import CaseOutcome
from basutbud.safetext import safe_text

Key = TypeVar("Key")

_NO_CASE: Final = (CaseOutcome.SUPERSEDED, CaseOutcome.REJECTED, CaseOutcome.OUTSIDE)
_ANSWERED: Final = (CaseOutcome.ON_TIME, CaseOutcome.LATE)


class Tolerates(Protocol):
    """Says how many unreadable rows a log may hold."""

    def covers(self, rejected: int, read: int) -> bool:
        """Tell whether so many rejected rows of so many read are tolerated."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that could not be read: its line, the reason's code and values, and the column."""

    line: int
    code: str
    values: Mapping[str, Value]
    column: str | None


@dataclass(frozen=True, slots=True)
class LogRead:
    """A log as the engine read it. ``nothing`` are the lines that hold no record, in order."""

    shown: str
    log: ReadyLog
    records: int
    nothing: Sequence[int]
    rejections: tuple[Rejection, ...]

    def record(self, line: int) -> int:
        """Return which data row stands on a line, from 1."""
        return line - self.log.header_line - bisect_right(self.nothing, line)


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of one log, unit, service, month and outcome that took as many working days."""

    log: int
    unit: int | None
    service: str | None
    month: str | None
    in_force: bool
    outcome: CaseOutcome
    days: int | None
    rows: int
    first_received: date | None
    last_received: date | None


@dataclass(slots=True)
class _Count:
    """A tally under way."""

    counts: Counter[CaseOutcome] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    def add(self, counted: Counted) -> None:
        self.counts[counted.outcome] += counted.rows
        if counted.outcome in _ANSWERED and counted.days is not None:
            self.days[counted.days] += counted.rows

    def tally(self) -> Tally:
        return Tally(
            {outcome: self.counts[outcome] for outcome in CaseOutcome if self.counts[outcome]},
            dict(sorted(self.days.items())),
        )


def statistics(
    reads: Sequence[LogRead],
    counted: Sequence[Counted],
    worst: Iterable[tuple[int, Case]],
    units: Units,
    tolerance: Tolerates,
) -> CaseStatistics:
    """Put the counts together. Raise AssertionError where a log's do not add up to its rows."""
    by_log = _grouped(counted, lambda row: row.log)
    logs = tuple(
        _log_file(read, by_log.get(index, []), units, tolerance) for index, read in enumerate(reads)
    )
    by_unit = _grouped(counted, lambda row: row.unit)
    doubtful = {
        log.path: sum(row.rows for row in by_log.get(index, []) if row.unit is None)
        for index, log in enumerate(logs)
        if not log.tolerated
    }
    worst_by_unit: dict[int, list[Case]] = defaultdict(list)
    for unit, case in worst:
        worst_by_unit[unit].append(case)
    met = sorted((unit for unit in by_unit if unit is not None), key=units.name)
    return CaseStatistics(
        logs=logs,
        units={
            units.name(unit): _unit_cases(
                units.shown(unit), by_unit[unit], worst_by_unit[unit], logs, doubtful
            )
            for unit in met
            if units.audited(unit)
        },
        unmatched={
            units.shown(unit): _total(by_unit[unit]) for unit in met if not units.audited(unit)
        },
        total=_total(counted),
        rejections=tuple(_rejection(read, one) for read in reads for one in read.rejections),
    )


def _unit_cases(
    shown: str,
    rows: Sequence[Counted],
    worst: Sequence[Case],
    logs: Sequence[LogFile],
    doubtful: Mapping[str, int],
) -> UnitCases:
    cases = [row for row in rows if row.outcome not in _NO_CASE]
    days = [day for row in cases for day in (row.first_received, row.last_received) if day]
    own_logs = [logs[index] for index in sorted({row.log for row in rows})]
    unreadable = sum(
        row.rows
        for row in rows
        if row.outcome is CaseOutcome.REJECTED and not logs[row.log].tolerated
    )
    return UnitCases(
        unit=shown,
        total=_total(rows),
        judged=_total(row for row in rows if row.in_force),
        earlier=_total(row for row in rows if not row.in_force),
        by_service=_tallies(cases, lambda row: row.service or ""),
        by_month=_tallies(cases, lambda row: row.month or ""),
        first_received=min(days, default=None),
        last_received=max(days, default=None),
        worst=tuple(worst),
        unreadable=unreadable + sum(doubtful.get(log.path, 0) for log in own_logs),
        logs=tuple(log.path for log in own_logs),
    )


def _log_file(
    read: LogRead, rows: Sequence[Counted], units: Units, tolerance: Tolerates
) -> LogFile:
    tally = _total(rows)
    if tally.read != read.records:
        raise AssertionError(f"the outcomes of {read.shown} do not add up to its rows")
    rejected = tally[CaseOutcome.REJECTED]
    return LogFile(
        path=read.shown,
        sha256=read.log.sha256,
        encoding=read.log.encoding,
        delimiter=read.log.delimiter,
        header_line=read.log.header_line,
        columns={role: safe_text(name) for role, name in read.log.columns.names.items()},
        tally=tally,
        unmatched=sum(
            row.rows for row in rows if row.unit is not None and not units.audited(row.unit)
        ),
        tolerated=rejected == 0 or tolerance.covers(rejected, tally.read),
    )


def _rejection(read: LogRead, one: Rejection) -> Problem:
    place = Location(read.shown, one.line, record=read.record(one.line))
    column = safe_text(one.column) if one.column else None
    return Problem(one.code, place, one.values, column=column)


def _total(rows: Iterable[Counted]) -> Tally:
    count = _Count()
    for row in rows:
        count.add(row)
    return count.tally()


def _tallies(rows: Iterable[Counted], key: Callable[[Counted], str]) -> dict[str, Tally]:
    counts: dict[str, _Count] = defaultdict(_Count)
    for row in rows:
        counts[key(row)].add(row)
    return {name: counts[name].tally() for name in sorted(counts)}


def _grouped(rows: Iterable[Counted], key: Callable[[Counted], Key]) -> dict[Key, list[Counted]]:
    groups: dict[Key, list[Counted]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
