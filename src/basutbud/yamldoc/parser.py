"""YAML text to plain data, with the location of every key and value, from one parse.

Stricter than YAML: a word is a string unless it is ``true``, ``false``, ``null`` or a plain
number; keys are text and unique; tags are refused; depth and size are bounded, with aliases
counted in full, so that hostile files are refused cheaply.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from basutbud.errors import InputError, Location, Problem
from basutbud.yamldoc.builder import Builder, StopError
from basutbud.yamldoc.document import Document
from basutbud.yamldoc.excerpt import Span, line_at

MAX_BYTES: Final = 4 * 1024 * 1024

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
    builder = Builder(document)
    problems = builder.problems
    try:
        builder.build()
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


def _syntax_problems(error: yaml.MarkedYAMLError, document: Document) -> list[Problem]:
    """Return the problems that made the parser, or the builder, stop."""
    code, mark = _diagnosis(error, document.text)
    if mark and not isinstance(error, StopError) and (spaces := document.odd_spaces(mark.line + 1)):
        return spaces
    span = Span(0, 0, 0, 1)
    if mark:
        span = Span(mark.index - mark.column, mark.line, mark.column, mark.column + 1)
    location = Location(document.path, span.line + 1, span.column + 1)
    return [Problem(code, location, {}, document.excerpt(span))]


def _diagnosis(error: yaml.MarkedYAMLError, text: str) -> tuple[str, Any]:
    """Return the code of a syntax error, and the mark to report it at."""
    said, mark = error.problem or "", error.problem_mark
    if isinstance(error, StopError):
        return error.code, mark
    code = next((code for words, code in _SYNTAX.items() if words in said), "yaml_syntax")
    indent = re.match(r"\s*", line_at(text, mark.index - mark.column)) if mark else None
    if indent and "\t" in indent.group():
        return "yaml_tab", mark
    opened = (code in ("yaml_quote", "yaml_bracket") or _KEY in said) and error.context_mark
    return code, error.context_mark if opened else mark
