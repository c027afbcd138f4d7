"""Mistakes in a rule set that no schema finds: duplicate names, and names of nothing."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from basutbud.checks import KINDS
from basutbud.errors import Problem
from basutbud.model.clinic import Pointer
from basutbud.model.ruleset import KEYS_OF_ALL_SERVICES, REPLY_TIME, Calendar, fold_name
from basutbud.safetext import safe_text
from basutbud.suggestion import suggest_word
from basutbud.yamldoc.document import Document
from basutbud.yamldoc.validation import is_applicable


def is_sound(broken: Sequence[str], *route: str | int) -> bool:
    """Tell whether a part is free of problems, and so is everything that it is a part of."""
    part = "".join(f"/{key}" for key in route)
    return not any(f"{p}/".startswith(f"{part}/") or part.startswith(f"{p}/") for p in broken if p)


def problem_at(
    document: Document, code: str, pointer: Pointer, values: Mapping[str, str]
) -> Problem:
    """Return a problem with its location."""
    return document.locate(pointer).problem(code, values)


def contradictions(
    document: Document, calendar: Calendar | None, broken: Sequence[str]
) -> Iterator[Problem]:
    """Yield the mistakes that no schema finds, except in parts that are ``broken`` already."""
    data = document.data if isinstance(document.data, dict) else {}
    services, rules = data.get("services"), data.get("rules")
    if isinstance(services, dict) and is_sound(broken, "services"):
        yield from _ambiguous_names(document)
        yield from _wrong_attributes(document)
    seen: set[str] = set()
    reply_rules = 0
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if not is_sound(broken, "rules", index):
            continue
        if rule["id"] in seen:
            yield problem_at(
                document, "duplicate_rule", ("rules", index, "id"), {"rule": rule["id"]}
            )
        seen.add(rule["id"])
        if isinstance(services, dict):
            yield from _unknown_service(document, index, services)
        reply_rules += rule["check"] == REPLY_TIME
        if rule["check"] == REPLY_TIME and reply_rules > 1:
            yield problem_at(document, "second_reply_rule", ("rules", index), {"rule": rule["id"]})
        yield from _wrong_alternatives(document, index)
        if rule["check"] == REPLY_TIME and calendar is not None:
            yield from _unknown_grounds(document, ("rules", index), calendar)
            for position in range(len(rule.get("alternatives", ()))):
                one = ("rules", index, "alternatives", position)
                yield from _unknown_grounds(document, one, calendar)
        yield from _wrong_placeholders(document, index)
        if rule["check"] == "schema":
            yield from _wrong_schemas(document, index)


def _unknown_service(
    document: Document, index: int, services: Mapping[str, Any]
) -> Iterator[Problem]:
    rule = document.data["rules"][index]
    service = KINDS[rule["check"]].service(rule["params"])
    if service is not None and service not in services:
        where = "service" if "service" in rule["params"] else "select"
        values = {"service": safe_text(service), "suggestion": suggest_word(service, services)}
        yield problem_at(document, "unknown_service", ("rules", index, "params", where), values)


def _ambiguous_names(document: Document) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for service, entry in document.data["services"].items():
        aliases = enumerate(entry.get("aliases", []))
        names: list[tuple[str, Pointer]] = [(service, ())]
        names += [(name, ("name", language)) for language, name in entry["name"].items()]
        names += [(name, ("aliases", position)) for position, name in aliases]
        for name, where in names:
            owner = taken.setdefault(fold_name(name), service)
            if owner != service:
                values = {"name": safe_text(name), "owner": owner}
                yield problem_at(document, "ambiguous_name", ("services", service, *where), values)


def _wrong_alternatives(document: Document, index: int) -> Iterator[Problem]:
    """Yield the alternatives that change nothing, and those whose id another one has."""
    rule = document.data["rules"][index]
    seen: set[str] = set()
    for position, one in enumerate(rule.get("alternatives", ())):
        where = ("rules", index, "alternatives", position)
        if one["id"] in seen:
            values = {"alternative": one["id"]}
            yield problem_at(document, "duplicate_alternative", (*where, "id"), values)
        seen.add(one["id"])
        if all(_means_same(rule["params"].get(key), value) for key, value in one["params"].items()):
            yield problem_at(document, "idle_alternative", (*where, "params"), {})


def _means_same(one: Any, other: Any) -> bool:
    """Tell whether two values of a parameter are the same; lists are sets."""
    if isinstance(one, list) and isinstance(other, list):
        return {*one} == {*other}
    return bool(one == other)


def _unknown_grounds(document: Document, whose: Pointer, calendar: Calendar) -> Iterator[Problem]:
    """Yield the grounds in the parameters of a rule or an alternative that free no day."""
    known = {day.ground for day in calendar.free_days}
    params = document.data
    for key in (*whose, "params"):
        params = params[key]
    for position, ground in enumerate(params.get("free_grounds", ())):
        if ground not in known:
            values = {"ground": safe_text(ground), "suggestion": suggest_word(ground, known)}
            pointer = (*whose, "params", "free_grounds", position)
            yield problem_at(document, "unknown_ground", pointer, values)


def _wrong_placeholders(document: Document, index: int) -> Iterator[Problem]:
    rule = document.data["rules"][index]
    known = KINDS[rule["check"]].facts(rule["params"])
    for language, message in rule["message"].items():
        pointer = ("rules", index, "message", language)
        try:
            parts = [(name, form, how) for _, name, form, how in string.Formatter().parse(message)]
        except ValueError:
            parts = [("{", "", None)]
        # Facts are formatted before they are filled in: a placeholder takes no format.
        for name, form, how in parts:
            field = f"{name}:{form}" if form or how else name
            if field is not None and field not in known:
                values = {"field": safe_text(field), "known": ", ".join(sorted(known))}
                yield problem_at(document, "unknown_placeholder", pointer, values)


def _wrong_schemas(document: Document, index: int) -> Iterator[Problem]:
    params = document.data["rules"][index]["params"]
    for name in ("when", "schema"):
        if not is_applicable(params.get(name, {}), whole=True):
            yield problem_at(document, "wrong_schema", ("rules", index, "params", name), {})


def _wrong_attributes(document: Document) -> Iterator[Problem]:
    for service, entry in document.data["services"].items():
        for name, schema in entry.get("attributes", {}).items():
            pointer = ("services", service, "attributes", name)
            if name in KEYS_OF_ALL_SERVICES:
                yield problem_at(document, "attribute_taken", pointer, {"key": safe_text(name)})
            if not is_applicable(schema, whole=False):
                yield problem_at(document, "wrong_schema", pointer, {})
