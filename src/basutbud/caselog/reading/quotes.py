"""Which lines of a log have quotes that are not plainly those of whole fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_OPENS, _CLOSES, _BOTH = b"\x02", b"\x03", b"\x04"
_MARKS: Final = _OPENS + _CLOSES + _BOTH
_ALL_BUT_MARKS: Final = bytes(set(range(256)) - {*_MARKS, *b'"\n'})


def lines_with_odd_quotes(lines: bytes, delimiter: str) -> Iterator[int]:
    """Yield the numbers, from 0, of lines that a closer look must be taken at.

    In all others each quote opens a field, closes one, or is doubled within one. Quotes are turned
    into marks by what stands beside them, and pairs of marks taken away, all lines at once: to look
    at each line takes ten times as long.
    """
    if any(mark in lines for mark in _MARKS):
        yield from (number for number, line in enumerate(lines.split(b"\n")) if b'"' in line)
        return
    part = delimiter.encode()
    text = b"\n" + lines
    # Empty fields in quotes are plain. Any other that begins with a doubled quote and goes on
    # behind it is not a field in quotes, and blanks before a quote are to be taken off.
    blank = b' ""' in text
    if not blank and (part + b'""' in text or b'\n""' in text):
        text = text.replace(b'""' + part, part).replace(b'""\n', b"\n")
    doubled = blank or part + b'""' in text or b'\n""' in text
    found = {*_begin_doubled(text, part)} if doubled else set()
    text = text.replace(b'""', b"")
    if b'"' not in text:
        yield from sorted(found)
        return
    for quotes, marks in (
        (b'"' + part + b'"', _BOTH),
        (b'"\n"', _CLOSES + b"\n" + _OPENS),
        (part + b'"', _OPENS),
        (b'"' + part, _CLOSES),
        (b'\n"', b"\n" + _OPENS),
        (b'"\n', _CLOSES + b"\n"),
    ):
        text = text.replace(quotes, marks)
    left = text.translate(None, _ALL_BUT_MARKS)
    while _OPENS + _BOTH in left:
        left = left.replace(_OPENS + _BOTH, _OPENS)
    left = left.replace(_OPENS + _CLOSES, b"")
    if left.count(b"\n") != len(left):
        found.update(n for n, marks in enumerate(left[1:].split(b"\n")) if marks)
    yield from sorted(found)


def _begin_doubled(text: bytes, part: bytes) -> Iterator[int]:
    line = at = 0
    for field in _doubled_then_text(part).finditer(text):
        line += text.count(b"\n", at, field.start())
        at = field.start() + 1
        yield line - 1


@cache
def _doubled_then_text(part: bytes) -> re.Pattern[bytes]:
    mark = re.escape(part)
    # Quotes first, as the search then goes from one to the next, and looks behind it.
    return re.compile(rb'""(?:(?<= "")|(?<=[\n%b]"")(?:"")*(?!")(?=[^\n%b]))' % (mark, mark))
