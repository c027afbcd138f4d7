"""What hangs on a ruling, in the JSON report."""

from __future__ import annotations

from typing import Any

from basutbud.formats.json.cases import counts_shaped
from basutbud.language import Language
from basutbud.model.cases import Tally
from basutbud.model.ruling import ClinicRuled, RulingEffect
from basutbud.model.vocabulary import CaseOutcome


def ruling_shaped(effect: RulingEffect, language: Language) -> dict[str, Any]:
    """Map an alternative, with the clinics that come out otherwise by it."""
    alternative = effect.alternative
    ruled, would_be = effect.cases
    return {
        "rule": effect.rule.id,
        "alternative": alternative.id,
        "title": alternative.title[language.code],
        "ground": alternative.ground[language.code],
        "clinics_judged": len(effect.clinics),
        "clinics_unjudged": effect.unjudged,
        "verdicts_changed": effect.verdicts_changed,
        "outcomes_changed": effect.outcomes_changed,
        "clinics": [_clinic(one) for one in effect.turning],
        "cases": {"ruled": counts_shaped(ruled), "would_be": counts_shaped(would_be)},
    }


def _clinic(clinic: ClinicRuled) -> dict[str, Any]:
    ruled, would_be = clinic.ruled, clinic.would_be
    return {
        "hsa_id": clinic.clinic.shown_id,
        "name": clinic.clinic.name,
        "verdict": ruled.verdict,
        "would_be": would_be.verdict,
        "outcome": ruled.outcome,
        "would_be_outcome": would_be.outcome,
        **_counts(ruled.cases, ""),
        **_counts(would_be.cases, "would_be_"),
    }


def _counts(cases: Tally | None, prefix: str) -> dict[str, int]:
    """Map the counts of cases that an alternative may change."""
    tally = cases or Tally()
    return {
        f"{prefix}judged": tally.decided,
        f"{prefix}late": tally[CaseOutcome.LATE],
        f"{prefix}overdue": tally[CaseOutcome.OVERDUE],
    }
