"""Whether an e-service is offered where it is in operation, and off where it is not."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from basutbud.checks.kind import (
    COMPLIANT,
    NOT_APPLICABLE,
    Assessment,
    Check,
    Deviation,
    Kind,
    Params,
    Subject,
)
from basutbud.model.finding import FactValue
from basutbud.model.vocabulary import Declaration

ALL: Final = "all"
"""In place of a service id: every service of the catalogue."""


def _service(params: Params) -> str | None:
    return None if params["service"] == ALL else str(params["service"])


def _prepare(params: Params) -> Check:
    if params["expect"] == "offered":
        return partial(_offered, params["service"], {})
    return partial(_inactive_outside_operation, _service(params))


def _offered(service: str, met: dict[Declaration, Assessment], subject: Subject) -> Assessment:
    """Assess one service. The few possible assessments are kept in ``met`` and shared."""
    declared = subject.services.get(service)
    if declared is None:
        declared_as = Declaration.NOT_MENTIONED
    elif not declared["in_operation"]:
        return NOT_APPLICABLE
    elif declared["status"] != "active":
        declared_as = Declaration.NOT_ACTIVE
    elif "since" in declared and date.fromisoformat(declared["since"]) > subject.day:
        declared_as = Declaration.NOT_YET
    else:
        return COMPLIANT
    if declared_as not in met:
        met[declared_as] = Assessment((_deviation(service, declared_as, subject),))
    return met[declared_as]


def _inactive_outside_operation(only: str | None, subject: Subject) -> Assessment:
    found = [
        _deviation(service, Declaration.NOT_IN_OPERATION, subject)
        for service, declared in subject.services.items()
        if not declared["in_operation"]
        and declared["status"] == "active"
        and only in (None, service)
    ]
    return Assessment(tuple(found)) if found else COMPLIANT


def _deviation(service: str, declared: Declaration, subject: Subject) -> Deviation:
    facts: dict[str, FactValue] = {
        "service": subject.catalogue[service].name,
        "declared": declared,
    }
    return Deviation(("services", service), facts, service)


KIND: Final = Kind(
    params={
        "type": "object",
        "additionalProperties": False,
        "required": ["service", "expect"],
        "properties": {
            "service": {"type": "string"},
            "expect": {"enum": ["offered", "inactive-outside-operation"]},
        },
        "if": {"properties": {"expect": {"const": "offered"}}},
        "then": {"properties": {"service": {"not": {"const": ALL}, "x-form": "not_for_all"}}},
    },
    facts=lambda _: frozenset({"service", "declared"}),
    service=_service,
    prepare=_prepare,
)
