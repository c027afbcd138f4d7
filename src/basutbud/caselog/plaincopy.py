"""A copy of a log that a scan by lines can read: UTF-8, one record a line, lines numbered alike.

A record that runs over several lines stands on its first, with ``JOIN`` for each line break, and
every line that holds no record is a ``NOTHING``.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

NOTHING: Final = "\x02"
"""A line without a record: blank, or a later line of the record before."""
JOIN: Final = "\x1e"
"""A line break inside a quoted field."""
SPACES: Final = " \t\v\f\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""What may stand around a field without being part of it."""
NUL: Final = "\u2400"
BAD_BYTE: Final = "\ufffd"
"""Bytes that are no text in the log's encoding."""
TOO_LONG: Final = "\x1a"
"""A line over ``MAX_LINE`` characters."""
MAX_LINE: Final = 500_000
MAX_RECORD_LINES: Final = 200
"""A quoted field over more lines is taken for a stray quote."""

_REPLACED: Final = str.maketrans({"\0": NUL, NOTHING: BAD_BYTE, JOIN: BAD_BYTE, TOO_LONG: BAD_BYTE})


def copy_plain(
    path: Path, target: Path, encoding: str, delimiter: str, width: int
) -> tuple[int, dict[int, str]]:
    """Write the copy; return its number of lines and a sample of them by number (from 1)."""
    sample: dict[int, str] = {}
    number = 0
    with (
        path.open(encoding=encoding, errors="replace", newline=None) as source,
        target.open("w", encoding="utf-8", newline="\n") as copy,
    ):
        for number, line in enumerate(_records(_lines(source), delimiter, width), start=1):
            copy.write(line + "\n")
            if number & (number - 1) == 0 and line != NOTHING:
                sample[number] = line
    return number, sample


def _lines(source: Iterable[str]) -> Iterator[str]:
    for line in source:
        text = line.rstrip("\n").translate(_REPLACED)
        yield TOO_LONG if len(text) > MAX_LINE else text


def _records(lines: Iterator[str], delimiter: str, width: int) -> Iterator[str]:
    """Yield one line for each line: the record that begins there, or ``NOTHING``."""
    ahead: deque[str] = deque()
    for line in _chained(ahead, lines):
        if line.count('"') % 2 == 0:
            yield NOTHING if _is_blank(line, delimiter) else line
            continue
        rest = _rest_of_record(line, ahead, lines, delimiter, width)
        yield JOIN.join([line, *rest])
        yield from [NOTHING] * len(rest)


def _chained(ahead: deque[str], lines: Iterator[str]) -> Iterator[str]:
    while True:
        if ahead:
            yield ahead.popleft()
        elif (line := next(lines, None)) is not None:
            yield line
        else:
            return


def _rest_of_record(
    first: str, ahead: deque[str], lines: Iterator[str], delimiter: str, width: int
) -> list[str]:
    """Take the lines up to the one that closes the quote left open in ``first``.

    A stray quote closes nothing: then no line is taken, so that it swallows no other record.
    """
    taken: list[str] = []
    for line in _chained(ahead, lines):
        taken.append(line)
        if line.count('"') % 2:
            if _is_one_record([first, *taken], delimiter, width):
                return taken
            break
        if len(taken) >= MAX_RECORD_LINES:
            break
    ahead.extendleft(reversed(taken))
    return []


def _is_one_record(lines: list[str], delimiter: str, width: int) -> bool:
    full = [line.count(delimiter) >= width - 1 for line in lines]
    if any(full[1:-1]) or (full[0] and full[-1]):
        return False
    try:
        rows = list(csv.reader([JOIN.join(lines)], delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and len(rows[0]) >= width and not any(rows[0][width:])


def _is_blank(line: str, delimiter: str) -> bool:
    return not line.strip(" \t" + delimiter)
