"""Builds plain data, and branches beside it, from the events of a YAML parser."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
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
from basutbud.yamldoc.scalars import TYPED_PREFIXES, resolve_scalar

MAX_DEPTH: Final = 40
MAX_NODES: Final = 50_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StopError(yaml.MarkedYAMLError):
    """Refuses the document at once: reading on would be costly or pointless."""

    def __init__(self, code: str, mark: Any) -> None:
        """Name the problem by its code, and where it is."""
        super().__init__(problem=code, problem_mark=mark)
        self.code = code


class Builder:
    """Fills a document from its text, on a stack instead of by recursion.

    ``problems`` are those after which the rest can still be read. ``_key`` is where the next node
    goes: a key, a position, or None where it is a key itself.
    """

    def __init__(self, document: Document) -> None:
        """Start with a document that has its text alone."""
        self.problems: list[Problem] = []
        self._document = document
        self._anchors: dict[str, tuple[Any, Any, int]] = {}
        self._outer: list[tuple[Any, Any, Any, Any, str | None, int]] = []
        self._data: Any = None
        self._branch: Any = None
        self._key: Any = 0
        self._begun: Any = None
        self._anchor: str | None = None
        self._nodes = self._before = 0

    def build(self) -> None:
        """Build all of it. Raise YAMLError, or InputError if there is too much."""
        does: Mapping[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start,
            SequenceStartEvent: self._start,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document_start,
        }
        for event in iter(_LOADER(self._document.text).get_event, None):
            if handle := does.get(type(event)):
                handle(event)

    def _document_start(self, event: Any) -> None:
        if self._document.root is not None:
            raise StopError("second_document", event.start_mark)

    def _scalar(self, event: Any) -> None:
        if event.tag is not None:
            raise StopError("yaml_tag", event.start_mark)
        value = event.value
        if self._key is None:
            self._name(value if value.isascii() else unicodedata.normalize("NFC", value), event)
            return
        if value[:1] in TYPED_PREFIXES and event.implicit[0]:
            value = resolve_scalar(value)
        self._put(value, event, event.anchor, 1)

    def _name(self, key: str, event: Any) -> None:
        """Take a scalar as the key of the node that comes next."""
        if key == "<<" and event.implicit[0]:
            self._object("yaml_merge", event)
        if key in self._data:
            first, _ = self._branch[key]
            line = first.start_mark.line + 1
            self._object("duplicate_key", event, {"key": safe_text(key), "first": line})
        self._key, self._begun = key, event

    def _object(self, code: str, event: Any, values: Mapping[str, Value] | None = None) -> None:
        located = self._document.locate_node(event)
        self.problems.append(located.problem(code, values))

    def _start(self, event: Any) -> None:
        """Begin a mapping or a list, and put the one around it aside."""
        if event.tag is not None:
            raise StopError("yaml_tag", event.start_mark)
        if len(self._outer) >= MAX_DEPTH:
            raise StopError("too_deep", event.start_mark)
        if self._key is None:
            raise StopError("key_not_text", event.start_mark)
        self._outer.append(
            (self._data, self._branch, self._key, self._begun, self._anchor, self._before)
        )
        self._data, self._key = ({}, None) if type(event) is MappingStartEvent else ([], 0)
        self._branch = Branch()
        self._branch.event = event
        self._anchor, self._before = event.anchor, self._nodes

    def _end(self, _: Any) -> None:
        """Put the mapping or list that ends into the one around it."""
        value, node, anchor = self._data, self._branch, self._anchor
        size = self._nodes - self._before + 1
        self._nodes = self._before  # its nodes were counted as they came
        (self._data, self._branch, self._key, self._begun, self._anchor, self._before) = (
            self._outer.pop()
        )
        self._put(value, node, anchor, size)

    def _alias(self, event: Any) -> None:
        if self._key is None:
            raise StopError("key_not_text", event.start_mark)
        if event.anchor not in self._anchors:
            raise StopError("yaml_alias", event.start_mark)
        value, node, size = self._anchors[event.anchor]
        self._put(value, node, None, size)

    def _put(self, value: Any, node: Any, anchor: str | None, size: int) -> None:
        """Put a whole node, of this many values, where it belongs."""
        self._nodes += size
        if self._nodes > MAX_NODES:
            most: dict[str, Value] = {"most": MAX_NODES}
            raise InputError(Problem("too_many_nodes", Location(self._document.path), most))
        if anchor is not None:
            self._anchors[anchor] = value, node, size
        if type(self._data) is dict:
            self._data[self._key] = value
            self._branch[self._key] = self._begun, node
            self._key = None
        elif self._branch is not None:
            self._data.append(value)
            self._branch[self._key] = node, node
            self._key += 1
        else:
            self._document.data, self._document.root = value, node
