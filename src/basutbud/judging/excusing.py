"""The one place where findings are excused: waivers first, then the baseline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import is_
from typing import Final

from basutbud.judging.judgement import by_gravity
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.overtime.excuse import (
    Baseline,
    BaselineEntry,
    BaselineUse,
    Known,
    KnownState,
    Waived,
    Waiver,
    WaiverStanding,
    WaiverState,
)
from basutbud.model.ruleset import RuleSet
from basutbud.model.vocabulary import Outcome

_WAIVABLE: Final = frozenset({Outcome.VIOLATION, Outcome.WARNING, Outcome.UPCOMING})
_EXCUSED: Final = frozenset({Outcome.WAIVED, Outcome.BASELINED})
_COVERING: Final = (WaiverState.ACTIVE, WaiverState.EXPIRING)
_BARRING: Final = (WaiverState.OVER_CEILING, WaiverState.EXPIRED)
"""States of a waiver in which the baseline does not excuse what the waiver no longer does."""
_FIRST: Final = (*_COVERING, *_BARRING, WaiverState.PENDING)
"""States of the waivers that meet one finding, from the one that decides."""


class Excusing:
    """Applies waivers and a baseline to the findings of one clinic after another."""

    def __init__(
        self,
        ruleset: RuleSet,
        waivers: Sequence[Waiver],
        baseline: Baseline | None,
        as_of: date,
    ) -> None:
        """Start with no clinic."""
        self._ruleset = ruleset
        self._waivers = waivers
        self._by_clinic: defaultdict[str, list[Waiver]] = defaultdict(list)
        for waiver in waivers:
            for clinic in waiver.named_clinics:
                self._by_clinic[clinic].append(waiver)
        self._by_pattern = [one for one in waivers if len(one.named_clinics) < len(one.clinics)]
        self._baseline = baseline
        self._as_of = as_of
        self._audited: defaultdict[str, set[str]] = defaultdict(set)
        self._in_doubt: set[str] = set()
        self._meeting: set[str] = set()
        self._over_ceiling: set[str] = set()
        self._covered: Counter[str] = Counter()
        self._held: set[str] = set()
        self._exceeded: set[str] = set()
        self._decided_by_waiver: set[str] = set()

    def apply(self, hsa_id: str, report: ClinicReport) -> ClinicReport:
        """Return a clinic's report with the excused findings waived or baselined."""
        waivers = self._waivers_of(hsa_id)
        for waiver in waivers:
            self._note_audited(waiver, hsa_id, report)
        if not (waivers or self._baseline):
            return report
        findings = [self._excuse(one, waivers) for one in report.findings]
        if all(map(is_, findings, report.findings)):
            return report
        outcomes: defaultdict[str, set[Outcome]] = defaultdict(set)
        for finding in findings:
            outcomes[finding.rule.id].add(finding.outcome)
        results = tuple(_result(one, outcomes) for one in report.results)
        return replace(report, results=results, findings=by_gravity(findings))

    @property
    def standings(self) -> tuple[WaiverStanding, ...]:
        """The standing of each waiver after all clinics, in the order of the file."""
        return tuple(
            WaiverStanding(one, self._overall(one), self._covered[one.id]) for one in self._waivers
        )

    @property
    def use(self) -> BaselineUse | None:
        """How many entries of the baseline hold after all clinics."""
        baseline = self._baseline
        if baseline is None:
            return None
        return BaselineUse(
            baseline.path,
            baseline.as_of,
            entries=len(baseline.entries),
            held=len(self._held),
            exceeded=len(self._exceeded),
            waived=len(self._decided_by_waiver & baseline.entries.keys()),
        )

    def _waivers_of(self, hsa_id: str) -> list[Waiver]:
        """Return the waivers for a clinic; those that name it are looked up."""
        named = self._by_clinic.get(hsa_id, [])
        return named + [
            one for one in self._by_pattern if one not in named and one.names_clinic(hsa_id)
        ]

    def _excuse(self, finding: Finding, waivers: Iterable[Waiver]) -> Finding:
        """Return a finding with its waiver and baseline entry, and the outcome they give it."""
        if waived := self._find_waiver(finding, waivers):
            finding = finding._replace(waived=waived)
            if waived.state in (*_COVERING, *_BARRING):
                self._decided_by_waiver.add(finding.fingerprint)
                covered = waived.state in _COVERING
                return finding._replace(outcome=Outcome.WAIVED) if covered else finding
        if known := self._known(finding):
            holds = known.state is KnownState.KNOWN
            outcome = Outcome.BASELINED if holds else finding.outcome
            return finding._replace(known=known, outcome=outcome)
        return finding

    def _find_waiver(self, finding: Finding, waivers: Iterable[Waiver]) -> Waived | None:
        """Return the waiver that counts: of those that cover the finding the last to expire."""
        if finding.outcome not in _WAIVABLE:
            return None
        meeting = [
            (self._state(one, finding), one)
            for one in waivers
            if finding.rule.id in one.rules and one.service in (None, finding.service)
        ]
        if not meeting:
            return None
        meeting.sort(key=lambda met: (met[1].expires, met[1].granted, met[1].id), reverse=True)
        meeting.sort(key=lambda met: _FIRST.index(met[0]))
        (state, decides), *others = meeting
        self._meeting.update(one.id for _, one in meeting)
        self._over_ceiling.update(one.id for how, one in meeting if how is WaiverState.OVER_CEILING)
        self._covered[decides.id] += state in _COVERING
        return Waived(
            decides,
            state,
            decides.days_left(self._as_of),
            otherwise=finding.outcome,
            others=tuple(one.id for _, one in others),
        )

    def _state(self, waiver: Waiver, finding: Finding) -> WaiverState:
        """Return the state of a waiver for a finding that it matches."""
        state = waiver.state(self._as_of)
        exceeded = state in _COVERING and waiver.is_exceeded_by(finding.measure)
        return WaiverState.OVER_CEILING if exceeded else state

    def _known(self, finding: Finding) -> Known | None:
        """Return what the baseline says of a finding, if it knows it."""
        baseline = self._baseline
        entry = baseline.entries.get(finding.fingerprint) if baseline else None
        if baseline is None or entry is None:
            return None
        if baseline.rules.get(finding.rule.id) != finding.rule.digest:
            state = KnownState.RULE_CHANGED
        elif _entry_of(finding).is_worse_than(entry, baseline.worse_by):
            state = KnownState.WORSE
        else:
            state = KnownState.KNOWN
        (self._held if state is KnownState.KNOWN else self._exceeded).add(finding.fingerprint)
        return Known(baseline.as_of, entry, state, finding.outcome)

    def _note_audited(self, waiver: Waiver, hsa_id: str, report: ClinicReport) -> None:
        """Note that a clinic of a waiver was audited, and whether its rules could be decided."""
        doubts = {result.rule.id: result.doubt for result in report.results}
        self._audited[waiver.id].add(hsa_id)
        if any(doubts.get(rule, "not applied") for rule in waiver.rules):
            self._in_doubt.add(waiver.id)

    def _overall(self, waiver: Waiver) -> WaiverState:
        if not waiver.is_known_to(self._ruleset):
            return WaiverState.UNKNOWN
        state = waiver.state(self._as_of)
        if state not in _COVERING:
            return state
        if waiver.id in self._over_ceiling:
            return WaiverState.OVER_CEILING
        return WaiverState.UNUSED if self._is_unused(waiver) else state

    def _is_unused(self, waiver: Waiver) -> bool:
        """Tell whether a waiver matches no finding though all the clinics it names were audited."""
        if waiver.id in self._meeting or waiver.id in self._in_doubt:
            return False
        audited = self._audited[waiver.id]
        return bool(audited) and audited.issuperset(waiver.named_clinics)


def _entry_of(finding: Finding) -> BaselineEntry:
    """Return what a baseline would know of a finding."""
    return BaselineEntry(finding.rule.id, finding.outcome, finding.measure)


def _result(result: Result, outcomes: Mapping[str, set[Outcome]]) -> Result:
    """Return a rule's result once its findings are excused; a doubt beside them stays."""
    met = outcomes.get(result.rule.id, set())
    if not met & _EXCUSED:
        return result
    rest = Outcome.UNDETERMINED if result.doubt else Outcome.COMPLIANT
    return replace(result, outcome=min((*met, rest), key=lambda one: one.badness))
