"""From the paths on the command line to the files of an audit."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from basutbud.audit import ClinicFile
from basutbud.cli.guard import ExitCode
from basutbud.cli.terminal import write_stdout
from basutbud.discovery import Found, discover, shown_path
from basutbud.errors import Location, Problem, UsageError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Files:
    """What an audit reads. ``notes`` say what was left out on request."""

    found: Found
    base: Path
    stdin: bool

    @property
    def clinics(self) -> Iterator[ClinicFile]:
        """Read the clinic files, standard input last."""
        for path in self.found.clinics:
            shown = shown_path(path, self.base)
            yield ClinicFile(path.parent, path.stem, shown, _content(path, shown))
        if self.stdin:
            yield ClinicFile(self.base, "", "<stdin>", sys.stdin.buffer.read())

    @property
    def logs(self) -> list[tuple[Path, str]]:
        """The case logs, with their paths as shown."""
        return [(path, shown_path(path, self.base)) for path in self.found.logs]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that will be read."""
        return (*self.found.clinics, *self.found.logs)

    @property
    def log_bytes(self) -> int:
        """The size of all logs."""
        return sum(path.stat().st_size for path in self.found.logs)

    @property
    def notes(self) -> list[Problem]:
        """What the globs kept away."""
        count = self.found.left_out
        return [Problem("files_left_out", Location(""), {"count": count})] if count else []


def find(
    paths: Sequence[str],
    more: Sequence[str] = (),
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    *,
    logs_only: bool = False,
) -> Files:
    """Find clinic files and logs among ``paths`` and ``more``. ``-`` is a clinic on stdin."""
    base = Path.cwd()
    if paths.count(STDIN) > (not logs_only):
        raise UsageError(Problem("stdin_once", Location("")))
    named = [Path(path) for path in (*paths, *more) if path != STDIN]
    found = discover(named, base, include, exclude)
    if logs_only:
        found = replace(found, clinics=())
    return Files(found, base, STDIN in paths)


def list_them(files: Files) -> ExitCode:
    """Write the paths of the files found, one a line."""
    shown = [shown_path(path, files.base) for path in files.paths]
    write_stdout("".join(f"{path}\n" for path in shown))
    return ExitCode.PASSED


def _content(path: Path, shown: str) -> bytes | Problem:
    try:
        return path.read_bytes()
    except PermissionError:
        return Problem("no_permission", Location(shown))
    except OSError:
        return Problem("unreadable", Location(shown))
