"""Finds out whether a log has odd spaces, which cost more to trim."""

from __future__ import annotations

from typing import Final

from basutbud.caselog.sql.ids import MARKS

_ODD: Final = tuple(
    odd.encode() for odd in ("\t", "\v", "\f", "\N{NO-BREAK SPACE}", "\N{BOM}", *MARKS)
)


def has_odd_spaces(text: bytes, delimiter: str) -> bool:
    """Tell whether UTF-8 holds spaces of other kinds than the plain one and the delimiter.

    In quotes the delimiter may be one. Letters apart from their marks are taken for odd as well.
    """
    return (delimiter == "\t" and b'"' in text) or any(
        odd[:1] in text and odd in text for odd in _ODD if odd != delimiter.encode()
    )
