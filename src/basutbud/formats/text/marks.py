"""Outcomes as symbol, word and colour: never by colour alone, in the 16 colours of any theme."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from basutbud.formats.symbols import SYMBOLS
from basutbud.language import Language
from basutbud.model.vocabulary import Outcome

STYLES: Final = {
    Outcome.VIOLATION: "bold red",
    Outcome.UNDETERMINED: "magenta",
    Outcome.UPCOMING: "yellow",
    Outcome.ADVICE: "cyan",
    Outcome.WAIVED: "blue",
    Outcome.BASELINED: "blue",
    Outcome.COMPLIANT: "green",
    Outcome.NOT_APPLICABLE: "dim",
}


def symbol(outcome: Outcome) -> Text:
    """Return the outcome's symbol in its colour."""
    return Text(SYMBOLS[outcome], style=STYLES[outcome])


def worded(outcome: Outcome, language: Language) -> Text:
    """Return the outcome's symbol and word."""
    word = language.text(f"outcome_{outcome}")
    return Text(f"{SYMBOLS[outcome]} {word}", style=STYLES[outcome], no_wrap=True)


def heading(text: str) -> Text:
    """Return a section's heading, with air above."""
    return Text(f"\n{text}", style="bold")
