"""A baseline: fingerprints and measures of a report's findings, without cases or names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import orjson

from basutbud.model.overtime.excuse import Baseline, BaselineEntry
from basutbud.model.vocabulary import Outcome
from basutbud.reportfile.reader import (
    SavedReport,
    check_report,
    measure_of,
    read_own_json,
    require_sound,
    require_valid,
    schema_version,
)

_FORM = "baseline.json"


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What is left of a baseline, and how many findings are new, or worse than it knows them."""

    baseline: Baseline
    new: int


def read_baseline(path: Path, shown: str, worse_by: Fraction = Fraction()) -> Baseline:
    """Read a baseline, or a report to start from; ``shown`` is its path fit to print.

    ``worse_by`` is the share that late replies may rise by. Raise UsageError.
    """
    data, sha256 = read_own_json(path, shown)
    if "entries" not in data:
        return baseline_of(check_report(data, sha256, shown), worse_by)
    require_valid(data, _FORM, shown)
    rules = {rule["id"]: rule["sha256"] for rule in data["ruleset"]["rules"]}
    require_sound(data["entries"], rules, shown, "/entries")
    entries = {one["fingerprint"]: _entry(one, one["outcome"]) for one in data["entries"]}
    return Baseline(shown, sha256, date.fromisoformat(data["as_of"]), rules, entries, worse_by)


def baseline_of(saved: SavedReport, worse_by: Fraction = Fraction()) -> Baseline:
    """Return what a report's findings are as a baseline, without those that were waived."""
    entries = {
        one["fingerprint"]: _entry(one, _outcome(one))
        for one in saved.data["findings"]
        if one["outcome"] != Outcome.WAIVED
    }
    return Baseline(saved.path, saved.sha256, saved.as_of, saved.rules, entries, worse_by)


def shrink(before: Baseline, now: Baseline) -> Shrunk:
    """Return of a baseline what is still met, each entry as it is now where that is better."""
    kept: dict[str, BaselineEntry] = {}
    new = 0
    for name, entry in now.entries.items():
        known = before.entries.get(name)
        if known is None or before.rules.get(known.rule) != now.rules.get(entry.rule):
            new += 1
        elif entry.is_worse_than(known):
            kept[name] = known
            new += 1
        else:
            kept[name] = entry
    rules = now.rules
    return Shrunk(Baseline(now.path, now.sha256, now.as_of, rules, kept), new)


def written(baseline: Baseline, saved: SavedReport) -> bytes:
    """Return a baseline as its file has it, of the rule set that a report was judged by."""
    ruleset = saved.data["ruleset"]
    used = {entry.rule for entry in baseline.entries.values()}
    shaped = {
        "schema_version": schema_version(),
        "tool": dict(saved.data["tool"]),
        "as_of": baseline.as_of,
        "ruleset": {
            "id": ruleset["id"],
            "version": ruleset["version"],
            "rules": [
                {"id": rule, "sha256": digest}
                for rule, digest in baseline.rules.items()
                if rule in used
            ],
        },
        "entries": [
            _shaped(name, entry)
            for name, entry in sorted(
                baseline.entries.items(), key=lambda one: (one[1].rule, one[0])
            )
        ],
    }
    return orjson.dumps(shaped, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _shaped(fingerprint: str, entry: BaselineEntry) -> dict[str, Any]:
    shaped: dict[str, Any] = {
        "rule": entry.rule,
        "outcome": entry.outcome,
        "fingerprint": fingerprint,
    }
    if entry.measure is not None:
        decided, late, overdue = entry.measure
        shaped["measure"] = {"judged": decided, "late": late, "overdue": overdue}
    return shaped


def _entry(one: Mapping[str, Any], outcome: str) -> BaselineEntry:
    return BaselineEntry(one["rule"], Outcome(outcome), measure_of(one))


def _outcome(finding: Mapping[str, Any]) -> str:
    """Return how a finding came out before any baseline."""
    baselined = finding["outcome"] == Outcome.BASELINED
    return str(finding["baseline"]["otherwise"] if baselined else finding["outcome"])
