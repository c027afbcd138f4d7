"""A parsed YAML file: plain data, and beside it the location of every key and value."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from yaml.events import ScalarEvent

from basutbud.errors import Excerpt, Location, Problem
from basutbud.model.clinic import Located, Pointer
from basutbud.yamldoc.excerpt import Span, excerpt_at
from basutbud.yamldoc.spaces import odd_space_from, odd_spaces


class Branch(dict[str | int, tuple[Any, Any]]):
    """The parser's events for a mapping or list: each entry's first event, and its node.

    Entries go by key or position, and those of a mapping begin with the key. The node of a scalar
    is its event, the node of a mapping or list another branch. ``event`` is the branch's own.
    """

    __slots__ = ("event",)
    event: Any


class Document:
    """A parsed file: ``data`` is plain Python, ``root`` the parser's events beside it.

    ``confidential``: its values may be about persons, and excerpts do not show them.
    """

    def __init__(self, path: str, text: str, *, confidential: bool) -> None:
        """Start a document that is yet to be parsed."""
        self.path = path
        self.text = text
        self.confidential = confidential
        self.data: Any = None
        self.root: Any = None

    def locate(self, pointer: Pointer) -> Located:
        """Return where a key or list item stands, or its nearest ancestor."""
        found, _ = self._reached(pointer)
        return self.locate_node(found, pointer)

    def locate_value(self, pointer: Pointer) -> Located:
        """Return where a value stands, and ``locate`` where its key does."""
        _, node = self._reached(pointer)
        return self.locate_node(node, pointer)

    def word(self, pointer: Pointer) -> str:
        """Return a scalar as written, or an empty string for a mapping or a list."""
        _, node = self._reached(pointer)
        return str(node.value) if type(node) is ScalarEvent else ""

    def outline(self, *keys: str) -> Document:
        """Return a document without data that locates these keys and those just under them.

        It takes a tenth of the memory, little more than the text.
        """
        outline = Document(self.path, self.text, confidential=self.confidential)
        outline.root = root = Branch()
        root.event = _span_of(self.root)
        for key in keys:
            if key not in self.root:
                continue
            begun, node = self.root[key]
            if type(node) is Branch:
                inner = Branch()
                inner.event = _span_of(node)
                for name, (within, _) in node.items():
                    bounds = within.start_mark, within.end_mark
                    inner[name] = bounds, bounds
                node = inner
            root[key] = (begun.start_mark, begun.end_mark), node
        return outline

    def _reached(self, pointer: Pointer) -> tuple[Any, Any]:
        """Follow a pointer as far as it leads."""
        found = node = self.root
        for part in pointer:
            if type(node) is not Branch or part not in node:
                break
            found, node = node[part]
        return found, node

    def locate_node(self, node: Any, pointer: Pointer | None = None) -> Located:
        """Return where an event or a branch stands, with its line."""
        span = _span_of(node)
        location = Location(self.path, span.line + 1, span.column + 1, json_pointer(pointer))
        return Located(location, self.excerpt(span))

    def odd_spaces(self, line: int) -> list[Problem]:
        """Return the odd spaces that may be why a line (from 1) is wrong."""
        return [*odd_spaces(self.path, self.text, line, confidential=self.confidential)]

    def odd_space_from(self, location: Location) -> Problem:
        """Return the odd space in a wrong word that begins at this location."""
        return odd_space_from(self.path, self.text, location, confidential=self.confidential)

    def excerpt(self, span: Span) -> Excerpt | None:
        """Return the line of a span."""
        return excerpt_at(self.text, span, confidential=self.confidential)


def _span_of(node: Any) -> Span:
    """Return the span of a scalar, or of another node's first character.

    Of an outline's scalars the marks of both ends are left.
    """
    event = node.event if type(node) is Branch else node
    if type(event) is Span:
        return event
    start, end = event if type(event) is tuple else (event.start_mark, event.end_mark)
    line, column = start.line, start.column
    whole = type(event) in (ScalarEvent, tuple) and end.line == line
    return Span(start.index - column, line, column, end.column if whole else column + 1)


@lru_cache(maxsize=1024)
def json_pointer(pointer: Pointer | None) -> str | None:
    """Return a pointer in the notation of RFC 6901: ``/services/bestalla-tid``."""
    if pointer is None:
        return None
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in pointer)
