"""How much a comment has room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 65_000
"""Bytes of a whole comment: GitHub refuses one of more than 65,536 characters."""

NOTE: Final = 400
"""Bytes reserved for the line that counts what did not fit."""


def size(text: str) -> int:
    """Return how much room a text takes: its bytes, which are never fewer than its characters."""
    return len(text.encode())


def fitting(texts: Iterable[str], room: int) -> list[str]:
    """Return the texts that fit, up to the first that does not."""
    kept = []
    for text in texts:
        room -= size(text)
        if room < 0:
            break
        kept.append(text)
    return kept
