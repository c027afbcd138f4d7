"""YAML text to plain data, with the location of every key and value, from one parse.

Stricter than YAML: a word is a string unless it is ``true``, ``false``, ``null`` or a plain
number; keys are text and unique; tags are refused; depth and size are bounded, with aliases
counted in full, so that hostile files are refused cheaply.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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

from basutbud.errors import InputError, Location, Problem, Value
from basutbud.safetext import safe_text
from basutbud.yamldoc.document import Branch, Document
from basutbud.yamldoc.excerpt import Span, line_at
from basutbud.yamldoc.scalars import TYPED_PREFIXES, resolve_scalar

MAX_DEPTH: Final = 40
MAX_NODES: Final = 50_000
MAX_BYTES: Final = 4 * 1024 * 1024

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY: Final = "could not find expected ':'"
"""Reported where the next entry begins, but about the key above that has no colon."""
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


def parse_document(path: str, raw: bytes, *, confidential: bool = True) -> Document:
    """Parse one YAML document. Raise InputError with every problem found."""
    document = Document(path, _decode(path, raw), confidential=confidential)
    problems: list[Problem] = []
    try:
        for problem in _build(document):
            problems.append(problem)  # noqa: PERF402 - problems before an error are kept
    except yaml.MarkedYAMLError as error:
        problems += _syntax_problems(error, document)
    except yaml.YAMLError:
        problems.append(Problem("yaml_control", Location(document.path)))
    if not problems and document.root is None:
        problems.append(Problem("empty_file", Location(document.path, 1)))
    if problems:
        raise InputError(*problems)
    return document


def _decode(path: str, raw: bytes) -> str:
    """Return a file's text. Raise InputError if it is too large or not UTF-8."""
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


def _build(document: Document) -> Iterator[Problem]:  # noqa: C901, PLR0912, PLR0915 - a function call for each node would double the time
    """Build data and branches from the parser's events, on a stack instead of by recursion.

    Yield the problems after which the rest can still be read; raise YAMLError for others.
    """
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
                    yield _merging(document, event)
                if key in data:
                    yield _twice(document, key, event, branch[key][0])
                begun = event
                continue
            if value[:1] in TYPED_PREFIXES and event.implicit[0]:
                value = resolve_scalar(value)
            node, named, size = event, event.anchor, 1
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value, node, named = data, branch, anchor
            size, nodes = nodes - before + 1, before  # its nodes were counted as they came
            data, branch, key, begun, anchor, before = outer.pop()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None:
                raise _Stop("yaml_tag", event.start_mark)
            if len(outer) >= MAX_DEPTH:
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
            branch[key] = begun, node
            key = None
        elif branch is not None:
            data.append(value)
            branch[key] = node, node
            key += 1
        else:
            document.data, document.root = value, node


def _twice(document: Document, key: str, event: Any, first: Any) -> Problem:
    """Return the problem of a key that its mapping already has."""
    located = document.locate_node(event)
    values: dict[str, Value] = {"key": safe_text(key), "first": first.start_mark.line + 1}
    return located.problem("duplicate_key", values)


def _merging(document: Document, event: Any) -> Problem:
    """Return the problem of a merge key, which is not read."""
    return document.locate_node(event).problem("yaml_merge")


def _syntax_problems(error: yaml.MarkedYAMLError, document: Document) -> list[Problem]:
    """Return the problems that made the parser, or ``_build``, stop."""
    code, mark = _diagnosis(error, document.text)
    if mark and not isinstance(error, _Stop) and (spaces := document.odd_spaces(mark.line + 1)):
        return spaces
    span = Span(0, 0, 0, 1)
    if mark:
        span = Span(mark.index - mark.column, mark.line, mark.column, mark.column + 1)
    location = Location(document.path, span.line + 1, span.column + 1)
    return [Problem(code, location, {}, document.excerpt(span))]


def _diagnosis(error: yaml.MarkedYAMLError, text: str) -> tuple[str, Any]:
    """Return the code of a syntax error, and the mark to report it at."""
    said, mark = error.problem or "", error.problem_mark
    if isinstance(error, _Stop):
        return error.code, mark
    code = next((code for words, code in _SYNTAX.items() if words in said), "yaml_syntax")
    indent = re.match(r"\s*", line_at(text, mark.index - mark.column)) if mark else None
    if indent and "\t" in indent.group():
        return "yaml_tab", mark
    opened = (code in ("yaml_quote", "yaml_bracket") or _KEY in said) and error.context_mark
    return code, error.context_mark if opened else mark
