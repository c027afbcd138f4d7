"""Reads a clinic file into a validated Clinic, and reports all its mistakes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from basutbud.clinicfile.hsaid import HSA_ID, hsa_id_problems
from basutbud.clinicfile.swedishkeys import OF_AGREEMENT, OF_CLINIC, with_attributes
from basutbud.errors import InputError, Problem, Value
from basutbud.model.clinic import STATUSES, Clinic
from basutbud.model.ruleset import RuleSet, Service, fold_name
from basutbud.model.vocabulary import Provider
from basutbud.safetext import safe_text, shown_hsa_id
from basutbud.yamldoc.document import Branch, Document
from basutbud.yamldoc.parser import parse_document
from basutbud.yamldoc.validation import DATE, Schema, Validator


class OwnFileError(InputError):
    """A file of basutbud's own, not a clinic."""


class ClinicReader:
    """Reads clinic files by the catalogue of one rule set."""

    def __init__(self, ruleset: RuleSet) -> None:
        """Build the schema of a clinic file from the catalogue."""
        self._names = ruleset.service_names
        self._catalogue = frozenset(ruleset.services)
        services = ruleset.services.values()
        self._ids = {name: one.id for one in services for name in _spellings(one)}
        self._validator = Validator(clinic_schema(ruleset))

    def read(self, path: str, raw: bytes) -> Clinic:
        """Return the clinic in this file. Raise InputError with everything wrong with it.

        Raise OwnFileError for a file of basutbud's own, which is no clinic however it is mended.
        """
        document = parse_document(path, raw)
        if _is_own(document.data):
            raise OwnFileError
        problems = list(self._name_services(document))
        problems += map(self._placed, self._validator.problems(document))
        if not problems:
            located = document.locate_value(("hsa_id",))
            problems += hsa_id_problems(document.data["hsa_id"], located)
        if problems:
            raise InputError(*problems)
        return _clinic(document)

    def _placed(self, problem: Problem) -> Problem:
        """Say of an unknown key that names a service where it belongs; leave other problems."""
        if problem.code != "unknown_key":
            return problem
        match (problem.location.pointer or "").split("/"):
            case ["", key] if key in self._ids or fold_name(key) in self._names:
                code = "service_outside"
            case ["", "services"] if not problem.values["suggestion"]:  # its key is not shown
                code = "service_unknown"
            case ["", "services", key] if not (
                problem.values["suggestion"] or key in self._catalogue
            ):
                code = "service_unknown"
            case _:
                return problem
        return replace(problem, code=code)

    def _name_services(self, document: Document) -> Iterator[Problem]:
        """Replace the keys of services by their catalogue ids, in the data and in the events."""
        data = document.data
        if not isinstance(data, dict) or not isinstance(data.get("services"), dict):
            return
        declared, (heading, branch) = data["services"], document.root["services"]
        if self._catalogue.issuperset(declared):
            return
        named = Branch()
        named.event = branch.event
        services: dict[str, Any] = {}
        for key, value in declared.items():
            service = self._ids.get(key) or self._names.get(fold_name(key), key)
            if service in services:
                first, _ = named[service]
                before = document.locate_node(first).location.line or 0
                values: dict[str, Value] = {"key": safe_text(key), "first": before}
                begun, _ = branch[key]
                yield document.locate_node(begun).problem("same_service", values)
            services[service] = value
            named[service] = branch[key]
        data["services"] = services
        document.root["services"] = heading, named


def _is_own(data: Any) -> bool:
    """Tell whether data is a rule set or a list of waivers, not a clinic, mistakes or not."""
    known = isinstance(data, dict) and data.keys() & {"rules", "waivers"}
    return bool(known) and not data.keys() & {"clinic", "hsa_id"}


def clinic_schema(ruleset: RuleSet) -> Schema:
    """Return the JSON Schema of a clinic file, for this reader and for editors."""
    properties: dict[str, Any] = {
        "clinic": {"type": "string", "minLength": 1, "pattern": r"\S", "x-form": "name"},
        "hsa_id": {"type": "string", "pattern": HSA_ID, "x-form": "hsa_id"},
        "kind": {"enum": list(ruleset.unit_kinds)},
        "provider": {"enum": [provider.value for provider in Provider]},
        "agreement": {
            "type": "object",
            "additionalProperties": False,
            "x-swedish": OF_AGREEMENT,
            "properties": {
                "supplier": {"type": "string", "minLength": 1},
                "applies_from": dict(DATE),
            },
        },
        "services": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: _service_schema(service.attributes)
                for service in ruleset.services.values()
                for name in _spellings(service)
            },
        },
        "other_services": {"type": "object", "additionalProperties": _service_schema({})},
        "case_logs": {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "string", "minLength": 1},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A clinic file by {ruleset.id} {ruleset.version}",
        "type": "object",
        "additionalProperties": False,
        "x-swedish": OF_CLINIC,
        "required": ["clinic", "hsa_id", "kind", "provider", "services"],
        "properties": properties,
        "if": {"required": ["provider"], "properties": {"provider": {"const": "region"}}},
        "then": {"properties": {"agreement": {"not": {}, "x-form": "agreement_of_region"}}},
    }


def _spellings(service: Service) -> tuple[str, ...]:
    return (service.id, *service.name.values(), *service.aliases)


def _service_schema(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "if": {"type": "object"},
        "then": {
            "required": ["status"],
            "additionalProperties": False,
            "x-swedish": with_attributes(
                {name: schema.get("x-swedish", ()) for name, schema in attributes.items()}
            ),
            "properties": {
                "status": {"enum": list(STATUSES)},
                "in_operation": {"type": "boolean"},
                "reason": {"type": "string"},
                "since": dict(DATE),
                **attributes,
            },
            "if": {
                "required": ["status"],
                "properties": {"status": {"const": "not-in-operation"}},
            },
            "then": {"properties": {"in_operation": {"const": False}}},
        },
        "else": {"enum": list(STATUSES)},
    }


def _clinic(document: Document) -> Clinic:
    data = document.data
    agreed = data.get("agreement", {}).get("applies_from")
    hsa_id = data["hsa_id"].upper()
    shown_id = shown_hsa_id(hsa_id)
    return Clinic(
        path=document.path,
        hsa_id=hsa_id,
        shown_id=shown_id,
        identity=_identity(hsa_id, shown_id),
        name=safe_text(data["clinic"]),
        kind=data["kind"],
        provider=Provider(data["provider"]),
        agreement_from=date.fromisoformat(agreed) if agreed else None,
        data={**data, "services": {name: _in_full(it) for name, it in data["services"].items()}},
        case_logs=tuple(data.get("case_logs", ())),
        locator=document,
    )


def _identity(hsa_id: str, shown_id: str) -> str:
    """Return the HSA-id, or for a sole trader's a hash too slow to search all personnummer by."""
    return hsa_id if shown_id == hsa_id else _slow_hash(hsa_id)


@cache
def _slow_hash(hsa_id: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", hsa_id.encode(), b"basutbud", 200_000).hex()


_BARE: Final[Mapping[str, Mapping[str, Any]]] = {
    status: {"status": status, "in_operation": status != "not-in-operation"} for status in STATUSES
}


def _in_full(declared: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a declaration in full; a bare status is short for a mapping."""
    if isinstance(declared, str):
        return _BARE[declared]
    return {**_BARE[declared["status"]], **declared}
