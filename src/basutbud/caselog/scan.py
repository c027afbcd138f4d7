"""The scan: log by log into one table of rows, then counted. Rows read are never lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from pathlib import Path
from typing import Final

from basutbud.caselog import classification as sql
from basutbud.caselog.duckdb_engine import Engine, stamped_sql
from basutbud.caselog.intake import ReadyLog, make_ready
from basutbud.caselog.request import Dialect, Judge, LogSource, Tolerance
from basutbud.caselog.stamps import stamp_fault
from basutbud.caselog.statistics import Counts, LogRead, Rejection, statistics
from basutbud.caselog.units import Units
from basutbud.errors import InputError, Problem
from basutbud.model.cases import Case, CaseStatistics
from basutbud.model.vocabulary import CaseOutcome
from basutbud.ruleset import folded
from basutbud.safetext import safe_text
from basutbud.workdays import DayTable

MOST_WORST: Final = 10
"""Cases shown for each unit."""
MOST_REJECTIONS: Final = 1_000
"""Rejected rows described for each log; all are counted."""
MOST_OWN_TYPES: Final = 500
"""Case types outside the catalogue that are told apart, so that free text is not listed."""


@dataclass(slots=True)
class _Scan:
    """A scan under way: the engine, what was read so far, and the names met."""

    engine: Engine
    judge: Judge
    units: Units
    services: dict[str, int] = field(default_factory=dict)
    reads: list[LogRead] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)


def scan(
    sources: Sequence[LogSource],
    judge: Judge,
    dialect: Dialect,
    tolerance: Tolerance,
    *,
    progress: Callable[[str, int], None] = lambda _path, _bytes: None,
    case_list: Callable[[Iterable[Case]], None] | None = None,
) -> tuple[CaseStatistics, list[Problem]]:
    """Scan logs and return what they tell, with the problems of those that cannot be read.

    ``case_list`` is handed every case not answered in time. Asserts, log by log, that the
    outcomes add up to the rows read.
    """
    with tempfile.TemporaryDirectory(prefix="basutbud-") as folder, Engine(Path(folder)) as engine:
        under_way = _Scan(engine, judge, Units(judge.units))
        _prepare(under_way)
        for number, source in enumerate(sources):
            _read(under_way, number, source, dialect, Path(folder), progress)
        engine.run(sql.SUPERSEDE)
        if case_list is not None:
            case_list(case for _, case in _cases(under_way, sql.CASE_LIST))
        result = statistics(under_way.reads, _counts(under_way), under_way.units, tolerance)
    return result, under_way.failures


def _prepare(under_way: _Scan) -> None:
    """Make the tables that the classification reads."""
    engine, judge = under_way.engine, under_way.judge
    engine.run(f"CREATE TABLE case_row ({sql.ROW_COLUMNS})")
    engine.fill(
        "audit",
        "as_of DATE, period_from DATE, period_to DATE, today_before INTEGER",
        [(judge.as_of, *judge.period, judge.workdays.before(judge.as_of))],
    )


def _read(
    under_way: _Scan,
    number: int,
    source: LogSource,
    dialect: Dialect,
    folder: Path,
    progress: Callable[[str, int], None],
) -> None:
    """Read one log into the table of rows, or note why it cannot be read."""
    engine, index = under_way.engine, len(under_way.reads)

    def ready(*, copy_anyhow: bool) -> ReadyLog:
        return make_ready(
            source.path,
            source.shown,
            dialect,
            folder,
            unit_needed=under_way.judge.units is not None
            and source.owner is None
            and not source.ownerless,
            progress=lambda size: progress(source.shown, size),
            copy_anyhow=copy_anyhow,
        )

    try:
        log = ready(copy_anyhow=_misread(str(source.path)))
    except InputError as error:
        under_way.failures += error.problems
        return
    if not engine.read(log):
        log = ready(copy_anyhow=True)
        if not engine.read(log):
            raise AssertionError(f"the lines of {source.shown} are not numbered as in the file")
    if "unit" not in log.columns.positions:
        owner = source.owner or under_way.units.of_log(number, source.shown)
        engine.run("UPDATE line_read SET unit = ?", [owner])
    _name(under_way)
    engine.fill_calendar(_days_met(under_way))
    engine.run(
        "INSERT INTO case_row "
        + sql.classify_sql(stamped_sql(), log=index, header_line=log.header_line)
    )
    under_way.reads.append(
        LogRead(
            number,
            source.shown,
            log,
            records=engine.value(
                f"SELECT count(*) FROM line_read WHERE rowid >= {log.header_line}"
                " AND fault IS DISTINCT FROM 'nothing'"
            ),
            nothing=_lines_without_record(engine, log),
            rejections=_rejections(under_way, index, log),
        )
    )


def _days_met(under_way: _Scan) -> DayTable:
    """Return the calendar of the years in the log, a day wider as an offset may move a stamp."""
    first, last = under_way.engine.years_read()
    start = date(first, 1, 1) - timedelta(days=first > 1)
    end = date(last, 12, 31) + timedelta(days=last < MAXYEAR)
    return under_way.judge.workdays.table(start, end)


def _misread(path: str) -> bool:
    """Tell whether the engine would take a path for a pattern, or not take it at all."""
    return any(mark in path for mark in "*?[{") or not path.isprintable()


def _name(under_way: _Scan) -> None:
    """Resolve the log's units and case types, each once, into two tables of those names."""
    engine = under_way.engine
    units = [text for (text,) in engine.rows("SELECT DISTINCT unit FROM line_read")]
    engine.fill(
        "unit",
        "text VARCHAR, id INTEGER, fault VARCHAR, in_force_from DATE",
        [(text, *under_way.units.resolve(text)) for text in sorted(units)],
    )
    services = [text for (text,) in engine.rows("SELECT DISTINCT service FROM line_read")]
    engine.fill(
        "service",
        "text VARCHAR, id INTEGER",
        [(text, _service_id(under_way, text)) for text in sorted(services)],
    )


def _service_id(under_way: _Scan, text: str) -> int | None:
    """Return a number for a case type: its catalogue id, its own name, or None for no more."""
    known = under_way.judge.service_names.get(folded(text))
    name = known or safe_text(" ".join(text.split()))
    if not name:
        return None
    if name not in under_way.services and not known and len(under_way.services) > MOST_OWN_TYPES:
        return None
    return under_way.services.setdefault(name, len(under_way.services))


def _lines_without_record(engine: Engine, log: ReadyLog) -> tuple[int, ...]:
    """Return the lines below the header that hold no record, in order."""
    found = engine.rows(
        "SELECT rowid + 1 FROM line_read WHERE fault = 'nothing'"
        f" AND rowid >= {log.header_line} ORDER BY rowid"
    )
    return tuple(line for (line,) in found)


def _rejections(under_way: _Scan, index: int, log: ReadyLog) -> tuple[Rejection, ...]:
    """Describe the rejected rows by place and reason, never by what they hold."""
    faults = dict(
        under_way.engine.rows(
            f"SELECT line, fault FROM case_row WHERE log = {index} AND outcome = 'rejected'"
            f" ORDER BY line LIMIT {MOST_REJECTIONS}"
        )
    )
    if not faults:
        return ()
    found = under_way.engine.rows(
        "SELECT rowid + 1, fields, received, first_reply FROM line_read"
        f" WHERE rowid IN ({', '.join(str(line - 1) for line in faults)}) ORDER BY rowid"
    )
    judge = under_way.judge
    rejections = []
    for line, fields, received, first_reply in found:
        role, _, code = faults[line].rpartition(":")
        if code == "stamp":
            text = received if role == "received" else first_reply
            code = stamp_fault(text, judge.workdays.first, judge.workdays.last_judged)
        values = {"found": fields, "width": log.columns.width}
        rejections.append(Rejection(line, f"row_{code}", values, log.columns.names.get(role)))
    return tuple(rejections)


def _counts(under_way: _Scan) -> Counts:
    engine, services = under_way.engine, list(under_way.services)
    return Counts(
        by_log=list(engine.rows(sql.BY_LOG)),
        by_service=(
            (unit, "" if service is None else services[service], *rest)
            for unit, service, *rest in list(engine.rows(sql.BY_SERVICE))
        ),
        by_month=(
            (unit, _month(month), *rest) for unit, month, *rest in list(engine.rows(sql.BY_MONTH))
        ),
        by_service_and_month=(
            (unit, "" if service is None else services[service], _month(month), *rest)
            for unit, service, month, *rest in list(engine.rows(sql.BY_SERVICE_AND_MONTH))
        ),
        worst=list(_cases(under_way, sql.worst_sql(MOST_WORST))),
    )


def _month(number: int) -> str:
    return f"{number // 100:04}-{number % 100:02}"


def _cases(under_way: _Scan, query: str) -> Iterator[tuple[int, Case]]:
    """Yield cases with their unit's number."""
    services = list(under_way.services)
    for (
        log,
        line,
        case_id,
        unit,
        service,
        received,
        due,
        reply,
        days,
        outcome,
        in_force,
    ) in under_way.engine.rows(query):
        read = under_way.reads[log]
        case = Case(
            path=read.shown,
            line=line,
            record=read.record(line),
            case_id=safe_text(case_id),
            unit=under_way.units.shown(unit),
            service=None if service is None else services[service],
            received=received,
            due=due,
            first_reply=reply,
            working_days=days,
            outcome=CaseOutcome(outcome),
            in_force=in_force,
        )
        yield unit, case
