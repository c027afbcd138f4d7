"""Reads times as logs write them: the accepted forms, and why another one is refused."""

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

``StampSql`` and ``_DATE`` take such stamps apart; a new form must be added to them too.
"""

AFTER_MINUTE: Final = rf"(:[0-5]\d([.,]\d{{1,9}})?)?{_OFFSET}"
"""What may follow a day and a minute in a stamp: seconds, an offset."""
LAST_MINUTE: Final = "23:59"
FIRST_MINUTE: Final = "00:00"

_DAY_FIRST: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(\D.*)?")
_DATE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


@dataclass(frozen=True, slots=True)
class StampSql:
    """SQL for the moments of stamps; each function takes SQL, and patterns as plain text.

    ``whole`` reads the commonest forms, and ``minute`` the sixteen characters of a day and a
    minute; both give NULL for anything else. ``moment`` casts a text that is a stamp. ``trimmed``
    removes surrounding spaces, with which ``whole`` reads no text. ``in_stockholm`` converts a
    moment from UTC. The rest is SQL that all engines understand.
    """

    whole: Callable[[str], str]
    trimmed: Callable[[str], str]
    minute: Callable[[str], str]
    matches: Callable[[str, str], str]
    moment: Callable[[str], str]
    minus_minutes: Callable[[str, str], str]
    in_stockholm: Callable[[str], str]

    def levels(self) -> list[dict[str, str]]:
        """Return SQL for columns by name, level by level, each of which reads those before it.

        They read ``received_raw`` and ``reply_raw``. Those on the way have ``received`` and
        ``reply``, the texts without the spaces that may stand around them; the last has
        ``received_at`` and ``reply_at``, the minutes in Stockholm time, NULL for no stamp, and
        ``reversed``: whether the reply's instant lies before the receipt's, NULL where not both
        stamps have an offset. A day without a time is received at its first minute, and answered at
        its last.
        """
        texts = {"received": FIRST_MINUTE, "reply": LAST_MINUTE}
        local = {
            f"{text}_at": f"""CASE WHEN {text}_utc IS NULL THEN {text}_written
                ELSE {self.in_stockholm(f"{text}_utc")} END"""
            for text in texts
        }
        return [
            {f"{text}_quick": self.whole(f"{text}_raw") for text in texts},
            {
                text: f"""CASE WHEN {text}_quick IS NOT NULL THEN {text}_raw
                    ELSE {self.trimmed(f"{text}_raw")} END"""
                for text in texts
            },
            {f"{text}_written": self._written(text, day) for text, day in texts.items()},
            {f"{text}_utc": self._utc(text) for text in texts},
            {**local, "reversed": "reply_utc < received_utc"},
        ]

    def _written(self, text: str, day_alone: str) -> str:
        """Return SQL for the minute of a stamp, as written, whatever its offset.

        What follows the minute is read by itself, as a short pattern costs a third of the long one.
        """
        clock = f"trim(LEADING 'T ' FROM {_after_day(text)})"
        minutes = f"CASE WHEN substr({clock}, 3, 1) = ':' THEN 4 ELSE 3 END"
        taken_apart = self.moment(
            f"""concat({_day(text)}, ' ',
            CASE WHEN {_after_day(text)} = '' THEN '{day_alone}'
                 ELSE concat(left({clock}, 2), ':', substr({clock}, {minutes}, 2)) END)"""
        )
        return f"""CASE
            WHEN {text}_quick IS NOT NULL THEN {text}_quick
            WHEN {text} = '' THEN NULL
            WHEN length({text}) > 16 AND {self.matches(f"substr({text}, 17)", AFTER_MINUTE)}
                THEN {self.minute(f"left({text}, 16)")}
            WHEN {self.matches(text, STAMP)} THEN {taken_apart} END"""

    def _utc(self, text: str) -> str:
        """Return SQL for the minute of a stamp with an offset, in UTC; NULL without an offset."""
        ending = f"substr({text}, 11)"  # no sign of a day is in it, and all of an offset's
        return f"""CASE
            WHEN {text}_quick IS NULL AND {text}_written IS NOT NULL AND {_has_offset(ending)}
            THEN {self.minus_minutes(f"{text}_written", _minutes_ahead(ending))} END"""


def _dashed(text: str) -> str:
    return f"substr({text}, 5, 1) = '-'"


def _day(text: str) -> str:
    compact = f"concat(left({text}, 4), '-', substr({text}, 5, 2), '-', substr({text}, 7, 2))"
    return f"CASE WHEN {_dashed(text)} THEN left({text}, 10) ELSE {compact} END"


def _after_day(text: str) -> str:
    return f"substr({text}, CASE WHEN {_dashed(text)} THEN 11 ELSE 9 END)"


def _has_offset(ending: str) -> str:
    """Return SQL for whether what follows a stamp's day has an offset, by its signs."""
    return "(" + " OR ".join(f"contains({ending}, '{sign}')" for sign in "+-Zz") + ")"


def _minutes_ahead(ending: str) -> str:
    """Return SQL for how many minutes the clock of a stamp with an offset is ahead of UTC."""

    def ahead(sign: str) -> str:
        digits = f"replace(substr({ending}, position('{sign}' IN {ending}) + 1), ':', '')"
        hours = f"CAST(left({digits}, 2) AS INTEGER)"
        minutes = f"CAST(concat('0', substr({digits}, 3, 2)) AS INTEGER)"
        return f"WHEN contains({ending}, '{sign}') THEN {sign}(60 * {hours} + {minutes})"

    return f"CASE {ahead('+')} {ahead('-')} ELSE 0 END"


def stamp_fault(text: str, first: date, last: date) -> str:
    """Return why a text is no usable time: its form, an impossible day, or a year out of range."""
    if re.fullmatch(STAMP, text, re.ASCII):
        year, month, day = (int(part) for part in _DATE.match(text).groups())  # type: ignore[union-attr]  # STAMP begins with a date
        try:
            found = date(year, month, day)
        except ValueError:
            return "impossible_date"
        return "outside_calendar" if not first <= found <= last else "impossible_date"
    return "day_first_date" if _DAY_FIRST.fullmatch(text) else "unreadable_date"
