"""Logs read, one after the other, into the engine's table, and where their rows stand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from basutbud.caselog.engine import Engine
from basutbud.caselog.reading.header import Header
from basutbud.caselog.reading.intake import Intake
from basutbud.caselog.reading.linemap import LineMap
from basutbud.caselog.reading.plaincopy import EndlessLineError
from basutbud.caselog.request import Dialect, LogSource
from basutbud.caselog.unpacking.opening import Form, NotReadError, opened
from basutbud.errors import InputError, Location, Problem, os_problem


@dataclass(frozen=True, slots=True)
class LogRead:
    """A log as the engine read it.

    ``first`` is the row id of its first row, ``rows`` how many it has, and ``blank`` how many of
    those hold nothing. ``encoding`` is None where the file has none.
    """

    number: int
    shown: str
    sha256: str
    form: Form
    encoding: str | None
    header: Header
    first: int
    rows: int
    blank: int
    line_map: LineMap

    @property
    def records(self) -> int:
        """How many records the file holds, damaged ones too."""
        return self.rows - self.blank + len(self.line_map.gaps.faults)

    @property
    def has_lines(self) -> bool:
        """Whether the file has lines that a reader can look up."""
        return self.form is not Form.PARQUET

    def line_and_record(self, row_id: int) -> tuple[int | None, int]:
        """Return the line on which a row begins, if the file has lines, and its record, from 1."""
        line = self.line_map.line(row_id - self.first)
        return line if self.has_lines else None, self.line_map.record(line)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads logs, one after the other, by way of the engine.

    ``folder`` takes what must be unpacked or copied; ``progress`` takes numbers of bytes and rows
    read, the rows as guessed by the first lines until the log is through.
    """

    engine: Engine
    dialect: Dialect
    folder: Path
    progress: Callable[[str, int, int], None]

    def read(
        self,
        source: LogSource,
        number: int,
        first: int,
        unit: str | None,
        staged: Callable[[int], None],
    ) -> LogRead:
        """Read a log, number ``number`` of those asked for, its first row being ``first``.

        ``unit`` is the unit of a log without a column for it; None where it must have one.
        ``staged`` is called whenever rows are staged, with how many. Raise InputError where it
        cannot be read, is no case log, or changes meanwhile: no report may be of several states.
        """
        try:
            before = _state(source.path)
            path, form = opened(source.path, self.folder)
            tell = partial(self.progress, source.shown)
            intake = Intake(
                engine=self.engine,
                dialect=self.dialect,
                folder=self.folder,
                tell=tell,
                staged=staged,
                shown=source.shown,
                path=path,
                unit=unit,
                sheet=source.sheet,
            )
            match form:
                case Form.TEXT:
                    taken = intake.text()
                case Form.WORKBOOK:
                    taken = intake.workbook()
                case Form.PARQUET:
                    taken = intake.parquet()
            sha256 = taken.sha256
            if sha256 is None or path != source.path:
                sha256 = _hash_of(source.path)
            if _state(source.path) != before:
                raise InputError(Problem("log_changed", Location(source.shown)))
        except OSError as error:
            raise InputError(Problem(os_problem(error), Location(source.shown))) from None
        except UnicodeError:
            raise InputError(Problem("log_encoding", Location(source.shown))) from None
        except NotReadError as error:
            problem = Problem(error.code, Location(source.shown), {"kind": error.kind})
            raise InputError(problem) from None
        except EndlessLineError as error:
            raise InputError(Problem(error.code, Location(source.shown))) from None
        return LogRead(
            number=number,
            shown=source.shown,
            sha256=sha256,
            form=form,
            encoding=taken.encoding,
            header=taken.header,
            first=first,
            rows=taken.rows,
            blank=len(taken.blank),
            line_map=LineMap(taken.header.line, taken.gaps, taken.blank),
        )


def _hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raise OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _state(path: Path) -> tuple[int, int, int]:
    """Return what tells whether a file was written to, or another put in its place."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns
