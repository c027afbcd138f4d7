"""The calendar file: free days as data, ``date,name,ground``, one a line."""

from __future__ import annotations

import csv
import io
from datetime import date

from basutbud.errors import Location, PolicyError, Problem
from basutbud.model.ruleset import Calendar, FreeDay

HEADER = ["date", "name", "ground"]


def parse_calendar(path: str, raw: bytes, country: str) -> Calendar:
    """Read a calendar file; it judges whole years, from its first line's to its last line's.

    Raise PolicyError with every wrong line.
    """
    problems: list[Problem] = []
    days: list[FreeDay] = []
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise PolicyError(Problem("calendar_unreadable", Location(path))) from None
    if not rows or rows[0] != HEADER:
        raise PolicyError(Problem("calendar_header", Location(path, 1)))
    for line, row in enumerate(rows[1:], start=2):
        day = _free_day(row)
        if day is None:
            problems.append(Problem("calendar_line", Location(path, line)))
        elif days and day.date < days[-1].date:
            problems.append(Problem("calendar_order", Location(path, line)))
        else:
            days.append(day)
    if not days and not problems:
        problems.append(Problem("calendar_empty", Location(path)))
    if problems:
        raise PolicyError(*problems)
    first, last = date(days[0].date.year, 1, 1), date(days[-1].date.year, 12, 31)
    return Calendar(country, first, last, tuple(days))


def write_calendar(days: list[FreeDay]) -> bytes:
    """Return the calendar file of these days, sorted, UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for day in sorted(days, key=lambda day: (day.date, day.ground, day.name)):
        writer.writerow([day.date.isoformat(), day.name, day.ground])
    return text.getvalue().encode()


def _free_day(row: list[str]) -> FreeDay | None:
    if len(row) != len(HEADER) or not all(row):
        return None
    try:
        return FreeDay(date.fromisoformat(row[0]), row[1], row[2])
    except ValueError:
        return None
