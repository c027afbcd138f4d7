"""YAML text to plain data, with the place of every key and value, from one parse.

Stricter than YAML: a word is a string unless it is ``true``, ``false``, ``null`` or a plain
number; keys are text and stand once; tags are refused; depth and size are bounded, aliases
counted in full, so that hostile files are refused cheaply.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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
from basutbud.excerpt import Span, excerpt_at
from basutbud.model.clinic import Place, Pointer
from basutbud.safetext import safe_text

MAX_DEPTH: Final = 40
MAX_NODES: Final = 50_000
MAX_BYTES: Final = 4 * 1024 * 1024

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}
_SYNTAX: Final = {
    "cannot start any token": "yaml_tab",
    "found a tab character": "yaml_tab",
    "unexpected end of stream": "yaml_quote",
    "mapping values are not allowed": "yaml_colon",
    "could not find expected ':'": "yaml_colon",
    "did not find expected key": "yaml_indent",
    "did not find expected '-' indicator": "yaml_indent",
    "did not find expected ',' or": "yaml_bracket",
    "did not find expected node content": "yaml_bracket",
    "undefined alias": "yaml_alias",
    "control characters are not allowed": "yaml_control",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: ``data`` is plain Python, ``root`` the spans beside it.

    ``confidential``: its values may be about persons, and are not shown beside a mistake.
    """

    path: str
    lines: tuple[str, ...]
    data: Any
    root: Span
    confidential: bool

    def find(self, pointer: Pointer) -> Place:
        """Return the place of a key or list item, or of its nearest ancestor."""
        return self.place(self._span(pointer), pointer)

    def find_value(self, pointer: Pointer) -> Place:
        """Return the place of a value, where ``find`` would return its key's."""
        span = self.root
        for part in pointer:
            span = span.children[part]
        return self.place(span, pointer)

    def place(self, span: Span, pointer: Pointer | None = None) -> Place:
        """Return a span as a place, with its line."""
        location = Location(self.path, span.line + 1, span.column + 1, json_pointer(pointer))
        return Place(location, excerpt_at(self.lines, span, confidential=self.confidential))

    def _span(self, pointer: Pointer) -> Span:
        span = found = self.root
        for part in pointer:
            if part not in span.children:
                break
            found = span.keys.get(part, span.children[part])
            span = span.children[part]
        return found


def json_pointer(pointer: Pointer | None) -> str | None:
    """Write a pointer as RFC 6901 has it: ``/services/bestalla-tid``."""
    if pointer is None:
        return None
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in pointer)


def parse_document(path: str, raw: bytes, *, confidential: bool = True) -> Document:
    """Parse one YAML document. Raise InputError with every problem that could be told."""
    text = _decoded(path, raw)
    lines = tuple(text.splitlines())
    builder = _Builder(path, lines, confidential=confidential)
    try:
        next_event, take = _LOADER(text).get_event, builder.take
        while (event := next_event()) is not None:
            take(event)
    except yaml.MarkedYAMLError as error:
        builder.syntax_error(error)
    except yaml.YAMLError:
        builder.problems.append(Problem("yaml_control", Location(path)))
    if not builder.problems and builder.root is None:
        builder.problems.append(Problem("empty_file", Location(path, 1)))
    if builder.problems or builder.root is None:
        raise InputError(*builder.problems)
    return Document(path, lines, builder.data, builder.root, confidential)


def _decoded(path: str, raw: bytes) -> str:
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


class _Frame:
    """A mapping or list under construction."""

    __slots__ = ("anchor", "data", "key", "key_span", "keyed", "size", "span")

    def __init__(self, data: Any, span: Span, anchor: str | None) -> None:
        self.data = data
        self.keyed = type(data) is dict
        self.span = span
        self.anchor = anchor
        self.size = 1
        self.key: str | None = None
        self.key_span: Span | None = None


class _Builder:
    """Builds data and spans from parser events, on a stack of its own instead of recursion."""

    def __init__(self, path: str, lines: tuple[str, ...], *, confidential: bool) -> None:
        self.problems: list[Problem] = []
        self.data: Any = None
        self.root: Span | None = None
        self._path = path
        self._lines = lines
        self._confidential = confidential
        self._stack: list[_Frame] = []
        self._frame: _Frame | None = None
        self._anchors: dict[str, tuple[Any, Span, int]] = {}
        self._nodes = 0

    def take(self, event: Any) -> None:
        """Use one parser event."""
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._close()
        elif kind is MappingStartEvent:
            self._open(event, {})
        elif kind is SequenceStartEvent:
            self._open(event, [])
        elif kind is AliasEvent:
            self._alias(event)
        elif kind is DocumentStartEvent and self.root is not None:
            raise _Stop("second_document", event.start_mark)

    def syntax_error(self, error: yaml.MarkedYAMLError) -> None:
        """Note why the parser, or this builder, would not go on."""
        code, mark = _told_by(error, self._lines)
        span = Span(mark.line, mark.column, mark.column + 1) if mark else Span(0, 0, 1)
        location = Location(self._path, span.line + 1, span.column + 1)
        self.problems.append(Problem(code, location, {}, self._excerpt(span)))

    def _excerpt(self, span: Span) -> Excerpt | None:
        return excerpt_at(self._lines, span, confidential=self._confidential)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        line, column, text = start.line, start.column, event.value
        span = Span(line, column, end.column if end.line == line else column + 1)
        if event.tag is not None:
            raise _Stop("yaml_tag", start)
        frame = self._frame
        if frame is not None and frame.keyed and frame.key is None:
            key = text if text.isascii() else unicodedata.normalize("NFC", text)
            if key in frame.data:
                self._twice(frame, key, span)
            frame.key, frame.key_span = key, span
        else:
            value = resolved(text) if event.implicit[0] else text
            self._add(value, span, event.anchor, 1)

    def _open(self, event: Any, data: Any) -> None:
        start = event.start_mark
        if event.tag is not None:
            raise _Stop("yaml_tag", start)
        if len(self._stack) >= MAX_DEPTH:
            raise _Stop("too_deep", start)
        if self._expects_key():
            raise _Stop("key_not_text", start)
        span = Span(start.line, start.column, start.column + 1).hold()
        self._frame = _Frame(data, span, event.anchor)
        self._stack.append(self._frame)

    def _close(self) -> None:
        frame = self._stack.pop()
        self._frame = self._stack[-1] if self._stack else None
        self._nodes -= frame.size - 1  # what it holds was counted as it was met
        self._add(frame.data, frame.span, frame.anchor, frame.size)

    def _alias(self, event: Any) -> None:
        if self._expects_key():
            raise _Stop("key_not_text", event.start_mark)
        if event.anchor not in self._anchors:
            raise _Stop("yaml_alias", event.start_mark)
        data, span, size = self._anchors[event.anchor]
        self._add(data, span, None, size)

    def _expects_key(self) -> bool:
        frame = self._frame
        return frame is not None and frame.keyed and frame.key is None

    def _twice(self, frame: _Frame, key: str, span: Span) -> None:
        """Note a key that stands in its mapping already."""
        place = Location(self._path, span.line + 1, span.column + 1)
        first = frame.span.keys[key].line + 1
        values: dict[str, Value] = {"key": safe_text(key), "first": first}
        self.problems.append(Problem("duplicate_key", place, values, self._excerpt(span)))

    def _add(self, value: Any, span: Span, anchor: str | None, size: int) -> None:
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise InputError(Problem("too_many_nodes", Location(self._path), {"most": MAX_NODES}))
        if anchor is not None:
            self._anchors[anchor] = (value, span, size)
        frame = self._frame
        if frame is None:
            self.data, self.root = value, span
            return
        frame.size += size
        if frame.keyed:
            key, holder = frame.key, frame.span
            if key is not None and frame.key_span is not None:
                frame.data[key] = value
                holder.children[key] = span
                holder.keys[key] = frame.key_span
            frame.key = None
        else:
            frame.span.children[len(frame.data)] = span
            frame.data.append(value)


def resolved(word: str) -> Any:
    """Return the value of an unquoted word: ``true``, ``false``, null, a plain number, or text."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0] in "-+.0123456789":
        if _INTEGER.fullmatch(word):
            return int(word) if len(word) < 19 else word  # noqa: PLR2004 - more digits than any machine integer
        if _FLOAT.fullmatch(word):
            return float(word)
    return word


def _told_by(error: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> tuple[str, Any]:
    """Return the code of a syntax error, and the mark where it stands."""
    said, mark = error.problem or "", error.problem_mark
    if isinstance(error, _Stop):
        return error.code, mark
    code = next((code for words, code in _SYNTAX.items() if words in said), "yaml_syntax")
    indent = re.match(r"\s*", lines[mark.line]) if mark and mark.line < len(lines) else None
    if indent and "\t" in indent.group():
        return "yaml_tab", mark
    opened = code in ("yaml_quote", "yaml_bracket") and error.context_mark
    return code, error.context_mark if opened else mark
