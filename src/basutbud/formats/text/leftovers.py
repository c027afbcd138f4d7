"""The reconciliation of rows, and what was not audited and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from basutbud.errors import Problem
from basutbud.formats.common.omissions import left_out, undecided
from basutbud.formats.common.view import View
from basutbud.formats.text.findings.parts import excerpt
from basutbud.formats.text.marks import (
    Prose,
    folded_note,
    heading,
    join_terms,
    most_names,
    outcome_symbol,
)
from basutbud.model.cases import Tally
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome, Outcome

MOST_LOGS: Final = 8
MOST_PROBLEMS: Final = 15


def unread(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield everything that could not be read or judged, and why."""
    parts = [*_problems(report, view), *_omissions(report, view)]
    if parts:
        yield heading(view.language.text("not_audited_heading"))
        yield from parts


def reconciliation(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield how the rows of all logs, and of each, add up by outcome."""
    language = view.language
    statistics = report.statistics
    if not statistics.logs:
        return
    yield heading(language.text("reconciliation_heading"))
    yield _sum(statistics.total, view)
    if report.unmatched:
        yield Prose(Text(language.text("unmatched_among", n=report.unmatched)))
    listed = statistics.logs if view.detail > 0 else statistics.logs[:MOST_LOGS]
    if len(statistics.logs) > 1:
        for log in listed:
            yield Padding(_sum(log.tally, view, f"{log.path}: "), (0, 0, 0, 2))
        if len(listed) < len(statistics.logs):
            more = language.text("more_logs", n=len(statistics.logs) - len(listed))
            yield Padding(Text(more), (0, 0, 0, 2))


def _sum(tally: Tally, view: View, what: str = "") -> Prose:
    language = view.language
    parts = [
        f"{language.number(tally[outcome])} {language.text(f'case_{outcome}', n=tally[outcome])}"
        for outcome in CaseOutcome
        if tally[outcome]
    ]
    first, *rest = parts or ["0"]
    return join_terms([what + language.text("rows_equal", n=tally.read, parts=first), *rest])


def _problems(report: Report, view: View) -> Iterator[RenderableType]:
    problems = report.problems
    listed = problems if view.detail > 0 else problems[:MOST_PROBLEMS]
    for problem in listed:
        yield _problem(problem, view)
    unshown = len(problems) + report.unlisted_rows - len(listed)
    if unshown:
        yield folded_note("problems_unlisted", view, n=unshown)


def _problem(problem: Problem, view: View) -> Group:
    language = view.language
    where = problem.location
    located = f"{language.location(where)}: " if where.path else ""
    parts: list[RenderableType] = [
        Prose(
            Text.assemble(("! ", "yellow"), (located, "bold"), f"{language.what(problem)}."), hang=2
        )
    ]
    if problem.excerpt is not None:
        parts.append(Padding(excerpt(problem.excerpt, "yellow"), (0, 0, 0, 2)))
    if mend := language.mend(problem):
        parts.append(Padding(Prose(Text(f"→ {mend}"), hang=2), (0, 0, 0, 2)))
    return Group(*parts)


def _omissions(report: Report, view: View) -> Iterator[RenderableType]:
    most = most_names(view)
    for sentence in undecided(report, view.language, most):
        yield Prose(Text.assemble(outcome_symbol(Outcome.UNDETERMINED), f" {sentence}"), hang=2)
    for sentence in left_out(report, view.language, most):
        yield Prose(Text(sentence), hang=2)
