"""The scan: logs into one table of rows, judged, then counted. Rows read are never lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from basutbud.caselog import classification as sql
from basutbud.caselog.caselist import case_list
from basutbud.caselog.engines import open_engine
from basutbud.caselog.garbled import garbling
from basutbud.caselog.header import columns_nowhere
from basutbud.caselog.plan import KEYED, ROW_FAULTS, Engine
from basutbud.caselog.reading import LogRead, Reader
from basutbud.caselog.request import Dialect, Judge, LogSource, Means, Tolerance
from basutbud.caselog.sqlcounts import counted
from basutbud.caselog.stamps import stamp_fault
from basutbud.caselog.statistics import Counts, SingledOut, statistics
from basutbud.caselog.units import Units
from basutbud.errors import InputError, Location, Problem, Value
from basutbud.model.cases import Case, CaseStatistics
from basutbud.model.ruleset import folded
from basutbud.safetext import safe_id, safe_text

MOST_WORST: Final = 10
"""Cases shown for each unit."""
MOST_REJECTIONS: Final = 1_000
"""Rejected rows described for each log in a report; all are counted."""
MOST_OWN_TYPES: Final = 500
"""Case types outside the catalogue that are told apart, so that free text is not listed."""
_FEW_ROWS: Final = 100_000
"""Rows that are judged at once and kept so: more are judged as they are counted, with less room."""
_OCTOBER: Final = 10
_LAST_WEEK: Final = 25
_SUNDAY: Final = 7


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of a scan: of bytes and rows read, cases not answered in time, rejected rows.

    The cases come as lines of CSV, with their ids or without; they and the rows are told of in a
    thread of the scan's own. ``in_detail``: what is returned counts cases by service and month
    together too.
    """

    progress: Callable[[str, int, int], None] = lambda _path, _bytes, _rows: None
    case_list: Callable[[Iterable[str]], None] | None = None
    case_ids: bool = True
    rejects: Callable[[Iterable[Problem]], None] | None = None
    in_detail: bool = False


def scan(
    sources: Sequence[LogSource],
    judge: Judge,
    dialect: Dialect,
    tolerance: Tolerance,
    means: Means,
    told: Told,
) -> tuple[CaseStatistics, list[Problem]]:
    """Scan logs and return what they tell, with the problems of those that cannot be read.

    Asserts, log by log, that the outcomes add up to the rows read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="basutbud-") as folder,
        open_engine(means, Path(folder), [one.path for one in sources]) as engine,
    ):
        under_way = _Scan(engine, judge, Units(judge.units, judge.unit_names))
        reader = Reader(engine, dialect, Path(folder), told.progress)
        for number, source in enumerate(sources):
            under_way.read(reader, number, source)
        under_way.failures += columns_nowhere(dialect, [read.header for read in under_way.reads])
        days_met = under_way.judge_rows()
        with ThreadPoolExecutor(2) as pool:
            counts = under_way.counts_of_arrays(days_met, told)
            judged = "SELECT * FROM judged" if counts is None else sql.judged_at_sql("told_place")
            singled_out = pool.submit(under_way.single_out, told, judged)
            if counts is None:
                counts = counted(engine, under_way.services, pool, in_detail=told.in_detail)
            result = statistics(
                under_way.reads, counts, under_way.units, tolerance, singled_out.result
            )
    return result, under_way.failures


@dataclass(slots=True)
class _Scan:
    """A scan under way."""

    engine: Engine
    judge: Judge
    units: Units
    services: list[str] = field(default_factory=list)
    service_ids: list[int | None] = field(default_factory=list)
    reads: list[LogRead] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)

    def read(self, reader: Reader, number: int, source: LogSource) -> None:
        """Read one log into the table of rows, or note why it cannot be read."""
        unit = None
        if self.judge.units is None or source.owner is not None or source.ownerless:
            unit = source.owner or self.units.of_log(number, source.name)
        try:
            read = reader.read(source, number, len(self.reads), unit)
            self._refuse_garbled(read, len(self.reads))
            self.reads.append(read)
        except InputError as error:
            self.engine.discard(len(self.reads))
            self.failures += error.problems

    def _refuse_garbled(self, read: LogRead, log: int) -> None:
        """Raise InputError where units or case types of a log are not as they were written."""
        for role in KEYED:
            met = self.engine.rows(sql.keys_met_sql(role, log))
            texts = self.engine.texts(role)
            found = garbling((texts[key] for (key,) in met), self.judge.service_names)
            if found:
                column = safe_text(read.header.columns.names.get(role, ""))
                raise InputError(found.problem(Location(read.shown), read.encoding, column))

    def judge_rows(self) -> tuple[date, date]:
        """Give every record its outcome; return the first and last day that any has."""
        engine, judge = self.engine, self.judge
        engine.fill(
            "audit",
            "as_of DATE, period_from DATE, period_to DATE, today_before INTEGER",
            [(judge.as_of, *judge.period, judge.workdays.before(judge.as_of))],
        )
        engine.fill(
            "unit",
            "key INTEGER, id INTEGER, fault INTEGER, in_force_from DATE",
            [
                (key, number, int(fault is not None), since)
                for key, (number, fault, since) in enumerate(self._resolved())
            ],
        )
        self.service_ids = self._service_ids(engine.texts("service"))
        engine.fill("service", "key INTEGER, id INTEGER", list(enumerate(self.service_ids)))
        workdays = judge.workdays
        met = engine.rows(sql.days_met_sql(workdays.first, workdays.last_judged))
        first, last = next(met, (judge.as_of, judge.as_of))
        days = workdays.counted(first, last + timedelta(days=1))
        engine.fill("calendar", sql.CALENDAR, [(*day, _hour_repeats(day.day)) for day in days])
        few = sum(read.rows for read in self.reads) <= _FEW_ROWS
        (engine.make if few else engine.define)("judged", sql.judged_sql())
        key = engine.hashed("unit.id", "case_id")
        if engine.make_repeated(sql.hashed_sql(key)):
            engine.make("superseded", sql.superseded_sql(key))
            engine.define("standing", sql.STANDING_ONCE)
        else:
            engine.fill("superseded", "place BIGINT", [])
            engine.define("standing", sql.STANDING)
        return first, last

    def counts_of_arrays(self, days_met: tuple[date, date], told: Told) -> Counts | None:
        """Have many rows counted at once, and found that are to be told of; None if SQL is to."""
        arrays = self.engine.arrays
        if arrays is None or told.in_detail:
            return None
        from basutbud.caselog.arraycounts import Words, counted_as_arrays

        words = Words(self._resolved(), self.service_ids, self.services)
        most = MOST_WORST if told.case_list is None else None
        return counted_as_arrays(self.engine, arrays, words, days_met, most)

    def single_out(self, told: Told, judged: str) -> SingledOut:
        """Tell of the rows that are told of one by one, and return those for the report.

        ``judged`` is SQL for records, all such rows among them.
        """
        self.engine.make("notable", sql.notable_sql(judged))
        if told.case_list is not None:
            told.case_list(
                case_list(
                    self.engine, self.reads, self.units, self.services, case_ids=told.case_ids
                )
            )
        if told.rejects is not None:
            told.rejects(self._rejections())
        worst = self._cases(sql.worst_sql(MOST_WORST))
        return SingledOut(tuple(worst), tuple(self._rejections(MOST_REJECTIONS)))

    def _rejections(self, most: int | None = None) -> Iterator[Problem]:
        """Describe the rejected rows of each log, at most so many, by place and reason alone."""
        unit_faults = [fault for _, fault, _ in self._resolved()]
        with_any = {log for (log,) in self.engine.rows(sql.LOGS_WITH_REJECTED)}
        for log, read in enumerate(self.reads):
            width: dict[str, Value] = {"width": read.header.columns.width}
            width["encoding"] = read.encoding or "utf-8"
            torn = (
                Problem(f"row_{fault}", _place(read, line, read.places.record(line)), width)
                for line, fault in sorted(read.places.gaps.faults.items())
            )
            rejected = self.engine.rows(sql.rejected_sql(log, most)) if log in with_any else ()
            wrong = (self._rejection(read, unit_faults, width, *row) for row in rejected)
            yield from islice(merge(torn, wrong, key=lambda one: one.location.record or 0), most)

    def _cases(self, query: str) -> Iterator[tuple[int, Case]]:
        """Yield cases with their unit's number."""
        for row in self.engine.rows(query):
            log, place, case_id, unit, service, received, due, reply, days, outcome, in_force = row
            read = self.reads[log]
            line, record = read.line_and_record(place)
            case = Case(
                path=read.shown,
                line=line,
                record=record,
                case_id=safe_id(case_id),
                unit=self.units.shown(unit),
                service=None if service is None else self.services[service],
                received=received,
                due=due,
                first_reply=reply,
                working_days=days,
                outcome=sql.OUTCOMES[outcome],
                in_force=in_force,
            )
            yield unit, case

    def _resolved(self) -> list[tuple[int | None, str | None, date | None]]:
        return [self.units.resolve(text) for text in self.engine.texts("unit")]

    def _service_ids(self, texts: Sequence[str]) -> list[int | None]:
        """Give case types numbers, by catalogue id or own name; None where they are too many."""
        known: dict[str, int] = {}
        numbers: list[int | None] = []
        own = 0
        met = self._keys_met(texts)
        for key, text in enumerate(texts):
            service = self.judge.service_names.get(folded(text))
            name = service or safe_text(normalize("NFC", " ".join(text.split())))
            if name in known:
                numbers.append(known[name])
            elif not name or key not in met or (own == MOST_OWN_TYPES and not service):
                numbers.append(None)
            else:
                own += not service
                numbers.append(known.setdefault(name, len(known)))
        self.services = list(known)
        return numbers

    def _keys_met(self, texts: Sequence[str]) -> Collection[int]:
        """Return the keys of case types, where they are many without those of logs not read."""
        if len(texts) <= MOST_OWN_TYPES:
            return range(len(texts))
        return {key for (key,) in self.engine.rows("SELECT DISTINCT service_key FROM row_read")}

    def _rejection(
        self,
        read: LogRead,
        unit_faults: Sequence[str | None],
        width: Mapping[str, Value],
        *row: Any,
    ) -> Problem:
        place, fault, unit, wrong, received = row
        why = ROW_FAULTS[fault] or unit_faults[unit] or ""
        workdays = self.judge.workdays
        first, last = workdays.first, workdays.last_judged
        role, _, code = why.rpartition(":")
        if code == "stamp":
            code = stamp_fault(wrong, first, last)
        elif not why:
            role = "first_reply" if first <= received <= last else "received"
            code = "outside_calendar"
        names = read.header.columns.names
        if role == "first_reply" and "final_reply" in names:  # it counts where there is no first
            name: str | None = f"{names[role]} / {names['final_reply']}"
        else:
            name = names.get(role)
        return Problem(
            f"row_{code}",
            _place(read, *read.line_and_record(place)),
            width,
            column=safe_text(name) if name else None,
        )


def _hour_repeats(day: date) -> bool:
    """Tell whether an hour is passed twice, as summer time ends: the last Sunday of October."""
    return day.month == _OCTOBER and day.day >= _LAST_WEEK and day.isoweekday() == _SUNDAY


def _place(read: LogRead, line: int | None, record: int) -> Location:
    return Location(read.shown, line, record=record)
