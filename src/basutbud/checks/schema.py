"""Whether a selected part of the clinic file follows a JSON Schema."""

from __future__ import annotations

from math import inf
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
from basutbud.yamldoc.validation import Schema, Validator, is_applicable


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


def demand_schema(attribute: Schema, wanted: Any) -> Schema | None:
    """Return the schema that an attribute with the ``wanted`` content follows.

    ``wanted`` is a value; for a list ``any`` (at least one value), ``all`` (every value that the
    attribute's own schema lists) or ``{at_least: 2}``, which also fits a number. Return None if no
    file could follow it.
    """
    if not is_applicable(attribute, whole=False):
        return {}  # the attribute's own mistake is reported elsewhere
    least = wanted.get("at_least") if isinstance(wanted, dict) and len(wanted) == 1 else None
    if attribute.get("type") == "array":
        items = attribute.get("items")
        listed = items.get("enum", ()) if isinstance(items, dict) else ()
        distinct = attribute.get("uniqueItems") and len(listed)
        least = {"any": 1, "all": distinct}.get(str(wanted), least)
        most = min(attribute.get("maxItems", inf), distinct or inf)
        return {"minItems": least} if type(least) is int and 1 <= least <= most else None
    is_value = Validator(attribute).is_valid
    if type(least) in (int, float):
        return {"minimum": least} if is_value(least) else None
    return {"const": wanted} if not isinstance(wanted, (dict, list)) and is_value(wanted) else None


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
