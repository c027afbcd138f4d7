"""What hangs on a ruling: the clinics as ruled, and as an alternative would have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.ruleset import Alternative, Rule
from basutbud.model.vocabulary import Outcome, Verdict


class Judged(NamedTuple):
    """A clinic's verdict, the outcomes of the clinic and of the rule, and its cases, if any."""

    verdict: Verdict
    clinic_outcome: Outcome
    outcome: Outcome
    cases: Tally | None


@dataclass(frozen=True, slots=True)
class ClinicRuled:
    """A clinic, which ``clinic`` reports on as ruled, and how it would be judged."""

    clinic: ClinicReport
    ruled: Judged
    would_be: Judged

    @property
    def verdict_turns(self) -> bool:
        """Whether its verdict would be another."""
        return self.ruled.verdict is not self.would_be.verdict

    @property
    def turns(self) -> bool:
        """Whether its verdict, or the rule's outcome for it, would be another."""
        return self.verdict_turns or self.ruled.outcome is not self.would_be.outcome


@dataclass(frozen=True, slots=True)
class RulingEffect:
    """What would be different by an alternative to a rule as it is ruled.

    ``clinics`` are those that both judge, the worst first. ``unjudged`` counts the clinics that the
    alternative cannot judge, as their logs do not have what it takes.
    """

    rule: Rule
    alternative: Alternative
    clinics: tuple[ClinicRuled, ...]
    unjudged: int = 0

    @property
    def turning(self) -> tuple[ClinicRuled, ...]:
        """The clinics for which the verdict or the rule's outcome would be another."""
        return tuple(sorted((one for one in self.clinics if one.turns), key=_verdict_first))

    @property
    def verdicts_changed(self) -> int:
        """How many verdicts hang on the ruling."""
        return sum(one.verdict_turns for one in self.clinics)

    @property
    def outcomes_changed(self) -> int:
        """How many clinics the rule comes out otherwise for though the verdict stays."""
        return len(self.turning) - self.verdicts_changed

    @property
    def cases(self) -> tuple[Tally, Tally]:
        """The cases of all clinics, as ruled and as they would be."""
        return (
            _together(one.ruled for one in self.clinics),
            _together(one.would_be for one in self.clinics),
        )

    def only(self, clinic: ClinicReport) -> RulingEffect:
        """Return the part about one clinic."""
        clinics = tuple(one for one in self.clinics if one.clinic is clinic)
        return replace(self, clinics=clinics, unjudged=1 - len(clinics))


def _verdict_first(clinic: ClinicRuled) -> bool:
    return not clinic.verdict_turns


def _together(judged: Iterable[Judged]) -> Tally:
    return Tally.together(one.cases for one in judged if one.cases is not None)
