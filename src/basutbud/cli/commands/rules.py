"""``basutbud rules``: list a rule set, check a file, write a calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded


@guarded
def list_rules(*, rules: o.Rules = o.DEFAULT_RULES, lang: o.Language = None) -> ExitCode:
    """Show the rule set as a table."""
    from basutbud.cli import terminal
    from basutbud.formats.text.rulelist import render_rule_list
    from basutbud.rulesetfile.loader import load_ruleset

    ruleset = load_ruleset(rules)
    terminal.write_stdout(
        render_rule_list(ruleset, terminal.choose_language(lang), terminal.width())
    )
    return ExitCode.PASSED


@guarded
def check_rules(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE...]"),
    ] = None,
    *,
    lang: o.Language = None,
) -> ExitCode:
    """Validate rule-set files, and report every mistake at once."""
    from basutbud.cli import terminal
    from basutbud.errors import BasutbudError
    from basutbud.rulesetfile.loader import load_ruleset, packaged_rule_sets

    language = terminal.choose_language(lang)
    worst = ExitCode.PASSED
    for file in files or packaged_rule_sets():
        try:
            ruleset = load_ruleset(file)
        except BasutbudError as error:
            for problem in error.problems:
                terminal.say(language.describe(problem))
            worst = ExitCode.WRONG_USE
            continue
        terminal.write_stdout(
            language.text(
                "ruleset_right",
                ruleset=f"{ruleset.id} {ruleset.version}",
                rules=len(ruleset.rules),
                services=len(ruleset.services),
                first=ruleset.calendar.first,
                last=ruleset.calendar.last,
            )
            + "\n"
        )
    return worst


@guarded
def make_calendar(
    country: Annotated[str, typer.Argument(metavar="[COUNTRY]")] = "SE",
    first_year: Annotated[int, typer.Argument(metavar="[FIRST_YEAR]")] = 1990,
    last_year: Annotated[int, typer.Argument(metavar="[LAST_YEAR]")] = 2060,
    *,
    output: Annotated[str | None, o.Panel.OUTPUT.option("-o", "--output", metavar="PATH")] = None,
    lang: o.Language = None,  # noqa: ARG001 - errors are written in it
) -> ExitCode:
    """Write a calendar file from the holidays library: public holidays and de facto ones."""
    from pathlib import Path

    from basutbud.cli import terminal
    from basutbud.cli.output import require_writable, written_whole
    from basutbud.rulesetfile.calendar import write_calendar
    from basutbud.rulesetfile.holidays import free_days

    content = write_calendar(free_days(country.upper(), first_year, last_year))
    if output is None:
        terminal.write_stdout(content.decode())
        return ExitCode.PASSED
    target = Path(output)
    require_writable([target], set())
    with written_whole(target) as draft:
        draft.write_bytes(content)
    return ExitCode.PASSED
