"""Which lines of a log have quotes that are not plainly those of whole fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_QUOTED: Final = rb'"[^"\n]*+(?:""[^"\n]*+)*+"'
_WITHOUT: Final = rb'[^"\n%b]*+'
"""A field without any quote. To be filled in: what parts fields."""


def lines_with_odd_quotes(text: bytes, begin: int, end: int, delimiter: str) -> Iterator[int]:
    """Yield where the lines begin that a closer look must be taken at, of whole lines.

    In all others each quote opens a field, closes one, or is doubled within one. The search goes
    from quote to quote, and past all lines in a row that have them in their places.
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
    """Return the pattern of any number of lines, each of which has quotes, and in their places."""
    part = re.escape(part)
    cell = rb"(?:%b|%b)" % (_QUOTED, _WITHOUT % part)
    return re.compile(rb'(?:(?=[^"\n]*+")%b(?:%b%b)*+\n)*+' % (cell, part, cell))
