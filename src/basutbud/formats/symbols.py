"""One symbol an outcome, the same in every format for people, so that none tells by colour."""

from __future__ import annotations

from typing import Final

from basutbud.model.vocabulary import Outcome, Verdict

SYMBOLS: Final = {
    Outcome.VIOLATION: "✗",
    Outcome.UNDETERMINED: "?",
    Outcome.UPCOMING: "▲",
    Outcome.ADVICE: "○",
    Outcome.WAIVED: "w",
    Outcome.BASELINED: "b",
    Outcome.COMPLIANT: "✓",
    Outcome.NOT_APPLICABLE: "–",
}
EARLIER: Final = "△"
"""What is upcoming because it is about cases from before the requirement bound."""

VERDICT_SYMBOLS: Final = {
    Verdict.COMPLIANT: "✓",
    Verdict.VIOLATION: "✗",
    Verdict.INCOMPLETE: "!",
}
