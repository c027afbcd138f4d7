"""A JSON Schema applied to a document, and the problems found, with their locations.

``jsonschema`` is the authority and finds the problems; ``jsonschema-rs``, much faster, only
answers whether there are any. The tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Protocol

from basutbud.errors import Problem, Value
from basutbud.model.clinic import Pointer
from basutbud.safetext import safe_text
from basutbud.suggestion import fold_key, suggest_word
from basutbud.yamldoc.document import Document, json_pointer
from basutbud.yamldoc.spaces import has_odd_space

Schema = Mapping[str, Any]

DATE: Schema = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "format": "date",
    "x-form": "iso_date",
}
"""A day as ``YYYY-MM-DD``. ``x-form`` ends the code of the problem with another form."""


class Deviation(Protocol):
    """One way in which data departs from a schema, as ``jsonschema`` reports it."""

    validator: str
    validator_value: Any
    instance: Any
    schema: Any
    message: str
    json_path: str
    absolute_path: Iterable[str | int]


class Validator:
    """Checks data against one schema."""

    def __init__(self, schema: Schema) -> None:
        """Compile the schema."""
        import jsonschema_rs

        self._schema = schema
        compiled = jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=True)
        self.is_valid: Callable[[object], bool] = compiled.is_valid
        """Tells whether data follows the schema."""

    def errors(self, data: object) -> list[Deviation]:
        """Return every deviation, in the order of the document's pointers."""
        if self.is_valid(data):
            return []
        return sorted(self._authority.iter_errors(data), key=lambda error: str(error.json_path))

    def problems(self, document: Document) -> Iterator[Problem]:
        """Yield every deviation of a document; a misspelt key is not reported as missing too."""
        found: dict[object, Problem] = {}
        for error in self.errors(document.data):
            for problem in _problems_of(error, document):
                key = problem.values.get("key")
                found.setdefault((problem.code, problem.location, key), problem)
        meant = {problem.values.get("suggestion") for problem in found.values()}
        for problem in found.values():
            if problem.code != "missing_key" or problem.values["key"] not in meant:
                yield problem

    @cached_property
    def _authority(self) -> Any:
        import jsonschema

        checker = jsonschema.FormatChecker(["date"])
        return jsonschema.Draft202012Validator(self._schema, format_checker=checker)


_PARTS: Final = ("$ref", "$dynamicRef")
_NAMES: Final = ("$id", "$anchor", "$dynamicAnchor", "$schema")


def is_applicable(schema: Schema, *, whole: bool) -> bool:
    """Tell whether both validators can apply a schema, and it means the same everywhere.

    A ``whole`` schema may refer to parts of itself. None may refer to anything else, which could
    change, or lead to other files and hosts.
    """
    for key, value in _keywords(schema):
        if key in _NAMES and isinstance(value, str):
            return False
        if key in _PARTS and isinstance(value, str) and not (whole and value.startswith("#/")):
            return False
        patterns = value if key == "patternProperties" else [value] if key == "pattern" else []
        if not all(map(_is_pattern, patterns)):
            return False
    try:
        Validator(schema)
    except ValueError:
        return False
    return True


def _keywords(schema: object) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            yield key, value
            yield from _keywords(value)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keywords(part)


def _is_pattern(text: object) -> bool:
    """Tell whether a text is a regular expression of Python too."""
    try:
        re.compile(str(text))
    except re.error:
        return False
    return True


def _problems_of(error: Deviation, document: Document) -> Iterator[Problem]:
    pointer: Pointer = tuple(error.absolute_path)
    match error.validator:
        case "additionalProperties":
            known = error.schema.get("properties", {})
            for key in error.instance:
                if key not in known:
                    meant = error.schema.get("x-swedish", {}).get(fold_key(key), "")
                    meant = "" if meant in error.instance else meant
                    yield _unknown_key(document, (*pointer, key), key, known, meant)
        case "required":
            missing = next(k for k in error.validator_value if f"'{k}'" in error.message)
            yield _problem("missing_key", document, pointer, {"key": missing})
        case "enum" | "const":
            allowed = (
                error.validator_value if error.validator == "enum" else [error.validator_value]
            )
            yield _value_problem("not_allowed", document, pointer, error, _words(allowed))
        case "type":
            yield _wrong_type(document, pointer, error)
        case "pattern" | "format":
            form = str(error.schema.get("x-form", "text"))
            yield _value_problem(f"form_{form}", document, pointer, error, ())
        case "not":
            code = str(error.schema.get("x-form", "not_here"))
            yield _problem(code, document, pointer, {})
        case _:
            yield _problem(f"schema_{error.validator}", document, pointer, _limit(error))


def _unknown_key(
    document: Document, pointer: Pointer, key: str, known: object, meant: str
) -> Problem:
    located = document.locate(pointer)
    if has_odd_space(key):
        return document.odd_space_from(located.location)
    near = meant or suggest_word(key, known)
    shown = _echoed(key, near, document)
    values = {"key": shown, "suggestion": near}
    if meant:
        return located.problem("key_in_swedish", values)
    if shown == UNSHOWN:
        parent = json_pointer(pointer[:-1])
        return Problem("unknown_key", located.location._replace(pointer=parent), values)
    return located.problem("unknown_key", values)


_NUMBER: Final = re.compile(r"[-+]?[\d ]{8,}")
"""A number that may be a person's or a telephone's."""
_DAY: Final = re.compile(r"20\d\d[01]\d[0-3]\d")
"""A day without hyphens; one before 2000 may be a date of birth."""
UNSHOWN = "…"
"""Stands for misplaced words that may be about a person."""


def _echoed(word: str, near: str, document: Document) -> str:
    """Return a wrong word as it may be shown: no sentence or number from a confidential file."""
    words = [part for part in word.split() if part.isalpha()]
    private = len(words) > 1 or _NUMBER.fullmatch(word)
    return UNSHOWN if document.confidential and not near and private else safe_text(word)


def _value_problem(
    code: str,
    document: Document,
    pointer: Pointer,
    error: Deviation,
    allowed: tuple[str, ...],
) -> Problem:
    word = document.word(pointer) or _word(error.instance)
    if has_odd_space(word):
        return document.odd_space_from(document.locate_value(pointer).location)
    near = suggest_word(word, allowed) if allowed else ""
    is_day = code == "form_iso_date" and _DAY.fullmatch(word)
    shown = word if is_day else _echoed(word, near, document)
    values: dict[str, Value] = {"key": _name(pointer), "value": shown}
    if allowed:
        values |= {"allowed": allowed, "suggestion": near}
    located = document.locate_value(pointer)
    if error.instance is None:
        return Problem("no_value", document.locate(pointer).location, values, None)
    return Problem(code, located.location, values, located.excerpt if shown != UNSHOWN else None)


def _wrong_type(document: Document, pointer: Pointer, error: Deviation) -> Problem:
    wanted = error.validator_value
    wanted = wanted if isinstance(wanted, str) else wanted[0]
    found = error.instance
    code = f"type_{wanted}"
    if wanted == "string" and isinstance(found, (int, float, bool)):
        pattern, form = error.schema.get("pattern", ""), error.schema.get("x-form")
        if form and not re.search(pattern, document.word(pointer)):  # quotes would not help
            return _value_problem(f"form_{form}", document, pointer, error, ())
        code = "type_quote"
    if has_odd_space(document.word(pointer)):
        return document.odd_space_from(document.locate_value(pointer).location)
    return document.locate(pointer).problem(code, {"key": _name(pointer)})


def _problem(
    code: str, document: Document, pointer: Pointer, values: Mapping[str, Value]
) -> Problem:
    return document.locate(pointer).problem(code, {"key": _name(pointer), **values})


def _limit(error: Deviation) -> dict[str, Value]:
    limit = error.validator_value
    return {"key": _name(tuple(error.absolute_path)), "limit": _word(limit)}


def _name(pointer: Pointer) -> str:
    """Return the last key of a pointer, with the position if it leads into a list."""
    name = ""
    for part in pointer:
        name = f"{name}[{part + 1}]" if isinstance(part, int) else part
    return safe_text(name) or "…"


def _words(values: list[Any]) -> tuple[str, ...]:
    return tuple(_word(value) for value in values)


def _word(value: object) -> str:
    """Return a value as YAML writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
