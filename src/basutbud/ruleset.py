"""A rule-set file to a validated RuleSet: every mistake at once, before any input is opened."""

from __future__ import annotations

import hashlib
import json
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from basutbud.calendarfile import parse_calendar
from basutbud.checks import KINDS
from basutbud.document import Document, parse_document
from basutbud.errors import BasutbudError, Location, PolicyError, Problem, UsageError
from basutbud.model.clinic import Pointer
from basutbud.model.ruleset import (
    KEYS_OF_ALL_SERVICES,
    REPLY_TIME,
    Calendar,
    Clause,
    Decision,
    InForce,
    Rule,
    RuleSet,
    Service,
    Translated,
)
from basutbud.model.vocabulary import Severity
from basutbud.safetext import safe_text, visible
from basutbud.validation import Schema, Validator, is_applicable, suggestion


def packaged_rule_sets() -> list[str]:
    """Return the ids of the rule sets that come with basutbud."""
    names = (entry.name for entry in files("basutbud.rules").iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def load_ruleset(named: str) -> RuleSet:
    """Load a rule set by the id of a packaged one or the path of a file.

    Raise UsageError where there is none, PolicyError with every mistake in it.
    """
    if named in packaged_rule_sets():
        root: Traversable = files("basutbud.rules")
        return _load(root, f"{named}.yaml", f"{named}.yaml")
    path = Path(named)
    if not path.is_file():
        values = {
            "name": safe_text(named),
            "known": ", ".join(packaged_rule_sets()),
            "suggestion": suggestion(named, packaged_rule_sets()),
        }
        raise UsageError(Problem("no_ruleset", Location(safe_text(named)), values))
    return _load(path.parent, path.name, safe_text(path.as_posix()))


def ruleset_schema() -> Schema:
    """Return the JSON Schema of a rule-set file, with the parameters of each kind of check."""
    text = files("basutbud.schemas").joinpath("ruleset.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    rule = schema["properties"]["rules"]["items"]
    rule["properties"]["check"] = {"enum": list(KINDS)}
    rule["allOf"] = [
        {
            "if": {"properties": {"check": {"const": name}}},
            "then": {"properties": {"params": dict(kind.params)}},
        }
        for name, kind in KINDS.items()
    ]
    return schema


def folded(name: str) -> str:
    """Return a service name as it is compared: NFC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def service_names(ruleset: RuleSet) -> dict[str, str]:
    """Map every accepted name of a service, folded, to its id."""
    return {
        folded(name): service.id
        for service in ruleset.services.values()
        for name in (service.id, *service.name.values(), *service.aliases)
    }


def _load(root: Traversable, name: str, shown: str) -> RuleSet:
    try:
        raw = root.joinpath(name).read_bytes()
        document = parse_document(shown, raw, confidential=False)
    except OSError:
        raise PolicyError(Problem("unreadable", Location(shown))) from None
    except BasutbudError as error:
        raise PolicyError(*error.problems) from None
    problems = list(Validator(ruleset_schema()).problems(document))
    broken = [problem.location.pointer or "" for problem in problems]
    calendar = None
    try:
        calendar = _calendar(root, document, shown, broken)
    except PolicyError as error:
        problems += error.problems
    problems += _contradictions(document, calendar, broken)
    if problems or calendar is None:
        raise PolicyError(*problems)
    return _ruleset(document.data, hashlib.sha256(raw).hexdigest(), calendar)


def _sound(broken: Sequence[str], *route: str | int) -> bool:
    """Tell whether no problem has been found in a part, or in what it is a part of."""
    part = "".join(f"/{key}" for key in route)
    return not any(f"{p}/".startswith(f"{part}/") or part.startswith(f"{p}/") for p in broken if p)


def _calendar(
    root: Traversable, document: Document, shown: str, broken: Sequence[str]
) -> Calendar | None:
    data = document.data
    if not (isinstance(data, dict) and "calendar" in data and _sound(broken, "calendar")):
        return None
    named = data["calendar"]["file"]
    try:
        raw = root.joinpath(*named.split("/")).read_bytes()
    except OSError:
        values = {"file": safe_text(named)}
        problem = _at(document, "calendar_missing", ("calendar", "file"), values)
        raise PolicyError(problem) from None
    path = (Path(shown).parent / named).as_posix()
    return parse_calendar(path, raw, data["calendar"]["country"])


def _contradictions(
    document: Document, calendar: Calendar | None, broken: Sequence[str]
) -> Iterator[Problem]:
    """Yield what a schema cannot see: names that stand twice, or that nothing answers to.

    Parts that a problem was already found in are passed over.
    """
    data = document.data if isinstance(document.data, dict) else {}
    services, rules = data.get("services"), data.get("rules")
    if isinstance(services, dict) and _sound(broken, "services"):
        yield from _ambiguous_names(document)
        yield from _wrong_attributes(document)
    seen: set[str] = set()
    reply_rules = 0
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if not _sound(broken, "rules", index):
            continue
        if rule["id"] in seen:
            yield _at(document, "duplicate_rule", ("rules", index, "id"), {"rule": rule["id"]})
        seen.add(rule["id"])
        if isinstance(services, dict):
            yield from _unknown_service(document, index, services)
        reply_rules += rule["check"] == REPLY_TIME
        if rule["check"] == REPLY_TIME and reply_rules > 1:
            yield _at(document, "second_reply_rule", ("rules", index), {"rule": rule["id"]})
        if rule["check"] == REPLY_TIME and calendar is not None:
            yield from _unknown_grounds(document, index, calendar)
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
        values = {"service": safe_text(service), "suggestion": suggestion(service, services)}
        yield _at(document, "unknown_service", ("rules", index, "params", where), values)


def _ambiguous_names(document: Document) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for service, entry in document.data["services"].items():
        aliases = enumerate(entry.get("aliases", []))
        names: list[tuple[str, Pointer]] = [(service, ())]
        names += [(name, ("name", language)) for language, name in entry["name"].items()]
        names += [(name, ("aliases", position)) for position, name in aliases]
        for name, where in names:
            owner = taken.setdefault(folded(name), service)
            if owner != service:
                values = {"name": safe_text(name), "owner": owner}
                yield _at(document, "ambiguous_name", ("services", service, *where), values)


def _unknown_grounds(document: Document, index: int, calendar: Calendar) -> Iterator[Problem]:
    known = {day.ground for day in calendar.free_days}
    for position, ground in enumerate(document.data["rules"][index]["params"]["free_grounds"]):
        if ground not in known:
            values = {"ground": safe_text(ground), "suggestion": suggestion(ground, known)}
            pointer = ("rules", index, "params", "free_grounds", position)
            yield _at(document, "unknown_ground", pointer, values)


def _wrong_placeholders(document: Document, index: int) -> Iterator[Problem]:
    rule = document.data["rules"][index]
    known = KINDS[rule["check"]].facts(rule["params"])
    for language, message in rule["message"].items():
        pointer = ("rules", index, "message", language)
        try:
            parts = [(name, form, how) for _, name, form, how in string.Formatter().parse(message)]
        except ValueError:
            parts = [("{", "", None)]
        # What is filled in is written out already: it takes no form of its own.
        for name, form, how in parts:
            field = f"{name}:{form}" if form or how else name
            if field is not None and field not in known:
                values = {"field": safe_text(field), "known": ", ".join(sorted(known))}
                yield _at(document, "unknown_placeholder", pointer, values)


def _wrong_schemas(document: Document, index: int) -> Iterator[Problem]:
    params = document.data["rules"][index]["params"]
    for name in ("when", "schema"):
        if not is_applicable(params.get(name, {}), whole=True):
            yield _at(document, "wrong_schema", ("rules", index, "params", name), {})


def _wrong_attributes(document: Document) -> Iterator[Problem]:
    for service, entry in document.data["services"].items():
        for name, schema in entry.get("attributes", {}).items():
            pointer = ("services", service, "attributes", name)
            if name in KEYS_OF_ALL_SERVICES:
                yield _at(document, "attribute_taken", pointer, {"key": safe_text(name)})
            if not is_applicable(schema, whole=False):
                yield _at(document, "wrong_schema", pointer, {})


def _at(document: Document, code: str, pointer: Pointer, values: Mapping[str, str]) -> Problem:
    place = document.find(pointer)
    return Problem(code, place.location, values, place.excerpt)


def _ruleset(data: Mapping[str, Any], sha256: str, calendar: Calendar) -> RuleSet:
    decision = data["decision"]
    return RuleSet(
        id=data["id"],
        version=_plain(data["version"]),
        sha256=sha256,
        title=_trimmed(data["title"]),
        decision=Decision(
            _plain(decision["authority"]),
            date.fromisoformat(decision["date"]),
            _plain(decision["reference"]),
            _plain(decision["source"]),
        ),
        unit_kinds={kind: _trimmed(name) for kind, name in data["unit_kinds"].items()},
        services={name: _service(name, entry) for name, entry in data["services"].items()},
        calendar=calendar,
        rules=tuple(_rule(entry) for entry in data["rules"]),
    )


def _service(name: str, entry: Mapping[str, Any]) -> Service:
    return Service(
        id=name,
        name=_trimmed(entry["name"]),
        mandatory=entry["obligation"] == "mandatory",
        aliases=tuple(entry.get("aliases", ())),
        attributes=entry.get("attributes", {}),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    clause = entry["clause"]
    ruling = clause.get("ruling")
    return Rule(
        id=entry["id"],
        title=_trimmed(entry["title"]),
        requirement=_trimmed(entry.get("requirement", entry["title"])),
        clause=Clause(
            quote=_plain(clause["quote"]),
            source=_trimmed(clause["source"]),
            ruling=None if ruling is None else _trimmed(ruling),
        ),
        severity=Severity(entry["severity"]),
        in_force=_in_force(entry["in_force"]),
        check=entry["check"],
        params=entry["params"],
        message=_trimmed(entry["message"]),
        remedy=_trimmed(entry["remedy"]),
    )


def _trimmed(sentence: Translated) -> Translated:
    """Return a sentence on one line, fit to print."""
    return {code: _plain(text) for code, text in sentence.items()}


def _plain(text: str) -> str:
    return visible(" ".join(text.split()))


def _in_force(entry: Mapping[str, Any]) -> InForce:
    private = entry["private"]
    from_agreement = not isinstance(private, str)
    return InForce(
        region=date.fromisoformat(entry["region"]),
        private=date.fromisoformat(private["otherwise"] if from_agreement else private),
        from_agreement=from_agreement,
    )
