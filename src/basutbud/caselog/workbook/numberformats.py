"""Finds what a number format shows: a day, a clock time, a moment, a number, leading zeros."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a number format shows a number as."""

    NUMBER = "number"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Look:
    """How a number is shown; ``digits`` is the length to which it is padded with zeros."""

    kind: Kind = Kind.NUMBER
    digits: int = 0


NUMBER: Final = Look()
_BUILT_IN: Final[Mapping[int, Kind]] = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), Kind.DAY),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), Kind.CLOCK),
    22: Kind.MOMENT,
}
"""The built-in formats; some of the East Asian ones, 27 to 36 and 50 to 58, show days."""
_ASIDE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""The parts of a format that show no value: text, fillers, colours, locales."""
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CLOCK: Final = re.compile(r"[hs]|am/pm|a/p", re.IGNORECASE)
_DAY: Final = re.compile(r"[ydg]|e(?![+-])", re.IGNORECASE)
_MOST_DIGITS: Final = 15


def look_of(number: int, codes: Mapping[int, str]) -> Look:
    """Return how a format shows a number; ``codes`` has the codes of custom formats."""
    code = codes.get(number)
    if code is None:
        return Look(_BUILT_IN.get(number, Kind.NUMBER))
    plain = _ASIDE.sub("", code).partition(";")[0].strip()
    if plain and not plain.strip("0"):
        return Look(digits=min(len(plain), _MOST_DIGITS))
    if _ELAPSED.search(plain) or re.fullmatch("general|standard|@", plain, re.IGNORECASE):
        return NUMBER
    clock = _CLOCK.search(plain) is not None
    months = re.search("m", re.sub("am/pm|a/p", "", plain, flags=re.IGNORECASE), re.IGNORECASE)
    day = _DAY.search(plain) is not None or bool(months and not clock)
    if day:
        return Look(Kind.MOMENT if clock else Kind.DAY)
    return Look(Kind.CLOCK) if clock else NUMBER
