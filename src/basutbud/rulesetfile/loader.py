"""Reads a rule-set file into a validated RuleSet, and reports all its mistakes at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from basutbud.checks import KINDS
from basutbud.checks.kind import Kind
from basutbud.errors import BasutbudError, Location, PolicyError, Problem, UsageError
from basutbud.language import LANGUAGES
from basutbud.model.ruleset import (
    REPLY_TIME,
    Alternative,
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
from basutbud.rulesetfile.calendar import parse_calendar
from basutbud.rulesetfile.consistency import contradictions, is_sound, problem_at
from basutbud.rulesetfile.templates import SHORT_FORM, expand
from basutbud.safetext import safe_text, visible
from basutbud.suggestion import suggest_word
from basutbud.yamldoc.document import Document
from basutbud.yamldoc.parser import parse_document
from basutbud.yamldoc.validation import Schema, Validator


def packaged_rule_sets() -> list[str]:
    """Return the ids of the rule sets that come with basutbud."""
    names = (entry.name for entry in files("basutbud.rules").iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def load_ruleset(named: str) -> RuleSet:
    """Load a rule set by the id of a packaged one or the path of a file.

    Raise UsageError if there is none, PolicyError with every mistake in it.
    """
    if named in packaged_rule_sets():
        root: Traversable = files("basutbud.rules")
        return _load(root, f"{named}.yaml", f"{named}.yaml")
    path = Path(named)
    if not path.is_file():
        values = {
            "name": safe_text(named),
            "known": ", ".join(packaged_rule_sets()),
            "suggestion": suggest_word(named, packaged_rule_sets()),
        }
        raise UsageError(Problem("no_ruleset", Location(safe_text(named)), values))
    return _load(path.parent, path.name, safe_text(path.as_posix()))


def ruleset_schema() -> Schema:
    """Return the JSON Schema of a rule-set file, with the parameters of each kind of check."""
    text = files("basutbud.schemas").joinpath("ruleset.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    rule = schema["$defs"]["rule"]
    rule["properties"]["check"]["enum"] = list(KINDS)
    rule["allOf"] = [
        {
            "if": {"required": ["check"], "properties": {"check": {"const": name}}},
            "then": {
                "properties": {
                    "params": dict(kind.params),
                    "alternatives": _alternatives_schema(kind),
                }
            },
        }
        for name, kind in KINDS.items()
    ]
    return schema


def _alternatives_schema(kind: Kind) -> Schema:
    """Return what the alternatives of rules of a kind must follow beside the common schema."""
    if kind.alternatives is None:
        return {"$ref": "#/$defs/no_alternatives"}
    return {"items": {"properties": {"params": dict(kind.alternatives)}}}


def _schema_in_full() -> Schema:
    """Return the JSON Schema of rules in full, which leave no key to a default."""
    schema = ruleset_schema()
    parts = schema["$defs"]
    own = parts["rule"]["properties"]
    rule = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: own[key] for key in own if key not in SHORT_FORM},
        "required": ["id", "title", "clause", "severity", "in_force", "message", "remedy"],
        "allOf": parts["rule"]["allOf"],
    }
    parts["clause"]["required"] = ["quote", "source"]
    return {"properties": {"rules": {"items": rule}}, "$defs": parts}


def _load(root: Traversable, name: str, shown: str) -> RuleSet:
    try:
        raw = root.joinpath(name).read_bytes()
        document = parse_document(shown, raw, confidential=False)
    except OSError:
        raise PolicyError(Problem("unreadable", Location(shown))) from None
    except BasutbudError as error:
        raise PolicyError(*error.problems) from None
    problems = list(Validator(ruleset_schema()).problems(document))
    document, broken, mistaken = expand(document, _pointers(problems))
    in_full = list(Validator(_schema_in_full()).problems(document))
    problems += [*mistaken, *in_full]
    broken = [*broken, *_pointers(in_full)]
    calendar = None
    try:
        calendar = _calendar(root, document, shown, broken)
    except PolicyError as error:
        problems += error.problems
    problems += contradictions(document, calendar, broken)
    if problems or calendar is None:
        raise PolicyError(*_each_once(problems))
    return _ruleset(document.data, hashlib.sha256(raw).hexdigest(), calendar)


def _pointers(problems: Iterable[Problem]) -> list[str]:
    return [problem.location.pointer or "" for problem in problems]


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by line, each once, though many rules may come from one line."""
    found: dict[Any, Problem] = {}
    for problem in problems:
        said = {name: value for name, value in problem.values.items() if name != "suggestion"}
        location = problem.location._replace(pointer=None)
        found.setdefault((problem.code, location, frozenset(said.items())), problem)
    return sorted(found.values(), key=lambda one: (one.location.path, one.location.line or 0))


def _calendar(
    root: Traversable, document: Document, shown: str, broken: Sequence[str]
) -> Calendar | None:
    data = document.data
    if not (isinstance(data, dict) and "calendar" in data and is_sound(broken, "calendar")):
        return None
    named = data["calendar"]["file"]
    try:
        raw = root.joinpath(*named.split("/")).read_bytes()
    except OSError:
        values = {"file": safe_text(named)}
        problem = problem_at(document, "calendar_missing", ("calendar", "file"), values)
        raise PolicyError(problem) from None
    path = (Path(shown).parent / named).as_posix()
    counted = _counted_grounds(data, broken)
    return parse_calendar(path, raw, data["calendar"]["country"], counted)


def _counted_grounds(data: Mapping[str, Any], broken: Sequence[str]) -> list[Sequence[str]]:
    """Return the grounds by which the reply-time rule, and each alternative, takes days off."""
    rules = data.get("rules")
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if is_sound(broken, "rules", index) and rule["check"] == REPLY_TIME:
            params = [rule["params"], *(one["params"] for one in rule.get("alternatives", ()))]
            return [one["free_grounds"] for one in params if "free_grounds" in one]
    return []


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
        requirement=_requirement(entry),
        clause=Clause(
            quote=_plain(clause["quote"]),
            source=_trimmed(clause["source"]),
            ruling=None if ruling is None else _paragraphs(ruling),
        ),
        severity=Severity(entry["severity"]),
        in_force=_in_force(entry["in_force"]),
        check=entry["check"],
        params=entry["params"],
        message=_trimmed(entry["message"]),
        remedy=_trimmed(entry["remedy"]),
        alternatives=tuple(
            _alternative(one, entry["params"]) for one in entry.get("alternatives", ())
        ),
    )


def _alternative(entry: Mapping[str, Any], params: Mapping[str, Any]) -> Alternative:
    changed = dict(entry["params"])
    final_reply = changed.pop("reply", None) == "final"
    return Alternative(
        id=entry["id"],
        title=_trimmed(entry["title"]),
        ground=_trimmed(entry["ground"]),
        params={**params, **changed},
        final_reply=final_reply,
    )


def _requirement(entry: Mapping[str, Any]) -> Translated:
    """Return a rule's requirement, which unless given is its title negated."""
    if "requirement" in entry:
        return _trimmed(entry["requirement"])
    return {
        code: LANGUAGES[code].text("without_breach_of", title=title)
        for code, title in _trimmed(entry["title"]).items()
    }


def _trimmed(sentence: Translated) -> Translated:
    """Return a sentence on one line, safe to show."""
    return {code: _plain(text) for code, text in sentence.items()}


def _paragraphs(sentences: Translated) -> Translated:
    """Return a longer text safe to show, each paragraph on one line."""
    return {
        code: "\n".join(filter(None, map(_plain, text.split("\n"))))
        for code, text in sentences.items()
    }


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
