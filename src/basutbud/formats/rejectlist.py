"""The list of unreadable rows: the place and reason of each, as CSV, and nothing it holds."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from basutbud.errors import Problem
from basutbud.language import Language
from basutbud.safetext import harmless_cell

REJECT_COLUMNS: Final = ("path", "line", "record", "column", "reason", "text")


def write_rejects(problems: Iterable[Problem], target: TextIO, language: Language) -> None:
    """Write the list, row by row as they come; ``text`` is the reason in words."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(REJECT_COLUMNS)
    for problem in problems:
        place = problem.location
        writer.writerow(
            (
                harmless_cell(place.path),
                place.line,
                place.record,
                harmless_cell(problem.column or ""),
                problem.code.removeprefix("row_"),
                language.what(problem),
            )
        )
