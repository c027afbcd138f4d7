"""SARIF 2.1.0: findings for code scanning, at GitHub and elsewhere, within GitHub's limits."""

from __future__ import annotations

from typing import Any, Final

import orjson

from basutbud.formats.common.remarks import remarks
from basutbud.formats.common.view import View
from basutbud.formats.sarif import notifications, results, rules
from basutbud.formats.sarif.locations import ROOT, artifact, text
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.shortfall import Shortfall

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report, view: View) -> str:
    """Return the report as one SARIF run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, view)]}
    return orjson.dumps(log, option=orjson.OPT_INDENT_2).decode() + "\n"


def _run(report: Report, view: View) -> dict[str, Any]:
    language, coming = view.language, report.shortfall
    described = report.rules[: rules.MOST_RULES]
    found = remarks(report, language)
    shown = results.within_limits(found, described)
    paths = {one.path: number for number, one in reversed(list(enumerate(report.inputs)))}
    left_out = {
        "results_left_out": (len(found) - len(shown), results.MOST_RESULTS),
        "rules_unlisted": (len(report.rules) - len(described), rules.MOST_RULES),
    }
    return {
        "tool": {"driver": _driver(report, described, language)},
        "automationDetails": {"id": f"{report.ruleset.id}/"},
        "language": language.code,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": text(language.text("root_folder"))}},
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "toolExecutionNotifications": notifications.of(report, left_out, paths, language),
            }
        ],
        "artifacts": [artifact(one) for one in report.inputs],
        "results": results.of(shown, described, paths, view),
        "properties": {
            "asOf": report.as_of.isoformat(),
            "asOfGiven": report.mandate.as_of_given,
            "asIfInForce": report.as_if_in_force,
            "verdict": report.verdict,
            **({} if coming is None else {"upcoming": _upcoming(coming)}),
            "ruleset": report.ruleset.id,
            "rulesetVersion": report.ruleset.version,
            "rulesetSha256": report.ruleset.sha256,
        },
    }


def _upcoming(coming: Shortfall) -> dict[str, Any]:
    return {"inForceFrom": coming.day.isoformat(), "daysLeft": coming.days_left}


def _driver(report: Report, described: rules.Rules, language: Language) -> dict[str, Any]:
    return {
        "name": "basutbud",
        "fullName": f"basutbud {report.tool_version}",
        "version": report.tool_version,
        "semanticVersion": report.tool_version,
        "language": language.code,
        "rules": [rules.descriptor(rule, report.ruleset, language) for rule in described],
    }
