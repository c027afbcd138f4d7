"""Checks the texts of waivers: a reason must say something, and no text may name a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    r"|häls|vård|kommun|diakoni|stiftelse|president|avtal|förvaltare|ordförande|sekreterare|koordinator"
    r"|götaland|norra|södra|västra|östra"
    r"|manager|director|head|chief|officer|board|committee|lead|team|unit|department|owner|council"
    r"|administrator|coordinator|physician|auditor|counsel|chair|contract|care\b|health"
)
"""What the names of roles and of parts of an organisation have, in Swedish and English."""
_NAME: Final = re.compile(r"[A-ZÅÄÖÉ](?:[^\W\d_]+(?:-[A-ZÅÄÖÉ][^\W\d_]+)?|\.)")
"""A word as the names of persons are written: Anna, Anna-Karin, or the initial A."""
_SURNAME: Final = re.compile(r"(?i)(?!ericsson$)[^\W\d_]{2,}(?:sson|sdotter)")
"""A surname by its ending; Ericsson is a company."""
_FIRST_NAMES: Final = frozenset(
    _WORD.findall(
        "adam agneta agnes ahmed albin alexander alexandra ali alice amanda amir anders andreas "
        "anette anita ann anna anne annelie annika anton arne arvid astrid barbro bengt berit "
        "bertil birgit birgitta björn bo britt camilla carin carina carl caroline cecilia "
        "charlotta charlotte christer christian christina christoffer claes dan daniel david "
        "dennis ebba elin elisabeth ella elsa emelie emil emilia emma erik eva fatima felix filip "
        "fredrik frida gabriel gerd gunilla gunnar gun gustav göran hanna hans hassan helen "
        "helena henrik hugo håkan ida inga inger ingrid irene isabelle jan jakob jenny jens "
        "jesper jessica joakim johan johanna john jonas jonathan josef josefin julia jörgen kajsa "
        "karin karl katarina kent kenneth kerstin kim kjell klara kristina kristian kurt lars "
        "lena leif lennart linda linnea lisa lisbeth linus louise lovisa lucas ludvig magdalena "
        "magnus maja malin marcus margareta maria marianne marie marita markus martin matilda "
        "mats mattias micael michael mikael mohamed mohammed moa mona monica märta nils niklas "
        "nina ola olle olof oscar oskar patrik per pernilla peter petra pia rasmus rebecka "
        "rickard robert robin roger roland rolf rut samuel sandra sara sebastian simon sofia "
        "sofie sonja staffan stefan stig stina susanne sven therese thomas tomas tobias tommy "
        "torbjörn tove ulf ulla ulrika urban viktor viktoria wilhelm yusuf yvonne åke åsa örjan"
    )
)
"""The commonest first names in Sweden."""
_AROUND: Final = ",;:()\"'"
_NOBLE: Final = frozenset({"von", "af", "de", "van"})
_NAMED_AFTER: Final = re.compile(
    r"(?i)\w*(?:sjukhus|hemmet|gatan?|plats|väg|torg|allé|stiftelse)\b"
)
"""Streets, hospitals and the like, which are named after persons."""


def is_filler(reason: str) -> bool:
    """Tell whether a reason says nothing: filler words, one letter repeated, a row of keys."""
    words = [word.casefold() for word in _WORD.findall(reason)]
    if len(set("".join(words))) < _FEWEST_LETTERS:
        return True
    return all(word in _FILLER or any(word in row for row in _KEYS) for word in words)


def may_be_person(approver: str) -> bool:
    """Tell whether an approver may be a person instead of a role: an address, a number, a name.

    Beside what ``may_name_person`` finds, two words or more are a name if all have capitals, and
    none of them belongs to a role or an organisation.
    """
    if redact(approver) != approver or may_name_person(approver):
        return True
    words = [word.strip(_AROUND) for word in approver.split()]
    return len(words) > 1 and all(_is_name(word) for word in words)


def may_name_person(text: str) -> bool:
    """Tell whether a text may name a person.

    By rule of thumb: a surname in -sson or -sdotter, or a common first name or an initial with
    another name after it. A rarer first name after a title is not found, nor a first name alone.
    """
    return any(
        _SURNAME.fullmatch(word)
        or _is_full_name(word, second, third)
        or (ends and _is_full_name(second, word, third))  # Berg, Lisa
        for word, second, third, ends in _in_threes(text)
    )


def _in_threes(text: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield each word with the two after it, and whether it ends with a comma."""
    words = text.split()
    bare = [*(word.strip(_AROUND) for word in words), "", ""]
    for number, word in enumerate(words):
        yield bare[number], bare[number + 1], bare[number + 2], word.endswith(",")


def _is_full_name(given: str, family: str, after: str) -> bool:
    """Tell whether two words are a person's name, unless something named after one follows."""
    if not (_is_given(given) and (_is_name(family) or family in _NOBLE)):
        return False
    return not any(map(_NAMED_AFTER.fullmatch, (family, after)))


def _is_given(word: str) -> bool:
    """Tell whether a word is a common first name, the first of a double name, or an initial."""
    first, _, _ = word.partition("-")
    return _NAME.fullmatch(word) is not None and (
        word.endswith(".") or first.casefold() in _FIRST_NAMES
    )


def _is_name(word: str) -> bool:
    """Tell whether a word is written as a name, and belongs to no role or organisation."""
    return _NAME.fullmatch(word) is not None and not _ROLE.search(word)
