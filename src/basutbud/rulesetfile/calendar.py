"""The calendar file: free days as data, ``date,name,ground``, one a line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from statistics import median_high

from basutbud.errors import Location, PolicyError, Problem, Value
from basutbud.model.ruleset import Calendar, FreeDay
from basutbud.model.tables import CALENDAR_COLUMNS

HEADER = list(CALENDAR_COLUMNS)


def parse_calendar(
    path: str, raw: bytes, country: str, counted: Sequence[Collection[str]] = ()
) -> Calendar:
    """Read a calendar file, which covers whole years, from its first line's to its last line's.

    ``counted`` are the grounds that make a day free, by the rule and by each of its alternatives;
    without any, all do. Raise PolicyError with every wrong line, or with every year that has too
    few free days.
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
    known = {day.ground for day in days}
    for grounds in counted or [known]:
        problems = problems or [*_gaps(path, days, known.intersection(grounds))]
    if problems:
        raise PolicyError(*problems)
    first, last = date(days[0].date.year, 1, 1), date(days[-1].date.year, 12, 31)
    return Calendar(path, country, first, last, tuple(days))


def write_calendar(days: list[FreeDay]) -> bytes:
    """Return the calendar file of these days, sorted, UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for day in sorted(days, key=lambda day: (day.date, day.ground, day.name)):
        writer.writerow([day.date.isoformat(), day.name, day.ground])
    return text.getvalue().encode()


def _gaps(path: str, days: list[FreeDay], grounds: Collection[str]) -> Iterator[Problem]:
    """Yield the years with too few free days, which would silently count as working days.

    Such a year has none, or fewer than half as many as the usual year: it was cut off, or has one
    line far ahead of the others. Grounds without any line are reported elsewhere.
    """
    if not grounds:
        return
    having = Counter(day.date.year for day in days if day.ground in grounds)
    years = range(days[0].date.year, days[-1].date.year + 1)
    usual = median_high(having.values())
    lacking = [year for year in years if having[year] * 2 < usual]
    for _, run in groupby(enumerate(lacking), lambda one: (one[1] - one[0], having[one[1]])):
        found = [year for _, year in run]
        line = 2 + sum(day.date.year < found[0] for day in days)
        values: dict[str, Value] = {
            "years": "–".join(str(year) for year in dict.fromkeys((found[0], found[-1]))),
            "have": having[found[0]],
            "usual": usual,
        }
        yield Problem("calendar_gap", Location(path, line), values)


def _free_day(row: list[str]) -> FreeDay | None:
    if len(row) != len(HEADER) or not all(row):
        return None
    try:
        return FreeDay(date.fromisoformat(row[0]), row[1], row[2])
    except ValueError:
        return None
