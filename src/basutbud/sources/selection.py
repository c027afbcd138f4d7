"""The patterns of --include and --exclude, as in ``.gitignore``, and the files they choose."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

from basutbud.errors import Location, Problem, UsageError
from basutbud.safetext import safe_text

_Matching = Callable[[str], bool]
_AGAIN: Final = "!"
"""Begins a pattern that reverses those before it."""
_MARKS: Final = "[]*?\\!# "


@dataclass(slots=True)
class _Pattern:
    """One pattern. ``met``: some file has matched it. ``again``: it begins with ``!``.

    ``relative`` is matched with paths from the working directory and from the folder searched,
    ``absolute`` with the path from the root.
    """

    option: str
    written: str
    again: bool
    relative: _Matching
    absolute: _Matching
    met: bool = False

    def matches(self, relative: Iterable[str], absolute: str) -> bool:
        """Tell whether a file, given by its paths, matches, and remember it."""
        found = self.absolute(absolute) or any(map(self.relative, relative))
        self.met = self.met or found
        return found


class Selection:
    """Chooses files by patterns, and remembers which patterns matched any."""

    def __init__(
        self, base: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> None:
        """Read the patterns, which are relative to ``base``. Raise UsageError for a wrong one."""
        self._base = str(base)
        self._include = [_pattern("--include", written, self._base) for written in include]
        self._exclude = [_pattern("--exclude", written, self._base) for written in exclude]

    def wants(self, path: Path, given: Path) -> bool:
        """Tell whether a file is wanted, which is ``given`` itself or below it."""
        if not (self._include or self._exclude):
            return True
        folder, name = os.path.split(path)
        root = str(given) if path != given else folder
        relative, absolute = _paths(folder, root, self._base)
        name = normalize("NFC", name)
        known = [f"{one}{name}" for one in relative]
        left_out = _last_says(self._exclude, known, absolute + name)
        return _last_says(self._include, known, absolute + name, otherwise=True) and not left_out

    def leaves_out(self, folder: Path, given: Path) -> bool:
        """Tell whether all below a folder is left out."""
        return bool(self._exclude) and not self.wants(folder / "x", given)

    @property
    def unmet(self) -> list[Problem]:
        """The patterns that no file matched."""
        return [
            Problem(
                "pattern_unmet",
                Location(""),
                {"option": one.option, "pattern": safe_text(one.written)},
            )
            for one in (*self._include, *self._exclude)
            if not one.met
        ]


def _last_says(
    patterns: Sequence[_Pattern],
    relative: Sequence[str],
    absolute: str,
    *,
    otherwise: bool = False,
) -> bool:
    """Tell whether the last matching pattern is not a ``!`` one; ``otherwise`` without patterns."""
    if not patterns:
        return otherwise
    matching = [one for one in patterns if one.matches(relative, absolute)]
    return bool(matching) and not matching[-1].again


@lru_cache(maxsize=256)
def _paths(folder: str, root: str, base: str) -> tuple[tuple[str, ...], str]:
    """Return a folder's paths from the base and from the searched root, and its full path."""
    full = os.path.normpath(Path(base, folder))
    above = (base, os.path.normpath(Path(base, root)))
    below = {_slashed(os.path.relpath(full, one)) for one in above if _is_below(full, one)}
    return tuple(below), _slashed(full).removeprefix("/")


def _is_below(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(other.rstrip(os.sep) + os.sep)


def _slashed(folder: str) -> str:
    """Return a folder's path with ``/`` between and after its parts."""
    if folder == os.curdir:
        return ""
    slashed = normalize("NFC", folder.replace(os.sep, "/"))
    return slashed if slashed.endswith("/") else f"{slashed}/"


def _pattern(option: str, written: str, base: str) -> _Pattern:
    """Read a pattern; one that begins with ``/`` is matched from the root and from each base."""
    again = written.startswith(_AGAIN)
    text = normalize("NFC", written.removeprefix(_AGAIN).replace(os.sep, "/"))
    relative, absolute = [text], list[str]()
    if Path(text).is_absolute():
        relative = [text] if text.startswith("/") else []
        absolute = [_plain_path(text)]
        if Path(text).exists():
            absolute.append(literal_pattern(_slashed(os.path.realpath(text)).rstrip("/")))
    elif {os.curdir, os.pardir} & {*text.split("/")}:
        relative = []
        absolute = [_plain_path(f"{literal_pattern(base)}/{text}")]
    try:
        return _Pattern(option, written, again, _matching(relative), _matching(absolute))
    except ValueError:
        wrong = Problem("bad_pattern", Location(""), {"value": safe_text(written)})
        raise UsageError(wrong) from None


def _plain_path(pattern: str) -> str:
    """Return a normalised path, with the final ``/`` of a folder kept."""
    return os.path.normpath(pattern) + "/" * pattern.endswith("/")


def _matching(patterns: Sequence[str]) -> _Matching:
    """Return a function that matches paths, also those that equal a pattern literally.

    Raise ValueError for an invalid pattern.
    """
    from pathspec import GitIgnoreSpec

    if "" in patterns:
        raise ValueError(patterns)
    escaped = [f"\\{one}" if one.startswith("#") else one for one in patterns]
    letters = [
        f"/{literal_pattern(one).lstrip('/')}" for one in patterns if literal_pattern(one) != one
    ]
    return GitIgnoreSpec.from_lines([*escaped, *letters]).match_file


def literal_pattern(path: str) -> str:
    """Return a pattern that matches this path alone."""
    return "".join(f"\\{mark}" if mark in _MARKS else mark for mark in path)
