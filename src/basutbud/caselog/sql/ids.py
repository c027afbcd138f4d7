"""Normalises case ids for comparison: in one line, with composed letters."""

from __future__ import annotations

from functools import reduce
from typing import Final
from unicodedata import normalize

_LETTERS: Final = "åäöéüÅÄÖÉÜ"
_APART: Final = {normalize("NFD", letter): letter for letter in _LETTERS}
MARKS: Final = tuple(dict.fromkeys(apart[1:] for apart in _APART))
"""Decomposed letters, as macOS writes them, and the composed ones."""


def in_one_line_sql(text: str) -> str:
    """Return SQL, for every engine, for a text with each line break replaced by a blank.

    Logs with lines are read so too.
    """
    return reduce(lambda made, end: f"replace({made}, '{end}', ' ')", ("\r\n", "\n", "\r"), text)


def composed(text: str) -> str:
    """Return an id with each Swedish letter as one character."""
    return reduce(lambda made, apart: made.replace(apart, _APART[apart]), _APART, text)


def composed_sql(text: str) -> str:
    """Return SQL, for every engine, that does as ``composed``."""
    return reduce(
        lambda made, apart: f"replace({made}, '{apart}', '{_APART[apart]}')", _APART, text
    )
