"""Whether a selected part of the clinic file follows a JSON Schema."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

from basutbud.checks.kind import (
    NOT_APPLICABLE,
    Assessment,
    Deviation,
    Kind,
    Params,
    Subject,
)
from basutbud.model.clinic import Pointer
from basutbud.validation import Validator


def _check(params: Params, subject: Subject) -> Assessment:
    pointer = route(params["select"])
    part = _part(subject.data, pointer)
    if part is None or not _validator(params.get("when", {})).is_valid(part):
        return NOT_APPLICABLE
    if _validator(params["schema"]).is_valid(part):
        return Assessment()
    service = service_at(params["select"])
    facts = {"service": subject.catalogue[service].name} if service else {}
    return Assessment((Deviation(pointer, facts, service),))


def route(select: str) -> Pointer:
    """Split a JSON Pointer into its keys."""
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in select.split("/")[1:])


def service_at(select: str) -> str | None:
    """Return the service that a pointer leads into, if it leads into one."""
    match route(select):
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


def _validator(schema: Any) -> Validator:
    return _compiled(json.dumps(schema, sort_keys=True))


@lru_cache(maxsize=256)
def _compiled(schema: str) -> Validator:
    return Validator(json.loads(schema))


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
    facts=frozenset({"service"}),
    check=_check,
)
