"""Escapes for text that a terminal, a pipeline or a spreadsheet would act on."""

from __future__ import annotations

import re
import unicodedata

_FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_SPLITTING = ("\t", "\r", "\n")
_WITHIN = re.compile(r"(?<!^)([;,\t|])(?=[=+\-@])")
"""A formula after a character that a spreadsheet may take for the delimiter."""
_COMMAND = re.compile(r"(?m)(^[^\S\n]*)::|##\[")


def no_command(text: str) -> str:
    """Return lines of the same width that no pipeline takes for commands.

    GitHub's runner obeys ``::`` at the beginning of a line and ``##[`` anywhere in it.
    """
    return _COMMAND.sub(lambda found: "##(" if found[1] is None else f"{found[1]}∷ ", text)


def harmless_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever delimiter it splits by.

    Spreadsheets look past blanks and unseen characters before a formula, and some take the wide,
    small and raised forms of its first character, as East Asian keyboards write them.
    """
    if text.isalnum():
        return text
    text = _WITHIN.sub(r"\1'", text)
    if text[:1].isalnum():
        return text
    seen = next((c for c in text if unicodedata.category(c)[0] not in "CZ"), "")
    formula = unicodedata.normalize("NFKC", seen).startswith(_FORMULA)
    return f"'{text}" if formula or text.startswith(_SPLITTING) else text


def visible(text: str) -> str:
    """Replace control, format and line-breaking characters by escapes."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == "\u00a0" else _escape(character)
        for character in text
    )


def _escape(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")
