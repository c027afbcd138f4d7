"""Whether a selected part of the clinic file follows a JSON Schema."""

from __future__ import annotations

from typing import Any, Final

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
from basutbud.model.clinic import Pointer
from basutbud.validation import Validator


def _prepare(params: Params) -> Check:
    pointer, service = _route(params["select"]), _service(params)
    concerned = Validator(params.get("when", {})).is_valid
    right = Validator(params["schema"]).is_valid

    def check(subject: Subject) -> Assessment:
        part = _part(subject.data, pointer)
        if part is None or not concerned(part):
            return NOT_APPLICABLE
        if right(part):
            return COMPLIANT
        facts = {"service": subject.catalogue[service].name} if service else {}
        return Assessment((Deviation(pointer, facts, service),))

    return check


def _route(select: str) -> Pointer:
    """Split a JSON Pointer into its keys."""
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in select.split("/")[1:])


def _service(params: Params) -> str | None:
    """Return the service that the selected part belongs to, if it belongs to one."""
    match _route(params["select"]):
        case ("services", str(service), *_):
            return service
        case _:
            return None


def _part(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return data


KIND: Final = Kind(
    params={
        "type": "object",
        "additionalProperties": False,
        "required": ["select", "schema"],
        "properties": {
            "select": {"type": "string", "pattern": "^(/[^/]+)+$", "x-form": "json_pointer"},
            "when": {"type": "object"},
            "schema": {"type": "object"},
        },
    },
    facts=lambda params: frozenset({"service"} if _service(params) else ()),
    service=_service,
    prepare=_prepare,
)
