"""Comparisons to render in tests: the examples before and after the date, and hostile input."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

import orjson

import audits
from basutbud.comparing.changes import compare
from basutbud.comparing.side import Side
from basutbud.comparing.trend import join_reports
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.overtime.comparison import ChangeKind, Comparison
from basutbud.model.overtime.trend import Trend
from basutbud.model.report import Report
from basutbud.reportfile import SavedReport


def saved(report: Report) -> SavedReport:
    """Return a report as if it had been written and read."""
    written = render("json", report, View(LANGUAGES["en"]))
    return SavedReport("r.json", hashlib.sha256(written).hexdigest(), orjson.loads(written))


@cache
def passed() -> Comparison:
    """Return what the date changes for the examples: all of it for the worse."""
    return compare(Side(saved(audits.upcoming())), Side(saved(audits.good())), audits.RULESET)


@cache
def hostile() -> Comparison:
    """Return clinics that mean harm, with every finding new."""
    beside_none = compare(
        Side(saved(audits.empty())), Side(saved(audits.hostile())), audits.RULESET
    )
    changes = [replace(change, kind=ChangeKind.NEW) for change in beside_none.changes]
    return replace(beside_none, changes=tuple(changes))


@cache
def in_a_row() -> Trend:
    """Return the trend of the examples, hostile ones among them."""
    return join_reports(map(saved, (audits.good(), audits.hostile(), audits.upcoming())))
