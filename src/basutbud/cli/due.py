"""``basutbud due``: when a case received on a day falls due, and why days were skipped."""

from __future__ import annotations

from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded


@guarded
def due(
    date: Annotated[str, typer.Argument(metavar="DATE", help="The day of arrival, YYYY-MM-DD.")],
    *,
    rules: o.Rules = o.DEFAULT_RULES,
    lang: o.Language = None,
) -> ExitCode:
    """Show when a case received on a day falls due, and which days were skipped and why."""
    from datetime import timedelta

    from basutbud.cli import terminal, terms
    from basutbud.rulesetfile.loader import load_ruleset
    from basutbud.workdays import OutsideCalendarError, Workdays

    language = terminal.choose_language(lang)
    workdays = Workdays.of(load_ruleset(rules))
    received = terms.parse_day(date)
    try:
        last = workdays.due(received)
    except OutsideCalendarError:
        terms.wrong(
            "outside_calendar",
            date=date,
            first=workdays.first.isoformat(),
            last=workdays.last_judged.isoformat(),
        )

    def weekday(day: object) -> str:
        return language.text(f"weekday_{day:%w}")

    lines = [
        language.text(
            "due",
            received=received,
            weekday=weekday(received),
            due=last,
            due_weekday=weekday(last),
            n=workdays.working_days(received, last),
        )
    ]
    skipped = {day.date: day for day in workdays.skipped(received)}
    day = received + timedelta(days=1)
    while day <= last:
        if day not in skipped:
            why = language.text("working_day_number", number=workdays.working_days(received, day))
        elif (free := skipped[day]).name is not None:
            why = language.text("skipped_holiday", name=free.name, ground=free.ground)
        else:
            why = language.text("skipped_weekday")
        lines.append(f"  {day}  {weekday(day):<9}  {why}")
        day += timedelta(days=1)
    terminal.write_stdout("\n".join(lines) + "\n")
    return ExitCode.PASSED
