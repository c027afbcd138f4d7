"""One clinic before the rules: each rule's outcome, and a finding for each deviation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from basutbud.checks import KINDS
from basutbud.checks.kind import (
    COMPLIANT,
    NO_LOG,
    NOT_APPLICABLE,
    Assessment,
    Check,
    Deviation,
    Subject,
)
from basutbud.document import json_pointer
from basutbud.errors import Location
from basutbud.model.cases import UnitCases
from basutbud.model.clinic import Clinic, Place, Pointer
from basutbud.model.finding import ClinicReport, Finding, Result, fingerprint
from basutbud.model.ruleset import REPLY_TIME, Rule, Service
from basutbud.model.vocabulary import Outcome, Provider, Severity

Find = Callable[[Pointer], Place]
_Met = dict[int, tuple[object, Assessment]]
"""Assessments by the id of what was assessed, which many clinics share, and which is kept too."""
_MOST_MET: Final = 1_000
"""Declarations of one service that are kept, lest they fill the memory."""


@dataclass(frozen=True, slots=True)
class _Who:
    """Whom a finding is about: how it is shown, told apart, and where its file has a pointer."""

    shown_id: str
    identity: str
    find: Find


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A rule ready to apply to many clinics; ``service`` is the one it is about, if any.

    Clinics that it comes out alike for share one result, kept in ``results``. ``met`` are, by the
    day judged on, declarations of the service with their assessment: nothing else decides that.
    """

    rule: Rule
    check: Check
    service: str | None
    results: dict[tuple[Outcome, date | None, str | None], Result] = field(default_factory=dict)
    met: defaultdict[date, _Met] = field(default_factory=lambda: defaultdict(dict))

    def assessment(self, subject: Subject) -> Assessment:
        """Return what the check finds, and keep what many clinics are likely to share."""
        found = self.check(subject)
        met = self.met[subject.day]
        if self.service is not None and len(met) < _MOST_MET:
            declared = subject.services.get(self.service)
            met[id(declared)] = declared, found
        return found

    def result(self, outcome: Outcome, since: date | None, undetermined: str | None) -> Result:
        """Return the result that says this."""
        key = outcome, since, undetermined
        if key not in self.results:
            self.results[key] = Result(self.rule, self.service, outcome, since, undetermined)
        return self.results[key]


class _Bound(NamedTuple):
    """A rule as it binds clinics from one day on, with the results of ``_FREQUENT`` by their id.

    ``day`` is the one they are judged on, and ``met`` what was met of that day.
    """

    one: _Prepared
    service: str | None
    since: date
    day: date
    met: _Met
    frequent: Mapping[int, Result]


_FREQUENT: Final = (COMPLIANT, NOT_APPLICABLE, NO_LOG)


class Judging:
    """Rules made ready, once, to judge many clinics by as of a day."""

    def __init__(
        self,
        rules: Iterable[Rule],
        catalogue: Mapping[str, Service],
        as_of: date,
        *,
        as_if_in_force: bool = False,
    ) -> None:
        """Prepare each rule's check. With ``as_if_in_force`` every rule binds already."""
        self._catalogue = catalogue
        self._as_of = as_of
        self._as_if_in_force = as_if_in_force
        self._rules = [
            _Prepared(
                rule,
                KINDS[rule.check].prepare(rule.params),
                KINDS[rule.check].service(rule.params),
            )
            for rule in rules
        ]
        self._by_id = {one.rule.id: one for one in self._rules}
        self._bound: dict[tuple[Provider, date | None], list[_Bound]] = {}

    def clinic(self, clinic: Clinic, cases: UnitCases | None) -> ClinicReport:
        """Judge a clinic by every rule, in force or not yet."""
        results: list[Result] = []
        findings: list[Finding] = []
        who = _Who(clinic.shown_id, clinic.identity, clinic.places.find)
        subjects: dict[date, Subject] = {}
        services = clinic.data["services"]
        for one, service, since, day, met, frequent in self._binding(clinic):
            subject = subjects.get(day)
            if subject is None:
                subject = subjects[day] = self._subject(clinic, cases, day)
            known = met.get(id(services.get(service)))
            assessment = known[1] if known else one.assessment(subject)
            result = frequent.get(id(assessment))
            if result is None:
                result = _result(one, assessment, subject, since, who, findings)
            results.append(result)
        return ClinicReport(
            identity=clinic.identity,
            shown_id=clinic.shown_id,
            name=clinic.name,
            provider=clinic.provider,
            kind=clinic.kind,
            path=clinic.path,
            results=tuple(results),
            findings=_sorted(findings),
            cases=cases,
        )

    def unit(self, cases: UnitCases) -> ClinicReport:
        """Judge a unit known from logs alone, by the limit of the reply-time rule alone."""
        subject = Subject({}, {}, cases, date.min, in_force=True)
        nowhere = Place(Location(""), None)
        who = _Who(cases.unit, cases.unit, lambda _: nowhere)
        findings: list[Finding] = []
        results = [
            _result(one, one.check(subject), subject, None, who, findings)
            for one in self._rules
            if one.rule.check == REPLY_TIME
        ]
        return ClinicReport(
            identity=cases.unit,
            shown_id=cases.unit,
            name=cases.unit,
            provider=None,
            kind=None,
            path=None,
            results=tuple(results),
            findings=_sorted(findings),
            cases=cases,
        )

    def rule(self, rule_id: str) -> Rule:
        """Return the rule with this id."""
        return self._by_id[rule_id].rule

    def result(
        self, rule_id: str, outcome: Outcome, since: date | None, undetermined: str | None
    ) -> Result:
        """Return the result of a rule that says this, the same one for all clinics."""
        return self._by_id[rule_id].result(outcome, since, undetermined)

    def _binding(self, clinic: Clinic) -> list[_Bound]:
        """Return the rules with the days from which they bind a clinic, and others like it."""
        alike = clinic.provider, clinic.agreement_from
        if alike not in self._bound:
            days = [(one, one.rule.in_force.since(*alike)) for one in self._rules]
            self._bound[alike] = [
                _Bound(
                    one,
                    one.service,
                    since,
                    self._judged_on(since),
                    one.met[self._judged_on(since)],
                    {
                        id(each): one.result(_without_deviation(each), since, each.undetermined)
                        for each in _FREQUENT
                    },
                )
                for one, since in days
            ]
        return self._bound[alike]

    def _judged_on(self, since: date) -> date:
        """Return the day that a rule which binds from a day is judged on."""
        return self._as_of if self._as_if_in_force else max(self._as_of, since)

    def _subject(self, clinic: Clinic, cases: UnitCases | None, day: date) -> Subject:
        return Subject(clinic.data, self._catalogue, cases, day, in_force=day == self._as_of)


def _result(
    one: _Prepared,
    assessment: Assessment,
    subject: Subject,
    since: date | None,
    who: _Who,
    findings: list[Finding],
) -> Result:
    """Return how a rule comes out, and add what it finds to ``findings``."""
    outcome = _without_deviation(assessment)
    for deviation in assessment.deviations:
        finding = _finding(one.rule, deviation, subject, since, who)
        if finding.outcome.badness < outcome.badness:
            outcome = finding.outcome
        findings.append(finding)
    undetermined = assessment.undetermined if outcome is Outcome.UNDETERMINED else None
    return one.result(outcome, since, undetermined)


def _without_deviation(assessment: Assessment) -> Outcome:
    if not assessment.applicable:
        return Outcome.NOT_APPLICABLE
    return Outcome.UNDETERMINED if assessment.undetermined else Outcome.COMPLIANT


def _finding(
    rule: Rule,
    deviation: Deviation,
    subject: Subject,
    since: date | None,
    who: _Who,
) -> Finding:
    place = who.find(deviation.pointer)
    location, excerpt = place.location, place.excerpt
    pointer = json_pointer(deviation.pointer)
    if deviation.cases:
        worst = deviation.cases[0]
        location, excerpt = Location(worst.path, worst.line, None, pointer, worst.record), None
    return Finding(
        rule=rule,
        outcome=_outcome(rule, deviation, subject),
        clinic=who.shown_id,
        service=deviation.service,
        facts=deviation.facts,
        location=location,
        excerpt=excerpt,
        fingerprint=fingerprint(rule.id, who.identity, pointer or ""),
        since=since,
        early=deviation.early and subject.in_force,
        cases=deviation.cases,
        cases_total=deviation.cases_total,
        cases_judged=deviation.cases_judged,
    )


def _outcome(rule: Rule, deviation: Deviation, subject: Subject) -> Outcome:
    if rule.severity is Severity.NOTE:
        return Outcome.ADVICE
    if deviation.early or not subject.in_force:
        return Outcome.UPCOMING
    return Outcome.WARNING if rule.severity is Severity.WARNING else Outcome.VIOLATION


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    findings.sort(key=lambda f: (f.outcome.badness, f.rule.severity.badness, f.rule.id))
    return tuple(findings)
