"""A case day by day: which days counted, which did not and why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from basutbud.errors import Location
from basutbud.language import Language
from basutbud.model.cases import Case, DayAfter
from basutbud.model.ruleset import RuleSet
from basutbud.model.vocabulary import CaseOutcome


@dataclass(frozen=True, slots=True)
class CaseDays:
    """A case with the days after its arrival, up to its due date or a later reply."""

    case: Case
    days: tuple[DayAfter, ...]


def due_text(received: date, days: tuple[DayAfter, ...], language: Language) -> str:
    """Return when a case received on a day falls due, on the last of ``days``, and each day."""
    return "\n".join([_due(received, days[-1], language), *_day_lines(days, language)]) + "\n"


def case_text(counted: CaseDays, ruleset: RuleSet, as_of: date, language: Language) -> str:
    """Return one row of a log: the case, its days, and its outcome by the reply-time rule."""
    case, code = counted.case, language.code
    name = "" if case.service is None else f", {ruleset.service_name(case.service, code)}"
    location = Location(case.path, case.line, record=case.record)
    upto = [day for day in counted.days if day.date <= case.due]
    beyond = [day for day in counted.days if day.date > case.due]
    lines = [
        f"{case.case_id}{name}",
        f"  {language.location(location)}",
        f"  {language.text('column_unit')}: {case.unit}",
        f"  {_due(case.received, upto[-1], language)}",
        *(f"  {line}" for line in _day_lines(upto, language, case.first_reply)),
    ]
    if beyond:
        counting = sum(day.working_day is not None for day in beyond)
        lines.append(
            "    "
            + language.text("days_beyond", n=counting, first=beyond[0].date, last=beyond[-1].date)
        )
    lines += [
        f"  {_reply(case, language)}",
        f"  {_outcome(case, as_of, language)}",
    ]
    if (rule := ruleset.reply_rule) is not None:
        lines.append(f"  {language.text('column_rule')}: {rule.id} ({rule.title[code]})")
    return "\n".join(lines) + "\n"


def _due(received: date, last: DayAfter, language: Language) -> str:
    return language.text(
        "due",
        received=received,
        weekday=_weekday(received, language),
        due=last.date,
        due_weekday=_weekday(last.date, language),
        n=last.working_day,
    )


def _day_lines(
    days: Iterable[DayAfter], language: Language, reply: date | None = None
) -> Iterator[str]:
    for day in days:
        if day.working_day is not None:
            why = language.text("working_day_number", number=day.working_day)
        elif day.name is not None:
            why = language.text("skipped_holiday", name=day.name, ground=day.ground)
        else:
            why = language.text("skipped_weekday")
        replied = f"  ← {language.text('column_reply').lower()}" if day.date == reply else ""
        yield f"  {day.date}  {_weekday(day.date, language):<9}  {why}{replied}"


def _reply(case: Case, language: Language) -> str:
    if case.first_reply is None:
        return language.text("no_reply_yet")
    weekday = _weekday(case.first_reply, language)
    return f"{language.text('column_reply')}: {weekday} {case.first_reply}"


def _outcome(case: Case, as_of: date, language: Language) -> str:
    if case.outcome in (CaseOutcome.CONTRADICTORY, CaseOutcome.SUPERSEDED):
        return language.text(f"why_{case.outcome}")
    key = "case_so_far" if case.first_reply is None else "case_decided"
    outcome = language.text(f"case_{case.outcome}", n=1)
    return language.text(key, outcome=outcome, n=case.working_days, as_of=as_of)


def _weekday(day: date, language: Language) -> str:
    return language.text(f"weekday_{day:%w}")
