"""What was not audited, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.errors import Problem
from basutbud.formats.common.markdown_escape import code_span, escape_markdown, escape_sentence
from basutbud.formats.common.omissions import left_out, undecided
from basutbud.formats.common.view import View
from basutbud.formats.markdown.room import NOTE, fitting, size
from basutbud.language import Language
from basutbud.model.report import Report

MOST_PROBLEMS: Final = 20
MOST_NAMES: Final = 6


def section(report: Report, view: View, room: int) -> str:
    """Return what could not be decided, what was left out, and what could not be read."""
    language = view.language
    items = [f"- {escape_sentence(sentence)}\n" for sentence in _sentences(report, language)]
    listed = [_problem(problem, language) for problem in report.problems[:MOST_PROBLEMS]]
    if not items and not listed:
        return ""
    heading = f"### {escape_markdown(language.text('not_audited_heading'))}\n\n"
    items = fitting(items, room // 2)
    problems = fitting(listed, room - NOTE - size(heading) - size("".join(items)))
    unlisted = len(report.problems) - len(problems) + report.unlisted_rows
    if unlisted:
        problems.append(f"- {escape_markdown(language.text('problems_unlisted', n=unlisted))}\n")
    return f"{heading}{''.join(problems)}{''.join(items)}\n"


def _problem(problem: Problem, language: Language) -> str:
    where = problem.location
    located = (
        f"{code_span(str(where))}{escape_markdown(language.record(where))}: " if where.path else ""
    )
    sentence = f"{language.what(problem)}. {language.mend(problem)}"
    return f"- {located}{escape_sentence(sentence)}\n"


def _sentences(report: Report, language: Language) -> Iterator[str]:
    yield from undecided(report, language, MOST_NAMES)
    yield from left_out(report, language, MOST_NAMES)
