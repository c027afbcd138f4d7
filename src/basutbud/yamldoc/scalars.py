"""The values of unquoted words in a YAML file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMERIC: Final = "-+.0123456789"
_WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}
TYPED_PREFIXES: Final = _NUMERIC + "".join({word[:1] for word in _WORDS})
"""How unquoted words begin that are not plain text."""


def resolve_scalar(word: str) -> Any:
    """Return the value of an unquoted word: ``true``, ``false``, null, a plain number, or text."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0] in _NUMERIC:
        return _number(word) if len(word) < _USUAL else _number.__wrapped__(word)
    return word


_USUAL: Final = 20
"""Longer words are no dates, and not cached, lest they fill the memory."""


@lru_cache(maxsize=4096)
def _number(word: str) -> float | str:
    """Return a plain number's value, or the word itself: cached, as most are recurring dates."""
    found = _NUMBER.fullmatch(word)
    if found and found[1]:
        return float(word)
    if found:
        return int(word) if len(word) < 19 else word  # noqa: PLR2004 - more digits than any machine integer
    return word
