"""A copy of a log that an engine can read by lines: UTF-8, one record a line, quotes in pairs.

Lines that hold no such record are left out of it, and are reported as gaps. All is done on bytes,
as nearly every line is copied as it stands. A large log is copied in parts, so that an engine can
read one while the next is made.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count
from pathlib import Path
from typing import IO, Final

from basutbud.caselog.engine import EXTRA_FIELDS
from basutbud.caselog.reading.quotes import lines_with_odd_quotes
from basutbud.caselog.reading.records import (
    BLANK,
    LOST,
    MAX_LINE,
    MISSING,
    UNENDED,
    Shape,
    fault_of,
    in_pairs,
    is_utf8,
    record_at,
)
from basutbud.caselog.reading.spacing import has_odd_spaces

_CHUNK: Final = 256 * 1024
"""Bytes looked at at a time: few enough to stay in the processor's own memory."""
_PARTS: Final = (4 * 1024**2, 16 * 1024**2, 48 * 1024**2)
"""The approximate sizes of the files of a copy; all after the third have the last size.

The first are small, as the engine waits for them.
"""
_ENDLESS: Final = 16 * 1024 * 1024
_BUFFER: Final = 1024 * 1024
"""Bytes gathered before they are written: stretches of plain lines may be short."""


class EndlessLineError(ValueError):
    """A file that has no lines."""

    code = "log_no_lines"


class DoubtfulEncodingError(ValueError):
    """A file presumed to be UTF-8 that is not."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy, or a part of one: how many rows, and some of them by number from 0.

    ``size`` are the bytes of the log that it was made of. Lines of the log without a row are
    ``nothing``, as they are blank or go on with the record before, or ``faults``: records that
    cannot be taken apart, by reason. ``spaced``: it holds other spaces than plain ones.
    """

    path: Path
    size: int
    rows: int
    sample: dict[int, bytes]
    nothing: Sequence[int]
    faults: Mapping[int, str]
    spaced: bool


def copy_plain(
    path: Path, encoding: str, target: Path, shape: Shape, take: Callable[[bytes], None]
) -> Iterator[Copied]:
    """Copy what stands below the header, and yield each part, ``target`` with a number, when made.

    ``take`` is given the bytes as they are read. Raise EndlessLineError for a file without lines,
    UnicodeError for one in another encoding, and DoubtfulEncodingError where ``shape.presumed``.
    """
    copier = _Copier(replace(shape, decoded=not encoding.startswith("utf-8")))
    with path.open("rb") as source:
        chunks = _plain_chunks(source, encoding, take)
        for number in count():
            part, begin = target.with_name(f"{target.name}-{number}"), source.tell()
            with part.open("wb", _BUFFER) as copy:
                more = copier.fill(copy, chunks, _PARTS[min(number, len(_PARTS) - 1)])
            yield copier.copied(part, source.tell() - begin)
            if not more:
                return


def _plain_chunks(
    source: IO[bytes], encoding: str, take: Callable[[bytes], None]
) -> Iterator[bytes]:
    """Yield a file as UTF-8 with line feeds; bytes that are no text as U+FFFD, but for UTF-8's."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    as_it_stands = encoding.startswith("utf-8")
    held = b""
    for first, raw in enumerate(iter(lambda: source.read(_CHUNK), b"")):
        take(raw)
        chunk = raw if as_it_stands else decoder.decode(raw).encode("utf-8", "replace")
        if not first:
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        if b"\r" in chunk or held:
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") else b""
            chunk = chunk.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield chunk
    end = b"" if as_it_stands else decoder.decode(b"", final=True).encode()
    yield (b"\n" if held else b"") + end


class _Copier:
    """Copies text chunk by chunk: stretches of plain lines whole, all else line by line."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._in_pairs = in_pairs(shape)
        self._blank = (BLANK + shape.delimiter).encode()
        unquoted = re.escape(self._blank.replace(b'"', b""))
        # A quote begins a blank line only before another, or a blank.
        self._blank_begins = re.compile(rb'\n(?=[\n%b]|"["%b])' % (unquoted, unquoted))
        self._above = shape.header_line
        self._line = 1
        self._rest = b""

    def fill(self, copy: IO[bytes], chunks: Iterator[bytes], most: int) -> bool:
        """Copy chunks until the copy has ``most`` bytes; tell whether that was before their end."""
        self._copy = copy
        self._rows = 0
        self._sample: dict[int, bytes] = {}
        self._nothing: array[int] = array("q")
        self._faults: dict[int, str] = {}
        self._spaced = False
        for chunk in chunks:
            self._rest = self._take(self._rest + chunk, last=False)
            if len(self._rest) > _ENDLESS:
                raise EndlessLineError
            if copy.tell() >= most:
                return True
        if self._rest:
            self._take(self._rest.removesuffix(b"\n") + b"\n", last=True)
        return False

    def copied(self, path: Path, size: int) -> Copied:
        """Return the last copy, to a path, of this number of bytes."""
        return Copied(
            path, size, self._rows, self._sample, self._nothing, self._faults, self._spaced
        )

    def _take(self, text: bytes, *, last: bool) -> bytes:
        """Copy the whole lines of ``text``; return what must wait for more of it."""
        self._spaced = self._spaced or has_odd_spaces(text, self._shape.delimiter)
        self._sampled = False
        done, end = self._skip_header(text), text.rfind(b"\n") + 1
        seen = done
        for start in self._noteworthy_lines(text, done, end):
            if start < seen:
                continue
            line = text[start : text.index(b"\n", start)]
            seen = start + len(line) + 1
            blank = not line.strip(self._blank) and self._is_blank(line)
            fault = self._blank_fault(line) if blank else fault_of(line, self._shape)
            if not (blank or fault) and self._is_plain(line):
                continue
            self._write(text[done:start])
            done = seen
            if fault:
                self._leave_out(fault)
            elif blank:
                self._pass_over(1)
            else:
                record = record_at(text, start, end, self._shape)
                if record is UNENDED and not last:
                    return text[start:]
                if record is UNENDED or not record:
                    self._leave_out("stray_quote")
                    continue
                done = seen = start + record.size
                if record.text is None:
                    for _ in range(record.lines):
                        self._leave_out("ambiguous_quotes")
                else:
                    self._write(record.text + b"\n")
                    self._pass_over(record.lines - 1)
        self._write(text[done:end])
        return text[max(done, end) :]

    def _is_blank(self, line: bytes) -> bool:
        """Tell whether a line has blank characters alone, not just bytes that these have too."""
        return not line.decode(errors="replace").strip(BLANK + self._shape.delimiter)

    def _blank_fault(self, line: bytes) -> str | None:
        """Name what makes a blank line a damaged row: more delimiters than rows have, by far."""
        fields = line.count(self._shape.delimiter.encode()) + 1
        most = self._shape.width + self._shape.trailing + EXTRA_FIELDS
        return "too_many_fields" if fields > most else None

    def _is_plain(self, line: bytes) -> bool:
        """Tell whether a line is a record as it stands."""
        quotes = line.count(b'"')
        return not quotes or (quotes % 2 == 0 and self._in_pairs.fullmatch(line) is not None)

    def _noteworthy_lines(self, text: bytes, begin: int, end: int) -> list[int]:
        """Return where the lines begin that may be no record as they stand, rising."""
        if begin >= end:
            return []
        found = {
            start
            for at in range(begin, end, MAX_LINE)
            if text.find(b"\n", start := text.rfind(b"\n", begin, at) + 1 or begin) - start
            > MAX_LINE
        }
        if text[begin : begin + 1] in self._blank + b"\n":
            found.add(begin)
        found.update(blank.end() for blank in self._blank_begins.finditer(text, begin, end))
        for mark in (b"\0", MISSING, *[LOST] * self._shape.decoded):
            at = text.find(mark, begin, end) if mark[:1] in text else -1
            while at >= 0:
                found.add(text.rfind(b"\n", begin, at) + 1 or begin)
                at = text.find(mark, text.index(b"\n", at), end)
        found.update(lines_with_odd_quotes(text, begin, end, self._shape.delimiter))
        lines = text[begin:end]
        if not self._shape.decoded and not is_utf8(lines):
            if self._shape.presumed:
                raise DoubtfulEncodingError
            bad = (n for n, line in enumerate(lines.split(b"\n")) if not is_utf8(line))
            found.update(_starts(bad, lines, begin))
        return sorted(found)

    def _skip_header(self, text: bytes) -> int:
        done = 0
        while self._above and (feed := text.find(b"\n", done)) >= 0:
            done = feed + 1
            self._above -= 1
            self._line += 1
        return done

    def _write(self, lines: bytes) -> None:
        if lines:
            if not self._sampled:
                self._sample[self._rows] = lines[: lines.index(b"\n")]
                self._sampled = True
            number = _feeds(lines)
            self._copy.write(lines)
            self._rows += number
            self._line += number

    def _pass_over(self, lines: int) -> None:
        self._nothing.extend(range(self._line, self._line + lines))
        self._line += lines

    def _leave_out(self, fault: str) -> None:
        self._faults[self._line] = fault
        self._line += 1


def _feeds(text: bytes) -> int:
    """Count line feeds; twice as fast as ``bytes.count`` on Python 3.11."""
    return len(text) - len(text.replace(b"\n", b""))


def _starts(numbers: Iterable[int], lines: bytes, begin: int) -> list[int]:
    """Return where lines begin by number, from 0, in a text that begins at ``begin``."""
    wanted = [*numbers]
    if not wanted:
        return []
    ends = [begin, *accumulate((len(line) + 1 for line in lines.split(b"\n")), initial=begin)]
    return [ends[number + 1] for number in wanted]
