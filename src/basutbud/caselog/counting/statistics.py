"""Makes the statistics of each log, and of each unit, from counted rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from basutbud.caselog.counting.counts import Counts, LogRows
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.request import Tolerance
from basutbud.caselog.units import Units
from basutbud.errors import Problem
from basutbud.model.cases import Case, CaseStatistics, LogFile, Tally, UnitCases
from basutbud.model.vocabulary import CaseOutcome
from basutbud.safetext import safe_text

_OF_ANOTHER = -1
"""The unit of rejected rows of units that are not shown."""
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class SingledOut:
    """Rows singled out: the cases to show, by unit, and some that were rejected."""

    worst: Sequence[tuple[int, Case]] = ()
    late: Sequence[tuple[int, Case]] = ()
    rejections: tuple[Problem, ...] = ()


def statistics(
    reads: Sequence[LogRead],
    counts: Counts,
    units: Units,
    tolerance: Tolerance,
    singled_out: Callable[[], SingledOut],
    recurring: Mapping[int, int] = MappingProxyType({}),
) -> CaseStatistics:
    """Return the statistics. Raise AssertionError if a log's counts do not add up to its rows.

    ``singled_out`` is called last, as its rows may still be on their way. ``recurring`` has, by a
    unit's number, how many of its case ids stand for several cases.
    """
    by_log = [*_without_texts_of_rejected(counts.by_log, units), *_never_read(reads)]
    logs = _logs(reads, by_log, units, tolerance)
    audited: dict[int, list[LogRows]] = defaultdict(list)
    strangers: dict[str, list[Tally]] = defaultdict(list)
    doubtful: Counter[int] = Counter()
    for rows in by_log:
        if rows.unit is None:
            doubtful[rows.log] += 0 if logs[rows.log].tolerated else rows.tally.read
        elif rows.unit != _OF_ANOTHER and units.audited(rows.unit):
            audited[rows.unit].append(rows)
        elif rows.unit != _OF_ANOTHER:
            strangers[units.shown(rows.unit)].append(rows.tally)
    by_service, by_month = _by_unit(counts.by_service), _by_unit(counts.by_month)
    by_tertial, by_both = _by_unit(counts.by_tertial), _by_unit(counts.by_service_and_month)
    shown = singled_out()
    worst, late = _cases_by_unit(shown.worst), _cases_by_unit(shown.late)
    return CaseStatistics(
        logs=logs,
        units={
            units.name(number): UnitCases(
                unit=units.shown(number),
                **_of_all(audited[number], logs, doubtful),
                by_service=dict(sorted(by_service[number].items())),
                by_month=dict(sorted(by_month[number].items())),
                by_tertial=dict(sorted(by_tertial[number].items())),
                by_service_and_month=dict(sorted(by_both[number].items())),
                worst=tuple(worst[number]),
                late=tuple(late[number]),
            )
            for number in sorted(audited, key=units.name)
        },
        unmatched={name: Tally.together(strangers[name]) for name in sorted(strangers)},
        total=Tally.together(rows.tally for rows in by_log),
        rejections=shown.rejections,
        recurring_ids=sum(ids for number, ids in recurring.items() if units.audited(number)),
        met_by_name=tuple(sorted(units.shown(number) for number in {*units.met_by_name.values()})),
    )


def _without_texts_of_rejected(by_log: Sequence[LogRows], units: Units) -> Iterator[LogRows]:
    """Yield the rows, with units that only rejected rows name replaced, as they are not shown.

    Such a row's unit may be any text, such as a name in a comment that shifted its fields. If units
    are HSA-ids, and it is not one, the row may be any unit's.
    """
    met = {rows.unit for rows in by_log if rows.tally.read > rows.tally[CaseOutcome.REJECTED]}
    by_id = any(number is not None and units.is_hsa_id(number) for number in met)
    for rows in by_log:
        number = rows.unit
        if number is None or number in met or units.known_beforehand(number):
            yield rows
        else:
            unit = None if by_id and not units.is_hsa_id(number) else _OF_ANOTHER
            yield rows._replace(unit=unit)


def _never_read(reads: Sequence[LogRead]) -> Iterator[LogRows]:
    """Yield the rows that were damaged and are not in the table."""
    for log, read in enumerate(reads):
        if rows := len(read.line_map.faults):
            yield LogRows(unit=None, log=log, in_force=False, tally=Tally().and_rejected(rows))


def _of_all(
    rows: Sequence[LogRows], logs: Sequence[LogFile], doubtful: Mapping[int, int]
) -> dict[str, Any]:
    """Return what all rows of a unit give. ``doubtful`` counts a log's rows of unknown unit."""
    own_logs = sorted({one.log for one in rows})
    rejected = (one.tally[CaseOutcome.REJECTED] for one in rows if not logs[one.log].tolerated)
    return {
        "total": Tally.together(one.tally for one in rows),
        "in_force": Tally.together(one.tally for one in rows if one.in_force),
        "before_force": Tally.together(one.tally for one in rows if not one.in_force),
        "first_received": min((one.first for one in rows if one.first), default=None),
        "last_received": max((one.last for one in rows if one.last), default=None),
        "unreadable": sum(rejected) + sum(doubtful[log] for log in own_logs),
        "logs": tuple(logs[log].path for log in own_logs),
        "log_numbers": tuple(logs[log].number for log in own_logs),
    }


def _by_unit(parts: Iterable[tuple[int, _Key, _Value]]) -> Mapping[int, dict[_Key, _Value]]:
    """Gather the parts of each unit."""
    found: dict[int, dict[_Key, _Value]] = defaultdict(dict)
    for number, key, value in parts:
        found[number][key] = value
    return found


def _cases_by_unit(cases: Iterable[tuple[int, Case]]) -> Mapping[int, list[Case]]:
    """Gather the cases of each unit, in the order in which they come."""
    found: dict[int, list[Case]] = defaultdict(list)
    for number, case in cases:
        found[number].append(case)
    return found


def _logs(
    reads: Sequence[LogRead], by_log: Sequence[LogRows], units: Units, tolerance: Tolerance
) -> tuple[LogFile, ...]:
    tallies: list[list[Tally]] = [[] for _ in reads]
    unmatched = [0 for _ in reads]
    for rows in by_log:
        tallies[rows.log].append(rows.tally)
        if rows.unit not in (None, _OF_ANOTHER) and not units.audited(rows.unit):
            unmatched[rows.log] += rows.tally.read
    with_others = {rows.log for rows in by_log if rows.unit == _OF_ANOTHER}
    return tuple(
        replace(
            _log_file(read, Tally.together(tallies[log]), unmatched[log], tolerance),
            of_others=log in with_others,
        )
        for log, read in enumerate(reads)
    )


def _log_file(read: LogRead, tally: Tally, unmatched: int, tolerance: Tolerance) -> LogFile:
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
