"""In which encoding a log is written, told from its bytes."""

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

from basutbud.caselog.reading.letters import SWEDISH, Fit, fit
from basutbud.caselog.request import ENCODINGS
from basutbud.errors import InputError, Location, Problem, Value

_CHUNK: Final = 4 * 1024 * 1024
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
USUAL: Final = "windows-1252"
"""What is presumed of text that is not UTF-8, where no word tells of another."""
_TOLD_APART: Final = (USUAL, "cp850", "mac-roman")
"""Others write the letters å, ä and ö as one of these does."""
_WORD: Final = re.compile(
    rb"(?:[A-Za-z]{1,40}+[\x80-\xff]|[\x80-\xff]{1,5}+[A-Za-z])[A-Za-z\x80-\xff]{0,40}+"
)
"""A word with a letter that is not of ASCII, and one that is."""
_ENOUGH: Final = 5_000
"""Words that are weighed."""
_APART_FROM_LETTERS: Final = bytes(
    byte if not chr(byte).isascii() or chr(byte).isalpha() else ord(" ") for byte in range(256)
)
"""A blank for each byte that is no part of a word."""
_CERTAIN: Final = 2
"""So many words, or one that is known, tell of an encoding that is not the usual one."""
_LATIN_9: Final = "iso-8859-15"
_STRAY: Final = 0.05
"""The share of words that may be of another encoding: in comments, damage and chance."""
_APART: Final = tuple(normalize("NFD", letter).encode() for letter in SWEDISH)
"""The letters as macOS writes them, apart from their marks."""
_IN_UTF_8: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


_ASCII: Final = bytes(range(128))
_DAMAGE: Final = 0.01
"""The share of bytes that are no UTF-8 up to which they are damage, whatever they would spell."""


def presumed_encoding(head: bytes, shown: str) -> str:
    """Return the encoding that the first bytes tell of; UTF-8 until something else is seen.

    Raise InputError for one that is not read.
    """
    if head.startswith(_UTF_32):
        raise InputError(Problem("log_encoding", Location(shown)))
    if head.startswith(_UTF_16):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    return "utf-8"


def found_encoding(path: Path, shown: str) -> str:
    """Tell UTF-8, damaged or whole, from single-byte encodings by the Swedish words in them.

    Other letters in UTF-8 hold bytes that are Swedish letters in Windows-1252, and count where
    there are none of these. A byte order mark is UTF-8's own. Raise InputError where words are
    written in several ways, or in one that cannot be told for certain, and OSError.
    """
    as_utf8 = others = as_latin = strays = 0
    foreign = _foreign_words(path)
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
        if as_latin > 1 or (evidence.total() > _CERTAIN and strays > _DAMAGE * as_utf8):
            raise InputError(Problem("log_mixed_encodings", Location(shown)))
        return "utf-8"
    if others and not as_latin and evidence.total() < _CERTAIN:
        return "utf-8"
    return evidence.encoding(shown)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much words tell that they are written in each encoding.

    ``told`` counts those that are Swedish or foreign words in no other, a known one as
    ``_CERTAIN``; those of ``leaning`` could be foreign there. ``misfits`` are words that the usual
    encoding has not, but others; ``latin_9``: some are in ISO 8859-15.
    """

    told: Mapping[str, int]
    leaning: Mapping[str, int]
    misfits: int
    latin_9: bool

    @classmethod
    def of(cls, words: Iterable[bytes]) -> Evidence:
        """Weigh words, each once however often it stands in the log."""
        told, leaning = dict.fromkeys(_TOLD_APART, 0), dict.fromkeys(_TOLD_APART, 0)
        misfits = only_usual = only_latin_9 = 0
        for word in words:
            fits = {name: _fit(word, name) for name in _TOLD_APART}
            best, second = sorted(fits.values(), reverse=True)[:2]
            first = next(name for name, found in fits.items() if found is best)
            if best is Fit.KNOWN is not second:
                told[first] += _CERTAIN
            elif best > Fit.NEUTRAL and second is Fit.NONE:
                told[first] += 1
            elif best > Fit.NEUTRAL and best is not second:
                leaning[first] += 1
            misfits += not fits[USUAL] and best > Fit.NEUTRAL
            in_latin_9 = _fit(word, _LATIN_9)
            only_usual += in_latin_9 < fits[USUAL]
            only_latin_9 += not fits[USUAL] and in_latin_9 > Fit.NEUTRAL
        return cls(told, leaning, misfits, only_latin_9 > 0 == only_usual)

    def total(self) -> int:
        """Return how much tells of any of the encodings."""
        return sum(self.told.values())

    def encoding(self, shown: str) -> str:
        """Return the one encoding that the words can be of. Raise InputError where none is."""
        best = max(_TOLD_APART, key=self._weight)
        told = self.told[best]
        if self.total() - told > max(1, _STRAY * told):
            raise InputError(Problem("log_mixed_encodings", Location(shown)))
        if best == USUAL and self.misfits <= told:
            return _LATIN_9 if self.latin_9 else USUAL
        if best != USUAL and (
            told >= _CERTAIN or (told + self.leaning[best] >= _CERTAIN and self.misfits)
        ):
            return best
        likely = max((name for name in _TOLD_APART if name != USUAL), key=self._weight)
        values: dict[str, Value] = {"presumed": USUAL, "likely": likely}
        raise InputError(Problem("log_encoding_unclear", Location(shown), values))

    def _weight(self, name: str) -> tuple[int, int]:
        return self.told[name], self.leaning[name]


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
    for text in _stretches(path):
        if not text.isascii():
            words = text.translate(_APART_FROM_LETTERS).split()
            met.update(word for word in words if not word.isascii())
    return met


def _stretches(path: Path) -> Iterator[bytes]:
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
