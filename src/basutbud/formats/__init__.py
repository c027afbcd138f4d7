"""The formats, each one file with one function: a report and a view in, text or bytes out.

A new format is one file and one line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from basutbud.formats.view import View
from basutbud.model.report import Report

FORMATS: Final[Mapping[str, str]] = {
    "text": "basutbud.formats.text",
    "concise": "basutbud.formats.concise",
    "json": "basutbud.formats.json",
}
"""Every format by name, with the module whose ``render`` makes it; imported when used."""


def render(name: str, report: Report, view: View) -> bytes:
    """Return the report in the format of this name, text in UTF-8."""
    rendered: str | bytes = import_module(FORMATS[name]).render(report, view)
    return rendered.encode() if isinstance(rendered, str) else rendered


__all__ = ["FORMATS", "View", "render"]
