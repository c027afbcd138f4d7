"""Text that means something to a terminal, a pipeline or a spreadsheet, made plain."""

from __future__ import annotations

import re
import unicodedata

_FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_SPLITTING = ("\t", "\r", "\n")
_WITHIN = re.compile(r"(?<!^)([;,\t|])(?=[=+\-@])")
"""A formula where a spreadsheet parts cells by another character than the file does."""
_COMMAND = re.compile(r"(?m)(^[^\S\n]*)::|##\[")


def no_command(text: str) -> str:
    """Return lines, as wide as before, none of which a pipeline takes for a command.

    GitHub's runner obeys ``::`` at the beginning of a line and ``##[`` anywhere in it.
    """
    return _COMMAND.sub(lambda found: "##(" if found[1] is None else f"{found[1]}∷ ", text)


def harmless_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever it parts the line by.

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
    """Write out control, format and line-breaking characters as escapes."""
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
