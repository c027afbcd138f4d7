"""Whether the configuration and the case log agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from basutbud.checks.kind import NO_LOG, Assessment, Deviation, Kind, Params, Subject, no_service
from basutbud.model.cases import UnitCases


def _check(params: Params, subject: Subject) -> Assessment:
    if subject.cases is None:
        return NO_LOG
    doubt = "unreadable_rows" if subject.cases.unreadable else None
    if params["expect"] == "no-cases-unless-active":
        return Assessment(tuple(_cases_of_inactive(subject, subject.cases)), undetermined=doubt)
    unused = tuple(_active_without_cases(subject, subject.cases))
    if unused and _span(subject.cases) < params["min_days"]:
        doubt = "log_too_short"
    return Assessment(undetermined=doubt) if doubt else Assessment(unused)


def _cases_of_inactive(subject: Subject, cases: UnitCases) -> Iterator[Deviation]:
    for service, tally in cases.by_service.items():
        declared = subject.services.get(service)
        known = service in subject.catalogue
        if known and tally.cases and (declared is None or declared["status"] != "active"):
            yield Deviation(
                ("services", service),
                {
                    "service": subject.catalogue[service].name,
                    "cases": tally.cases,
                    "days": _span(cases),
                },
                service,
            )


def _active_without_cases(subject: Subject, cases: UnitCases) -> Iterator[Deviation]:
    for service, declared in subject.services.items():
        mandatory = subject.catalogue[service].mandatory
        if mandatory and declared["status"] == "active" and service not in cases.by_service:
            yield Deviation(
                ("services", service),
                {
                    "service": subject.catalogue[service].name,
                    "cases": 0,
                    "days": _span(cases),
                },
                service,
            )


def _span(cases: UnitCases) -> int:
    if cases.first_received is None or cases.last_received is None:
        return 0
    return (cases.last_received - cases.first_received).days + 1


KIND: Final = Kind(
    params={
        "type": "object",
        "additionalProperties": False,
        "required": ["expect"],
        "properties": {
            "expect": {"enum": ["no-cases-unless-active", "cases-where-active"]},
            "min_days": {"type": "integer", "minimum": 1},
        },
        "if": {"properties": {"expect": {"const": "cases-where-active"}}},
        "then": {"required": ["min_days"]},
    },
    facts=lambda _: frozenset({"service", "cases", "days"}),
    service=no_service,
    prepare=lambda params: partial(_check, params),
    by_cases=True,
)
