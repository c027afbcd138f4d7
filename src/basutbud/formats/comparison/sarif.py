"""What is new or worsened, as one SARIF run, within GitHub's limits."""

from __future__ import annotations

from typing import Any

import orjson

from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases, remarks
from basutbud.formats.sarif import SCHEMA, results
from basutbud.formats.sarif.locations import ROOT, text
from basutbud.formats.sarif.rules import descriptor
from basutbud.model.overtime.comparison import Comparison
from basutbud.model.ruleset import RuleSet


def render(comparison: Comparison, view: View) -> str:
    """Return the comparison as SARIF."""
    runs = [_run(comparison, comparison.ruleset, view)] if comparison.ruleset else []
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}
    return orjson.dumps(log, option=orjson.OPT_INDENT_2).decode() + "\n"


def _run(comparison: Comparison, ruleset: RuleSet, view: View) -> dict[str, Any]:
    language, version = view.language, comparison.new.tool_version
    described = remarks.rules(comparison)
    found = remarks.remarks(comparison, language)
    shown = results.within_limits(found, described)
    notes = [phrases.summarise(comparison, language)]
    if hidden := len(found) - len(shown):
        notes.append(language.text("results_left_out", n=hidden, most=results.MOST_RESULTS))
    return {
        "tool": {
            "driver": {
                "name": "basutbud",
                "fullName": f"basutbud {version}",
                "version": version,
                "semanticVersion": version,
                "language": language.code,
                "rules": [descriptor(rule, ruleset, language) for rule in described],
            }
        },
        "automationDetails": {"id": f"{ruleset.id}/diff/"},
        "language": language.code,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": text(language.text("root_folder"))}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": text(note)} for note in notes
                ],
            }
        ],
        "results": results.of(shown, described, {}, view),
        "properties": {
            "old": {"asOf": comparison.old.as_of.isoformat(), "sha256": comparison.old.sha256},
            "new": {"asOf": comparison.new.as_of.isoformat(), "sha256": comparison.new.sha256},
        },
    }
