"""Times as logs write them: the forms that are read, and why another is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

_CLOCK: Final = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?"
_COMPACT_CLOCK: Final = r"([01]\d|2[0-3])[0-5]\d([0-5]\d)?"
_OFFSET: Final = r"( ?([Zz]|[+-]([01]\d|2[0-3])(:?[0-5]\d)?))?"
STAMP: Final = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}([T ]{_CLOCK}{_OFFSET})?"
    rf"|\d{{8}}([T ]?{_COMPACT_CLOCK}{_OFFSET}|[T ]{_CLOCK}{_OFFSET})?"
)
"""ISO 8601 forms: ``2016-01-28``, ``2016-01-28 13:05[:30]``, ``T``, an offset, ``20160128``.

``_DATE`` and ``_PARTS`` take apart what this lets through; another form is another for them too.
"""

LAST_MINUTE: Final = "23:59"

_PARTS: Final = r"^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d)?:?(\d\d)?.*$"
"""Year, month, day, hour and minute."""
_ZONED: Final = r".{10,}\d ?([Zz]|[+-]\d\d:?(\d\d)?)"
"""A stamp with an offset, among texts that are stamps: a day's own hyphens stand further ahead."""
_AHEAD: Final = r"^.*([+-])(\d\d):?(\d\d)?$"
"""An offset's sign, hours and minutes; neither where it is ``Z``."""

_DAY_FIRST: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(\D.*)?")
_DATE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


@dataclass(frozen=True, slots=True)
class Words:
    """What engines word differently in SQL. Each takes SQL, and patterns as plain text.

    ``quick`` reads the commonest forms, or gives NULL; it must never read what is no stamp. What
    ``rewritten`` makes of a text names the groups of a pattern by a backslash and their number.
    """

    quick: Callable[[str], str]
    matches: Callable[[str, str], str]
    rewritten: Callable[[str, str, str], str]
    moment: Callable[[str], str]
    in_stockholm: Callable[[str, str], str]


def sql_moment(text: str, trimmed: str, words: Words, day_alone: str = "00:00") -> str:
    """Return SQL for the minute that a stamp names, in Stockholm time; NULL for no stamp.

    A day without a time is its minute ``day_alone``. A stamp with an offset is moved to
    Europe/Stockholm. ``trimmed`` is SQL for the text without spaces around it.
    """
    any_form = _sql_any_form(trimmed, words, day_alone)
    slow = f"CASE WHEN {words.matches(trimmed, STAMP)} THEN {any_form} END"
    return f"CASE WHEN {text} <> '' THEN coalesce({words.quick(text)}, {slow}) END"


def _sql_any_form(text: str, words: Words, day_alone: str) -> str:
    timed = words.rewritten(text, _PARTS, r"\1-\2-\3 \4:\5")
    untimed = words.rewritten(text, _PARTS, rf"\1-\2-\3 {day_alone}")
    there = words.moment(f"CASE WHEN length({text}) > 10 THEN {timed} ELSE {untimed} END")
    hours, minutes = (
        f"coalesce(try_cast({words.rewritten(text, _AHEAD, part)} AS INTEGER), 0)"
        for part in (r"\1\2", r"\1\3")
    )
    ahead = words.in_stockholm(there, f"60 * {hours} + {minutes}")
    return f"CASE WHEN {words.matches(text, _ZONED)} THEN {ahead} ELSE {there} END"


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
