"""What the rules say of one clinic: how each came out, what it found, and the clinic's cases."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from basutbud.errors import Excerpt, Location
from basutbud.model.cases import Case, UnitCases
from basutbud.model.excuse import Known, Waived
from basutbud.model.measure import Measure
from basutbud.model.ruleset import REPLY_TIME, Rule, Translated
from basutbud.model.vocabulary import Declaration, FailOn, Outcome, Provider, Severity

FactValue = Declaration | str | int | float | date | Translated
"""What a message can be filled with; a float is a share, a mapping a name by language."""


class Finding(NamedTuple):
    """One deviation from one rule, at one location.

    ``facts`` fill the rule's message. For reply times ``measure`` counts all cases, and ``cases``
    has the worst, in a bounded number. ``since`` is the day the rule takes force for the clinic; an
    ``early`` finding is about cases from before it, and stays upcoming after. ``waived`` is the
    waiver that concerns it, ``known`` what a baseline has of it, whether or not either holds.
    """

    rule: Rule
    outcome: Outcome
    clinic: str
    service: str | None
    facts: Mapping[str, FactValue]
    location: Location
    excerpt: Excerpt | None
    fingerprint: str
    since: date | None
    early: bool = False
    cases: tuple[Case, ...] = ()
    measure: Measure | None = None
    waived: Waived | None = None
    known: Known | None = None

    @property
    def cases_total(self) -> int:
        """The cases that it is about: those not in time, of which ``cases`` are the worst."""
        return self.measure.not_in_time if self.measure else 0

    @property
    def comes(self) -> bool:
        """Whether it will be a breach on the day its rule takes force.

        So is one that a baseline knows as upcoming, which does not excuse the breach.
        """
        outcome = self.outcome
        if outcome is Outcome.BASELINED and self.known:
            outcome = self.known.otherwise
        obliges = self.rule.severity is Severity.ERROR
        return obliges and outcome is Outcome.UPCOMING and not self.early

    @property
    def excuses_breach(self) -> bool:
        """Whether it would be a breach, today or later, if it were not waived or baselined."""
        excuse = {Outcome.WAIVED: self.waived, Outcome.BASELINED: self.known}.get(self.outcome)
        if excuse is None:
            return False
        as_found = self._replace(outcome=excuse.otherwise)
        return as_found.outcome is Outcome.VIOLATION or as_found.comes

    def days_over(self, case: Case) -> int:
        """Return by how many working days one of the cases went beyond the limit."""
        return case.working_days - (self.rule.limit or 0)

    @property
    def level(self) -> FailOn | None:
        """The least ``--fail-on`` that this finding fails; None where it fails none."""
        match self.outcome:
            case Outcome.VIOLATION | Outcome.WARNING | Outcome.ADVICE:
                return FailOn(self.rule.severity)
            case Outcome.UPCOMING:
                return FailOn.UPCOMING
            case _:
                return None

    def fails(self, threshold: FailOn) -> bool:
        """Tell whether the finding is at or above the threshold."""
        if threshold is FailOn.NEVER or self.level is None:
            return False
        levels = list(FailOn)
        return levels.index(self.level) <= levels.index(threshold)


def fingerprint(*parts: str) -> str:
    """Return what tells one thing from all others by these parts, whatever lines it moves over."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Result:
    """A rule's outcome for a clinic.

    ``since`` is the day it takes force there; ``doubt`` a code for what could not be decided, even
    where a breach is plain.
    """

    rule: Rule
    service: str | None
    outcome: Outcome
    since: date | None
    doubt: str | None = None

    @property
    def undetermined(self) -> str | None:
        """Why it could not be decided, if it could not."""
        return self.doubt if self.outcome is Outcome.UNDETERMINED else None


@dataclass(frozen=True)
class ClinicReport:
    """One clinic: how each rule came out, its findings and its cases.

    ``identity`` tells it from all others and is never shown. For ``cases`` without clinic files,
    ``provider``, ``kind`` and ``path`` are None.
    """

    identity: str
    shown_id: str
    name: str
    provider: Provider | None
    kind: str | None
    path: str | None
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    cases: UnitCases | None

    @cached_property
    def outcomes(self) -> Mapping[Outcome, int]:
        """How often each outcome occurs, which every format asks for many times."""
        return Counter([result.outcome for result in self.results])

    @cached_property
    def outcome(self) -> Outcome:
        """Whether it is in breach, else later, else undecided, else the worst outcome of the rest.

        What is known weighs more here than what is not, and what could not be advised nothing. A
        warning to come is one already, and what came before a rule bound breaks nothing. What is
        waived or baselined weighs more than advice.
        """
        if self.outcomes.get(Outcome.VIOLATION):
            return Outcome.VIOLATION
        if any(finding.comes for finding in self.findings):
            return Outcome.UPCOMING
        if self.undecided:
            return Outcome.UNDETERMINED
        rest = {one for one in self.outcomes if one is not Outcome.UNDETERMINED}
        if Outcome.UPCOMING in rest:
            rest -= {Outcome.UPCOMING}
            rest.add(Outcome.COMPLIANT if self._only_early else Outcome.WARNING)
        if Outcome.WARNING not in rest and self.excuses:
            return min(self.excuses, key=lambda one: one.badness)
        if self._only_advice_known:
            rest = rest - {Outcome.BASELINED} | {Outcome.ADVICE}
        return min(rest, key=lambda one: one.badness, default=Outcome.NOT_APPLICABLE)

    @cached_property
    def excuses(self) -> frozenset[Outcome]:
        """The outcomes by which its breaches are excused: waived, baselined."""
        return frozenset(one.outcome for one in self.findings if one.excuses_breach)

    @property
    def _only_advice_known(self) -> bool:
        """Whether a baseline knows of advice here, and of nothing else."""
        known = [one.known for one in self.findings if one.outcome is Outcome.BASELINED]
        return bool(known) and all(one and one.otherwise is Outcome.ADVICE for one in known)

    @property
    def _only_early(self) -> bool:
        """Whether all that is upcoming is about the time before its rule bound."""
        return all(one.early for one in self.findings if one.outcome is Outcome.UPCOMING)

    @property
    def full_name(self) -> str:
        """The name, with the id where that is another."""
        return self.name if self.name == self.shown_id else f"{self.name} ({self.shown_id})"

    @property
    def reply_time(self) -> Outcome | None:
        """The outcome of the reply-time rule, if it was applied, since the day it binds."""
        found = (one.outcome for one in self.results if one.rule.check == REPLY_TIME)
        outcome = next(found, None)
        if outcome is not Outcome.UPCOMING:
            return outcome
        early = all(one.early for one in self.findings if one.rule.check == REPLY_TIME)
        return Outcome.COMPLIANT if early else outcome

    @property
    def promptness(self) -> tuple[float, str]:
        """Order clinics: the least share in time first, those without one last."""
        share = self.cases.total.on_time_share if self.cases else None
        return (2.0 if share is None else share, self.name)

    @property
    def by_rule(self) -> Iterator[tuple[Result, list[Finding]]]:
        """Each rule's result, with its findings."""
        findings: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            findings[finding.rule.id].append(finding)
        return ((result, findings[result.rule.id]) for result in self.results)

    @property
    def by_service(self) -> Mapping[str, Outcome]:
        """The worst outcome for each service that a rule or a finding is about."""
        worst: dict[str, Outcome] = {}
        met: tuple[Result | Finding, ...] = (*self.results, *self.findings)
        for one in met:
            if one.service is not None:
                known = worst.get(one.service)
                if known is None or one.outcome.badness < known.badness:
                    worst[one.service] = one.outcome
        return worst

    @property
    def undecided(self) -> bool:
        """Whether anything but advice could not be decided."""
        undetermined = self.outcomes[Outcome.UNDETERMINED]
        return undetermined > self.count(Outcome.UNDETERMINED, Severity.NOTE)

    def count(self, outcome: Outcome, severity: Severity | None = None) -> int:
        """Count the results with this outcome, of one severity if given."""
        if severity is None or outcome not in self.outcomes:
            return self.outcomes.get(outcome, 0)
        return sum(
            result.outcome is outcome and result.rule.severity is severity
            for result in self.results
        )
