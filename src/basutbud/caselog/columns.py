"""The columns of a case log, by the names of their headers in Swedish and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

REQUIRED: Final = ("case_id", "service", "received", "first_reply")
"""The roles that a log must have; ``unit`` may be missing if the log belongs to one clinic."""

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "case_id": (
        "case_id", "case", "case number", "id", "ärende", "ärende-id", "ärendeid", "ärendenummer",
        "ärendenr", "diarienummer",
    ),
    "unit": (
        "unit", "unit_id", "hsa_id", "hsa", "clinic", "enhet", "enhets-id", "enhetens hsa-id",
        "mottagning", "mottagningens hsa-id", "vårdenhet",
    ),
    "service": (
        "service", "case_type", "type", "e-service", "tjänst", "e-tjänst", "ärendetyp", "typ",
    ),
    "received": (
        "received", "received_at", "created", "inkom", "inkommet", "inkommen", "inkom datum",
        "inkommet datum", "mottaget", "mottagen", "skapat", "skapad",
    ),
    "first_reply": (
        "first_reply", "first_reply_at", "first response", "replied", "reply", "answered",
        "första svar", "första svaret", "förstasvar", "första svar datum", "besvarat", "besvarad",
        "svar", "svarat", "svarsdatum",
    ),
    "final_reply": (
        "final_reply", "final_reply_at", "closed", "slutsvar", "slutsvar datum", "avslutat",
        "avslutad",
    ),
}  # fmt: skip
"""Header names by role, compared without case, spaces, hyphens and underscores."""
NAMES: Final = frozenset(word for words in SYNONYMS.values() for word in words)


@dataclass(frozen=True, slots=True)
class Columns:
    """The position (from 0) and header of each role found, and how many columns there are."""

    positions: Mapping[str, int]
    names: Mapping[str, str]
    width: int


@dataclass(frozen=True, slots=True)
class HeaderFault:
    """Why a header cannot be used: roles without a column, or a role with several.

    ``named``: how many roles it has.
    """

    missing: tuple[str, ...]
    ambiguous: Mapping[str, tuple[str, ...]]
    found: tuple[str, ...]
    named: int


def match_columns(
    header: Sequence[str],
    named: Mapping[str, Sequence[str]],
    *,
    unit_needed: bool,
    final_reply: bool = False,
) -> Columns | HeaderFault:
    """Find the roles among header names.

    ``named`` are the user's own names by role. One that the header has takes precedence over the
    usual names, and stands for no other role. ``final_reply``: the column of final replies, and no
    other, stands for the first reply.
    """
    names = list(header)
    while names and not names[-1].strip():
        names.pop()
    plain = [_plain(name) for name in names]
    own = {role: {_plain(name) for name in named.get(role, ())} & {*plain} for role in SYNONYMS}
    claimed = set[str]().union(*own.values())
    wanted = {
        role: own[role] or {_plain(word) for word in words} - claimed
        for role, words in SYNONYMS.items()
    }
    if final_reply:
        wanted["first_reply"] = wanted.pop("final_reply")
    candidates = {
        role: [index for index, name in enumerate(plain) if name in words]
        for role, words in wanted.items()
    }
    needed = (*REQUIRED, "unit") if unit_needed else REQUIRED
    missing = tuple(role for role in needed if not candidates[role])
    ambiguous = {
        role: tuple(names[index] for index in indexes)
        for role, indexes in candidates.items()
        if len(indexes) > 1
    }
    if missing or ambiguous:
        return HeaderFault(missing, ambiguous, tuple(names), sum(map(bool, candidates.values())))
    found = {role: indexes[0] for role, indexes in candidates.items() if indexes}
    return Columns(found, {role: names[index].strip() for role, index in found.items()}, len(names))


def roles_named(names: Iterable[str]) -> frozenset[str]:
    """Return the roles whose usual headers are among the names."""
    usual = _roles_by_header()
    return frozenset(usual[plain] for name in names if (plain := _plain(name)) in usual)


@cache
def _roles_by_header() -> Mapping[str, str]:
    return {_plain(word): role for role, words in SYNONYMS.items() for word in words}


def same_header(one: str, other: str) -> bool:
    """Tell whether two header names count as the same."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    """Return a header in the form in which headers are compared: bare letters and digits."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", "", apart)
