"""The rules that were applied, as SARIF describes them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any, Final

from basutbud.formats.common.markdown_escape import escape_markdown, escape_sentence
from basutbud.formats.common.ruletext import clause_source
from basutbud.formats.sarif.locations import text
from basutbud.language import Language
from basutbud.model.ruleset import Rule, RuleSet
from basutbud.model.vocabulary import Severity

MOST_RULES: Final = 25_000
"""Rules that GitHub accepts in one run."""

LONGEST: Final = 1024
"""Characters that GitHub accepts in a description."""

Rules = Sequence[Rule]

_PROBLEM_SEVERITIES: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "recommendation",
}


def descriptor(rule: Rule, ruleset: RuleSet, language: Language) -> dict[str, Any]:
    """Return a rule: the clause and its ruling, and how to comply."""
    ruling = rule.clause.ruling
    full = [f"”{rule.clause.quote}”", ruling[language.code] if ruling else ""]
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in re.split(r"[^a-zA-Z0-9]+", rule.id)),
        "shortDescription": text(_shortened(f"{rule.title[language.code].rstrip('.')}.")),
        "fullDescription": text(_shortened(" ".join(full).strip())),
        "help": _help(rule, ruleset, language),
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": [ruleset.id, rule.check, rule.severity],
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
        },
    }


def _help(rule: Rule, ruleset: RuleSet, language: Language) -> dict[str, str]:
    parts = {
        "explain_remedy": rule.remedy[language.code],
        "explain_clause": f"”{rule.clause.quote}”",
        "explain_source": clause_source(rule, ruleset, language),
    }
    if rule.clause.ruling is not None:
        parts["explain_ruling"] = rule.clause.ruling[language.code]
    titled = [(language.text(key), body) for key, body in parts.items()]
    plain = "\n\n".join(f"{title}\n{body}" for title, body in titled)
    markdown = "\n\n".join(
        f"**{escape_markdown(title)}**\n\n{escape_sentence(body)}" for title, body in titled
    )
    return {**text(plain), "markdown": text(markdown)["text"]}


def _shortened(said: str) -> str:
    return textwrap.shorten(said, LONGEST, placeholder=" …")
