"""Expands the short forms of rules, with templates and defaults, to rules in full.

A rule says what it is about (``service: egenremiss``, ``each_service: mandatory``) and what it
requires (``must_be: offered``, ``must_have: {topics: all}``); here it becomes a rule for each
service, with a check and its parameters. A mistake in a rule that comes from a template is reported
on the template's line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from basutbud.checks.schema import demand_schema
from basutbud.checks.service import ALL
from basutbud.errors import Problem
from basutbud.model.clinic import Pointer
from basutbud.rulesetfile.consistency import is_sound, problem_at
from basutbud.safetext import safe_text
from basutbud.suggestion import suggest_word
from basutbud.yamldoc.document import Branch, Document
from basutbud.yamldoc.validation import Schema

SHORT_FORM: Final = ("service", "each_service", "must_be", "must_have", "when", "overrides")
"""The keys that stand for ``check`` and ``params``."""
_FILLED: Final = ("id", "title", "requirement", "clause", "remedy")
"""The keys that a service's name is filled into here; a message is filled when it is found."""
_FIELDS: Final = ("service", "service_id")
_PLACEHOLDER: Final = re.compile(r"\{([^{}\s]*)\}")

_Part = tuple[Any, Any]
"""A value, and the entry in its document's branch that locates it."""
_Parts = dict[str, _Part]


class Expansion(NamedTuple):
    """A rule-set file with each rule in full, and the problems of its short forms.

    ``broken`` are the pointers of problems found before, as pointers into the expanded file.
    """

    document: Document
    broken: Sequence[str]
    problems: Sequence[Problem]


def expand(written: Document, broken: Sequence[str]) -> Expansion:
    """Write each rule of a file in full, unless its short form is ``broken`` already."""
    data = written.data
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        return Expansion(written, broken, ())
    author = _Author(written, broken)
    rules: list[Any] = []
    problems: list[Problem] = []
    origins: list[int] = []
    begun, node = written.root["rules"]
    branch = _like(node, {})
    for index in range(len(data["rules"])):
        for found in author.in_full(index):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            rule, whole = _joined(found, node[index][1])
            branch[len(rules)] = node[index][0], whole
            rules.append(rule)
            origins.append(index)
    document = Document(written.path, written.text, confidential=written.confidential)
    document.data = {**data, "rules": rules}
    document.root = _like(written.root, {**written.root, "rules": (begun, branch)})
    return Expansion(document, [*_moved(broken, origins)], problems)


class _Author:
    """Writes rules in full, from a file's services and defaults."""

    def __init__(self, written: Document, broken: Sequence[str]) -> None:
        self._document, self._broken = written, broken
        services = written.data.get("services")
        self._services: Mapping[str, Any] = services if isinstance(services, dict) else {}

    def in_full(self, index: int) -> Iterator[_Parts | Problem]:
        """Yield the rules that one rule as written stands for, or its problems."""
        own = self._parts("rules", index)
        if own.keys().isdisjoint(SHORT_FORM):
            if own:
                yield _merged(self._parts("defaults", "every_rule"), own)
            return
        if not all(is_sound(self._broken, "rules", index, key) for key in SHORT_FORM):
            return
        yield from self._idle_overrides(index)
        for subject in self._subjects(index):
            if isinstance(subject, Problem):
                yield subject
            else:
                yield from self._about(subject, index, own)

    def _subjects(self, index: int) -> Iterator[str | Problem]:
        """Yield the ids of the services that a rule is about."""
        rule = self._document.data["rules"][index]
        if "each_service" in rule:
            yield from self._services_with(rule["each_service"], index)
            return
        service = rule["service"]
        if service == ALL:
            if "must_have" in rule:
                yield problem_at(self._document, "not_for_all", ("rules", index, "service"), {})
            else:
                yield service
        elif service not in self._services:
            yield self._unknown_service(service, ("rules", index, "service"))
        elif is_sound(self._broken, "services", service):
            yield service

    def _services_with(self, obligation: str, index: int) -> Iterator[str | Problem]:
        sound = [one for one in self._services if is_sound(self._broken, "services", one)]
        found = [one for one in sound if self._services[one]["obligation"] == obligation]
        yield from found
        if not found and len(sound) == len(self._services):
            where = ("rules", index, "each_service")
            yield problem_at(self._document, "no_such_services", where, {"obligation": obligation})

    def _idle_overrides(self, index: int) -> Iterator[Problem]:
        """Yield the overrides for services that a template is not about."""
        rule = self._document.data["rules"][index]
        for service in rule.get("overrides", ()):
            where = ("rules", index, "overrides", service)
            if service not in self._services:
                yield self._unknown_service(service, where)
            elif is_sound(self._broken, "services", service):
                obligation = self._services[service]["obligation"]
                if obligation != rule["each_service"]:
                    values = {"service": service, "obligation": obligation}
                    yield problem_at(self._document, "idle_override", where, values)

    def _about(self, service: str, index: int, own: _Parts) -> Iterator[_Parts | Problem]:
        """Yield the rule about one service, with its check, parameters and texts."""
        layers = [self._parts("defaults", "every_rule")]
        if service != ALL:
            layers.append(self._parts("defaults", self._services[service]["obligation"]))
        layers += [own, self._parts("rules", index, "overrides", service)]
        rule = {key: part for key, part in _merged(*layers).items() if key not in SHORT_FORM}
        if "must_be" in own:
            rule |= _offer(service, own)
        else:
            demands = dict(self._demands(service, index))
            problems = [one for one in demands.values() if isinstance(one, Problem)]
            yield from problems
            if problems:
                return
            rule |= _content(service, own, demands)
        if service != ALL:
            texts = {key: part for key, part in rule.items() if key in _FILLED}
            yield from self._wrong_placeholders(texts)
            name = self._services[service]["name"]
            rule |= {
                key: (_filled(text, service, name), problem_at)
                for key, (text, problem_at) in texts.items()
            }
        yield rule

    def _demands(self, service: str, index: int) -> Iterator[tuple[str, Schema | Problem]]:
        """Yield the JSON Schema that each attribute of a service must follow."""
        attributes = self._services[service].get("attributes", {})
        for name, wanted in self._document.data["rules"][index]["must_have"].items():
            where = ("rules", index, "must_have", name)
            if name not in attributes:
                values = {"key": safe_text(name), "service": service}
                values["suggestion"] = suggest_word(name, attributes)
                yield name, problem_at(self._document, "unknown_attribute", where, values)
                continue
            demand = demand_schema(attributes[name], wanted)
            if demand is not None:
                yield name, demand
            else:
                key = {"key": safe_text(name)}
                yield name, problem_at(self._document, "impossible_demand", where, key)

    def _wrong_placeholders(self, texts: _Parts) -> Iterator[Problem]:
        """Yield the placeholders that cannot be filled in."""
        for text, (begun, node) in texts.values():
            if isinstance(text, dict):
                yield from self._wrong_placeholders(_parts_of(text, node))
            for field in _PLACEHOLDER.findall(text) if isinstance(text, str) else ():
                if field not in _FIELDS:
                    values = {"field": safe_text(field), "known": ", ".join(_FIELDS)}
                    yield self._document.locate_node(begun).problem("unknown_placeholder", values)

    def _unknown_service(self, service: str, where: Pointer) -> Problem:
        values = {
            "service": safe_text(service),
            "suggestion": suggest_word(service, self._services),
        }
        return problem_at(self._document, "unknown_service", where, values)

    def _parts(self, *pointer: str | int) -> _Parts:
        """Return the keys of a mapping with their entries, if there is a mapping."""
        data, node = self._document.data, self._document.root
        for key in pointer:
            if not isinstance(node, Branch) or key not in node:
                return {}
            data, node = data[key], node[key][1]
        return _parts_of(data, node) if isinstance(data, dict) else {}


def _offer(service: str, own: _Parts) -> _Parts:
    """Return the check that a service is offered, or switched off, as required."""
    wanted, entry = own["must_be"]
    params = {"service": (service, _subject(own)), "expect": (wanted, entry)}
    return _check("service", params, entry)


def _content(service: str, own: _Parts, demands: Mapping[str, Any]) -> _Parts:
    """Return the check of what a service declares."""
    _, entry = own["must_have"]
    params: _Parts = {"select": (f"/services/{service}", _subject(own))}
    if "when" in own:
        status, when = own["when"]
        params["when"] = {"properties": {"status": {"const": status}}}, when
    params["schema"] = {"required": [*demands], "properties": {**demands}}, entry
    return _check("schema", params, entry)


def _subject(own: _Parts) -> Any:
    """Return the entry of the key that says what a rule is about."""
    _, entry = own["service"] if "service" in own else own["each_service"]
    return entry


def _check(kind: str, params: _Parts, entry: Any) -> _Parts:
    begun, node = entry
    data, branch = _joined(params, node)
    return {"check": (kind, entry), "params": (data, (begun, branch))}


def _filled(text: Any, service: str, name: Mapping[str, str], language: str = "sv") -> Any:
    """Fill a service's id and name into a part's texts, in the language of each."""
    if isinstance(text, dict):
        codes = {key: key if key in name else language for key in text}
        return {key: _filled(one, service, name, codes[key]) for key, one in text.items()}
    if not isinstance(text, str):
        return text
    return text.replace("{service}", name[language]).replace("{service_id}", service)


def _merged(*layers: _Parts) -> _Parts:
    """Return the keys of all layers, a later layer overriding an earlier; clauses merge by key."""
    merged: _Parts = {}
    for layer in layers:
        below = merged.get("clause")
        merged |= layer
        if below and "clause" in layer:
            merged["clause"] = _clause(below, layer["clause"])
    return merged


def _clause(below: _Part, above: _Part) -> _Part:
    """Return a clause with the keys of both."""
    (under, (_, under_node)), (over, (begun, node)) = below, above
    if not (isinstance(under, dict) and isinstance(over, dict)):
        return above
    data, branch = _joined(_parts_of(under, under_node) | _parts_of(over, node), node)
    return data, (begun, branch)


def _parts_of(data: Mapping[str, Any], node: Branch) -> _Parts:
    return {key: (value, node[key]) for key, value in data.items()}


def _joined(parts: _Parts, node: Any) -> tuple[dict[str, Any], Branch]:
    """Return a mapping of these parts, and its branch, located where ``node`` is."""
    branch = _like(node, {key: entry for key, (_, entry) in parts.items()})
    return {key: value for key, (value, _) in parts.items()}, branch


def _like(node: Any, entries: Mapping[Any, Any]) -> Branch:
    branch = Branch(entries)
    branch.event = node.event if isinstance(node, Branch) else node
    return branch


def _moved(broken: Sequence[str], origins: Sequence[int]) -> Iterator[str]:
    """Yield pointers into a file as written as pointers into the expanded file."""
    for pointer in broken:
        root, *rest = pointer.split("/")[1:] or [""]
        if root != "rules" or not rest:
            yield pointer
            continue
        index, *inner = rest
        for position, origin in enumerate(origins):
            if str(origin) == index:
                yield "/".join(["", "rules", str(position), *inner])
