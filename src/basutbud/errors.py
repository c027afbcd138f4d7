"""The errors in what a user gave, as one tree.

::

    BasutbudError
    ├── UsageError      a wrong word on the command line              exit 2
    ├── PolicyError     a wrong rule set                              exit 2
    └── InputError      a clinic file or case log cannot be read      exit 3

An error carries *problems*: codes and values, which ``basutbud.language`` turns into sentences.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | int | tuple[str, ...]


class Location(NamedTuple):
    """Where in the input something stands. Lines, columns and records count from 1.

    ``pointer`` is a JSON Pointer (RFC 6901) into a clinic file; ``record`` counts the data rows
    of a case log, which differ from lines where a quoted field holds a line break.
    """

    path: str
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    record: int | None = None

    def __str__(self) -> str:
        """Return ``path:line:col``, as far as it is known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class Excerpt(NamedTuple):
    """One line of input, safe to show, with the offending part at ``start:end`` (from 0)."""

    line: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the input: ``code`` names it, ``values`` fill in its sentence."""

    code: str
    location: Location
    values: Mapping[str, Value] = field(default_factory=dict)
    excerpt: Excerpt | None = None
    column: str | None = None


class BasutbudError(Exception):
    """The root of all errors that the user can mend."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        """Hold one or more problems, all that were found at once."""
        super().__init__(*problems)
        self.problems = problems


class UsageError(BasutbudError):
    """The command line asks for something that does not exist or does not fit together."""


class PolicyError(BasutbudError):
    """The rule set is wrong, so nothing can be judged by it."""


class InputError(BasutbudError):
    """A clinic file or a case log is missing, unreadable or malformed."""

    exit_code = 3


def os_problem(error: OSError) -> str:
    """Return the code for why the system could not read or write a file."""
    match error:
        case FileNotFoundError():
            return "missing"
        case PermissionError():
            return "no_permission"
        case IsADirectoryError():
            return "is_folder"
        case OSError(errno=errno.ENOSPC):
            return "no_room"
        case _:
            return "unreadable"
