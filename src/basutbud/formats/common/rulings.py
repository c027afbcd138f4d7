"""What hangs on a ruling, in words: how many verdicts, which way they turn, and why it is asked."""

from __future__ import annotations

from collections import Counter
from typing import Final

from basutbud.formats.common.symbols import VERDICT_SYMBOLS, with_symbol
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.ruling import ClinicRuled, Judged, RulingEffect
from basutbud.model.vocabulary import Outcome, Verdict

ARROW: Final = "→"
_DECIDED_BY: Final = (
    Outcome.VIOLATION,
    Outcome.UPCOMING,
    Outcome.UNDETERMINED,
    Outcome.WAIVED,
    Outcome.BASELINED,
)
"""The outcomes of a clinic that its verdict has a word for; advice and warnings have none."""


def nothing_hangs(report: Report, language: Language) -> str:
    """Say why there is nothing to compare, where there is not."""
    if not report.rulings:
        return language.text("rulings_none")
    return "" if report.statistics.units else language.text("rulings_no_cases")


def how_many(effect: RulingEffect, report: Report, language: Language) -> str:
    """Say how many verdicts hang on the ruling, and how many clinics could not be compared."""
    if not effect.clinics:
        return language.text("rulings_unjudged")
    parts = [_verdicts(effect, language)]
    if others := effect.outcomes_changed:
        parts.append(language.text("rulings_outcomes", n=others))
    ruled, would_be = effect.cases
    if ruled.not_in_time != would_be.not_in_time:
        parts.append(
            language.text("rulings_cases", ruled=ruled.not_in_time, would_be=would_be.not_in_time)
        )
    if effect.unjudged:
        key = "rulings_units_unjudged" if report.of_logs_alone else "rulings_clinics_unjudged"
        parts.append(language.text(key, n=effect.unjudged))
    return " ".join(parts)


def _verdicts(effect: RulingEffect, language: Language) -> str:
    changed, of = effect.verdicts_changed, len(effect.clinics)
    if not changed:
        return language.text("rulings_no_verdict", n=of)
    if of == 1:
        return language.text("rulings_verdict", way=verdict_turn(effect.clinics[0], language))
    turns = Counter(
        f"{_word(one.ruled, language)} {ARROW} {_word(one.would_be, language)}"
        for one in effect.turning
        if one.verdict_turns
    )
    ways = "; ".join(f"{language.number(n)} {turn}" for turn, n in turns.most_common())
    return language.text("rulings_verdicts", n=changed, of=of, ways=ways)


def verdict_turn(clinic: ClinicRuled, language: Language) -> str:
    """Name a clinic's verdict as ruled and as it would be; once where it stays."""
    return _turn(_with_sign(clinic.ruled, language), _with_sign(clinic.would_be, language))


def outcome_turn(clinic: ClinicRuled, language: Language) -> str:
    """Name the rule's outcome for a clinic, likewise."""
    return _turn(*(with_symbol(one.outcome, language) for one in (clinic.ruled, clinic.would_be)))


def cases_turn(clinic: ClinicRuled, language: Language) -> str:
    """Name how many cases had no reply in time, likewise."""
    counts = (one.cases.not_in_time if one.cases else 0 for one in (clinic.ruled, clinic.would_be))
    return _turn(*map(language.number, counts))


def _turn(ruled: str, would_be: str) -> str:
    return ruled if ruled == would_be else f"{ruled} {ARROW} {would_be}"


def _with_sign(judged: Judged, language: Language) -> str:
    if judged.verdict is Verdict.INCOMPLETE:
        return f"{VERDICT_SYMBOLS[judged.verdict]} {_word(judged, language)}"
    return with_symbol(_outcome(judged), language)


def _word(judged: Judged, language: Language) -> str:
    if judged.verdict is Verdict.INCOMPLETE:
        return language.text("verdict_incomplete").casefold()
    return language.text(f"outcome_{_outcome(judged)}")


def _outcome(judged: Judged) -> Outcome:
    """Return the outcome that the verdict goes by."""
    known = judged.clinic_outcome in _DECIDED_BY
    return judged.clinic_outcome if known else Outcome.COMPLIANT
