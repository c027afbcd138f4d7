"""Where things stand in a file, and the line shown for it, without what may be personal."""

from __future__ import annotations

import re
from typing import Any, Final

from basutbud.errors import Excerpt
from basutbud.safetext import redact, visible

_NONE: Final[dict[str | int, Any]] = {}


class Span:
    """Where a value stands (0-based), and the spans of what it holds by key or position."""

    __slots__ = ("children", "column", "end", "keys", "line")

    def __init__(self, line: int, column: int, end: int) -> None:
        """Start a span; ``end`` is the column after its last character on the same line."""
        self.line = line
        self.column = column
        self.end = end
        self.children: dict[str | int, Span] = _NONE
        self.keys: dict[str | int, Span] = _NONE

    def hold(self) -> Span:
        """Make room for what a mapping or list holds; a scalar needs none."""
        self.children, self.keys = {}, {}
        return self


_COMMENT = re.compile(r"(^|\s+)#.*")
_TOKEN = re.compile(
    r"(?P<shown>[\w/-]*\s*:(?=\s|$)|[\s{}\[\],\"'-]+"
    r"|(?:active|inactive|not-in-operation|true|false|region|private)(?![^\s,}\]]))"
    r"|[^\s{}\[\],]+"
)


def excerpt_at(lines: tuple[str, ...], span: Span) -> Excerpt | None:
    """Return the line with its keys and the offending span, or None past the last line.

    Of other values only fixed words are shown: the rest may be free text about a person.
    """
    if span.line >= len(lines):
        return None
    line = lines[span.line]
    head = _keys_alone(line[: span.column])
    target = visible(redact(line[span.column : span.end].replace("\t", "→")))[:80]
    tail = _keys_alone(line[span.end :])
    return Excerpt(
        span.line + 1,
        (head + target + tail)[:160],
        len(head),
        len(head) + max(len(target), 1),
    )


def _keys_alone(part: str) -> str:
    uncommented = _COMMENT.sub("", part).replace("\t", "→")
    kept = _TOKEN.sub(lambda match: match["shown"] or "…", uncommented)
    return visible(redact(re.sub("…(?:[ \"']*…)+", "…", kept)))
