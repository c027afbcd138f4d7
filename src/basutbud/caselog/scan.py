"""The scan: reads and judges logs one after the other, then counts. No row is ever lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, cast

from basutbud.caselog.clusterscan import read_together
from basutbud.caselog.counting.caselist import case_list
from basutbud.caselog.counting.counts import count_rows
from basutbud.caselog.counting.otherwise import count_otherwise
from basutbud.caselog.counting.statistics import SingledOut, statistics
from basutbud.caselog.engine import ROW_FAULTS, SPACES, Engine, FileEngine
from basutbud.caselog.engines.registry import cluster_reader, open_engine
from basutbud.caselog.letters.garbled import find_garbling
from basutbud.caselog.reading.header import columns_nowhere
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.reading.reader import Reader
from basutbud.caselog.request import (
    Dialect,
    EngineOptions,
    LogSource,
    OutcomeInputs,
    ScanCallbacks,
    Tolerance,
)
from basutbud.caselog.rowjudge import RowJudge
from basutbud.caselog.sql import outcomes as sql
from basutbud.caselog.sql.ids import composed
from basutbud.caselog.sql.late import LATE_BY_UNIT, late_sql
from basutbud.caselog.sql.stamps import stamp_fault
from basutbud.caselog.sql.unfit import unfit_id_fault, unfit_stamp_fault
from basutbud.caselog.units import Units
from basutbud.errors import InputError, Location, Problem, UsageError, Value
from basutbud.model.cases import Case, CaseStatistics
from basutbud.safetext import safe_id, safe_text

MOST_WORST: Final = 10
"""Cases shown for each unit."""
MOST_LATE: Final = 20_000
"""Cases not answered in time that are returned one by one, where all are asked for."""
MOST_REJECTIONS: Final = 1_000
"""Rejected rows described for each log in a report; all are counted."""


def scan(
    sources: Sequence[LogSource],
    inputs: OutcomeInputs,
    dialect: Dialect,
    tolerance: Tolerance,
    engine_options: EngineOptions,
    callbacks: ScanCallbacks,
) -> tuple[Sequence[LogSource], CaseStatistics, list[Problem]]:
    """Scan logs. Return them, their statistics, and the problems of logs that cannot be read.

    A cluster finds several logs where it is given a folder or a pattern. Asserts, log by log, that
    the outcomes add up to the rows read.
    """
    by_cluster = engine_options.engine == "spark"
    for uri in (source.uri for source in sources):
        if uri is not None and not by_cluster:
            raise UsageError(Problem("uri_without_spark", Location(""), {"path": safe_text(uri)}))
    with (
        tempfile.TemporaryDirectory(prefix="basutbud-") as folder,
        open_engine(engine_options, Path(folder)) as engine,
    ):
        units = Units(inputs.units, inputs.unit_names)
        under_way = ScanUnderWay(engine, units, RowJudge(engine, inputs, units), inputs)
        if by_cluster:
            cluster = cluster_reader(engine, dialect, Path(folder))
            sources = read_together(under_way, cluster, sources)
        else:
            files = cast(FileEngine, engine)
            reader = Reader(files, dialect, Path(folder), callbacks.progress)
            for number, source in enumerate(sources):
                under_way.read(reader, number, source)
        under_way.failures += columns_nowhere(dialect, [read.header for read in under_way.reads])
        under_way.set_repeats_aside()
        with ThreadPoolExecutor(1) as pool:
            singled_out = pool.submit(under_way.single_out, callbacks)
            counts = count_rows(engine, under_way.rows.services, in_detail=callbacks.in_detail)
            result = statistics(
                under_way.reads,
                counts,
                units,
                tolerance,
                singled_out.result,
                under_way.recurring,
            )
        otherwise = count_otherwise(
            engine, under_way.rows.days, inputs.otherwise, units, result.units
        )
    return sources, replace(result, otherwise=otherwise), under_way.failures


@dataclass(slots=True)
class ScanUnderWay:
    """A scan under way."""

    engine: Engine
    units: Units
    rows: RowJudge
    inputs: OutcomeInputs
    reads: list[LogRead] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)
    recurring: Mapping[int, int] = field(default_factory=dict)

    def read(self, reader: Reader, number: int, source: LogSource) -> None:
        """Read and judge one log, or add the problems why it cannot be read."""
        self.rows.begin(len(self.reads))
        try:
            unit = self.unit_of(number, source)
            read = reader.read(source, number, unit, self.rows)
            self.refuse_garbled(read, self.rows.texts_read)
            self.reads.append(read)
        except InputError as error:
            self.rows.discard()
            self.failures += error.problems

    def unit_of(self, number: int, source: LogSource) -> str | None:
        """Return the unit of a log without a column for it; None where it must have one."""
        if self.inputs.units is None or source.owner is not None or source.ownerless:
            return source.owner or self.units.of_log(number, source.name)
        return None

    def refuse_garbled(self, read: LogRead, texts_read: Mapping[str, Iterable[str]]) -> None:
        """Raise InputError if units or case types of a log, by their column, are garbled."""
        for role, texts in texts_read.items():
            if found := find_garbling(sorted(texts), self.inputs.service_names):
                column = safe_text(read.header.columns.names.get(role, ""))
                raise InputError(found.problem(Location(read.shown), read.encoding, column))

    def set_repeats_aside(self) -> None:
        """Mark as superseded all but one row of each case that has several."""
        engine = self.engine
        engine.make("repeated", sql.REPEATED)
        if any(True for _ in engine.rows("SELECT 1 FROM repeated LIMIT 1")):
            engine.make("candidate", sql.CANDIDATE)
            engine.make("superseded", sql.SUPERSEDED)
            self.recurring = dict(engine.rows(sql.RECURRING))
            self._doubt_ids(dict(engine.rows(sql.OF_SEVERAL_TYPES)))
            engine.define("standing", sql.STANDING_ONCE)
        else:
            engine.define("standing", sql.STANDING)

    def _doubt_ids(self, of_several_types: Mapping[int, int]) -> None:
        """Report logs whose ids are no case ids: most rows share theirs with other case types.

        Such rows count as one case a day, which would hide the late ones among them.
        """
        for log, rows in of_several_types.items():
            read = self.reads[log]
            if 2 * rows >= read.records:
                column = safe_text(read.header.columns.names["case_id"])
                values = {"role": "case_id"}
                location = Location(read.shown)
                self.failures.append(Problem("log_ids_shared", location, values, column=column))

    def single_out(self, callbacks: ScanCallbacks) -> SingledOut:
        """Pass on the rows of the lists, and return the rows that the report lists."""
        self.engine.make("notable", sql.NOTABLE)
        if callbacks.case_list is not None:
            callbacks.case_list(
                case_list(
                    self.engine,
                    self.reads,
                    self.units,
                    self.rows.services,
                    self.inputs.clinic_names,
                    case_ids=callbacks.case_ids,
                )
            )
        if callbacks.rejects is not None:
            callbacks.rejects(self._rejections())
        if callbacks.sought is not None:
            self.engine.fill("sought", sql.SOUGHT, [(composed(callbacks.sought),)])
            found = [case for _, case in self._cases(sql.SOUGHT_CASES)]
            callbacks.found(found, [*self._rejected_rows(sql.SOUGHT_REJECTED)])
        return SingledOut(
            worst=tuple(self._cases(sql.worst_sql(MOST_WORST))),
            late=tuple(self._every_late()) if callbacks.every_late else (),
            rejections=tuple(self._rejections(MOST_REJECTIONS)),
        )

    def _every_late(self) -> Iterator[tuple[int, Case]]:
        """Yield every case not answered in time of the units audited, or none of too many."""
        by_unit = dict(self.engine.rows(LATE_BY_UNIT))
        audited = [unit for unit in by_unit if self.units.audited(unit)]
        if audited and sum(by_unit[unit] for unit in audited) <= MOST_LATE:
            yield from self._cases(late_sql(audited))

    def _rejections(self, most: int | None = None) -> Iterator[Problem]:
        """Yield the rejected rows of each log, at most ``most``, by location and reason alone."""
        torn = (
            (log, Problem(f"row_{fault}", _location(read, line, record), _width(read)))
            for log, read in enumerate(self.reads)
            for line, fault in sorted(read.line_map.faults.items())
            for record in [read.line_map.record(line)]
        )
        wrong = (
            (log, self._rejection(self.reads[log], *row))
            for log, *row in self.engine.rows(sql.rejections_sql(most))
        )
        in_order = merge(torn, wrong, key=lambda one: (one[0], one[1].location.record or 0))
        for _, of_log in groupby(in_order, itemgetter(0)):
            yield from (problem for _, problem in islice(of_log, most))

    def _rejected_rows(self, query: str) -> Iterator[Problem]:
        """Yield the rejected rows that a query finds, by location and reason."""
        for log, *row in self.engine.rows(query):
            yield self._rejection(self.reads[log], *row)

    def _cases(self, query: str) -> Iterator[tuple[int, Case]]:
        """Yield cases with their unit's number."""
        services = self.rows.services
        for row in self.engine.rows(query):
            log, row_id, case_id, unit, service, received, due, reply, days, outcome, in_force = row
            read = self.reads[log]
            line, record = read.line_and_record(row_id)
            case = Case(
                path=read.shown,
                line=line,
                record=record,
                case_id=safe_id(case_id),
                unit=self.units.shown(unit),
                service=None if service is None else services[service],
                received=received,
                due=due,
                first_reply=reply,
                working_days=days,
                outcome=sql.OUTCOMES[outcome],
                in_force=in_force,
            )
            yield unit, case

    def _rejection(self, read: LogRead, *row: Any) -> Problem:
        row_id, fault, wrong, received = row
        workdays = self.inputs.workdays
        first, last = workdays.first, workdays.last_judged
        role, _, code = ROW_FAULTS[fault].rpartition(":")
        match code:
            case "stamp":
                code = unfit_stamp_fault(wrong) or stamp_fault(wrong, first, last)
            case "unfit":
                code = unfit_id_fault(wrong.strip(SPACES))
            case "":
                role = "first_reply" if first <= received <= last else "received"
                code = "outside_calendar"
        names = read.header.columns.names
        if role == "first_reply" and "final_reply" in names:  # which counts without a first reply
            name: str | None = f"{names[role]} / {names['final_reply']}"
        else:
            name = names.get(role)
        return Problem(
            f"row_{code}",
            _location(read, *read.line_and_record(row_id)),
            _width(read),
            column=safe_text(name) if name else None,
        )


def _width(read: LogRead) -> dict[str, Value]:
    """Return the values in messages that all rejected rows of a log share."""
    return {"width": read.header.columns.width, "encoding": read.encoding or "utf-8"}


def _location(read: LogRead, line: int | None, record: int) -> Location:
    return Location(read.shown, line, record=record)
