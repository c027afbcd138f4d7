"""Swedish working days straight from the statutes: the tests' oracle, no library and no data.

Lag (1989:253) om allmänna helgdagar, as changed by SFS 2004:1320 (nationaldagen for annandag
pingst from 2005), and lag (1930:173) 2 § for the three eves.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def free_days(year: int) -> frozenset[date]:
    """Return the public holidays and the three eves of a year."""
    sunday = easter(year)
    midsummer = next(day for n in range(20, 27) if (day := date(year, 6, n)).weekday() == 5)
    first = date(year, 10, 31)
    all_saints = next(day for n in range(7) if (day := first + timedelta(days=n)).weekday() == 5)
    days = {
        date(year, 1, 1),
        date(year, 1, 6),
        sunday - timedelta(days=2),
        sunday,
        sunday + timedelta(days=1),
        date(year, 5, 1),
        sunday + timedelta(days=39),
        sunday + timedelta(days=49),
        midsummer - timedelta(days=1),
        midsummer,
        all_saints,
        date(year, 12, 24),
        date(year, 12, 25),
        date(year, 12, 26),
        date(year, 12, 31),
    }
    days.add(date(year, 6, 6) if year >= 2005 else sunday + timedelta(days=50))
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Return whether a day is a vardag: Monday to Friday, and not free."""
    return day.weekday() < 5 and day not in free_days(day.year)


def due(received: date, working_days: int = 2) -> date:
    """Return the last day for a reply, counted day by day."""
    day = received
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def working_days_to(received: date, reply: date) -> int:
    """Return n where the reply came by the end of the n-th working day after arrival."""
    number, day = 0, received
    while day < reply:
        number += 1
        day = due(day, 1)
    return number
