"""Outcomes as symbol, word and colour, and text that wraps between words.

Nothing is said by colour alone. Words keep the terminal's own colour, which is legible on any
background; only symbols, frames and bars are coloured, with the terminal's 16 colours.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from basutbud.formats.common.symbols import SYMBOLS
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.vocabulary import Outcome

STYLES: Final = {
    Outcome.VIOLATION: "bold red",
    Outcome.WARNING: "magenta",
    # Plain blue is unseen on black.
    Outcome.UNDETERMINED: "bright_blue",
    # Bold yellow and cyan are drawn in the bright colours by many terminals: unseen on white.
    Outcome.UPCOMING: "yellow",
    Outcome.ADVICE: "cyan",
    Outcome.WAIVED: "",
    Outcome.BASELINED: "",
    Outcome.COMPLIANT: "green",
    Outcome.NOT_APPLICABLE: "dim",
}

_MOST_NAMES: Final = 6
_MEASURE: Final = 100
"""The widest prose: longer lines are hard to follow."""

_WORDS: Final = re.compile(r"[^ ]+ *|^ +")
_DOT: Final = " · "


def outcome_symbol(outcome: Outcome) -> Text:
    """Return the outcome's symbol in its colour."""
    return Text(SYMBOLS[outcome], style=STYLES[outcome])


def outcome_with_word(outcome: Outcome, language: Language) -> Text:
    """Return the outcome's symbol and word; a violation's word is bold."""
    word = language.text(f"outcome_{outcome}")
    weight = "bold" if outcome is Outcome.VIOLATION else ""
    return Text.assemble(outcome_symbol(outcome), " ", (word, weight), no_wrap=True)


def heading(text: str) -> Text:
    """Return a section's heading, with air above."""
    return Text(f"\n{text}", style="bold")


def folded_note(key: str, view: View, **counted: int) -> Prose:
    """Say how much is left out, and how to see it."""
    return Prose(Text(f"{view.language.text(key, **counted)} {view.language.text('all_shown')}"))


def most_names(view: View) -> int:
    """Return how many names to list: all of them with ``-v``."""
    return sys.maxsize if view.detail > 0 else _MOST_NAMES


def first_names(found: Sequence[str], view: View) -> str:
    """Return the first names, and how many more there are."""
    return view.language.several(found, most_names(view))


def join_facts(parts: Iterable[str | Text]) -> Prose:
    """Return facts with dots between them, on as many lines as it takes, broken between facts."""
    return _whole([Text(one) if isinstance(one, str) else one for one in parts], _DOT)


def join_terms(parts: Iterable[str]) -> Prose:
    """Return the terms of a sum with plus signs between them, broken between terms."""
    return _whole([Text(one) for one in parts], " + ")


def _whole(parts: Sequence[Text], mark: str) -> Prose:
    units = tuple(len(part) + len(mark) for part in parts)
    return Prose(Text(mark).join(parts), 0 if mark == _DOT else 2, units)


@dataclass(frozen=True, slots=True)
class Prose:
    """Text broken at spaces alone, never within ``10 000`` or ``99,9 %``.

    ``hang`` indents all lines but the first. ``units``, if given, are the lengths of the parts
    that are kept whole; such a text takes the whole width.
    """

    text: Text
    hang: int = 0
    units: tuple[int, ...] = ()

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        width = options.max_width if self.units else min(options.max_width, _MEASURE)
        for number, line in enumerate(self.text.divide(self._breaks(width))):
            line.rstrip()
            if line.plain.endswith(_DOT.rstrip()):
                line.right_crop(len(_DOT.rstrip()))
            line.overflow = "fold"
            yield Padding(line, (0, 0, 0, self.hang)) if number else line

    def _breaks(self, width: int) -> Iterator[int]:
        """Yield where each line but the first begins."""
        used = 0
        for start, part in self._parts(width):
            if used > 0 and used + cell_len(part.rstrip(_DOT)) > width:
                yield start
                used = self.hang
            used += cell_len(part)

    def _parts(self, width: int) -> Iterator[tuple[int, str]]:
        """Yield the parts to keep whole, with their offsets: units, or a too wide unit's words."""
        plain, start = self.text.plain, 0
        for length in self.units or (len(plain),):
            unit = plain[start : start + length]
            if self.units and cell_len(unit.rstrip(_DOT)) <= width:
                yield start, unit
            else:
                yield from ((start + word.start(), word[0]) for word in _WORDS.finditer(unit))
            start += length
