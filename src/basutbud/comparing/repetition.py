"""Compares a report with the same audit made again: inputs, rules, outcomes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import orjson

from basutbud.comparing.changes import compare
from basutbud.comparing.side import Side
from basutbud.model.overtime.repetition import ChangedCalendar, ChangedInput, Repetition
from basutbud.model.ruleset import RuleSet
from basutbud.reportfile import SavedReport
from basutbud.safetext import safe_text


def repeat(saved: SavedReport, made: bytes, ruleset: RuleSet) -> Repetition:
    """Hold a report against ``made``, the same audit made again, as JSON too."""
    digest = hashlib.sha256(made).hexdigest()
    again = SavedReport(saved.path, digest, orjson.loads(made))
    old, new = Side(saved), Side(again)
    versions = old.identity.tool_version, new.identity.tool_version
    return Repetition(
        same=saved.sha256 == digest,
        comparison=compare(old, new, ruleset),
        inputs=tuple(_inputs(saved, again)),
        calendar=_calendar(saved, again, ruleset.calendar.path),
        rules=tuple(_rules(saved, again)),
        tool_versions=versions if versions[0] != versions[1] else None,
        sections=tuple(key for key in saved.data if saved.data[key] != again.data[key]),
    )


def _inputs(saved: SavedReport, again: SavedReport) -> Iterator[ChangedInput]:
    was, is_now = (
        {saved.mandate.shown.rules: report.data["ruleset"]["sha256"]}
        | {one["path"]: one["sha256"] for one in report.data["inputs"]}
        for report in (saved, again)
    )
    for path in sorted(was.keys() | is_now.keys()):
        digests = was.get(path), is_now.get(path)
        if digests[0] != digests[1]:
            yield ChangedInput(safe_text(path), *digests)


def _calendar(saved: SavedReport, again: SavedReport, path: str) -> ChangedCalendar | None:
    """Return how the free days differ in the years that both reports cover."""
    was, is_now = (
        {(one["date"], safe_text(one["name"])) for one in report.data["calendar"]["free_days"]}
        for report in (saved, again)
    )
    years = {day[:4] for day, _ in was} & {day[:4] for day, _ in is_now}
    added, removed = (
        tuple(f"{day} {name}" for day, name in sorted(days) if day[:4] in years)
        for days in (is_now - was, was - is_now)
    )
    return ChangedCalendar(path, added, removed) if added or removed else None


def _rules(saved: SavedReport, again: SavedReport) -> Iterator[str]:
    for rule in sorted(saved.rules.keys() | again.rules.keys()):
        if saved.rules.get(rule) != again.rules.get(rule):
            yield safe_text(rule)
