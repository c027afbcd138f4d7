"""Finds text that was decoded wrongly before it was saved, with other characters for å, ä and ö.

Such text is valid in every encoding, and may be in a workbook or Parquet as well. Its letters can
often be recovered, but are never guessed: a log with such text is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from unicodedata import normalize

from basutbud.caselog.letters.fitting import KNOWN, SWEDISH, Fit, fit
from basutbud.caselog.request import ENCODINGS
from basutbud.errors import Location, Problem, Value
from basutbud.model.ruleset import fold_name

_LOST: Final = "\ufffd"
_TAKEN_FOR: Final = {
    "cp850": ("windows-1252", "mac-roman"),
    "mac-roman": ("windows-1252", "cp850"),
    "windows-1252": ("cp850", "cp437", "mac-roman"),
}
"""Encodings, and those that texts in them are wrongly read as."""
_ALIKE: Final = {"windows-1252", "latin-1", "iso-8859-15"}
"""Encodings in which the Swedish letters are the same bytes."""
_UTF_8_AS: Final = ("windows-1252", "latin-1", "cp850", "cp437", "mac-roman")
_FROM_UTF_8: Final = (
    "".join(map(chr, range(0xA0, 0x100))) + "\u0300\u0301\u0308\u030a–—‘’“”•…€\ufeff"
)
"""Characters of Swedish text beside ASCII, with combining marks."""
_SEVEN_BITS: Final = str.maketrans("}{|][\\", "åäöÅÄÖ")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})")
_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2}|=[89A-F][0-9A-F])+")
_WORD: Final = re.compile(r"[^\s,.;:()/+-]+")
_OPENING: Final = re.compile(r"(?:^|\W)[”“„‚]\w")
_QUOTE: Final = re.compile("[”„]")
_LETTER: Final = re.compile("[A-Za-z]")
_SELDOM: Final = frozenset("…€™")
"""Characters that may join words: a single word with them is no evidence."""


@dataclass(frozen=True, slots=True)
class Garbling:
    """How a text came to be garbled: in which encoding it was written, and as which it was read.

    ``read_as`` is "" where no encoding was taken for another; ``written`` is then the code of the
    problem.
    """

    written: str
    read_as: str = ""

    def problem(
        self, location: Location, encoding: str | None, column: str | None = None
    ) -> Problem:
        """Say so of a log that was read in an encoding, if it has one, and of a column or header.

        Where the log was read in the encoding that was the wrong one, another may be named.
        """
        if not self.read_as:
            return Problem(self.written, location, column=column)
        values: dict[str, Value] = {"likely": self.written, "wrongly": self.read_as}
        code = "log_garbled_cells" if encoding is None else "log_garbled"
        if encoding is not None:
            values["presumed"] = encoding
            if encoding == self.read_as or {encoding, self.read_as} <= _ALIKE:
                code = "log_other_encoding"
        return Problem(code, location, values, column=column)


def find_garbling(texts: Iterable[str], names: Collection[str] = ()) -> Garbling | None:
    """Return how any of these texts was garbled; None where none is.

    ``names`` are known, as ``folded`` gives them: a text that becomes one of them is certain.
    """
    doubtful = dict[Garbling, set[str]]()
    for text in texts:
        if not _suspect(text) or fold_name(text) in names:
            continue
        found = _plainly(text) or _repair(text, names)
        if found:
            return found
        for word in _words(text):
            cause = _misread(word)
            if cause and _is_certain(word):
                return cause
            if cause:
                doubtful.setdefault(cause, set()).add(word)
    return next((cause for cause, words in doubtful.items() if len(words) > 1), None)


def _suspect(text: str) -> bool:
    return not text.isascii() or any(mark in text for mark in "?%&=\\}{|][")


def _plainly(text: str) -> Garbling | None:
    """Return what the text itself tells for certain."""
    if text.isascii():
        return None
    if _LOST in text:
        return Garbling("log_letters_lost")
    for read_as in _UTF_8_AS:
        if _utf8_read_as(read_as).search(text):
            return Garbling("utf-8", read_as)
    return Garbling("windows-1252", "latin-1") if any(map(_is_control, text)) else None


def _is_control(character: str) -> bool:
    return "\x80" <= character <= "\x9f"


@cache
def _utf8_read_as(read_as: str) -> re.Pattern[str]:
    """Return the pattern of letters of UTF-8 that were read in an encoding of single bytes."""
    garbled = set()
    for letter in _FROM_UTF_8:
        text = letter.encode().decode(ENCODINGS[read_as], "replace")
        if _LOST not in text and not all(map(str.isalpha, text)):
            garbled.add(text)
    return re.compile("|".join(map(re.escape, sorted(garbled))))


def _repair(text: str, names: Collection[str]) -> Garbling | None:
    """Return what must be undone for the text, or a word of it, to be a known one."""
    for cause, undo in _UNDOINGS.items():
        repaired = undo(text)
        if repaired is None or repaired == text:
            continue
        if fold_name(repaired) in names:
            return cause
        if any(
            after != before and _is_known(after) and not _is_known(before)
            for before, after in zip(_WORD.findall(text), _WORD.findall(repaired), strict=False)
        ):
            return cause
    return _letters_lost(text, names)


def _is_known(word: str) -> bool:
    return fit(word) is Fit.KNOWN


def _reread(written: str, read_as: str) -> Callable[[str], str | None]:
    def undo(text: str) -> str | None:
        try:
            return text.encode(ENCODINGS[read_as]).decode(ENCODINGS[written].removesuffix("-sig"))
        except UnicodeError:
            return None

    return undo


def _unescape(text: str) -> str | None:
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), html.unescape(text))
    try:
        return _PERCENT.sub(
            lambda found: bytes.fromhex(re.sub("[%=]", "", found[0])).decode(), plain
        )
    except UnicodeError:
        return plain


_UNDOINGS: Final[dict[Garbling, Callable[[str], str | None]]] = {
    **{Garbling("utf-8", read_as): _reread("utf-8", read_as) for read_as in _UTF_8_AS},
    **{
        Garbling(written, read_as): _reread(written, read_as)
        for written, all_read_as in _TAKEN_FOR.items()
        for read_as in all_read_as
    },
    Garbling("log_letters_escaped"): _unescape,
    Garbling("log_seven_bits"): lambda text: text.translate(_SEVEN_BITS),
}


def _letters_lost(text: str, names: Collection[str]) -> Garbling | None:
    """Tell whether question marks stand for letters of a known text or word."""
    if "?" not in text.rstrip("?"):
        return None
    plain = fold_name(text)
    lost = any(_stands_for(plain, name) for name in names if len(name) == len(plain)) or any(
        _stands_for(word, known)
        for word in _WORD.findall(plain)
        if "?" in word
        for known in KNOWN
        if len(known) == len(word)
    )
    return Garbling("log_letters_lost") if lost else None


def _stands_for(text: str, name: str) -> bool:
    """Tell whether a text is a name with a question mark for each letter that is not of ASCII."""
    return "?" in text and all(
        one == other or (one == "?" and other in SWEDISH.lower())
        for one, other in zip(text, name, strict=True)
    )


def _words(text: str) -> Iterator[str]:
    """Yield the words that may be garbled; no quotation that has a beginning."""
    quoted = _OPENING.search(text) is not None
    for word in _WORD.findall(normalize("NFC", text)):
        if not word.isascii() and _LETTER.search(word) and not (quoted and _QUOTE.search(word)):
            yield word


def _misread(word: str) -> Garbling | None:
    """Return the garbling that makes a Swedish word of one that is no word, if there is one."""
    as_it_stands = fit(word)
    if as_it_stands is Fit.NONE or (as_it_stands is Fit.NEUTRAL and _QUOTE.search(word)):
        for cause in _MISREAD:
            repaired = _UNDOINGS[cause](word)
            if repaired is not None and fit(repaired) >= Fit.SWEDISH:
                return cause
    return None


def _is_certain(word: str) -> bool:
    """Tell whether no writer would put a word's marks where they stand."""
    marks = {mark for mark in word if not mark.isalnum() and not mark.isascii()}
    return fit(word) is Fit.NONE and not (marks and marks <= _SELDOM)


_MISREAD: Final = [cause for cause in _UNDOINGS if cause.written in _TAKEN_FOR]
