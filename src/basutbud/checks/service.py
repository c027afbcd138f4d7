"""Is an e-service offered where it is in operation, and off where it is not?"""

from __future__ import annotations

from typing import Final

from basutbud.checks.kind import (
    COMPLIANT,
    NOT_APPLICABLE,
    Assessment,
    Deviation,
    Kind,
    Params,
    Subject,
    service_of,
)


def _check(params: Params, subject: Subject) -> Assessment:
    if params["expect"] == "offered":
        return _offered(params["service"], subject)
    return _inactive_outside_operation(service_of(params), subject)


def _offered(service: str, subject: Subject) -> Assessment:
    declared = subject.services.get(service)
    facts = {"service": subject.catalogue[service].name}
    if declared is None:
        return Assessment((Deviation(("services", service), facts, service),))
    if not declared["in_operation"]:
        return NOT_APPLICABLE
    if declared["status"] == "active":
        return COMPLIANT
    return Assessment((Deviation(("services", service), facts, service),))


def _inactive_outside_operation(only: str | None, subject: Subject) -> Assessment:
    return Assessment(
        tuple(
            Deviation(
                ("services", service), {"service": subject.catalogue[service].name}, service
            )
            for service, declared in subject.services.items()
            if only in (None, service)
            and declared["status"] == "active"
            and not declared["in_operation"]
        )
    )


KIND: Final = Kind(
    params={
        "type": "object",
        "additionalProperties": False,
        "required": ["service", "expect"],
        "properties": {
            "service": {"type": "string"},
            "expect": {"enum": ["offered", "inactive-outside-operation"]},
        },
    },
    facts=frozenset({"service"}),
    check=_check,
)
