"""The formats of a comparison, each one file: a comparison and a view in, text or bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from basutbud.formats.common.view import View
from basutbud.model.overtime.comparison import Comparison

FORMATS: Final[Mapping[str, str]] = {
    "text": "basutbud.formats.comparison.text",
    "json": "basutbud.formats.comparison.json",
    "markdown": "basutbud.formats.comparison.markdown",
    "html": "basutbud.formats.comparison.html",
    "sarif": "basutbud.formats.comparison.sarif",
    "junit": "basutbud.formats.comparison.junit",
    "gitlab": "basutbud.formats.comparison.gitlab",
}
"""Every format by name, with the module whose ``render`` makes it; imported when used."""


def render(name: str, comparison: Comparison, view: View) -> bytes:
    """Return the comparison in the format of this name, text in UTF-8."""
    rendered: str | bytes = import_module(FORMATS[name]).render(comparison, view)
    return rendered.encode() if isinstance(rendered, str) else rendered
