"""The files that an audit is about: clinic files and case logs, found among the paths given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from basutbud.errors import Location, Problem
from basutbud.safetext import safe_text

CLINIC_SUFFIXES: Final = (".yaml", ".yml")
LOG_SUFFIXES: Final = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Found:
    """Files by kind, sorted, each once. ``left_out`` counts those that the globs kept away."""

    clinics: tuple[Path, ...]
    logs: tuple[Path, ...]
    problems: tuple[Problem, ...]
    left_out: int


def shown_path(path: Path, base: Path) -> str:
    """Return a path as reports show it: relative to ``base``, with ``/``, safe to print."""
    try:
        relative = os.path.relpath(path, base)
    except ValueError:  # another drive, on Windows
        relative = str(path)
    return safe_text(Path(relative).as_posix())


def discover(
    paths: Iterable[Path],
    base: Path,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Found:
    """Find the files: a path that is a folder is searched through, hidden ones left alone.

    A path that does not exist, or is no file of a known kind, is a problem.
    """
    clinics: dict[Path, Path] = {}
    logs: dict[Path, Path] = {}
    problems: list[Problem] = []
    left_out = 0
    for given in paths:
        shown = shown_path(given, base)
        if not given.exists():
            problems.append(Problem("missing", Location(shown)))
            continue
        for path in _files(given):
            kind = _kind(path)
            if kind is None:
                if not given.is_dir():
                    problems.append(Problem("unknown_kind", Location(shown)))
            elif not _wanted(shown_path(path, base), include, exclude):
                left_out += 1
            else:
                (clinics if kind == "clinic" else logs).setdefault(path.resolve(), path)
    return Found(
        tuple(sorted(clinics.values())), tuple(sorted(logs.values())), tuple(problems), left_out
    )


def _files(given: Path) -> Iterator[Path]:
    if not given.is_dir():
        yield given
        return
    for folder, folders, names in os.walk(given):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder, name)


def _kind(path: Path) -> str | None:
    suffix = path.suffix.casefold()
    if suffix in CLINIC_SUFFIXES:
        return "clinic"
    return "log" if suffix in LOG_SUFFIXES else None


def _wanted(shown: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    def matches(globs: Sequence[str]) -> bool:
        return any(fnmatch(shown, g) or fnmatch(shown.rpartition("/")[2], g) for g in globs)

    return (not include or matches(include)) and not matches(exclude)
