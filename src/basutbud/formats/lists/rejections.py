"""The list of unreadable rows as CSV: the location and reason of each, and nothing of its text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from basutbud.errors import Problem
from basutbud.formats.common.tablefile import DIALECTS, write_table
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.tables import REJECT_COLUMNS


def write_rejects(problems: Iterable[Problem], target: Path, view: View) -> None:
    """Write the list, row by row as they come; ``text`` is the reason in words."""
    dialect = DIALECTS[view.csv_dialect]
    rows = (_row(problem, view.language) for problem in problems)
    with target.open("w", encoding="utf-8", newline="") as stream:
        write_table(stream, REJECT_COLUMNS, rows, dialect)


def _row(problem: Problem, language: Language) -> tuple[str | int | None, ...]:
    where = problem.location
    return (
        where.path,
        where.line,
        where.record,
        problem.column or "",
        problem.code.removeprefix("row_"),
        language.what(problem),
    )
