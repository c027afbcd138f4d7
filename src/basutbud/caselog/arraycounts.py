"""Rows of large logs counted as arrays of numbers, each by its pair of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod
from threading import Lock
from typing import Any, Final, TypeVar

import numpy as np

from basutbud.caselog import classification as sql
from basutbud.caselog.daypairs import MOST_PAIRS, ROWS, SUPERSEDED, Array, Days
from basutbud.caselog.plan import Arrays, Engine
from basutbud.caselog.statistics import Counts
from basutbud.model.cases import Tally
from basutbud.model.vocabulary import NO_CASE, CaseOutcome

_Row = tuple[Any, ...]
_Key = TypeVar("_Key", str, int)
_MOST_CELLS: Final = 1 << 22
"""So many counts are kept at a time; rows that are too unlike for it are left to SQL."""
_CASES: Final = [number for number, outcome in enumerate(sql.OUTCOMES) if outcome not in NO_CASE]
_CONTRADICTORY: Final = sql.OUTCOMES.index(CaseOutcome.CONTRADICTORY)
_TOLD: Final = [
    sql.OUTCOMES.index(outcome)
    for outcome in (CaseOutcome.LATE, CaseOutcome.OVERDUE, CaseOutcome.CONTRADICTORY)
]

_LEFT_BY_LOG: Final = f"""
    SELECT unit_id, log, in_force, outcome, -1, count(*), NULL, NULL
    FROM ({sql.judged_at_sql("left_place")}) AS judged GROUP BY unit_id, log, in_force, outcome
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What the keys in rows stand for.

    ``units``: a unit's number, why it is none, and from when the rule binds it. ``services``: a
    service's number; ``names`` are the services by that.
    """

    units: Sequence[tuple[int | None, str | None, date | None]]
    services: Sequence[int | None]
    names: Sequence[str]


def counted_as_arrays(
    engine: Engine, arrays: Arrays, words: Words, days_met: tuple[date, date], most: int | None
) -> Counts | None:
    """Count all rows, of days between two, and make ``told_place`` of the places of some.

    These are the rejected rows, and cases not answered as they should be: all, or those that can
    be among a unit's so many worst. None where there is too much to tell apart.
    """
    first, last = days_met
    sound = [key for key, (_, fault, _) in enumerate(words.units) if fault is None]
    days = (last - first).days + 1
    cells = len(words.units) * max(days, 2 * (len(words.names) + 1))
    if not sound or days**2 > MOST_PAIRS or cells > _MOST_CELLS:
        return None
    superseded = arrays.columns("SELECT place FROM superseded ORDER BY place")["place"]
    counter = _Counter(words, Days(arrays, first, days, sound[0]), superseded)

    def count(places: range) -> None:
        within = f"place >= {places.start} AND place < {places.stop}"
        counter.add(arrays.columns(f"{ROWS} AND {within}"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count, engine.stretches()))
    if counter.too_much:
        return None
    left = counter.left()
    arrays.put("left_place", "place", left)
    arrays.put("told_place", "place", np.concatenate([left, counter.told(most)]))
    return counter.counts(engine.rows(_LEFT_BY_LOG) if left.size else iter(()))


@dataclass(frozen=True, slots=True)
class _Judged:
    """Rows that were judged by their days, a column each."""

    place: Array
    log: Array
    unit: Array
    bound: Array
    service: Array
    received: Array
    kind: Array
    waited: Array


class _Counter:
    """Counts of rows by unit, whether the rule bound, service, month and kind. Threads may add."""

    def __init__(self, words: Words, days: Days, superseded: Array) -> None:
        self._words, self._days, self._superseded = words, days, superseded
        self._unit_of = np.array([-1 if fault else unit for unit, fault, _ in words.units])
        none = len(words.names)
        self._service_of = np.array([none if one is None else one for one in words.services])
        units, services = self._unit_of.max() + 1, none + 1
        self._since = np.full(units, days.number)
        for unit, fault, since in words.units:
            if fault is None and since is not None:
                self._since[unit] = (since - days.first).days
        dates = [days.first + timedelta(number) for number in range(days.number)]
        months = np.array([day.year * 12 + day.month - 1 for day in dates])
        self._first_month, self._month_of = int(months[0]), months - months[0]
        self._by_service = np.zeros((units, 2, services, 1), np.int64)
        self._by_month = np.zeros((units, int(self._month_of[-1]) + 1, 1), np.int64)
        self._met = np.zeros(units * days.number, np.bool_)
        self._by_log: list[Array] = []
        self._told: list[Array] = []
        self._left: list[Array] = []
        self.too_much = False
        self._lock = Lock()

    def add(self, rows: Mapping[str, Array]) -> None:
        """Count rows, or leave them to SQL."""
        fit, left = self._judged(rows)
        outcome = np.array(self._days.outcome)
        by_what = *self._by_service.shape[:-1], len(outcome)
        by_when = *self._by_month.shape[:-1], len(outcome)
        self.too_much = self.too_much or max(prod(by_what), prod(by_when)) > _MOST_CELLS
        if self.too_much:
            return
        by_service = _counts(by_what, fit.unit, fit.bound, fit.service, fit.kind)
        by_month = _counts(by_when, fit.unit, self._month_of[fit.received], fit.kind)
        by_log = _by_log(fit.log, by_service.sum(axis=2), fit.unit, fit.bound, fit.kind)
        told = _told(fit, outcome)
        met = _joined((len(self._since), self._days.number), fit.unit, fit.received)
        case = np.isin(outcome, _CASES)
        if not case.all():
            met = met[case[fit.kind]]
        with self._lock:
            self._by_service = _sum(self._by_service, by_service)
            self._by_month = _sum(self._by_month, by_month)
            self._by_log.append(by_log)
            self._met[met] = True
            self._told.append(told)
            self._left.append(left)

    def _judged(self, rows: Mapping[str, Array]) -> tuple[_Judged, Array]:
        """Return the rows that their days tell of, and the places of the others."""
        received, reply, fit = self._days.of(rows)
        unit = self._unit_of[rows["unit_key"]]
        fit &= unit >= 0
        left = rows["place"][~fit]
        if left.size:
            received, reply, unit = received[fit], reply[fit], unit[fit]
            rows = {name: column[fit] for name, column in rows.items()}
        place, kind = rows["place"], self._days.kinds(received, reply)
        if place.size:
            low, high = np.searchsorted(self._superseded, (place.min(), place.max() + 1))
            kind[np.isin(place, self._superseded[low:high])] = SUPERSEDED
        bound, service = received >= self._since[unit], self._service_of[rows["service_key"]]
        waited = self._days.waited(received, reply)
        return _Judged(place, rows["log"], unit, bound, service, received, kind, waited), left

    def left(self) -> Array:
        """Return the places of the rows that are left to SQL."""
        return np.concatenate(self._left)

    def told(self, most: int | None) -> Array:
        """Return the places of rows to be told of: all, or those that can be among the worst.

        These are, of each unit, so many that waited longest, and any that waited as long as they.
        """
        place, group, waited = list[Array](np.concatenate(self._told, axis=1))
        if most is None or not place.size:
            return place
        order = np.lexsort((-waited, group))
        place, group, waited = place[order], group[order], waited[order]
        _, starts, sizes = np.unique(group, return_index=True, return_counts=True)
        least = waited[starts + np.minimum(most, sizes) - 1]
        return place[waited >= np.repeat(least, sizes)]

    def counts(self, rejected: Iterator[_Row]) -> Counts:
        """Return what was counted, with rows of ``by_log`` that were left to SQL."""
        by_service = self._by_service.sum(axis=1)
        months = range(self._first_month, self._first_month + self._by_month.shape[1])
        tertials = [month - month % sql.MONTHS_IN_TERTIAL for month in months]
        starts = [at for at, one in enumerate(tertials) if not at or one != tertials[at - 1]]
        by_tertial = np.add.reduceat(self._by_month, starts, axis=1)
        return Counts(
            by_log=[*self._rows_by_log(), *rejected],
            by_service=self._parts(by_service, [*self._words.names, ""]),
            by_month=self._parts(self._by_month, months),
            by_tertial=self._parts(by_tertial, [tertials[at] for at in starts]),
        )

    def _rows_by_log(self) -> list[_Row]:
        """Return rows by unit, log, whether the rule bound and kind, with the unit's days."""
        first = self._days.first
        met = self._met.reshape(-1, self._days.number)
        earliest = met.argmax(axis=1).tolist()
        latest = (self._days.number - 1 - met[:, ::-1].argmax(axis=1)).tolist()
        days = [
            (first + timedelta(low), first + timedelta(high))
            for low, high in zip(earliest, latest, strict=True)
        ]
        outcome, answered = self._days.outcome, self._days.answered
        return [
            (unit, log, bool(bound), outcome[kind], answered[kind], rows, *days[unit])
            for log, unit, bound, kind, rows in _merged(self._by_log)
        ]

    def _parts(self, counts: Array, keys: Sequence[_Key]) -> Iterator[tuple[int, _Key, Tally]]:
        """Yield the cases of each unit by a key."""
        outcome, answered = np.array(self._days.outcome), np.array(self._days.answered)
        outcomes = np.zeros((len(outcome), len(sql.OUTCOMES)), np.int64)
        case = np.isin(outcome, _CASES)
        outcomes[case, outcome[case]] = 1
        days = np.zeros((len(outcome), answered.max(initial=0) + 1), np.int64)
        days[answered >= 0, answered[answered >= 0]] = 1
        by_outcome = counts @ outcomes
        units, at = np.nonzero(by_outcome.any(axis=2))
        by_outcome, by_days = by_outcome[units, at], (counts @ days)[units, at]
        part, day = np.nonzero(by_days)
        ends = np.searchsorted(part, np.arange(len(units)), "right").tolist()
        all_days, cases = day.tolist(), by_days[part, day].tolist()
        start = 0
        for unit, key, row, end in zip(
            units.tolist(), at.tolist(), by_outcome.tolist(), ends, strict=True
        ):
            answered_in = dict(zip(all_days[start:end], cases[start:end], strict=True))
            yield unit, keys[key], Tally(tuple(row), answered_in)
            start = end


def _told(rows: _Judged, outcome: Array) -> Array:
    """Return the rows that may be told of: their places, unit and such, and how long they waited.

    ``outcome`` is that of each kind.
    """
    at = np.flatnonzero(np.isin(outcome, _TOLD)[rows.kind])
    contradictory = outcome[rows.kind[at]] == _CONTRADICTORY
    group = _joined((0, 2, 2), rows.unit[at], rows.bound[at], contradictory)
    return np.stack([rows.place[at], group, rows.waited[at]])


def _by_log(log: Array, of_all: Array, *columns: Array) -> Array:
    """Count rows by log and the columns; ``of_all`` are the counts of all logs by these.

    A row of what is returned has the log, a number of each column, and how many there are.
    """
    first, last = (int(log.min()), int(log.max())) if log.size else (0, 0)
    shape = last - first + 1, *of_all.shape
    if first == last:
        at = np.flatnonzero(of_all)
        rows = of_all.ravel()[at]
    else:
        at, rows = np.unique(_joined(shape, log - first, *columns), return_counts=True)
    logs, *others = np.unravel_index(at, shape)
    return np.stack([logs + first, *others, rows], axis=1)


def _merged(parts: Sequence[Array]) -> list[list[int]]:
    """Add up what ``_by_log`` made of several parts."""
    counted = np.concatenate(parts)
    if not counted.size:
        return []
    counted = counted[np.lexsort(counted[:, :-1].T)]
    new = np.any(counted[1:, :-1] != counted[:-1, :-1], axis=1)
    starts = np.flatnonzero(np.concatenate([[True], new]))
    merged = counted[starts]
    merged[:, -1] = np.add.reduceat(counted[:, -1], starts)
    rows: list[list[int]] = merged.tolist()
    return rows


def _joined(shape: tuple[int, ...], *columns: Array) -> Array:
    """Return one number for those in the columns, each below its side of the shape."""
    at = columns[0].astype(np.int64)
    for side, column in zip(shape[1:], columns[1:], strict=True):
        at *= side
        at += column
    return at


def _counts(shape: tuple[int, ...], *columns: Array) -> Array:
    """Count rows by the numbers in their columns."""
    return np.bincount(_joined(shape, *columns), minlength=prod(shape)).reshape(shape)


def _sum(total: Array, part: Array) -> Array:
    """Add counts, of which either may know of more kinds."""
    if total.shape[-1] < part.shape[-1]:
        total, part = part, total
    total[..., : part.shape[-1]] += part
    return total
