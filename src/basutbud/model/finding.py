"""One clinic's results: the outcome of each rule, the findings, and the clinic's cases."""

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
from basutbud.model.overtime.excuse import Known, Waived
from basutbud.model.overtime.measure import Measure
from basutbud.model.ruleset import REPLY_TIME, Rule, Translated
from basutbud.model.vocabulary import Declaration, FailOn, Outcome, Provider, Severity

FactValue = Declaration | str | int | float | date | Translated
"""A value that fills a message; a float is a share, a mapping a name by language."""


class Finding(NamedTuple):
    """One deviation from one rule, at one location.

    ``facts`` fill the rule's message. For reply times ``measure`` counts all cases, and ``cases``
    lists the worst of them, up to a limit. ``since`` is the day the rule takes effect for the
    clinic; an ``early`` finding is about cases received before that day, and stays upcoming after
    it. A service that is ``unmentioned`` in the file is located at all services. ``waived`` is the
    waiver for this finding and ``known`` the baseline's entry for it, whether or not they hold.
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
    unmentioned: bool = False
    cases: tuple[Case, ...] = ()
    measure: Measure | None = None
    waived: Waived | None = None
    known: Known | None = None

    @property
    def line_at_fault(self) -> Excerpt | None:
        """The line to show a reader; None where it is that of all services, as none is at fault."""
        return None if self.unmentioned else self.excerpt

    @property
    def cases_total(self) -> int:
        """The number of cases not in time; ``cases`` lists the worst of them."""
        return self.measure.not_in_time if self.measure else 0

    @property
    def comes(self) -> bool:
        """Whether it becomes a breach on the day its rule takes effect.

        A baseline that knows it as upcoming does not excuse the breach.
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
        """Return how many working days a case is over the limit."""
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
    """Return an id made of the parts, which stays the same when lines move."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Result:
    """A rule's outcome for a clinic.

    ``since`` is the day the rule takes effect there. ``doubt`` is the code of what could not be
    decided; a rule that is breached may have one too.
    """

    rule: Rule
    service: str | None
    outcome: Outcome
    since: date | None
    doubt: str | None = None

    @property
    def undetermined(self) -> str | None:
        """Why the rule could not be decided, or None where it was."""
        return self.doubt if self.outcome is Outcome.UNDETERMINED else None


@dataclass(frozen=True)
class ClinicReport:
    """One clinic: the outcome of each rule, its findings and its cases.

    ``identity`` is unique to the clinic and never shown. ``provider``, ``kind`` and ``path`` are
    None for ``basutbud cases`` without clinic files.
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
        """How often each outcome occurs; cached, as every format asks for it many times."""
        return Counter([result.outcome for result in self.results])

    @cached_property
    def outcome(self) -> Outcome:
        """A breach today, else a coming one, else undecided, else the worst outcome of the rest.

        A known breach weighs more than a rule that could not be decided; advice that could not be
        decided weighs nothing. A coming warning counts as a warning, and cases from before a rule
        took effect break nothing. Waived and baselined breaches weigh more than advice.
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
        """Whether advice is all that a baseline knows of here."""
        known = [one.known for one in self.findings if one.outcome is Outcome.BASELINED]
        return bool(known) and all(one and one.otherwise is Outcome.ADVICE for one in known)

    @property
    def _only_early(self) -> bool:
        """Whether every upcoming finding is about the time before its rule took effect."""
        return all(one.early for one in self.findings if one.outcome is Outcome.UPCOMING)

    @property
    def full_name(self) -> str:
        """The name, followed by the id where the two differ."""
        return self.name if self.name == self.shown_id else f"{self.name} ({self.shown_id})"

    @property
    def reply_time(self) -> Outcome | None:
        """The outcome of the reply-time rule since it took effect, None if it was not applied."""
        found = (one.outcome for one in self.results if one.rule.check == REPLY_TIME)
        outcome = next(found, None)
        if outcome is not Outcome.UPCOMING:
            return outcome
        early = all(one.early for one in self.findings if one.rule.check == REPLY_TIME)
        return Outcome.COMPLIANT if early else outcome

    @property
    def worst_first(self) -> tuple[int | str, ...]:
        """The sorting key that puts the clinics with most to mend first."""
        return (
            -self.count(Outcome.VIOLATION),
            -self.count(Outcome.UPCOMING, Severity.ERROR),
            -self.count(Outcome.UNDETERMINED),
            -self.count(Outcome.WARNING),
            -(self.cases.total.not_in_time if self.cases else 0),
            -self.count(Outcome.ADVICE),
            self.name,
            self.shown_id,
        )

    @property
    def promptness(self) -> tuple[float, str]:
        """The sorting key that puts the least share in time first and clinics without one last."""
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
