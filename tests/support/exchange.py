"""What the tests of the formats for other programs share: audits by name, and a SARIF run."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import audits
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.report import Report

SV = View(LANGUAGES["sv"])
REPORTS = ("good", "broken", "upcoming", "logs_alone", "hostile", "many")
Json = dict[str, Any]


@cache
def report_of(name: str) -> Report:
    """Return one of the audits by its name; ``many`` are a few, ``region`` a whole region's."""
    sizes = {"many": 50, "region": 500}
    found: Report = audits.many(sizes[name]) if name in sizes else getattr(audits, name)()
    return found


def run_of(report: Report, view: View = SV) -> Json:
    """Return the run of the SARIF log."""
    run: Json = json.loads(render("sarif", report, view))["runs"][0]
    return run


def tolerant(report: Report) -> Report:
    """Return the report as if its files could be read and its unreadable rows were tolerated."""
    logs = tuple(replace(log, tolerated=True) for log in report.statistics.logs)
    inputs = tuple(one for one in report.inputs if one.read)
    statistics = replace(report.statistics, logs=logs)
    return replace(report, inputs=inputs, rejections=(), statistics=statistics)
