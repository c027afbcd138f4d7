"""The rules of a rule set as a table: id, title, severity, and the day each binds whom."""

from __future__ import annotations

from typing import Final

from rich.console import Group
from rich.text import Text

from basutbud.formats.common.ruletext import private_day
from basutbud.formats.text.printing import print_lines
from basutbud.formats.text.tables import Column, Fitted, Row, longest_word
from basutbud.language import Language
from basutbud.model.ruleset import Rule, RuleSet

_LEAST_ID: Final = 36
_WIDEST_DAY: Final = 18
"""The least width of an id, and the greatest of a private provider's day."""


def render_rule_list(ruleset: RuleSet, language: Language, width: int) -> str:
    """Return the rule set as a table: id, severity, in force, title."""
    text = language.text
    days = [Text(private_day(rule.in_force, language)) for rule in ruleset.rules]
    table = Fitted(
        columns=[
            Column(text("column_rule"), least=_LEAST_ID, heading=True),
            Column(text("column_severity")),
            Column(text("column_region")),
            Column(text("column_private"), longest_word(days, _WIDEST_DAY), _WIDEST_DAY),
        ],
        rows=[_row(rule, day, language) for rule, day in zip(ruleset.rules, days, strict=True)],
        gap=1,
    )
    title = f"{ruleset.title[language.code]} ({ruleset.decision.reference}), {ruleset.edition}\n"
    return print_lines(Group(Text(title), table), width)


def _row(rule: Rule, private_day: Text, language: Language) -> Row:
    return [
        Text(f"{rule.id}\n{rule.title[language.code]}\n"),
        Text(language.text(f"severity_{rule.severity}")),
        Text(rule.in_force.region.isoformat()),
        private_day,
    ]
