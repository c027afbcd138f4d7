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


def sql_moment(text: str) -> str:
    """Return SQL for the minute that a stamp names, in Stockholm time; NULL for no stamp.

    A day without a time is its first minute. A stamp with an offset is moved to
    Europe/Stockholm. The commonest form is told by its shape, as a regex costs more.
    """
    common = (
        f"({text} LIKE '____-__-__ __:__' OR {text} LIKE '____-__-__T__:__')"
        f" AND substr({text},12,2) BETWEEN '00' AND '23'"
    )
    return (
        f"CASE WHEN {common} THEN try_cast({text} AS TIMESTAMP)"
        f" WHEN regexp_full_match({text}, '{STAMP}') THEN {_sql_any_form(text)} END"
    )


def sql_timed(text: str) -> str:
    """Return SQL for whether a stamp names a time, not a day alone."""
    return f"length({text}) > 10"


def _sql_any_form(text: str) -> str:
    parts = r"'^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d))?.*$'"
    written = f"regexp_replace({text}, {parts}, '\\1-\\2-\\3 \\4:\\5')"
    day_alone = f"regexp_replace({text}, {parts}, '\\1-\\2-\\3')"
    there = (
        f"try_cast(CASE WHEN {sql_timed(text)} THEN {written} ELSE {day_alone} END AS TIMESTAMP)"
    )
    offset = f"regexp_extract({text}, '[0-9] ?([Zz]|[+-]\\d\\d(:?\\d\\d)?)$', 1)"
    digits = f"replace({offset}, ':', '')"
    minutes = (
        f"CASE WHEN upper({offset}) = 'Z' THEN 0 ELSE"
        f" (CASE WHEN starts_with({offset}, '-') THEN -1 ELSE 1 END)"
        f" * (60 * try_cast(substr({digits},2,2) AS INTEGER)"
        f" + coalesce(try_cast(substr({digits},4,2) AS INTEGER), 0)) END"
    )
    moved = f"timezone('Europe/Stockholm', timezone('UTC', {there} - to_minutes({minutes})))"
    zoned = f"length({text}) > 12 AND {offset} <> ''"
    return f"(CASE WHEN {zoned} THEN {moved} ELSE {there} END)"


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
