"""Comparisons to render in tests: the examples before and after the date, and hostile input."""

from __future__ import annotations

import hashlib
from functools import cache

import orjson

import audits
from basutbud.comparing.changes import compare
from basutbud.comparing.side import Side
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.comparison import Comparison
from basutbud.model.report import Report
from basutbud.reportfile import SavedReport


def side(report: Report) -> Side:
    """Return a report as it is compared, as if it had been written and read."""
    written = render("json", report, View(LANGUAGES["en"]))
    return Side(SavedReport("r.json", hashlib.sha256(written).hexdigest(), orjson.loads(written)))


@cache
def passed() -> Comparison:
    """Return what the date changes for the examples: all of it for the worse."""
    return compare(side(audits.upcoming()), side(audits.good()), audits.RULESET)


@cache
def hostile() -> Comparison:
    """Return clinics that mean harm beside none."""
    return compare(side(audits.empty()), side(audits.hostile()), audits.RULESET)
