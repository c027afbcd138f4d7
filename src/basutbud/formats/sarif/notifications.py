"""Unreadable input, and what exceeds the limits, as SARIF notifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from basutbud.errors import Problem
from basutbud.formats.common.excuses import compliance, remainders
from basutbud.formats.common.headline import conditions, verdict_line
from basutbud.formats.common.remarks import unreadable
from basutbud.formats.sarif.locations import Indices, physical, text
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.vocabulary import Verdict

MOST_PROBLEMS: Final = 1_000
"""Problems listed one by one; the rest are counted."""


def of(
    report: Report,
    left_out: Mapping[str, tuple[int, int]],
    indices: Indices,
    language: Language,
) -> list[dict[str, Any]]:
    """Return a notification for each problem, then how many more, and what was left out.

    ``left_out`` has, by the key of its text, how many were left out and the limit.
    """
    problems = [
        _problem(problem, report, indices, language) for problem in report.problems[:MOST_PROBLEMS]
    ]
    return [*_header(report, language), *problems, *_counted(report, left_out, language)]


def _header(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the verdict where results alone would not tell it, and what is noted of the audit."""
    qualified = conditions(report, language) or compliance(report, language)
    if report.verdict is Verdict.UPCOMING or qualified:
        yield {"level": "note", "message": text(verdict_line(report, language))}
    for remainder in remainders(report, language):
        yield {"level": "note", "message": text(remainder)}
    for note in report.notes:
        said = text(f"{language.what(note)}.")
        yield {"descriptor": {"id": note.code}, "level": "note", "message": said}


def _problem(
    problem: Problem,
    report: Report,
    indices: Indices,
    language: Language,
) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "descriptor": {"id": problem.code},
        "level": "warning" if report.tolerates(problem) else "error",
        "message": text(unreadable(problem, language)),
    }
    if problem.location.path:
        found = physical(problem.location, None, indices)
        notification["locations"] = [{"physicalLocation": found}]
    return notification


def _counted(
    report: Report, left_out: Mapping[str, tuple[int, int]], language: Language
) -> Iterator[dict[str, Any]]:
    unlisted = len(report.problems[MOST_PROBLEMS:]) + report.unlisted_rows
    if unlisted:
        level = "warning" if report.complete else "error"
        yield {"level": level, "message": text(language.text("problems_unlisted", n=unlisted))}
    for key, (count, most) in left_out.items():
        if count:
            sentence = language.text(key, n=count, most=most)
            yield {"level": "warning", "message": text(sentence)}
