"""``basutbud due``: when a case received on a day falls due, and why days were skipped."""

from __future__ import annotations

from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded


@guarded
def due(
    date: Annotated[str, typer.Argument(metavar="DATE")],
    *,
    rules: o.Rules = o.DEFAULT_RULES,
    lang: o.Language = None,
) -> ExitCode:
    """Show when a case received on a day falls due, and which days were skipped and why."""
    from basutbud.cli import terminal, terms
    from basutbud.formats.common.casetext import due_text
    from basutbud.rulesetfile.loader import load_ruleset
    from basutbud.workdays import OutsideCalendarError, Workdays

    language = terminal.choose_language(lang)
    workdays = Workdays.of(load_ruleset(rules))
    received = terminal.today() if date == "today" else terms.parse_day(date)
    try:
        last = workdays.due(received)
    except OutsideCalendarError:
        terms.wrong(
            "outside_calendar",
            date=received.isoformat(),
            first=workdays.first.isoformat(),
            last=workdays.last_judged.isoformat(),
        )
    days = tuple(workdays.days_after(received, last))
    terminal.write_stdout(due_text(received, days, language))
    return ExitCode.PASSED
