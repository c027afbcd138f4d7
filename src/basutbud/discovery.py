"""The files that an audit is about: clinic files and case logs, found among the paths given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from glob import glob
from pathlib import Path
from typing import Final

from basutbud.errors import Location, Problem
from basutbud.safetext import safe_text

CLINIC_SUFFIXES: Final = (".yaml", ".yml")
LOG_SUFFIXES: Final = (".csv", ".tsv", ".parquet", ".xlsx")
PACKED_SUFFIXES: Final = (".gz", ".zst")
UNREAD_TABLES: Final = (".xls", ".xlsb", ".xlsm", ".ods")
"""Workbooks of other kinds: they are likely to hold what should be audited, and are told of."""
UNREAD_BESIDE: Final = (".txt", ".zip")
"""So are these, where they have a clinic file's name: they may be anything else."""


@dataclass(frozen=True, slots=True)
class Found:
    """Files by kind, sorted, each once. ``left_out`` counts those that the globs kept away.

    ``reals`` is where they lead, as ``RealPaths`` has it.
    """

    clinics: tuple[Path, ...]
    logs: tuple[Path, ...]
    reals: frozenset[str]
    problems: tuple[Problem, ...]
    left_out: int


def shown_path(path: Path, base: Path) -> str:
    """Return a path as reports show it: relative to ``base``, with ``/``, safe to print."""
    return safe_text(_relative(str(path), str(base)))


def shown_file(path: Path, base: Path) -> str:
    """Return the same of a file, whose folder's other files are likely to be asked for too."""
    folder, name = os.path.split(path)
    relative = _relative(folder, str(base))
    return safe_text(name if relative == "." else f"{relative}/{name}")


@lru_cache(maxsize=256)
def _relative(path: str, base: str) -> str:
    try:
        return Path(os.path.relpath(path or ".", base)).as_posix()
    except ValueError:  # another drive, on Windows
        return Path(path).as_posix()


def log_name(path: Path) -> Path:
    """Return a log's path without its endings, those of a packed file too."""
    return _unpacked(path).with_suffix("")


def discover(
    paths: Iterable[Path],
    base: Path,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    *,
    only_logs: bool = False,
) -> Found:
    """Find the files: a path that is a folder is searched through, hidden ones left alone.

    With ``only_logs`` clinic files in folders are passed over, and a file that is named is a log
    whatever its ending, but for a clinic file's. A path that does not exist, or is no file of a
    kind that is wanted, is a problem.
    """
    found: dict[str, dict[str, Path]] = {"clinic": {}, "log": {}}
    problems: list[Problem] = []
    reals = RealPaths()
    left_out = 0

    def unreadable(folder: Path) -> None:
        problems.append(Problem("no_permission", Location(shown_path(folder, base))))

    for given in _expanded(paths):
        if not _exists(given):
            problems.append(Problem("missing", Location(shown_path(given, base))))
            continue
        for path, plain in _files(given, unreadable):
            named = path == given
            meant = _meant_as(path, named=named, only_logs=only_logs)
            if meant is None:
                continue
            refused = meant not in found
            left = (include or exclude) and not _wanted(shown_file(path, base), include, exclude)
            if left and not (refused and named):
                left_out += 1
            elif refused:
                problems.append(Problem(meant, Location(shown_path(path, base))))
            elif not (plain or path.is_file()):
                code = "not_a_file" if _exists(path) else "missing"
                problems.append(Problem(code, Location(shown_path(path, base))))
            else:
                found[meant].setdefault(reals.of(path, plain=plain), path)
    clinics, logs = (tuple(sorted(found[kind].values())) for kind in ("clinic", "log"))
    leading = frozenset(found["clinic"]).union(found["log"])
    return Found(clinics, logs, leading, tuple(problems), left_out)


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths, and for a pattern that is no file's name the files that match it."""
    for path in paths:
        matching = [] if _exists(path) else sorted(glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        yield from [Path(match) for match in matching] or [path]


def real_path(path: Path) -> Path:
    """Return where a path leads, through links; a link in a circle leads to itself."""
    return Path(os.path.realpath(path))


class RealPaths:
    """Where paths lead, for many files of few folders: a folder is followed once.

    As text, fit to compare: to make and compare Paths takes twice as long as to ask the disk.
    """

    def __init__(self) -> None:
        """Start with no folder."""
        self._folders: dict[str, str] = {}

    def of(self, path: Path, *, plain: bool = False) -> str:
        """Return where a file leads; one that is known to be ``plain`` is no link."""
        written = str(path)
        if not plain and os.path.islink(written):  # noqa: PTH114 - as the class says
            return os.path.normcase(os.path.realpath(written))
        folder, name = os.path.split(written)
        if folder not in self._folders:
            self._folders[folder] = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - likewise
        return os.path.normcase(self._folders[folder] + name)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, a link in a circle
        return False


def _files(given: Path, unreadable: Callable[[Path], None]) -> Iterator[tuple[Path, bool]]:
    """Yield a file, or a folder's files, through links but each folder once.

    With each goes whether it is known to be a plain file.
    """
    if not given.is_dir():
        yield given, False
        return
    entered: set[Path] = set()
    walk = os.walk(
        given, followlinks=True, onerror=lambda error: unreadable(Path(str(error.filename)))
    )
    for folder, folders, names in walk:
        if (real := real_path(Path(folder))) in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        plain, base = _plain(folder), Path(folder)
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield base / name, name in plain


def _plain(folder: str) -> set[str]:
    """Return the names of a folder's plain files: to ask for all at once takes no time."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    except OSError:
        return set()


def _kind(path: Path) -> str | None:
    if path.suffix.casefold() in CLINIC_SUFFIXES:
        return "clinic"
    return "log" if _unpacked(path).suffix.casefold() in LOG_SUFFIXES else None


def _meant_as(path: Path, *, named: bool, only_logs: bool) -> str | None:
    """Return a file's kind, or the code of why it is not read; None where nobody asked for it."""
    kind = _kind(path) or ("log" if only_logs and named else None)
    if kind is None and not named:
        return "unread_kind" if _may_hold_cases(path) else None
    if only_logs and kind != "log":
        return "is_clinic_file" if named else None
    return kind or "unknown_kind"


def _may_hold_cases(path: Path) -> bool:
    """Tell whether a file of a kind that is not read is likely to be a log all the same."""
    suffix = path.suffix.casefold()
    if suffix in UNREAD_BESIDE:
        return any(path.with_suffix(other).is_file() for other in CLINIC_SUFFIXES)
    return suffix in UNREAD_TABLES


def _unpacked(path: Path) -> Path:
    """Return the name that a packed file has when it is unpacked."""
    return path.with_suffix("") if path.suffix.casefold() in PACKED_SUFFIXES else path


def _wanted(shown: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    def matches(globs: Sequence[str]) -> bool:
        return any(fnmatch(shown, g) or fnmatch(shown.rpartition("/")[2], g) for g in globs)

    return (not include or matches(include)) and not matches(exclude)
