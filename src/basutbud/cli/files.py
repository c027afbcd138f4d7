"""Finds the files of an audit from the paths on the command line."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from basutbud.cli.guard import ExitCode
from basutbud.cli.terminal import say, write_stdout
from basutbud.errors import Location, Problem, UsageError, os_problem
from basutbud.language import Language
from basutbud.sources.discovery import Found, RealPaths, discover, real_path, shown_file
from basutbud.sources.gathering import ClinicFile, Gathered
from basutbud.sources.selection import Selection

STDIN = "-"
_STDIN_SHOWN = "<stdin>"
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
"""How a URI begins; a drive on Windows has one letter."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files found, and standard input: a clinic file, or a log that is kept as a file.

    ``unmet`` are problems of patterns that matched no file.
    """

    found: Found
    base: Path
    stdin: bool
    unmet: tuple[Problem, ...] = ()
    piped_log: Path | None = None
    uris: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was found."""
        return (*self.found.clinics, *self.found.logs)

    def reals(self, *more: str | None) -> set[str]:
        """Return the real paths that must not be overwritten: of all files found, and of more."""
        given = (Path(one) for one in more if one is not None)
        return {*self.found.reals, *map(RealPaths().of, given)}

    @property
    def log_bytes(self) -> int:
        """The size of all logs."""
        logs = (*self.found.logs, *([self.piped_log] if self.piped_log else []))
        return sum(path.stat().st_size for path in logs if path.is_file())

    def gathered(self, outputs: Collection[Path] = ()) -> Gathered:
        """Return the inputs of the audit; standard input is read and comes last."""
        clinics = [_clinic_file(path, self.base) for path in self.found.clinics]
        logs = [(path, shown_file(path, self.base)) for path in self.found.logs]
        if self.piped_log:
            logs.append((self.piped_log, _STDIN_SHOWN))
        elif self.stdin:
            clinics.append(ClinicFile(self.base, "", _STDIN_SHOWN, _standard_input()))
        written = [real_path(path) for path in outputs]
        own = [
            shown_file(path, self.base)
            for path in self.found.own
            if not any(real_path(path).is_relative_to(target) for target in written)
        ]
        return Gathered(
            clinics=tuple(clinics),
            logs=tuple(logs),
            base=self.base,
            outputs=frozenset(written),
            own=tuple(own),
            problems=self.found.problems,
            notes=self.notes,
            uris=self.uris,
        )

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Notes on the patterns, and on the number of files they left out."""
        left_out = self.found.left_out
        noted = [Problem("files_left_out", Location(""), {"n": left_out})] if left_out else []
        return (*noted, *self.unmet)


def find(
    paths: Sequence[str],
    more: Sequence[str] = (),
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    *,
    logs_only: bool = False,
) -> Files:
    """Find clinic files and logs among ``paths`` and ``more``.

    ``-`` is standard input: one clinic file, or one log if only logs are wanted.
    Where a URI leads, the cluster looks.
    """
    base = Path.cwd()
    if paths.count(STDIN) > 1:
        raise UsageError(Problem("stdin_once", Location("")))
    uris = tuple(path for path in (*paths, *more) if _URI.match(path))
    named = [Path(path) for path in paths if path != STDIN and path not in uris]
    selection = Selection(base, include, exclude)
    logs = [Path(path) for path in more if path not in uris]
    found = discover(named, base, selection, only_logs=logs_only, logs=logs)
    return Files(found, base, STDIN in paths, tuple(selection.unmet), uris=uris)


@contextmanager
def with_piped_log(files: Files) -> Iterator[Files]:
    """Yield the files, with the log on standard input kept as a file during the audit.

    Raise UsageError if it cannot be kept.
    """
    if not files.stdin:
        yield files
        return
    with TemporaryDirectory(prefix="basutbud-") as folder:
        kept = Path(folder, "log")
        if sys.stdin is None:  # closed by whoever started basutbud
            raise UsageError(Problem("unreadable", Location(_STDIN_SHOWN)))
        try:
            with kept.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
        except OSError as error:
            raise UsageError(Problem(os_problem(error), Location(_STDIN_SHOWN))) from None
        yield replace(files, piped_log=kept)


def say_remarks(files: Files, language: Language, *, verbose: bool) -> None:
    """Say which patterns matched no file and, if verbose, how many files are of other kinds."""
    neither = Problem("files_neither_n", Location(""), {"n": files.found.neither})
    for remark in (*files.unmet, *([neither] if verbose and files.found.neither else [])):
        say(language.describe(remark))


def list_them(files: Files, language: Language) -> ExitCode:
    """Write the paths of the files found, one a line, and say what could not be found."""
    shown = [shown_file(path, files.base) for path in files.paths]
    write_stdout("".join(f"{path}\n" for path in shown))
    for problem in files.found.problems:
        say(language.describe(problem))
    return ExitCode.INCOMPLETE if files.found.problems else ExitCode.PASSED


def _standard_input() -> bytes | Problem:
    if sys.stdin is None:  # closed by whoever started basutbud
        return Problem("unreadable", Location(_STDIN_SHOWN))
    return sys.stdin.buffer.read()


def _clinic_file(path: Path, base: Path) -> ClinicFile:
    """Return a clinic file that is yet to be read."""
    return ClinicFile(_folder(os.path.dirname(path)), path.stem, shown_file(path, base), path)  # noqa: PTH120 - a folder as text is found at once


@lru_cache(maxsize=256)
def _folder(path: str) -> Path:
    """Return a folder, the same object for all its files, which compares faster."""
    return Path(path)
