"""Locations and texts in SARIF's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from basutbud.errors import Location
from basutbud.model.inputs import Input

ROOT: Final = "%SRCROOT%"
"""The base of relative paths, by the name that viewers and GitHub know."""

Indices = Mapping[str, int]
"""The number of each artifact by its path."""

_DRIVE: Final = re.compile(r"[A-Za-z]:/")


def text(said: str) -> dict[str, str]:
    """Return a message in which nothing is taken for a placeholder or a link."""
    return {"text": said.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def artifact(one: Input) -> dict[str, Any]:
    """Return an input file, with its hash if it could be opened."""
    shaped: dict[str, Any] = {"location": _artifact_location(one.path), "roles": ["analysisTarget"]}
    return {**shaped, "hashes": {"sha-256": one.sha256}} if one.sha256 else shaped


def physical(where: Location, end_column: int | None, indices: Indices) -> dict[str, Any]:
    """Return a location in a file. GitHub requires a line, so a file without lines has line 1."""
    location = _artifact_location(where.path)
    if where.path in indices:
        location["index"] = indices[where.path]
    region = {"startLine": where.line or 1}
    if where.column is not None:
        region["startColumn"] = where.column
        if end_column is not None:
            region["endColumn"] = end_column
    return {"artifactLocation": location, "region": region}


def _artifact_location(path: str) -> dict[str, Any]:
    """Return a file's URI; outside the working folder, or for standard input, without a base."""
    if path.startswith("//"):
        return {"uri": f"file:{quote(path)}"}
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{quote(path, safe='/:')}"}
    if path.startswith(("../", "<")):
        return {"uri": quote(path)}
    return {"uri": quote(path) or ".", "uriBaseId": ROOT}
