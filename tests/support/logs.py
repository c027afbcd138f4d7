"""Helpers for the tests of case logs: scan text, and judge a row in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings

import swedish_law
from basutbud import __version__
from basutbud.audit import Terms, audit_cases
from basutbud.caselog import Dialect, ScanCallbacks, Tolerance
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.tables import CaseRow
from basutbud.model.vocabulary import CaseOutcome
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.sources.gathering import Gathered

RULESET = load_ruleset("vgr-hs-20-2016")
HEADER = ("Ärende-id", "Enhet", "Ärendetyp", "Inkom", "Första svar")
USUAL = ("E", "x", "2016-02-01", "2016-02-02")
"""A case in time, behind its id."""
NOTED = "id;enhet;typ;inkom;svar;not"
ENCODINGS = ["utf-8", "utf-16"]
"""Read where it lies, and by way of a copy."""
SLOW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""A scan takes too long to shrink a failing example; the unit that fails is named anyway."""
ALMOST_PLAIN = (
    "ABCDEFGH123456789",
    "ABCDEFGHI1",
    "A1234567890",
    "191212121212",
    "1212121212",
    "0701234567",
    "A",
    "1A",
    "A-1",
    "AB-1234567",
    "AB-07012345",
    "AB-0701234567",
    "A1,2",
    "A1;=2",
    'A"1',
    "Å1",
    "A٣",
    "１２",
    "=1+1",
    "-1",
    "x@example.se",
    "A1 2",
    "A1\u2028",
    "1\u200b",
)
"""Case ids at the border of what ``is_plain_id`` takes; a few are within."""
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def scan(
    *logs: Path,
    as_of: date = date(2017, 6, 30),
    period: tuple[date | None, date | None] = (None, None),
    tolerance: Tolerance | None = None,
    in_detail: bool = False,
    **dialect: Any,
) -> Report:
    """Audit logs alone, paths shown by name; ``dialect`` as ``Dialect`` has it."""
    terms = Terms(
        RULESET,
        RULESET.rules,
        Mandate(as_of, RULESET.id, period=period),
        __version__,
        dialect=Dialect(**dialect),
        tolerance=tolerance or Tolerance(),
    )
    gathered = Gathered((), tuple((log, log.name) for log in logs), Path())
    return audit_cases(gathered, terms, ScanCallbacks(in_detail=in_detail))


def write(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ";") -> Path:
    """Write a plain log, UTF-8, LF, nothing quoted."""
    lines = [delimiter.join(row) for row in (HEADER, *rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode())
    return path


def text_log(
    folder: Path, *lines: str, header: str = ";".join(HEADER), encoding: str = "utf-8"
) -> Path:
    """Write a log of a header and lines."""
    log = folder / "log.csv"
    log.write_text("\n".join((header, *lines, "")), encoding=encoding)
    return log


def rejections(report: Report) -> list[tuple[str, int | None]]:
    """Return why rows are rejected, and on which lines."""
    return [
        (one.code.removeprefix("row_"), one.location.line) for one in report.statistics.rejections
    ]


def rejected(log: Path, **asked: str) -> list[tuple[str, int | None]]:
    """Return why rows of a log are rejected, and on which lines."""
    return rejections(scan(log, encoding=asked.get("encoding")))


def parquet(path: Path, cases: Sequence[Sequence[str]], kind: str = "VARCHAR") -> Path:
    """Write cases as Parquet, by the tools of the engine itself."""
    import duckdb

    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'Europe/Stockholm'")
        names = [f'"{name}"' for name in HEADER]
        typed = ", ".join(f"{name} VARCHAR" for name in names)
        database.execute(f"CREATE TABLE text ({typed})")
        database.executemany(
            "INSERT INTO text VALUES (?, ?, ?, ?, ?)",
            [[cell or None for cell in case] for case in cases],
        )
        cells = [*names[:3], *(f"CAST({name} AS {kind}) AS {name}" for name in names[3:])]
        database.table("text").project(", ".join(cells)).write_parquet(str(path))
    return path


def counts(report: Report, unit: str) -> dict[str, int]:
    """Return a unit's rows by outcome."""
    tally = report.statistics.units[unit].total
    return {outcome.value: tally[outcome] for outcome in CaseOutcome if tally[outcome]}


def listed(*logs: Path, case_ids: bool = True) -> list[list[str]]:
    """Scan logs and return the cells of the case list as text."""
    rows: list[CaseRow] = []
    terms = Terms(RULESET, RULESET.rules, Mandate(date(2017, 6, 30), RULESET.id), __version__)
    found = Gathered((), tuple((log, log.name) for log in logs), Path())
    audit_cases(found, terms, ScanCallbacks(case_list=rows.extend, case_ids=case_ids))
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@dataclass(frozen=True)
class Stamp:
    """A moment as the oracle understands it: the local day, and the minute where there is one."""

    day: date
    minute: int | None


def stamp(moment: datetime, form: str) -> tuple[str, Stamp]:
    """Write a local moment in one of the forms, and say what a reader shall make of it."""
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    zoned = moment.replace(tzinfo=STOCKHOLM)
    match form:
        case "date":
            return f"{moment:%Y-%m-%d}", Stamp(day, None)
        case "compact":
            return f"{moment:%Y%m%d}", Stamp(day, None)
        case "compact-time":
            return f"{moment:%Y%m%d%H%M}", Stamp(day, minute)
        case "seconds":
            return f"{moment:%Y-%m-%d %H:%M:%S}", Stamp(day, minute)
        case "T":
            return f"{moment:%Y-%m-%dT%H:%M}", Stamp(day, minute)
        case "offset":
            return zoned.isoformat(), Stamp(day, minute)
        case "utc":
            utc = zoned.astimezone(ZoneInfo("UTC"))
            return f"{utc:%Y-%m-%dT%H:%M:%SZ}", Stamp(day, minute)
        case "foreign":
            there = zoned.astimezone(ZoneInfo("America/New_York"))
            return there.isoformat(sep=" "), Stamp(day, minute)
        case _:
            return f"{moment:%Y-%m-%d %H:%M}", Stamp(day, minute)


FORMS = (
    "plain", "date", "compact", "compact-time", "seconds", "T", "offset", "utc", "foreign",
)  # fmt: skip


def outcome(received: Stamp, reply: Stamp | None, as_of: date) -> str:
    """Judge one case by the rulings, one row at a time."""
    due = swedish_law.due(received.day)
    if reply is None:
        return "overdue" if due < as_of else "open"
    if reply.day < received.day:
        return "contradictory"
    both_timed = received.minute is not None and reply.minute is not None
    if reply.day == received.day and both_timed and reply.minute < received.minute:  # type: ignore[operator]  # both are timed
        return "contradictory"
    return "late" if reply.day > due else "on_time"


def at(day: date, minute: int) -> datetime:
    """Return the moment of a day."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - local by intent


def judged(report: Report) -> dict[str, tuple[str, int | None]]:
    """Return the outcome of each unit's one row, and the line of those not in time."""
    found = {}
    for name, unit in report.statistics.units.items():
        lines = [case.line for case in unit.worst]
        outcomes = [outcome.value for outcome in CaseOutcome if unit.total[outcome]]
        found[name] = ("+".join(sorted(outcomes)), lines[0] if lines else None)
    return found
