"""Case ids as they are compared: in one line, letters and their marks as one, however written."""

from __future__ import annotations

from functools import reduce
from typing import Final
from unicodedata import normalize

_LETTERS: Final = "åäöéüÅÄÖÉÜ"
_APART: Final = {normalize("NFD", letter): letter for letter in _LETTERS}
MARKS: Final = tuple(dict.fromkeys(apart[1:] for apart in _APART))
"""What stands behind a letter where it is written apart, as macOS does."""


def in_one_line_sql(text: str) -> str:
    """Return SQL for a text with a blank for each line break, in words that the engines share.

    So a text over several lines is read from a log that has lines.
    """
    return reduce(lambda made, end: f"replace({made}, '{end}', ' ')", ("\r\n", "\n", "\r"), text)


def composed(text: str) -> str:
    """Return an id with the letters of Swedish in one character each."""
    return reduce(lambda made, apart: made.replace(apart, _APART[apart]), _APART, text)


def composed_sql(text: str) -> str:
    """Return SQL for the same, in words that the engines share."""
    return reduce(
        lambda made, apart: f"replace({made}, '{apart}', '{_APART[apart]}')", _APART, text
    )
