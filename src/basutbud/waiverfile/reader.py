"""Reads a waiver file into validated waivers. All its mistakes are reported, with locations."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from basutbud.clinicfile.hsaid import HSA_ID, hsa_id_problems
from basutbud.errors import (
    BasutbudError,
    Location,
    PolicyError,
    Problem,
    UsageError,
    Value,
    os_problem,
)
from basutbud.model.clinic import Pointer
from basutbud.model.overtime.excuse import Waiver
from basutbud.model.ruleset import REPLY_TIME, RuleSet, fold_name
from basutbud.safetext import redact, safe_text, shown_hsa_id
from basutbud.waiverfile.wording import is_filler, may_be_person, may_name_person
from basutbud.yamldoc.document import Document
from basutbud.yamldoc.parser import parse_document
from basutbud.yamldoc.validation import Schema, Validator

_LONGEST_DAYS: Final = 366
_SHORTEST_REASON: Final = 10


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """A waiver file as it was read; ``path`` is fit to print."""

    path: str
    sha256: str
    waivers: tuple[Waiver, ...]


def waivers_schema() -> Schema:
    """Return the JSON Schema of a waiver file, for this reader and for editors."""
    text = files("basutbud.schemas").joinpath("waivers.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def read_waivers(path: Path, shown: str, ruleset: RuleSet) -> WaiverFile:
    """Read waivers for a rule set; ``shown`` is the path fit to print.

    Raise UsageError where there is no file to read, PolicyError with every mistake in it.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(Problem(os_problem(error), Location(shown))) from None
    try:
        document = parse_document(shown, raw)
    except BasutbudError as error:
        raise PolicyError(*error.problems) from None
    problems = list(Validator(waivers_schema()).problems(document))
    problems = problems or list(_contradictions(document, ruleset))
    if problems:
        raise PolicyError(*problems)
    names = ruleset.service_names
    waivers = tuple(
        _waiver(entry, names, document.locate(("waivers", number, "id")).location.line)
        for number, entry in enumerate(document.data["waivers"])
    )
    return WaiverFile(shown, hashlib.sha256(raw).hexdigest(), waivers)


def _contradictions(document: Document, ruleset: RuleSet) -> Iterator[Problem]:
    """Yield contradictions, which a schema cannot express."""
    data = document.data
    if data.get("ruleset", ruleset.id) != ruleset.id:
        values: dict[str, Value] = {"named": safe_text(data["ruleset"]), "used": ruleset.id}
        yield document.locate_value(("ruleset",)).problem("waivers_ruleset", values)
    longest = data.get("longest_days", _LONGEST_DAYS)
    first: dict[str, int] = {}
    for number, entry in enumerate(data["waivers"]):
        at: Pointer = ("waivers", number)
        line = document.locate((*at, "id")).location.line or 0
        if first.setdefault(entry["id"].casefold(), line) != line:
            values = {"first": first[entry["id"].casefold()]}
            yield document.locate_value((*at, "id")).problem("waiver_twice", values)
        yield from _of_words(document, at, entry)
        yield from _of_clinics(document, at, entry)
        yield from _of_days(document, at, entry, longest)
        yield from _of_ceiling(document, at, entry, ruleset)


def _of_words(document: Document, at: Pointer, entry: Mapping[str, str]) -> Iterator[Problem]:
    """Yield problems of the texts, without showing any of them."""
    wrong = {
        "id": redact(entry["id"]) != entry["id"] and "waiver_personal",
        "reason": may_name_person(entry["reason"]) and "waiver_names",
        "approved_by": may_be_person(entry["approved_by"]) and "waiver_person",
        "reference": may_name_person(entry.get("reference", "")) and "waiver_names",
    }
    if is_filler(entry["reason"]):
        wrong["reason"] = "waiver_filler"
    if len(entry["reason"].strip()) < _SHORTEST_REASON:
        wrong["reason"] = "schema_minLength"
    for key, code in wrong.items():
        if code:
            yield Problem(code, document.locate_value((*at, key)).location, {"key": key})


def _of_clinics(document: Document, at: Pointer, entry: Mapping[str, Any]) -> Iterator[Problem]:
    listed = isinstance(entry["clinic"], list)
    for number, clinic in enumerate(_listed(entry["clinic"])):
        located = document.locate_value((*at, "clinic", *([number] if listed else [])))
        if not re.search(r"[*?]", clinic) and not re.fullmatch(HSA_ID, clinic):
            yield located.problem("form_hsa_id", {"value": shown_hsa_id(clinic)})
        else:
            yield from hsa_id_problems(clinic, located)


def _of_days(
    document: Document, at: Pointer, entry: Mapping[str, str], longest: int
) -> Iterator[Problem]:
    granted, expires = (date.fromisoformat(entry[key]) for key in ("granted", "expires"))
    days = (expires - granted).days + 1
    located = document.locate_value((*at, "expires"))
    if days < 1:
        yield located.problem("waiver_backwards")
    elif days > longest:
        yield located.problem("waiver_too_long", {"days": days, "longest": longest})


def _of_ceiling(
    document: Document, at: Pointer, entry: Mapping[str, Any], ruleset: RuleSet
) -> Iterator[Problem]:
    """Yield a problem if a ceiling is given for rules without a share of late cases."""
    rules = [ruleset.rule(name) for name in _listed(entry["rule"])]
    if "ceiling" in entry and any(rule and rule.check != REPLY_TIME for rule in rules):
        yield document.locate((*at, "ceiling")).problem("waiver_ceiling")


def _waiver(entry: Mapping[str, Any], service_names: Mapping[str, str], line: int | None) -> Waiver:
    clinics = dict.fromkeys(clinic.upper() for clinic in _listed(entry["clinic"]))
    service = entry.get("service")
    known = None if service is None else service_names.get(fold_name(service), safe_text(service))
    reference = entry.get("reference")
    ceiling = entry.get("ceiling")
    return Waiver(
        id=entry["id"],
        rules=tuple(_listed(entry["rule"])),
        clinics=tuple(clinics),
        shown_clinics=tuple(map(shown_hsa_id, clinics)),
        service=known,
        reason=safe_text(" ".join(entry["reason"].split())),
        approved_by=safe_text(" ".join(entry["approved_by"].split())),
        reference=None if reference is None else safe_text(reference),
        granted=date.fromisoformat(entry["granted"]),
        expires=date.fromisoformat(entry["expires"]),
        ceiling=None if ceiling is None else Fraction(str(ceiling["late_share"])),
        line=line,
    )


def _listed(one: str | list[str]) -> list[str]:
    return one if isinstance(one, list) else [one]
