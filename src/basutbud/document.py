"""YAML text to plain data, with the place of every key and value, from one parse.

Stricter than YAML: a word is a string unless it is ``true``, ``false``, ``null`` or a plain
number; keys are text and stand once; tags are refused; depth and size are bounded, aliases
counted in full, so that hostile files are refused cheaply.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from basutbud.errors import Excerpt, InputError, Location, Problem, Value
from basutbud.excerpt import Span, excerpt_at, line_at
from basutbud.model.clinic import Place, Pointer
from basutbud.safetext import safe_text
from basutbud.spaces import odd_space_from, odd_spaces
from basutbud.words import TELLING, resolved

MAX_DEPTH: Final = 40
MAX_NODES: Final = 50_000
MAX_BYTES: Final = 4 * 1024 * 1024

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY: Final = "could not find expected ':'"
"""Said where the next thing begins; the key without a colon is what is in mind."""
_SYNTAX: Final = {
    "cannot start any token": "yaml_tab",
    "found a tab character": "yaml_tab",
    "unexpected end of stream": "yaml_quote",
    "mapping values are not allowed": "yaml_colon",
    _KEY: "yaml_colon",
    "did not find expected key": "yaml_indent",
    "did not find expected '-' indicator": "yaml_indent",
    "did not find expected ',' or": "yaml_bracket",
    "did not find expected node content": "yaml_bracket",
    "undefined alias": "yaml_alias",
    "control characters are not allowed": "yaml_control",
    "exceeded maximum nesting depth": "too_deep",
}


Shift = tuple[int, int]
"""By how many lines and characters something was moved from where it was parsed."""
_UNMOVED: Final = 0, 0


class Branch(dict[str | int, tuple[Any, Any, Shift | None]]):
    """A mapping or list: by key or position, where each thing begins, what it is, and its shift.

    ``event`` began it, None where it begins with its first key. A scalar is its event, what holds
    others a branch; in a mapping things begin with their key. What was moved, was with all in it.
    """

    __slots__ = ("event",)
    event: Any


class Document:
    """A parsed file: ``data`` is plain Python, ``root`` the parser's events beside it.

    ``confidential``: its values may be about persons, and are not shown beside a mistake.
    """

    def __init__(self, path: str, text: str, *, confidential: bool) -> None:
        """Start a document of which nothing is parsed yet."""
        self.path = path
        self.text = text
        self.confidential = confidential
        self.data: Any = None
        self.root: Any = None

    def find(self, pointer: Pointer) -> Place:
        """Return the place of a key or list item, or of its nearest ancestor."""
        found, _, shift = self._reached(pointer)
        return self.place(found, shift, pointer)

    def find_value(self, pointer: Pointer) -> Place:
        """Return the place of a value, where ``find`` would return its key's."""
        _, node, shift = self._reached(pointer)
        return self.place(node, shift, pointer)

    def word(self, pointer: Pointer) -> str:
        """Return a scalar as it is written; nothing for what is none."""
        _, node, _ = self._reached(pointer)
        return str(node.value) if type(node) is ScalarEvent else ""

    def _reached(self, pointer: Pointer) -> tuple[Any, Any, Shift]:
        """Follow a pointer as far as it leads."""
        found, node, shift = self.root, self.root, _UNMOVED
        for part in pointer:
            if type(node) is not Branch or part not in node:
                break
            found, node, moved = node[part]
            shift = moved or shift
        return found, node, shift

    def place(self, node: Any, shift: Shift | None = None, pointer: Pointer | None = None) -> Place:
        """Return where an event or a branch stands, with its line."""
        span = _span_of(node, shift or _UNMOVED)
        location = Location(self.path, span.line + 1, span.column + 1, json_pointer(pointer))
        return Place(location, self.excerpt(span))

    def odd_spaces(self, line: int) -> list[Problem]:
        """Return the spaces of another kind that may be why a line (from 1) is wrong."""
        return [*odd_spaces(self.path, self.text, line, confidential=self.confidential)]

    def odd_space_from(self, place: Location) -> Problem:
        """Return the space of another kind that a wrong word from this place on has."""
        return odd_space_from(self.path, self.text, place, confidential=self.confidential)

    def excerpt(self, span: Span) -> Excerpt | None:
        """Return the line of a span."""
        return excerpt_at(self.text, span, confidential=self.confidential)


def _span_of(node: Any, shift: Shift) -> Span:
    """Return where an event or a branch stands: of a branch the first character."""
    scalar = type(node) is ScalarEvent
    event = node if scalar else node.event
    if event is None:
        event, _, moved = next(iter(node.values()))
        shift = moved or shift
    start, end = event.start_mark, event.end_mark
    line, column = start.line, start.column
    after = end.column if scalar and end.line == line else column + 1
    lines, characters = shift
    return Span(start.index - column + characters, line + lines, column, after)


@lru_cache(maxsize=1024)
def json_pointer(pointer: Pointer | None) -> str | None:
    """Write a pointer as RFC 6901 has it: ``/services/bestalla-tid``."""
    if pointer is None:
        return None
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in pointer)


def parse_document(path: str, raw: bytes, *, confidential: bool = True) -> Document:
    """Parse one YAML document. Raise InputError with every problem that could be told."""
    return parsed(Document(path, decoded(path, raw), confidential=confidential))


def parsed(document: Document, deepest: int = MAX_DEPTH) -> Document:
    """Parse a document's text, no deeper than this. Raise InputError with all its problems."""
    problems: list[Problem] = []
    try:
        _build(document, problems, deepest)
    except yaml.MarkedYAMLError as error:
        problems += _syntax_problems(error, document)
    except yaml.YAMLError:
        problems.append(Problem("yaml_control", Location(document.path)))
    if not problems and document.root is None:
        problems.append(Problem("empty_file", Location(document.path, 1)))
    if problems:
        raise InputError(*problems)
    return document


def decoded(path: str, raw: bytes) -> str:
    """Return a file's text. Raise InputError where it is too large, or no text in UTF-8."""
    if len(raw) > MAX_BYTES:
        raise InputError(Problem("file_too_large", Location(path), {"bytes": MAX_BYTES}))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("not_utf8", Location(path, line))) from None


class _Stop(yaml.MarkedYAMLError):
    """Refuses the document at once: reading on would be costly or pointless."""

    def __init__(self, code: str, mark: Any) -> None:
        super().__init__(problem=code, problem_mark=mark)
        self.code = code


def _build(document: Document, problems: list[Problem], deepest: int) -> None:  # noqa: C901, PLR0912, PLR0915 - to call a function for each node would take as long as all else
    """Build data and branches from the parser's events, on a stack instead of by recursion."""
    anchors: dict[str, tuple[Any, Any, int]] = {}
    outer: list[tuple[Any, Any, Any, Any, str | None, int]] = []
    data: Any = None
    branch: Any = None
    key: Any = 0  # where the next node goes; None where it is a key itself
    begun: Any = None
    anchor: str | None = None
    nodes = before = 0
    for event in iter(_LOADER(document.text).get_event, None):
        kind = type(event)
        if kind is ScalarEvent:
            if event.tag is not None:
                raise _Stop("yaml_tag", event.start_mark)
            value = event.value
            if key is None:
                key = value if value.isascii() else unicodedata.normalize("NFC", value)
                if key == "<<" and event.implicit[0]:
                    problems.append(_merging(document, event))
                if key in data:
                    problems.append(_twice(document, key, event, branch[key][0]))
                begun = event
                continue
            if value[:1] in TELLING and event.implicit[0]:
                value = resolved(value)
            node, named, size = event, event.anchor, 1
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value, node, named = data, branch, anchor
            size, nodes = nodes - before + 1, before  # what it holds was counted as it was met
            data, branch, key, begun, anchor, before = outer.pop()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None:
                raise _Stop("yaml_tag", event.start_mark)
            if len(outer) >= deepest:
                raise _Stop("too_deep", event.start_mark)
            if key is None:
                raise _Stop("key_not_text", event.start_mark)
            outer.append((data, branch, key, begun, anchor, before))
            data, key = ({}, None) if kind is MappingStartEvent else ([], 0)
            branch = Branch()
            branch.event = event
            anchor, before = event.anchor, nodes
            continue
        elif kind is AliasEvent:
            if key is None:
                raise _Stop("key_not_text", event.start_mark)
            if event.anchor not in anchors:
                raise _Stop("yaml_alias", event.start_mark)
            named = None
            value, node, size = anchors[event.anchor]
        else:
            if kind is DocumentStartEvent and document.root is not None:
                raise _Stop("second_document", event.start_mark)
            continue
        nodes += size
        if nodes > MAX_NODES:
            most: dict[str, Value] = {"most": MAX_NODES}
            raise InputError(Problem("too_many_nodes", Location(document.path), most))
        if named is not None:
            anchors[named] = value, node, size
        if type(data) is dict:
            data[key] = value
            branch[key] = begun, node, None
            key = None
        elif branch is not None:
            data.append(value)
            branch[key] = node, node, None
            key += 1
        else:
            document.data, document.root = value, node


def _twice(document: Document, key: str, event: Any, first: Any) -> Problem:
    """Say that a key stands in its mapping already."""
    place = document.place(event, None)
    values: dict[str, Value] = {"key": safe_text(key), "first": first.start_mark.line + 1}
    return Problem("duplicate_key", place.location, values, place.excerpt)


def _merging(document: Document, event: Any) -> Problem:
    """Say that a key would bring in others, which are not read."""
    place = document.place(event, None)
    return Problem("yaml_merge", place.location, {}, place.excerpt)


def _syntax_problems(error: yaml.MarkedYAMLError, document: Document) -> list[Problem]:
    """Say why the parser, or the builder, would not go on."""
    code, mark = _told_by(error, document.text)
    if mark and not isinstance(error, _Stop) and (spaces := document.odd_spaces(mark.line + 1)):
        return spaces
    span = Span(0, 0, 0, 1)
    if mark:
        span = Span(mark.index - mark.column, mark.line, mark.column, mark.column + 1)
    location = Location(document.path, span.line + 1, span.column + 1)
    return [Problem(code, location, {}, document.excerpt(span))]


def _told_by(error: yaml.MarkedYAMLError, text: str) -> tuple[str, Any]:
    """Return the code of a syntax error, and the mark where it stands."""
    said, mark = error.problem or "", error.problem_mark
    if isinstance(error, _Stop):
        return error.code, mark
    code = next((code for words, code in _SYNTAX.items() if words in said), "yaml_syntax")
    indent = re.match(r"\s*", line_at(text, mark.index - mark.column)) if mark else None
    if indent and "\t" in indent.group():
        return "yaml_tab", mark
    opened = (code in ("yaml_quote", "yaml_bracket") or _KEY in said) and error.context_mark
    return code, error.context_mark if opened else mark
