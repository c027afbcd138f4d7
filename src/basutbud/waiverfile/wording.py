"""Checks the texts of waivers: a reason must say something, an approver must be no person."""

from __future__ import annotations

import re
from typing import Final

from basutbud.safetext import redact

_WORD: Final = re.compile(r"[^\W\d_]+")
_FILLER: Final = frozenset(
    _WORD.findall(
        "todo tbd fixme test testing tests temp tmp temporary temporarily tillfällig tillfälligt "
        "tills vidare undantag undantaget waiver waived exception reason reasons orsak anledning "
        "skäl motivering text se ovan nedan above below see ej inget ingen inga none no not "
        "applicable na n a okänd okänt unknown later senare fix xxx lorem ipsum dolor sit amet "
        "placeholder platshållare saknas missing kommer to be determined done added fyll fill in i "
        "här here ok okej okay godkänd godkänt approved because därför att required krävs "
        "obligatorisk ange skriv write något something blah bla dummy example exempel och and "
        "eller or the an en ett är is det it this that för for"
    )
)
"""Words that are no reason, however many of them stand in a row."""
_KEYS: Final = ("qwertyuiopåasdfghjklöäzxcvbnm", "abcdefghijklmnopqrstuvwxyzåäö")
_FEWEST_LETTERS: Final = 5
"""Different letters of the shortest reason that is one."""

_ROLE: Final = re.compile(
    r"(?i)chef|direktör|läkare|ansvarig|samordnare|handläggare|strateg|controller|styrelse|nämnd"
    r"|region|förvaltning|enhet|avdelning|grupp|utskott|råd\b|jurist|utredare|ledning|ledare|primär"
    r"|häls|sjukvård|tandvård|vårdcentral|kommun|avtal|förvaltare|ordförande|sekreterare|koordinator"
    r"|götaland|norra|södra|västra|östra"
    r"|manager|director|head|chief|officer|board|committee|lead|team|unit|department|owner|council"
    r"|administrator|coordinator|physician|auditor|counsel|chair|contract|care\b|health"
)
"""What the names of roles and of parts of an organisation have, in Swedish and English."""
_NAME: Final = re.compile(r"[A-ZÅÄÖÉ](?:[^\W\d_]+(?:-[A-ZÅÄÖÉ][^\W\d_]+)?|\.)")
"""A word as the names of persons are written: Anna, Anna-Karin, or the initial A."""
_SURNAME: Final = re.compile(r"(?i)[^\W\d_]{2,}(?:sson|sdotter)")


def is_filler(reason: str) -> bool:
    """Tell whether a reason says nothing: filler words, one letter repeated, a row of keys."""
    words = [word.casefold() for word in _WORD.findall(reason)]
    if len(set("".join(words))) < _FEWEST_LETTERS:
        return True
    return all(word in _FILLER or any(word in row for row in _KEYS) for word in words)


def may_be_person(approver: str) -> bool:
    """Tell whether an approver may be a person instead of a role: an address, a number, a name.

    A name is a surname in -sson or -sdotter, or two words or more that all have capitals, none of
    which belongs to a role or an organisation.
    """
    if redact(approver) != approver:
        return True
    words = [word.strip(",;()") for word in approver.split()]
    if any(map(_SURNAME.fullmatch, words)):
        return True
    return len(words) > 1 and all(
        _NAME.fullmatch(word) and not _ROLE.search(word) for word in words
    )
