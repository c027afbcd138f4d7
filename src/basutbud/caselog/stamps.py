"""Times as logs write them: the forms that are read, and why another is not."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_CLOCK: Final = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?"
_COMPACT_CLOCK: Final = r"([01]\d|2[0-3])[0-5]\d([0-5]\d)?"
_OFFSET: Final = r"( ?([Zz]|[+-]([01]\d|2[0-3])(:?[0-5]\d)?))?"
STAMP: Final = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}([T ]{_CLOCK}{_OFFSET})?"
    rf"|\d{{8}}([T ]?{_COMPACT_CLOCK}{_OFFSET}|[T ]{_CLOCK}{_OFFSET})?"
)
"""ISO 8601 forms: ``2016-01-28``, ``2016-01-28 13:05[:30]``, ``T``, an offset, ``20160128``."""

_DAY_FIRST: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(\D.*)?")
_DATE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def sql_day(text: str) -> str:
    """Return SQL for the day of a stamp as ``YYYY-MM-DD``, in its own zone; NULL for no stamp.

    The day may be impossible: only the calendar knows which days there are.
    """
    compact = f"substr({text},1,4) || '-' || substr({text},5,2) || '-' || substr({text},7,2)"
    return (
        f"CASE WHEN NOT regexp_full_match({text}, '{STAMP}') THEN NULL"
        f" WHEN substr({text},5,1) = '-' THEN substr({text},1,10) ELSE {compact} END"
    )


def sql_minute(text: str) -> str:
    """Return SQL for the minute of the day, 0 to 1439; NULL for a day without a time.

    To be asked only of what ``sql_day`` takes for a stamp.
    """
    clock = r"'^(\d{4}-\d\d-\d\d|\d{8})[T ]?(\d\d):?(\d\d)'"
    hour, minute = (f"regexp_extract({text}, {clock}, {group})" for group in (2, 3))
    return (
        f"CASE WHEN length({text}) <= 10 THEN NULL"
        f" ELSE 60 * try_cast({hour} AS INTEGER) + try_cast({minute} AS INTEGER) END"
    )


def sql_offset(text: str) -> str:
    """Return SQL for the offset from UTC in minutes; NULL where the stamp names none."""
    found = f"regexp_extract({text}, '[0-9] ?([Zz]|[+-]\\d\\d(:?\\d\\d)?)$', 1)"
    digits = f"replace({found}, ':', '')"
    minutes = (
        f"60 * try_cast(substr({digits},2,2) AS INTEGER)"
        f" + coalesce(try_cast(substr({digits},4,2) AS INTEGER), 0)"
    )
    return (
        f"CASE WHEN length({text}) <= 12 OR {found} = '' THEN NULL"
        f" WHEN upper({found}) = 'Z' THEN 0"
        f" WHEN starts_with({found}, '-') THEN -({minutes}) ELSE {minutes} END"
    )


def stamp_fault(text: str, first: date, last: date) -> str:
    """Name why a text is no usable time: its form, an impossible day, or one out of reach."""
    if re.fullmatch(STAMP, text, re.ASCII):
        year, month, day = (int(part) for part in _DATE.match(text).groups())  # type: ignore[union-attr]  # STAMP begins with a date
        try:
            found = date(year, month, day)
        except ValueError:
            return "impossible_date"
        return "outside_calendar" if not first <= found <= last else "impossible_date"
    return "day_first_date" if _DAY_FIRST.fullmatch(text) else "unreadable_date"
