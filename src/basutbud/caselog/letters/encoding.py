"""The encoding of a log, found from its bytes."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from unicodedata import normalize

from basutbud.caselog.letters.fitting import SWEDISH, Fit, fit
from basutbud.caselog.request import ENCODINGS
from basutbud.errors import InputError, Location, Problem, Value

_CHUNK: Final = 4 * 1024 * 1024
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
USUAL: Final = "windows-1252"
"""The encoding that is presumed of text that is not UTF-8, without evidence of another."""
_CANDIDATES: Final = (USUAL, "cp850", "mac-roman")
"""The encodings weighed; others write å, ä and ö like one of these."""
_WORD: Final = re.compile(
    rb"(?:[A-Za-z]{1,40}+[\x80-\xff]|[\x80-\xff]{1,5}+[A-Za-z])[A-Za-z\x80-\xff]{0,40}+"
)
"""A word with both an ASCII letter and another."""
_ENOUGH: Final = 5_000
"""Words that are weighed."""
_APART_FROM_LETTERS: Final = bytes(
    byte if not chr(byte).isascii() or chr(byte).isalpha() else ord(" ") for byte in range(256)
)
"""Replaces each byte that is not part of a word by a blank."""
_ENOUGH_WORDS: Final = 2
"""Words, or a single known word, that prove another encoding than the usual one."""
_LATIN_9: Final = "iso-8859-15"
_STRAY: Final = 0.05
"""The share of words that may be of another encoding: in comments, damage and chance."""
_APART: Final = tuple(normalize("NFD", letter).encode() for letter in SWEDISH)
"""The letters as macOS writes them, decomposed."""
_IN_UTF_8: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


_ASCII: Final = bytes(range(128))
_DAMAGE: Final = 0.01
"""The greatest share of bytes that are not UTF-8 and count as damage, whatever they spell."""


def presume_encoding(head: bytes, shown: str) -> str:
    """Return the encoding that the first bytes suggest, else UTF-8. Raise InputError for UTF-32."""
    if head.startswith(_UTF_32):
        raise InputError(Problem("log_encoding", Location(shown)))
    if head.startswith(_UTF_16):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    return "utf-8"


def find_encoding(path: Path, shown: str) -> str:
    """Tell a file's encoding by all its words that are not ASCII. Raise OSError too."""
    return encoding_of_words(_foreign_words(path), shown)


def encoding_of_words(foreign: Mapping[bytes, int], shown: str) -> str:
    """Tell UTF-8, damaged or whole, from single-byte encodings, by the Swedish words.

    ``foreign`` counts the words that are not ASCII. Foreign letters in UTF-8 contain bytes that are
    Swedish letters in Windows-1252, and so only count where there are no Swedish letters. Raise
    InputError if words are written in several encodings, or in an uncertain one.
    """
    as_utf8 = others = as_latin = strays = 0
    rests = list[bytes]()
    for word, times in foreign.items():
        as_utf8 += times * word.startswith(codecs.BOM_UTF8)
        as_utf8 += times * sum(word.count(letter.encode()) for letter in SWEDISH)
        as_utf8 += times * sum(map(word.count, _APART))
        rest, met = _IN_UTF_8.subn(b"", word)
        rests.append(rest)
        others += times * met
        strays += times * len(rest.translate(None, _ASCII))
        as_latin += times * sum(rest.count(letter.encode("cp1252")) for letter in SWEDISH)
    words = (word for word in (rests if as_utf8 else foreign) if _WORD.fullmatch(word))
    evidence = Evidence.of({*islice(words, _ENOUGH)})
    if as_utf8:
        if as_latin > 1 or (evidence.total() > _ENOUGH_WORDS and strays > _DAMAGE * as_utf8):
            raise InputError(Problem("log_mixed_encodings", Location(shown)))
        return "utf-8"
    if others and not as_latin and evidence.total() < _ENOUGH_WORDS:
        return "utf-8"
    return evidence.encoding(shown)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of words for each encoding.

    ``certain`` counts words that are Swedish or foreign in no other encoding, a known word as
    ``_ENOUGH_WORDS``; ``leaning`` words that could be foreign in another. ``misfits`` are no words
    in the usual encoding, but in another; ``latin_9``: some are words in ISO 8859-15 alone.
    """

    certain: Mapping[str, int]
    leaning: Mapping[str, int]
    misfits: int
    latin_9: bool

    @classmethod
    def of(cls, words: Iterable[bytes]) -> Evidence:
        """Weigh words, each once however often it stands in the log."""
        certain, leaning = dict.fromkeys(_CANDIDATES, 0), dict.fromkeys(_CANDIDATES, 0)
        misfits = only_usual = only_latin_9 = 0
        for word in words:
            fits = {name: _fit(word, name) for name in _CANDIDATES}
            best, second = sorted(fits.values(), reverse=True)[:2]
            first = next(name for name, found in fits.items() if found is best)
            if best is Fit.KNOWN is not second:
                certain[first] += _ENOUGH_WORDS
            elif best > Fit.NEUTRAL and second is Fit.NONE:
                certain[first] += 1
            elif best > Fit.NEUTRAL and best is not second:
                leaning[first] += 1
            misfits += not fits[USUAL] and best > Fit.NEUTRAL
            in_latin_9 = _fit(word, _LATIN_9)
            only_usual += in_latin_9 < fits[USUAL]
            only_latin_9 += not fits[USUAL] and in_latin_9 > Fit.NEUTRAL
        return cls(certain, leaning, misfits, only_latin_9 > 0 == only_usual)

    def total(self) -> int:
        """Return how much tells of any of the encodings."""
        return sum(self.certain.values())

    def encoding(self, shown: str) -> str:
        """Return the one encoding that the words can be of. Raise InputError where none is."""
        best = max(_CANDIDATES, key=self._weight)
        certain = self.certain[best]
        if self.total() - certain > max(1, _STRAY * certain):
            raise InputError(Problem("log_mixed_encodings", Location(shown)))
        if best == USUAL and self.misfits <= certain:
            return _LATIN_9 if self.latin_9 else USUAL
        if best != USUAL and (
            certain >= _ENOUGH_WORDS
            or (certain + self.leaning[best] >= _ENOUGH_WORDS and self.misfits)
        ):
            return best
        likely = max((name for name in _CANDIDATES if name != USUAL), key=self._weight)
        values: dict[str, Value] = {"presumed": USUAL, "likely": likely}
        raise InputError(Problem("log_encoding_unclear", Location(shown), values))

    def _weight(self, name: str) -> tuple[int, int]:
        return self.certain[name], self.leaning[name]


def _fit(word: bytes, name: str) -> Fit:
    try:
        return fit(word.decode(ENCODINGS[name]))
    except UnicodeDecodeError:
        return Fit.NONE


def _foreign_words(path: Path) -> Counter[bytes]:
    """Count the words that are not ASCII, in order of appearance.

    Each is looked at once, however often it stands in the log. Raise OSError.
    """
    met: Counter[bytes] = Counter()
    for text in _whole_line_blocks(path):
        if not text.isascii():
            words = text.translate(_APART_FROM_LETTERS).split()
            met.update(word for word in words if not word.isascii())
    return met


def _whole_line_blocks(path: Path) -> Iterator[bytes]:
    """Yield a file in stretches of whole lines, so that no letter is cut in two."""
    rest = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"\n") + 1 or len(text)
            rest = text[end:]
            yield text[:end]
    yield rest


def is_utf8(head: bytes) -> bool:
    """Tell whether bytes are UTF-8, but for a letter cut off at their end."""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True
