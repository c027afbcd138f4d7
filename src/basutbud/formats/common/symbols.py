"""One symbol an outcome, the same in every format for people, so that colour says nothing alone."""

from __future__ import annotations

from typing import Final

from basutbud.language import Language
from basutbud.model.finding import Finding
from basutbud.model.vocabulary import Outcome, Verdict

SYMBOLS: Final = {
    Outcome.VIOLATION: "✗",
    Outcome.WARNING: "◆",
    Outcome.UNDETERMINED: "?",
    Outcome.UPCOMING: "▲",
    Outcome.ADVICE: "○",
    Outcome.WAIVED: "w",
    Outcome.BASELINED: "b",
    Outcome.COMPLIANT: "✓",
    Outcome.NOT_APPLICABLE: "–",
}
EARLIER: Final = "△"
"""Upcoming, but about cases from before the requirement took effect."""

VERDICT_SYMBOLS: Final = {
    Verdict.VIOLATION: "✗",
    Verdict.INCOMPLETE: "!",
    Verdict.UPCOMING: "▲",
    Verdict.COMPLIANT: "✓",
}
UNCERTAIN: Final = "?"
"""In place of ``✓`` where an obligation could not be decided."""

TONES: Final = {
    VERDICT_SYMBOLS[Verdict.VIOLATION]: Outcome.VIOLATION,
    VERDICT_SYMBOLS[Verdict.INCOMPLETE]: Outcome.UNDETERMINED,
    VERDICT_SYMBOLS[Verdict.UPCOMING]: Outcome.UPCOMING,
    VERDICT_SYMBOLS[Verdict.COMPLIANT]: Outcome.COMPLIANT,
    UNCERTAIN: Outcome.UNDETERMINED,
    SYMBOLS[Outcome.WAIVED]: Outcome.WAIVED,
    SYMBOLS[Outcome.BASELINED]: Outcome.BASELINED,
}
"""The outcome whose colour a verdict has, by its symbol."""


def symbol_of(finding: Finding) -> str:
    """Return the finding's symbol."""
    return EARLIER if finding.early else SYMBOLS[finding.outcome]


def word_of(finding: Finding, language: Language) -> str:
    """Return the word for the finding's outcome; an early finding is not upcoming but past."""
    return language.text("outcome_early" if finding.early else f"outcome_{finding.outcome}")


def with_symbol(outcome: Outcome, language: Language) -> str:
    """Return the outcome's symbol and word."""
    return f"{SYMBOLS[outcome]} {language.text(f'outcome_{outcome}')}"
