"""``basutbud explain``: a rule in full, for the auditor who is asked why."""

from __future__ import annotations

from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded


@guarded
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule's id.")],
    *,
    rules: o.Rules = o.DEFAULT_RULES,
    lang: o.Language = None,
) -> ExitCode:
    """Explain a rule: its clause, in force for whom from when, how to comply, what is checked."""
    from basutbud.cli import terminal, terms
    from basutbud.formats.ruletext import explained
    from basutbud.rulesetfile.loader import load_ruleset
    from basutbud.safetext import safe_text
    from basutbud.suggestion import suggestion

    ruleset = load_ruleset(rules)
    found = ruleset.rule(rule)
    if found is None:
        known = [one.id for one in ruleset.rules]
        terms.wrong("unknown_rule", rule=safe_text(rule), suggestion=suggestion(rule, known))
    terminal.write_stdout(
        explained(found, ruleset, terminal.choose_language(lang), min(terminal.width(), 100))
    )
    return ExitCode.PASSED
