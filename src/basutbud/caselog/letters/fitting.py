"""How well words fit Swedish, which is the evidence for an encoding."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final
from unicodedata import normalize

from basutbud.caselog.columns import SYNONYMS

SWEDISH: Final = "åäöÅÄÖ"
_OTHER_LETTERS: Final = "àáâãæçèéêëìíîïðñòóôõøùúûüýþšžœ"
_LETTERS: Final = f"A-Za-z{SWEDISH}{_OTHER_LETTERS}{_OTHER_LETTERS.upper()}ßÿŸ"
_BEFORE: Final = '"“”„‚‘«»‹›–—…•·§€£¼½¾'
_BEHIND: Final = '"“”‘«»‹›–—…•·®™°†‡€²³¹'
"""Characters that may touch a word; low quotes open, and daggers follow."""
_PARTS: Final = re.compile(r"[^\s/()+,.:;&'’´`-]+")
_BARE: Final = re.compile(f"[{_BEFORE}]*([{_LETTERS}]+)[{_BEHIND}]*")
_LOWER: Final = f"[a-zåäö{_OTHER_LETTERS}ßÿ]"
_UPPER: Final = f"[A-ZÅÄÖ{_OTHER_LETTERS.upper()}Ÿ]"
_UNEVEN: Final = re.compile(
    f"{_LOWER}(?![A-Z]){_UPPER}|{_UPPER}(?![a-z]){_LOWER}{_UPPER}"
    f"|[A-Za-z][{_OTHER_LETTERS.upper()}Ÿ]{_LOWER}"
)
"""A letter beyond ASCII in another case than its neighbours."""
_WORDS: Final = """
    vård vården vårdcentral vårdcentralen vårdenhet vårdgivare vårdkontakt sjukvård sjukvården
    sjukvårdsrådgivning hälso hälsa hälsan hälsocentral hälsocentralen närhälsan hälsovård
    mödrahälsovård mödravård tandvård tandvården folktandvården barnavårdscentral tandläkare läkare
    läkarbesök läkarintyg sjuksköterska distriktssköterska undersköterska kontaktsköterska
    beställa beställ beställning tidsbeställning förnya förnyelse receptförnyelse begär begära
    begäran fråga frågor egenvårdsråd rådgivning råd stöd hjälpmedel hjälp bättre förfrågan
    ändra ändring ombokning återbud återbesök åtgärd åtgärder återkoppling övrigt övriga över
    öppenvård öppen ögon öron näsa hörsel röntgen kväll jourläkare ärende ärenden ärendet ärendetyp
    tjänst tjänster första svarstid avgång från till för före två sätt även är år vår när själv
    månad dröjsmål undersökning undersökningar behörighet remissfråga meddelande uppföljning
    västra östra södra norra göteborg jönköping örebro västerås malmö gävle umeå luleå växjö borås
    skövde mölndal trollhättan vänersborg lidköping alingsås åby björk björkö sjö ö
"""
"""Words that occur in the logs of clinics."""
_LEAST: Final = 3
"""The least length of a known word: shorter ones occur by chance."""


def _known_words() -> frozenset[str]:
    headers = " ".join(" ".join(words) for words in SYNONYMS.values())
    words = {word for text in (_WORDS, headers) for word in re.split(r"[\s-]+", text)}
    return frozenset(word for word in words if len(word) >= _LEAST and not word.isascii())


KNOWN: Final = _known_words()
"""Known words with a Swedish letter in them, in lower case."""


class Fit(IntEnum):
    """How well a word fits Swedish."""

    NONE = 0
    NEUTRAL = 1
    """Letters of ASCII alone, in quotes maybe."""
    FOREIGN = 2
    SWEDISH = 3
    KNOWN = 4


def fit(text: str) -> Fit:
    """Tell how well a word, or several, fit Swedish: as well as the worst of them, but if known."""
    fits = [_fit(part) for part in _PARTS.findall(normalize("NFC", text)) if not part.isascii()]
    if Fit.NONE in fits:
        return Fit.NONE
    return Fit.KNOWN if Fit.KNOWN in fits else min(fits, default=Fit.NEUTRAL)


def _fit(word: str) -> Fit:
    bare = _BARE.fullmatch(word)
    if bare is None or _UNEVEN.search(bare[1]):
        return Fit.NONE
    letters = {letter for letter in bare[1] if not letter.isascii()}
    if not letters:
        return Fit.NEUTRAL
    if bare[1].lower() in KNOWN:
        return Fit.KNOWN
    return Fit.SWEDISH if letters <= {*SWEDISH} else Fit.FOREIGN
