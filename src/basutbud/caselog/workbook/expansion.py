"""Replaces each workbook among the logs by its sheets, each of which is a log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from basutbud.caselog.request import Dialect, ExpandedLogs, LogSource
from basutbud.caselog.unpacking.opening import (
    Form,
    NotReadError,
    file_state,
    is_workbook,
    open_log,
)
from basutbud.caselog.workbook.book import Book, Sheet, open_book
from basutbud.caselog.workbook.sheets import is_log, match_sheets, sheet_names
from basutbud.errors import Location, Problem, Value
from basutbud.safetext import safe_text


def expand_workbooks(sources: Iterable[LogSource], dialect: Dialect) -> ExpandedLogs:
    """Replace each workbook by its sheets to read; one that cannot be opened stays as it is."""
    result = ExpandedLogs()
    met: list[Sheet] = []
    for source in sources:
        try:
            sheets = _sheets(source, dialect, result, met) if is_workbook(source.path) else None
        except (OSError, NotReadError):
            sheets = None  # said when it is read
        result.sources += sheets or [source]
    if met:
        result.problems += [
            Problem(
                "sheet_nowhere", Location(""), {"name": safe_text(name), "known": sheet_names(met)}
            )
            for name in dialect.sheets
            if not match_sheets(met, [name])
        ]
    return result


def changed_since(logs: ExpandedLogs) -> list[Problem]:
    """Return a problem for each workbook that was changed or removed since it was expanded.

    Sheets are read one after another, and a report must not mix several states of a file.
    """

    def state_of(path: Path) -> tuple[int, int, int] | None:
        try:
            return file_state(path)
        except OSError:
            return None

    changed = {path for path, state in logs.states.items() if state_of(path) != state}
    shown = {one.path: one.shown.rpartition("#")[0] for one in logs.sources if one.path in changed}
    return [Problem("log_changed", Location(name)) for name in shown.values()]


def _sheets(
    source: LogSource, dialect: Dialect, result: ExpandedLogs, met: list[Sheet]
) -> list[LogSource] | None:
    state = file_state(source.path)
    with TemporaryDirectory(prefix="basutbud-") as folder:
        path, form = open_log(source.path, Path(folder))
        if form is not Form.WORKBOOK:
            return None
        with open_book(path) as book:
            met += book.outline.sheets
            chosen = _chosen(book, dialect)
            _say_others(source, book, dialect, chosen, result)
            if len(book.outline.sheets) == 1:
                return None
    result.states[source.path] = state
    return [
        replace(
            source,
            shown=f"{source.shown}#{safe_text(sheet.name)}",
            name=f"{source.name}#{safe_text(sheet.name)}",
            sheet=sheet.name,
        )
        for sheet in chosen
    ]


def _chosen(book: Book, dialect: Dialect) -> Sequence[Sheet]:
    if dialect.sheets:
        return match_sheets(book.outline.sheets, dialect.sheets)
    return [
        sheet for sheet in book.outline.sheets if sheet.visible and is_log(book, sheet, dialect)
    ]


def _say_others(
    source: LogSource, book: Book, dialect: Dialect, chosen: Sequence[Sheet], result: ExpandedLogs
) -> None:
    """Return notes on the sheets that are not read, and why."""
    others = [sheet for sheet in book.outline.sheets if sheet not in chosen]
    logs = [sheet for sheet in others if is_log(book, sheet, dialect)]
    if dialect.sheets:
        kinds = {"sheets_left_out": logs} if chosen else {}
    else:
        hidden = [sheet for sheet in others if not sheet.visible]
        kinds = {
            "hidden_logs": [sheet for sheet in hidden if sheet in logs],
            "hidden_sheets": [sheet for sheet in hidden if sheet not in logs],
        }
        if chosen and (shown := [sheet for sheet in others if sheet.visible]):
            result.passed_over.append(_sheets_note("sheets_no_logs", source, shown))
    result.notes += [_sheets_note(code, source, sheets) for code, sheets in kinds.items() if sheets]


def _sheets_note(code: str, source: LogSource, sheets: Sequence[Sheet]) -> Problem:
    values: dict[str, Value] = {
        "path": source.shown,
        "n": len(sheets),
        "names": sheet_names(sheets),
    }
    return Problem(code, Location(source.shown), values)
