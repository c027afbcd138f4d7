"""Finds the lines of a log whose quotes do not plainly enclose whole fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_QUOTED: Final = rb'"[^"\n]*+(?:""[^"\n]*+)*+"'
_WITHOUT: Final = rb'[^"\n%b]*+'
"""A field without quotes, to be filled in with the delimiter."""


def lines_with_odd_quotes(text: bytes, begin: int, end: int, delimiter: str) -> Iterator[int]:
    """Yield the offsets of the lines that need a closer look.

    In all other lines each quote opens a field, closes one, or is doubled within one. The search
    goes from quote to quote, and passes over runs of regular lines at once.
    """
    plain = _plain_lines(delimiter.encode())
    quote = text.find(b'"', begin, end)
    while quote >= 0:
        start = text.rfind(b"\n", begin, quote) + 1 or begin
        found = plain.match(text, start, end)
        stop = found.end() if found else start
        if stop == start:
            yield start
            stop = text.index(b"\n", quote) + 1
        quote = text.find(b'"', stop, end)


@cache
def _plain_lines(part: bytes) -> re.Pattern[bytes]:
    """Return the pattern of any number of lines, each with quotes that are regular."""
    part = re.escape(part)
    cell = rb"(?:%b|%b)" % (_QUOTED, _WITHOUT % part)
    return re.compile(rb'(?:(?=[^"\n]*+")%b(?:%b%b)*+\n)*+' % (cell, part, cell))
