"""Reads logs, one after the other, into the engine's table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from basutbud.caselog.engine import FileEngine
from basutbud.caselog.reading.intake import Intake, StagedRows
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.reading.plaincopy import EndlessLineError
from basutbud.caselog.request import Dialect, LogSource
from basutbud.caselog.unpacking.opening import NotReadError, file_state, open_log
from basutbud.errors import InputError, Location, Problem, os_problem


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads logs, one after the other, by way of the engine.

    ``folder`` takes what must be unpacked or copied; ``progress`` takes numbers of bytes and rows
    read, the rows estimated until the log is finished.
    """

    engine: FileEngine
    dialect: Dialect
    folder: Path
    progress: Callable[[str, int, int], None]

    def read(self, source: LogSource, number: int, unit: str | None, rows: StagedRows) -> LogRead:
        """Read a log, number ``number`` of those asked for.

        ``unit`` is the unit of a log without a column for it; None if it must have one. Raise
        InputError if it cannot be read, is no case log, or changes meanwhile: no report may mix
        several states of a file.
        """
        try:
            before = file_state(source.path)
            path, form = open_log(source.path, self.folder)
            intake = Intake(
                engine=self.engine,
                dialect=self.dialect,
                folder=self.folder,
                source=source,
                number=number,
                first=rows.next,
                unit=unit,
                tell=partial(self.progress, source.shown),
                staged=rows,
                path=path,
            )
            read = intake.read(form)
            if not read.sha256 or path != source.path:
                read = replace(read, sha256=_hash_of(source.path))
            if file_state(source.path) != before:
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
        return read


def _hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raise OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
