"""The formats, each a module with a function: a report and a view in, text or bytes out.

A new format is one file and one line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from basutbud.formats.common.view import View
from basutbud.model.report import Report
from basutbud.safetext import no_command

FORMATS: Final[Mapping[str, str]] = {
    "text": "basutbud.formats.text",
    "concise": "basutbud.formats.concise",
    "json": "basutbud.formats.json",
    "html": "basutbud.formats.html",
    "csv": "basutbud.formats.csv",
    "xlsx": "basutbud.formats.xlsx",
    "sarif": "basutbud.formats.sarif",
    "junit": "basutbud.formats.junit",
    "github": "basutbud.formats.github",
    "gitlab": "basutbud.formats.gitlab",
    "markdown": "basutbud.formats.markdown",
}
"""Every format by name, with the module that renders it; imported when used."""

_LINES: Final = ("text", "concise")
"""Formats whose lines may begin with text from the input, and be parsed by a pipeline."""

BINARY: Final = ("xlsx",)
"""Formats that no terminal can show."""


def render(name: str, report: Report, view: View) -> bytes:
    """Return the report in the format of this name, text in UTF-8."""
    rendered: str | bytes = import_module(FORMATS[name]).render(report, view)
    if name in _LINES and isinstance(rendered, str):
        rendered = no_command(rendered)
    return rendered.encode() if isinstance(rendered, str) else rendered


def split(report: Report, view: View) -> Mapping[str, bytes]:
    """Return an HTML page for each clinic, and an index of them, by file name."""
    from basutbud.formats import html

    return html.split(report, view)


__all__ = ["BINARY", "FORMATS", "View", "render", "split"]
