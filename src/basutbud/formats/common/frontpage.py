"""The front of a report: the audit in a few figures, and what to do first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from basutbud.language import Language
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import REPLY_TIME, Rule
from basutbud.model.vocabulary import CaseOutcome, Outcome

MOST_THINGS: Final = 5
_MOST_NAMES: Final = 3
_NO_BREACH: Final = (Outcome.UPCOMING, Outcome.WAIVED, Outcome.BASELINED)
"""Outcomes of a missing service that are not counted as a breach today."""


class Figure(NamedTuple):
    """A number, what it counts, and what else is to be known of it; a float is a share."""

    value: int | float | str
    label: str
    note: str


class Thing(NamedTuple):
    """Something that is amiss, how to mend it, whose it is, and what it concerns.

    It concerns a clinic or a rule, or None: unread input.
    """

    what: str
    how: str
    who: str
    concerns: ClinicReport | Rule | None


def figures(report: Report, language: Language) -> Iterator[Figure]:
    """Yield the figures that an auditor asks for first."""
    clinics = report.clinics
    if not clinics:
        return
    violating, of = report.clinic_outcomes[Outcome.VIOLATION], len(clinics)
    if of > 1:
        label = "front_units_in_breach" if report.of_logs_alone else "front_clinics_in_breach"
        yield Figure(
            language.text("front_of", n=violating, of=of),
            language.text(label),
            _warned(report, language),
        )
    if not report.of_logs_alone:
        yield _of_services(report, language)
    if report.statistics.logs:
        yield from _of_replies(report.replies, language)


def first_things(report: Report, language: Language) -> list[Thing]:
    """Return what to do first, the most pressing before the rest."""
    things = [*_unread(report, language), *_unanswered(report, language)]
    return [*things, *_breaches(report, language)][:MOST_THINGS]


def _of_replies(replies: Tally, language: Language) -> Iterator[Figure]:
    interval = replies.share_interval
    yield Figure(
        language.share(None) if replies.on_time_share is None else replies.on_time_share,
        language.text("front_in_time"),
        ""
        if interval is None
        else language.text(
            "front_interval_of", interval=language.interval(interval), n=replies.decided
        ),
    )
    late, overdue = replies[CaseOutcome.LATE], replies[CaseOutcome.OVERDUE]
    yield Figure(
        replies.not_in_time,
        language.text("front_not_in_time"),
        language.text("front_late_and_overdue", late=late, overdue=overdue)
        if replies.not_in_time
        else "",
    )


def _warned(report: Report, language: Language) -> str:
    warnings = report.outcomes[Outcome.WARNING]
    return language.text("warnings_n", n=warnings) if warnings else ""


def _of_services(report: Report, language: Language) -> Figure:
    """Return how many mandatory services are missing, and how many that are excused or upcoming."""
    missing = _missing(report, Outcome.VIOLATION)
    notes = []
    if missing and len(report.clinics) > 1:
        notes.append(language.text("front_missing_at", n=len(missing)))
    besides = [(one, _missing(report, one).total()) for one in _NO_BREACH]
    if said := [
        f"{language.number(n)} {language.text(f'outcome_{one}')}" for one, n in besides if n
    ]:
        notes.append(language.text("front_missing_besides", besides=", ".join(said)))
    return Figure(missing.total(), language.text("front_missing"), ", ".join(notes))


def _missing(report: Report, outcome: Outcome) -> Counter[str]:
    """Count for each clinic the mandatory services whose absence has this outcome."""
    return Counter(
        clinic.identity
        for clinic in report.clinics
        for result in clinic.results
        if result.outcome is outcome and result.rule.requires_service
    )


def _unread(report: Report, language: Language) -> Iterator[Thing]:
    if not report.complete:
        yield Thing(
            language.text("front_first_unread", n=len(report.problems) + report.unlisted_rows),
            language.text("front_first_unread_how"),
            "",
            None,
        )


def _unanswered(report: Report, language: Language) -> Iterator[Thing]:
    waiting = [
        (clinic.cases.total[CaseOutcome.OVERDUE], clinic)
        for clinic in report.clinics
        if clinic.cases and clinic.cases.total[CaseOutcome.OVERDUE]
    ]
    if not waiting:
        return
    waiting.sort(key=lambda one: -one[0])
    named = [f"{clinic.name} ({language.number(cases)})" for cases, clinic in waiting]
    yield Thing(
        language.text("front_first_answer", n=sum(cases for cases, _ in waiting)),
        language.text("front_first_answer_how"),
        "" if len(report.clinics) == 1 else language.several(named, _MOST_NAMES),
        waiting[0][1],
    )


def _breaches(report: Report, language: Language) -> Iterator[Thing]:
    """Yield the rules that most clinics break, the reply times first: they concern every case."""
    broken: defaultdict[str, list[ClinicReport]] = defaultdict(list)
    rules: dict[str, Rule] = {}
    for outcome in (Outcome.VIOLATION, Outcome.UPCOMING):
        for clinic in report.clinics:
            for result in clinic.results:
                if result.outcome is outcome:
                    broken[result.rule.id].append(clinic)
                    rules[result.rule.id] = result.rule
        if broken:
            break
    ranked = sorted(broken, key=lambda one: (rules[one].check != REPLY_TIME, -len(broken[one])))
    for one in ranked:
        names = [clinic.name for clinic in broken[one]]
        yield Thing(
            rules[one].title[language.code],
            _first_sentence(rules[one].remedy[language.code]),
            "" if len(report.clinics) == 1 else language.several(names, _MOST_NAMES),
            rules[one],
        )


def _first_sentence(text: str) -> str:
    """Return what to do; how, and what else there is, stands where the link leads."""
    return f"{text.strip().partition('. ')[0].rstrip('.')}."
