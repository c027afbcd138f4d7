"""The known word that a mistyped one was probably meant to be."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LOOSE: Final = re.compile(r"[\s._/-]")
"""Separators within a key, which may differ or be missing."""


def suggest_word(word: str, known: object) -> str:
    """Return the known word nearest to ``word``, whatever the case, or an empty string."""
    import difflib

    if not isinstance(known, (list, tuple, dict, set, frozenset)):
        return ""
    by_fold = {str(candidate).casefold(): str(candidate) for candidate in sorted(known, key=str)}
    near = difflib.get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=0.6)
    return by_fold[near[0]] if near else ""


def fold_key(word: str) -> str:
    """Return a key in the form in which keys are compared: letters and digits in lower case."""
    return _LOOSE.sub("", unicodedata.normalize("NFC", word).casefold())
