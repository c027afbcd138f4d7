"""The arguments of a scan: the logs, how they are written, how to judge them, and callbacks."""

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
"""The encodings by the names users know, with Python's names."""
DELIMITERS: Final[Mapping[str, str]] = {"semicolon": ";", "comma": ",", "tab": "\t", "pipe": "|"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the user says logs are written; what is None is detected, file by file.

    ``columns`` are headers by role, which at least one of the logs has. ``sheets`` are the names of
    sheets to read; without any, all visible sheets that are logs are read. ``timestamp_zone`` is
    UTC or Europe/Stockholm. ``final_reply``: only final replies count, of logs that have a column
    for them; other logs are not read.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    sheets: Sequence[str] = ()
    timestamp_zone: str | None = None
    final_reply: bool = False


@dataclass(frozen=True, slots=True)
class LogSource:
    """A log to scan. ``owner`` is the HSA-id of the one clinic it belongs to, if it does.

    ``ownerless``: it belongs to a clinic whose file could not be read. ``name`` is its path without
    endings, the unit of a log that has no column for one. ``sheet`` names the sheet to read of a
    workbook that has several. ``uri`` says where a cluster looks for it, which may be a folder or
    a pattern; without one it lies at ``path``.
    """

    path: Path
    shown: str
    name: str
    owner: str | None = None
    ownerless: bool = False
    sheet: str | None = None
    uri: str | None = None


@dataclass(slots=True)
class ExpandedLogs:
    """The logs to read, each sheet of a workbook a log, and remarks on the other sheets.

    ``notes`` are about hidden sheets, and sheets left out by ``--sheet``; ``passed_over`` about
    sheets that are no logs, ``problems`` about names that no workbook has. ``states`` are those of
    workbooks when their sheets were looked at.
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
        """Tell whether this number of rejected rows, of all rows read, is tolerated."""
        return rejected <= self.rows or rejected <= self.share * read


LEAST_MEMORY: Final = 200 * 1024**2
"""The least memory with which an engine starts, in bytes."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """The engine's name, its memory in bytes, and the URL of Spark's master."""

    engine: str = "duckdb"
    memory: int = 1024**3
    spark_master: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeInputs:
    """What the outcomes of cases depend on.

    ``units`` maps the HSA-ids of audited clinics to the day from which the reply-time rule binds
    them; None accepts any unit, always bound. ``service_names`` maps folded names to service ids,
    and ``unit_names`` folded names of clinics to HSA-ids, or None for a name of several clinics.
    ``clinic_names`` maps HSA-ids to names as they are shown. ``otherwise`` are other ways to count
    working days, by each of which cases are judged as well.
    """

    workdays: Workdays
    as_of: date
    period: tuple[date | None, date | None]
    service_names: Mapping[str, str]
    units: Mapping[str, date] | None
    unit_names: Mapping[str, str | None] = field(default_factory=dict)
    clinic_names: Mapping[str, str] = field(default_factory=dict)
    otherwise: Sequence[Workdays] = ()


@dataclass(frozen=True, slots=True)
class ScanCallbacks:
    """What a scan calls: with bytes and rows read, cases not answered in time, rejected rows.

    The cases come with their ids or without; they and the rejected rows are passed on in a thread
    of the scan's own. ``sought`` is the id of a case whose rows are passed on: those that are
    judged and, apart, those that are rejected. ``in_detail``: what is returned counts cases by
    service and month together too. ``every_late``: it has every case not answered in time of the
    units audited, where they are at most ``MOST_LATE``.
    """

    progress: Callable[[str, int, int], None] = lambda _path, _bytes, _rows: None
    case_list: Callable[[Iterable[CaseRow]], None] | None = None
    case_ids: bool = True
    rejects: Callable[[Iterable[Problem]], None] | None = None
    sought: str | None = None
    found: Callable[[list[Case], list[Problem]], None] = lambda _cases, _rejected: None
    in_detail: bool = False
    every_late: bool = False

    def list_nothing(self) -> None:
        """Pass on lists without a row, as no log is scanned."""
        if self.case_list is not None:
            self.case_list([])
        if self.rejects is not None:
            self.rejects([])
