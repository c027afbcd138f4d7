"""Spans in a file, and the excerpt shown for one, without what may be personal."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from basutbud.errors import Excerpt
from basutbud.safetext import redact, visible


class Span(NamedTuple):
    """Where something stands, from 0; ``end`` is the column after it, on the same line.

    ``begin`` is the offset of that line in the text.
    """

    begin: int
    line: int
    column: int
    end: int


_COMMENT = re.compile(r"(^|\s+)#.*")
_TOKEN = re.compile(
    r"(?P<shown>[\w/-]*\s*:(?=\s|$)|[\s{}\[\],\"'-]+"
    r"|(?:active|inactive|not-in-operation|true|false|region|private)(?![^\s,}\]]))"
    r"|[^\s{}\[\],]+"
)


_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def line_at(text: str, begin: int) -> str:
    """Return the line that begins at an offset of the text."""
    found = _BREAK.search(text, begin)
    return text[begin : found.start() if found else len(text)]


def excerpt_at(text: str, span: Span, *, confidential: bool) -> Excerpt | None:
    """Return the excerpt for a span, or None past the last line.

    Beside the span, a confidential file's excerpt shows keys and fixed words alone: other values
    may be free text about a person.
    """
    if span.begin >= len(text):
        return None
    line = line_at(text, span.begin)
    parts = _parts if len(line) < _USUAL else _parts.__wrapped__
    text, start, end = parts(line, span.column, span.end, confidential)
    return Excerpt(span.line + 1, text, start, end)


_USUAL: Final = 200
"""Longer lines are not cached, lest they fill the memory."""


@lru_cache(maxsize=2048)
def _parts(line: str, column: int, end: int, confidential: bool) -> tuple[str, int, int]:  # noqa: FBT001 - a cache is asked by position
    """Return the line as shown, and the span's bounds; cached, as clinics have equal lines."""
    around = _keys_alone if confidential else _shown
    head = around(line[:column])
    target = _shown(line[column:end])[:80]
    tail = around(line[end:])
    return (head + target + tail)[:160], len(head), len(head) + max(len(target), 1)


def _keys_alone(part: str) -> str:
    uncommented = _COMMENT.sub("", part).replace("\t", "→")
    kept = _TOKEN.sub(lambda match: match["shown"] or "…", uncommented)
    return visible(redact(re.sub("…(?:[ \"']*…)+", "…", kept)))


def _shown(part: str) -> str:
    return visible(redact(part.replace("\t", "→")))
