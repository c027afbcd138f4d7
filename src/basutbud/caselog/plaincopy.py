"""A copy of a log that an engine can read by lines: UTF-8, one record a line, quotes in pairs.

Lines that hold no such record are left out of it, and told of as gaps.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from basutbud.caselog.places import Gaps

MAX_LINE: Final = 500_000
"""The most characters of a line."""
_MAX_RECORD_LINES: Final = 200
"""A quoted field over more lines is taken for a stray quote."""
_CHUNK: Final = 4 * 1024 * 1024
_ENDLESS: Final = 4 * _CHUNK
_BAD: Final = ("\x01", "\ufffd")
_NOTEWORTHY: Final = ('"', "\0", *_BAD)


class EndlessLineError(ValueError):
    """A file that has no lines."""

    code = "log_no_lines"


@dataclass(frozen=True, slots=True)
class Shape:
    """How records are written: what parts fields, how many there are, and below which line."""

    delimiter: str
    width: int
    header_line: int


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: how many rows, some of them by number from 0, and the gaps."""

    rows: int
    sample: dict[int, str]
    gaps: Gaps


def copy_plain(
    source: TextIO, target: Path, shape: Shape, progress: Callable[[int], None]
) -> Copied:
    """Copy what stands below the header; ``progress`` is told of the characters read.

    Raise EndlessLineError for a file without lines.
    """
    for _ in range(shape.header_line):
        source.readline(_ENDLESS)
    rest = ""
    with target.open("w", encoding="utf-8", newline="\n") as copy:
        copier = _Copier(copy, shape)
        while chunk := source.read(_CHUNK):
            progress(len(chunk))
            rest = copier.take(rest + chunk, last=False)
            if len(rest) > _ENDLESS:
                raise EndlessLineError
        if rest:
            copier.take(rest.removesuffix("\n") + "\n", last=True)
    return copier.copied()


class _Copier:
    """Copies text chunk by chunk: stretches of plain lines whole, all else line by line."""

    def __init__(self, copy: TextIO, shape: Shape) -> None:
        self._copy = copy
        self._shape = shape
        self._line = shape.header_line + 1
        self._rows = 0
        self._sample: dict[int, str] = {}
        self._nothing: array[int] = array("q")
        self._faults: dict[int, str] = {}

    def copied(self) -> Copied:
        return Copied(self._rows, self._sample, Gaps(self._nothing, self._faults))

    def take(self, text: str, *, last: bool) -> str:
        """Copy the whole lines of ``text``; return what must wait for more of it."""
        done, end = 0, text.rfind("\n") + 1
        for start in _noteworthy_lines(text, end):
            if start < done:
                continue
            self._write(text[done:start])
            line = text[start : text.index("\n", start)]
            done = start + len(line) + 1
            if fault := _fault(line):
                self._leave_out(fault)
            elif not line:
                self._pass_over(1)
            elif line.count('"') % 2 == 0:
                self._write(line + "\n")
            else:
                record = _record(text, start, end, self._shape)
                if record is None and not last and text.count("\n", start) < _MAX_RECORD_LINES:
                    return text[start:]
                if record is None:
                    self._leave_out("stray_quote")
                else:
                    self._write(" ".join(record) + "\n")
                    self._pass_over(len(record) - 1)
                    done = start + sum(map(len, record)) + len(record)
        self._write(text[done:end])
        return text[end:]

    def _write(self, lines: str) -> None:
        if lines:
            self._sample[self._rows] = lines[: lines.index("\n")]
            count = lines.count("\n")
            self._copy.write(lines)
            self._rows += count
            self._line += count

    def _pass_over(self, lines: int) -> None:
        self._nothing.extend(range(self._line, self._line + lines))
        self._line += lines

    def _leave_out(self, fault: str) -> None:
        self._faults[self._line] = fault
        self._line += 1


def _noteworthy_lines(text: str, end: int) -> list[int]:
    """Return where the lines begin that are blank, overlong, or hold a quote or no text."""
    found = {
        start
        for at in range(0, end, MAX_LINE)
        if text.find("\n", start := text.rfind("\n", 0, at) + 1) - start > MAX_LINE
    }
    if text.startswith("\n"):
        found.add(0)
    for mark in _NOTEWORTHY:
        at = text.find(mark, 0, end)
        while at >= 0:
            found.add(text.rfind("\n", 0, at) + 1)
            at = text.find(mark, text.index("\n", at), end)
    at = text.find("\n\n", 0, end)
    while at >= 0:
        found.add(at + 1)
        at = text.find("\n\n", at + 1, end)
    return sorted(found)


def _fault(line: str) -> str | None:
    """Name what makes a line unreadable in itself, if anything does."""
    if len(line) > MAX_LINE:
        return "too_long"
    if "\0" in line:
        return "nul"
    return "bad_bytes" if any(mark in line for mark in _BAD) else None


def _record(text: str, start: int, end: int, shape: Shape) -> list[str] | None:
    """Return the lines of the record whose first leaves a quote open; None for a stray quote.

    A stray quote closes nothing: then no line is taken, so that it swallows no other record.
    """
    taken: list[str] = []
    for line in _lines(text, start, end):
        taken.append(line)
        if len(taken) > 1 and line.count('"') % 2:
            return taken if _is_one_record(taken, shape) else None
        if len(taken) > _MAX_RECORD_LINES or _fault(line):
            return None
    return None


def _lines(text: str, start: int, end: int) -> Iterator[str]:
    while start < end:
        stop = text.index("\n", start)
        yield text[start:stop]
        start = stop + 1


def _is_one_record(lines: list[str], shape: Shape) -> bool:
    full = [line.count(shape.delimiter) >= shape.width - 1 for line in lines]
    if any(full[1:-1]) or (full[0] and full[-1]):
        return False
    try:
        rows = list(csv.reader([" ".join(lines)], delimiter=shape.delimiter, strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and len(rows[0]) >= shape.width and not any(rows[0][shape.width :])
