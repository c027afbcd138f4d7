"""Records of a log: which lines make one, how it is split, and what no line may contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

MAX_LINE: Final = 500_000
"""The most bytes of a line, in UTF-8."""
_DAY: Final = re.compile(rb'[ "]*\d{4}-?\d\d-?\d\d')
"""The beginning of a stamp."""
MAX_RECORD_LINES: Final = 200
"""A quoted field over more lines is taken for a stray quote."""
MISSING: Final = b"\x01"
BLANK: Final = ' \t\v\f"\N{NO-BREAK SPACE}\N{BOM}'
"""The characters of a blank line, beside the delimiter."""
LOST: Final = "\ufffd".encode()
"""Stands for bytes that were no text in another encoding than UTF-8."""
_NOTHING: Final = b'""'
_QUOTED: Final = rb'"[^"]*+(?:""[^"]*+)*+"'
"""A field whole in its quotes."""
_TEXT: Final = rb'(?! *+")[^%b]*+'
"""A field without enclosing quotes, to be filled in with the delimiter."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How records are written: the delimiter, the number of fields, and the header's line.

    ``trailing`` are the columns without a name at the header's end, ``received`` is the position
    of the column of receipts. ``decoded``: records are not read as UTF-8, so that U+FFFD stands for
    bytes that are no text. ``presumed``: that they are UTF-8 is only likely.
    """

    delimiter: str
    width: int
    trailing: int
    received: int
    header_line: int
    decoded: bool = False
    presumed: bool = False


def in_pairs(shape: Shape) -> re.Pattern[bytes]:
    """Return the pattern of a line whose quotes enclose fields, or are within a text."""
    part = re.escape(shape.delimiter.encode())
    cell = rb"(?:%b|%b)" % (_QUOTED, _TEXT % part)
    return re.compile(rb"(?:%b%b)*+%b" % (cell, part, cell))


def fault_of(line: bytes, shape: Shape) -> str | None:
    """Return the fault that makes a line unreadable by itself, if any."""
    if len(line) > MAX_LINE:
        return "too_long"
    if b"\0" in line:
        return "nul"
    lost = LOST in line if shape.decoded else not is_utf8(line)
    return "bad_bytes" if lost or MISSING in line else None


def is_utf8(text: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


class Record(NamedTuple):
    """A record as one line, and how many lines and bytes it takes in the file.

    ``text`` is None if the lines may as well be several records.
    """

    text: bytes | None
    lines: int
    size: int


UNENDED: Final = Record(None, 0, 0)
"""A record whose end has not been read yet."""


def record_at(text: bytes, start: int, end: int, shape: Shape) -> Record | None:
    """Return the record that begins with a line of irregular quotes; None if one is unpaired.

    An unpaired quote takes no line, so that it swallows no other record. Lines that are one record
    by their quotes, but rows without them, count as neither.
    """
    taken: list[bytes] = []
    for line in _lines(text, start, end):
        taken.append(line)
        if len(taken) > MAX_RECORD_LINES + 1 or fault_of(line, shape):
            return None
        odd = line.count(b'"') % 2
        fields = _whole_record(taken, shape) if odd == (len(taken) > 1) else None
        if fields is not None:
            ambiguous = len(taken) > 1 and _hold_rows(taken, shape)
            whole = None if ambiguous else shape.delimiter.encode().join(fields)
            return Record(whole, len(taken), sum(map(len, taken)) + len(taken))
        if odd and len(taken) > 1:
            return None
    return UNENDED


def _lines(text: bytes, start: int, end: int) -> Iterable[bytes]:
    while start < end:
        stop = text.index(b"\n", start)
        yield text[start:stop]
        start = stop + 1


def _whole_record(lines: list[bytes], shape: Shape) -> list[bytes] | None:
    """Return the fields of lines that are one record by their quotes, else None."""
    fields = _fields(b" ".join(lines), shape.delimiter.encode())
    if fields is None or len(lines) == 1:
        return fields
    beyond = {*fields[shape.width :]} - {b"", _NOTHING}
    return None if len(fields) < shape.width or beyond else fields


def _hold_rows(lines: list[bytes], shape: Shape) -> bool:
    """Tell whether lines that are one record by their quotes look like several rows.

    With an unpaired quote the first and the last line are each a row, or a line between them is.
    """
    first, *between, last = lines
    mark = shape.delimiter.encode()
    for _ in range(shape.trailing):
        last = last.removesuffix(_NOTHING).removesuffix(mark)
    if _is_row(first.split(mark), shape) and _is_row(last.split(mark), shape):
        return True
    return any(_is_row(_fields(line, mark) or (), shape) for line in between)


def _is_row(fields: Sequence[bytes], shape: Shape) -> bool:
    """Tell a row from prose, in which blanks follow most commas, and no day is in its column."""
    if len(fields) < shape.width:
        return False
    close = sum(not field.startswith(b" ") for field in fields[1:])
    return 2 * close >= shape.width - 1 or _DAY.match(fields[shape.received]) is not None


def _fields(line: bytes, mark: bytes) -> list[bytes] | None:
    """Split a line into its fields, without blanks around quotes; None if a quote is unpaired."""
    field, whole = _patterns(mark)
    marked = mark + line
    if not whole.fullmatch(marked):
        return None
    return [quoted or text for quoted, text in field.findall(marked)]


@cache
def _patterns(mark: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return the patterns of a field after the delimiter, and of any number of such fields."""
    part = re.escape(mark)
    field, parts = (
        part + template % (_QUOTED, _TEXT % part)
        # Python 3.11 fails on capturing groups within a possessive repetition.
        for template in (rb"(?: *+(%b) *+|(%b))", rb"(?: *+%b *+|%b)")
    )
    return re.compile(field), re.compile(rb"(?:%b)*+" % parts)
