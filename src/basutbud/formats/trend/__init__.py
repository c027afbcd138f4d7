"""The formats of a trend, each one file: a trend and a view in, text or bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from basutbud.formats.common.view import View
from basutbud.model.overtime.trend import Trend

FORMATS: Final[Mapping[str, str]] = {
    "text": "basutbud.formats.trend.text",
    "json": "basutbud.formats.trend.json",
    "html": "basutbud.formats.trend.html",
    "csv": "basutbud.formats.trend.csv",
}
"""Every format by name, with the module whose ``render`` makes it; imported when used."""


def render(name: str, trend: Trend, view: View) -> bytes:
    """Return the trend in the format of this name, text in UTF-8."""
    rendered: str | bytes = import_module(FORMATS[name]).render(trend, view)
    return rendered.encode() if isinstance(rendered, str) else rendered
