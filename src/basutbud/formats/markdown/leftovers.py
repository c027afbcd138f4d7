"""What was not audited, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from basutbud.errors import Problem
from basutbud.formats.markdown.room import NOTE, fitting, size
from basutbud.formats.marked import coded, marked, worded
from basutbud.formats.view import View
from basutbud.language import Language
from basutbud.model.report import Report

MOST_PROBLEMS: Final = 20
MOST_NAMES: Final = 6


def section(report: Report, view: View, room: int) -> str:
    """Return what could not be decided, what was left out, and what could not be read."""
    language = view.language
    items = [f"- {worded(told)}\n" for told in _told(report, language)]
    listed = [_problem(problem, language) for problem in report.problems[:MOST_PROBLEMS]]
    if not items and not listed:
        return ""
    heading = f"### {marked(language.text('not_audited_heading'))}\n\n"
    items = fitting(items, room // 2)
    problems = fitting(listed, room - NOTE - size(heading) - size("".join(items)))
    unlisted = len(report.problems) - len(problems) + report.unlisted_rows
    if unlisted:
        problems.append(f"- {marked(language.text('problems_unlisted', n=unlisted))}\n")
    return f"{heading}{''.join(problems)}{''.join(items)}\n"


def _problem(problem: Problem, language: Language) -> str:
    where = problem.location
    place = f"{coded(f'{where}')}{marked(language.record(where))}: " if where.path else ""
    told = f"{language.what(problem)}. {language.mend(problem)}"
    return f"- {place}{worded(told)}\n"


def _told(report: Report, language: Language) -> Iterator[str]:
    yield from _undetermined(report, language)
    unmatched = report.statistics.unmatched
    if unmatched:
        names = _names(unmatched, language)
        yield language.text("unmatched_units", n=len(unmatched), names=names)
    left_out = len(report.ruleset.rules) - len(report.rules)
    if left_out:
        yield language.text("rules_left_out", n=left_out)
    for note in report.notes:
        yield f"{language.what(note)}."


def _undetermined(report: Report, language: Language) -> Iterator[str]:
    """Say which clinics a rule could not be decided for, and why, one line a reason."""
    for undecided in report.undecided:
        yield language.text(
            "undetermined",
            reason=language.text(f"undetermined_{undecided.reason}"),
            names=_names((clinic.name for clinic in undecided.clinics), language),
            rules="; ".join(rule.title[language.code] for rule in undecided.rules),
        )


def _names(names: Iterable[str], language: Language) -> str:
    known = list(names)
    told = ", ".join(known[:MOST_NAMES])
    if len(known) <= MOST_NAMES:
        return told
    return told + language.text("more_names", n=len(known) - MOST_NAMES)
