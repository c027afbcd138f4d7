"""The input files, with the outcomes of their rows, and the rows that could not be read."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from basutbud.errors import Problem
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Cell, Column, Kind, Sheet
from basutbud.model.cases import LogFile
from basutbud.model.inputs import Input
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome


def sheets(report: Report, view: View) -> Iterator[Sheet]:
    """Yield the input files, and the unreadable rows where there are any."""
    text = view.language.text
    yield Sheet(
        name=text("inputs"),
        columns=[
            Column(text("column_file"), 34, Kind.LONG),
            Column(text("column_kind"), 15),
            Column(text("column_read"), 16),
            Column(text("column_rows"), 9),
            *(_counted(text(f"column_{outcome}")) for outcome in CaseOutcome),
            Column(text("sheet_rows_unmatched"), 16, Kind.COUNT),
            Column("SHA-256", 36, Kind.LONG),
        ],
        rows=[_row(one, log, view) for one, log in _with_logs(report)],
    )
    if report.statistics.rejections:
        yield _unreadable(report, view)


def _counted(title: str) -> Column:
    """Return a column of counts as wide as the longest word of its title."""
    return Column(title, max(5, *map(len, title.split())) + 3, Kind.COUNT)


def _with_logs(report: Report) -> Iterator[tuple[Input, LogFile | None]]:
    """Yield each input with its log, if it was read; two logs may share one path."""
    logs: defaultdict[tuple[str, str | None], deque[LogFile]] = defaultdict(deque)
    for log in report.statistics.logs:
        logs[log.path, log.sha256].append(log)
    for one in report.inputs:
        found = logs[one.path, one.sha256]
        yield one, found.popleft() if found else None


def _row(one: Input, log: LogFile | None, view: View) -> list[Cell]:
    text = view.language.text
    counts = [log.tally[outcome] if log else None for outcome in CaseOutcome]
    return [
        one.path,
        text(f"input_{one.kind}"),
        text("input_read" if one.read else "input_rejected"),
        one.records,
        *counts,
        log.unmatched if log else None,
        one.sha256,
    ]


def _unreadable(report: Report, view: View) -> Sheet:
    """Return the rows of logs that could not be read; the report bounds how many it lists."""
    language = view.language
    listed, unlisted = report.statistics.rejections, report.unlisted_rows
    return Sheet(
        name=language.text("sheet_unreadable"),
        columns=[
            Column(language.text("column_file"), 44, Kind.LONG),
            Column(language.text("column_line"), 10),
            Column(language.text("sheet_record"), 10),
            Column(language.text("sheet_column"), 20, Kind.LONG),
            Column(language.text("sheet_message"), 60, Kind.LONG),
            Column(language.text("sheet_mend"), 60, Kind.LONG),
        ],
        rows=[_problem(problem, view) for problem in listed],
        notes=[language.text("rejections_unlisted", n=unlisted)] if unlisted else [],
    )


def _problem(problem: Problem, view: View) -> list[Cell]:
    where = problem.location
    return [
        where.path,
        where.line,
        where.record,
        problem.column,
        view.language.what(problem),
        view.language.mend(problem) or None,
    ]
