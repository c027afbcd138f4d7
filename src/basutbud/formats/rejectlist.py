"""The list of unreadable rows: the place and reason of each, as CSV, and nothing it holds."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from basutbud.errors import Problem
from basutbud.language import Language
from basutbud.model.tables import REJECT_COLUMNS
from basutbud.safetext import harmless_cell


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
