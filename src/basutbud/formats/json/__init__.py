"""The JSON report: what machines build on."""

from basutbud.formats.json.report import render

__all__ = ["render"]
