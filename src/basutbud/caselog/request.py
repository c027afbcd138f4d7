"""What a scan is asked: which logs, how written, judged by what; and what it calls meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from basutbud.errors import Problem
from basutbud.model.cases import Case
from basutbud.model.tables import CaseRow
from basutbud.workdays import Workdays

ENCODINGS: Final[Mapping[str, str]] = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "iso-8859-15": "iso8859-15",
    "cp850": "cp850",
    "cp437": "cp437",
    "mac-roman": "mac-roman",
}
"""The encodings by the names users know, with Python's."""
DELIMITERS: Final[Mapping[str, str]] = {"semicolon": ";", "comma": ",", "tab": "\t", "pipe": "|"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the user says logs are written; what is None is found out, file by file.

    ``columns`` are headers by role, which some of the logs have. Of the ``sheets`` all that a
    workbook has are read; without any, those that are shown and are logs. ``timestamp_zone`` is
    UTC or Europe/Stockholm.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    sheets: Sequence[str] = ()
    timestamp_zone: str | None = None


@dataclass(frozen=True, slots=True)
class LogSource:
    """A log to scan. ``owner`` is the HSA-id of the one clinic it belongs to, if it does.

    ``ownerless``: it belongs to a clinic whose file could not be read. ``name`` is its path without
    endings, the unit of a log that has no column for one. ``sheet`` names the sheet to read of a
    workbook that has several.
    """

    path: Path
    shown: str
    name: str
    owner: str | None = None
    ownerless: bool = False
    sheet: str | None = None


@dataclass(slots=True)
class Expanded:
    """The logs to read, each sheet of a workbook a log of its own, and what is said of the others.

    ``notes`` tell of hidden sheets, and of those left out by ``--sheet``; ``passed_over`` of sheets
    that are no logs, ``problems`` of names that no workbook has. ``states`` are what the files of
    several sheets were when those were looked at.
    """

    sources: list[LogSource] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    passed_over: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    states: dict[Path, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How many unreadable rows a log may hold: a number, or a share of its rows (0 to 1), exact."""

    rows: int = 0
    share: Fraction = Fraction()

    def covers(self, rejected: int, read: int) -> bool:
        """Tell whether so many rejected rows of so many read are tolerated."""
        return rejected <= self.rows or rejected <= self.share * read


LEAST_MEMORY: Final = 200 * 1024**2
"""Bytes without which no engine starts."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What does the work: the engine's name, its memory in bytes, and where Spark's master is."""

    engine: str = "duckdb"
    memory: int = 1024**3
    spark_master: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeInputs:
    """What the outcomes of cases depend on.

    ``units`` maps the HSA-ids of the clinics audited to the day the reply-time rule binds them;
    None takes any unit, bound always. ``service_names`` maps folded names to service ids, and
    ``unit_names`` folded names of clinics to HSA-ids, or None for a name of several.
    """

    workdays: Workdays
    as_of: date
    period: tuple[date | None, date | None]
    service_names: Mapping[str, str]
    units: Mapping[str, date] | None
    unit_names: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScanCallbacks:
    """What a scan calls: with bytes and rows read, cases not answered in time, rejected rows.

    The cases come with their ids or without; they and the rejected rows are passed on in a thread
    of the scan's own. ``sought`` is the id of a case whose rows are passed on: those that are
    judged and, apart, those that are rejected. ``in_detail``: what is returned counts cases by
    service and month together too.
    """

    progress: Callable[[str, int, int], None] = lambda _path, _bytes, _rows: None
    case_list: Callable[[Iterable[CaseRow]], None] | None = None
    case_ids: bool = True
    rejects: Callable[[Iterable[Problem]], None] | None = None
    sought: str | None = None
    found: Callable[[list[Case], list[Problem]], None] = lambda _cases, _rejected: None
    in_detail: bool = False
