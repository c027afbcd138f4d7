"""Odd spaces, such as the no-break space, which YAML takes for letters.

They come with text pasted from Word or a web page. A key behind one is another key on another
level, and the parser then reports a line below, which is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from basutbud.errors import Location, Problem
from basutbud.yamldoc.excerpt import Span, excerpt_at

_ODD: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_SPACE: Final = re.compile(f"[{_ODD}]")
_WORD: Final = rf"[^\s{_ODD}:#\"'{{\[]++"
_FORMING: Final = re.compile(
    rf"[ \t-]*+([{_ODD}])"
    rf"|[ \t-]*+{_WORD}(?:[ {_ODD}]++{_WORD})*?(?: *+([{_ODD}])[ {_ODD}]*+:|:([{_ODD}]))"
)
"""Odd spaces that change the structure: before a key, or around its colon."""
_LINE: Final = re.compile(r"([^\n\r\x85\u2028\u2029]*)(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")
"""A line by the parser's own line breaks."""


def has_odd_space(word: str) -> bool:
    """Tell whether a word has an odd space in it."""
    return not word.isascii() and _ODD_SPACE.search(word) is not None


def odd_spaces(path: str, text: str, line: int, *, confidential: bool) -> Iterator[Problem]:
    """Yield the odd spaces that change the structure, if they may be why a line is wrong.

    They may be if one is on that line (from 1), or on the nearest line above that has content.
    """
    if not has_odd_space(text):
        return
    lines = [(found.start(), found[1]) for found in _LINE.finditer(text)]
    above = next((n for n in range(line - 1, 0, -1) if _says_something(lines[n - 1][1])), 0)
    spans = {
        number: Span(begin, number - 1, column := found.start(found.lastindex or 0), column + 1)
        for number, (begin, shown) in enumerate(lines, start=1)
        if (found := _FORMING.match(shown))
    }
    if not spans.keys() & {line, above}:
        return
    for span in spans.values():
        yield _problem(path, text, span, confidential=confidential)


def odd_space_from(path: str, text: str, location: Location, *, confidential: bool) -> Problem:
    """Return the first odd space from a location on, in a text that has one there."""
    number, skipped = location.line or 1, (location.column or 1) - 1
    for at, line in enumerate(_LINE.finditer(text), start=1):
        found = _ODD_SPACE.search(line[1], skipped if at == number else 0) if at >= number else None
        if found:
            span = Span(line.start(), at - 1, found.start(), found.end())
            return _problem(path, text, span, confidential=confidential)
    return Problem("yaml_space", location._replace(pointer=None))


def _says_something(line: str) -> bool:
    said = line.strip()
    return bool(said) and not said.startswith("#")


def _problem(path: str, text: str, span: Span, *, confidential: bool) -> Problem:
    location = Location(path, span.line + 1, span.column + 1)
    return Problem("yaml_space", location, {}, excerpt_at(text, span, confidential=confidential))
