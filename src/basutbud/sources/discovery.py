"""Finds the files of an audit, clinic files and case logs, among the paths given."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from glob import glob
from pathlib import Path, PurePath
from typing import Final

from basutbud.errors import Location, Problem, os_problem
from basutbud.safetext import safe_text
from basutbud.sources.recognition.likeness import Like
from basutbud.sources.recognition.names import kind_by_name, without_packing
from basutbud.sources.recognition.recognise import is_own, likeness_of
from basutbud.sources.selection import Selection

_REPORTED: Final = {
    Like.CLINIC: "unread_clinic",
    Like.LOG: "unread_log",
    Like.TABLE: "unread_kind",
    Like.PACKED: "unread_packed",
}
"""The problem of a file that is not read, by what it looks like."""
_UNREAD: Final = frozenset(_REPORTED.values())


@dataclass(frozen=True, slots=True)
class Found:
    """Files by kind, sorted, each once.

    ``reals`` are their real paths, and those of files that only look like such. ``own`` are
    basutbud's own files, which are not audited. ``left_out`` counts files that the patterns left
    out, ``neither`` the other files.
    """

    clinics: tuple[Path, ...]
    logs: tuple[Path, ...]
    reals: frozenset[str]
    problems: tuple[Problem, ...]
    own: tuple[Path, ...]
    left_out: int
    neither: int


def shown_path(path: Path, base: Path) -> str:
    """Return a path as reports show it: relative to ``base``, with ``/``, safe to print."""
    return safe_text(relative_path(str(path), base))


def relative_path(path: str, base: Path) -> str:
    """Return a path, or a pattern of some, relative to ``base``, with ``/``."""
    return _relative(path, str(base))


def shown_file(path: Path, base: Path) -> str:
    """Return the same for a file, caching its folder's path for the folder's other files."""
    folder, name = os.path.split(path)
    relative = _relative(folder, str(base))
    return safe_text(name if relative == "." else f"{relative}/{name}")


@lru_cache(maxsize=256)
def _relative(path: str, base: str) -> str:
    try:
        return Path(os.path.relpath(path or ".", base)).as_posix()
    except ValueError:  # another drive, on Windows
        return Path(path).as_posix()


def is_about_clinic_file(problem: Problem) -> bool:
    """Tell whether a problem is about a clinic file, or a file that looks like one."""
    named = kind_by_name(PurePath(problem.location.path)) == "clinic"
    return named or problem.code == _REPORTED[Like.CLINIC]


def log_name(path: Path) -> Path:
    """Return a log's path without its endings, those of a packed file too."""
    return without_packing(path).with_suffix("")


def without_read(problems: Iterable[Problem], logs: Collection[str]) -> list[Problem]:
    """Return problems without those of unread files that are read as logs after all."""
    return [one for one in problems if one.code not in _UNREAD or one.location.path not in logs]


def discover(
    paths: Iterable[Path],
    base: Path,
    selection: Selection | None = None,
    *,
    only_logs: bool = False,
    logs: Iterable[Path] = (),
) -> Found:
    """Find the files among paths; folders are searched through, without hidden files and folders.

    With ``only_logs``, and among ``logs``, clinic files in folders are skipped, and a named file is
    a log unless it has a clinic file's ending. A path that does not exist, or is not of a wanted
    kind, is a problem; so is a file in a folder that looks like a wanted kind but is not read by
    its name.
    """
    search = _Search(base, selection or Selection(base))
    search.through(paths, only_logs=only_logs)
    search.through(logs, only_logs=True)
    return search.found()


class _Search:
    """A search under way."""

    def __init__(self, base: Path, selection: Selection) -> None:
        self._base = base
        self._selection = selection
        self._only_logs = False
        self._files: dict[str, dict[str, Path]] = {"clinic": {}, "log": {}, "own": {}}
        self._problems: dict[tuple[str, Path], Problem] = {}
        self._unread: set[str] = set()
        self._reals = RealPaths()
        self._left_out = 0
        self._neither = 0

    def found(self) -> Found:
        """Return what was found."""
        clinics, logs, own = (tuple(sorted(files.values())) for files in self._files.values())
        read = {shown_file(path, self._base) for path in logs}
        return Found(
            clinics=clinics,
            logs=logs,
            reals=frozenset(self._unread.union(self._files["clinic"], self._files["log"])),
            problems=tuple(without_read(self._problems.values(), read)),
            own=own,
            left_out=self._left_out,
            neither=self._neither,
        )

    def through(self, paths: Iterable[Path], *, only_logs: bool) -> None:
        """Look at files, and at every file in folders."""
        self._only_logs = only_logs
        for given in _expanded(paths):
            self._through(given)

    def _through(self, given: Path) -> None:
        """Look at a file, or at every file in a folder."""

        def unreadable(folder: Path) -> None:
            if not self._selection.leaves_out(folder, given):
                self._report("no_permission", folder)

        if not _exists(given):
            self._report("missing", given)
            return
        for path, plain in _files(given, unreadable):
            named = path == given
            if self._selection.wants(path, given):
                self._take(path, plain=plain, named=named)
            elif named and self._kind(path, named=True) is None:
                self._report("unknown_kind", path)
            else:
                self._left_out += 1

    def _take(self, path: Path, *, plain: bool, named: bool) -> None:
        """Add a file by its kind, or the problem why it is not read."""
        kind = self._kind(path, named=named)
        if self._only_logs and kind == "clinic":
            if named:
                self._report("is_clinic_file", path)
            else:
                self._neither += 1
        elif not (plain or path.is_file()):
            if kind is not None or named:
                self._report("not_a_file" if _exists(path) else "missing", path)
            else:
                self._neither += 1
        elif kind is not None:
            self._read(path, kind, plain=plain)
        else:
            self._recognise(path, named=named)

    def _read(self, path: Path, kind: str, *, plain: bool) -> None:
        """Add a file to read, unless it is one of basutbud's own tables, named like a log."""
        with suppress(OSError):  # whoever reads it says so
            kind = "own" if kind == "log" and is_own(path) else kind
        self._files[kind].setdefault(self._reals.of(path, plain=plain), path)

    def _recognise(self, path: Path, *, named: bool) -> None:
        """Report a file whose name does not say what it is, if it looks like a wanted kind."""
        try:
            alike = likeness_of(path)
        except OSError as error:
            self._report(os_problem(error), path)
            return
        if alike is None:
            if named:
                self._report("unknown_kind", path)
            else:
                self._neither += 1
        elif alike.like is Like.OWN:
            self._files["own"].setdefault(self._reals.of(path), path)
        elif self._only_logs and alike.like is Like.CLINIC:
            self._neither += 1
        else:
            self._unread.add(self._reals.of(path))
            self._report(_REPORTED[alike.like], path, ending=alike.ending)

    def _kind(self, path: Path, *, named: bool) -> str | None:
        return kind_by_name(path) or ("log" if self._only_logs and named else None)

    def _report(self, code: str, path: Path, **values: str) -> None:
        location = Location(shown_path(path, self._base))
        self._problems.setdefault((code, path), Problem(code, location, values))


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths, with a pattern replaced by the files that match it."""
    for path in paths:
        matching = [] if _exists(path) else sorted(glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        yield from [Path(match) for match in matching] or [path]


def real_path(path: Path) -> Path:
    """Return where a path leads, through links; a link in a circle leads to itself."""
    return Path(os.path.realpath(path))


class RealPaths:
    """Real paths of many files in few folders; each folder is resolved once.

    As text, to compare: making and comparing Paths takes twice as long as asking the disk.
    """

    def __init__(self) -> None:
        """Start with no folder."""
        self._folders: dict[str, str] = {}

    def of(self, path: Path, *, plain: bool = False) -> str:
        """Return the real path of a file; a ``plain`` file is known not to be a link."""
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
    """Yield a file, or a folder's files, following links but each folder once.

    Yield with each whether it is known to be a plain file.
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
    """Return the names of a folder's plain files, all by one cheap call."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    except OSError:
        return set()
