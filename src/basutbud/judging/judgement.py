"""Judges a clinic by the rules: each rule's outcome, and a finding for each deviation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from basutbud.checks import KINDS
from basutbud.checks.kind import Assessment, Check, Deviation, Params, Subject
from basutbud.errors import Location
from basutbud.model.cases import UnitCases
from basutbud.model.clinic import Clinic, Located, Pointer
from basutbud.model.finding import ClinicReport, Finding, Result, fingerprint
from basutbud.model.ruleset import REPLY_TIME, Rule, Service
from basutbud.model.vocabulary import Outcome, Severity
from basutbud.yamldoc.document import json_pointer

Locate = Callable[[Pointer], Located]


@dataclass(frozen=True, slots=True)
class _Who:
    """The clinic or unit that a finding is about: its ids, and how pointers are located."""

    shown_id: str
    identity: str
    locate: Locate


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A rule ready to apply to many clinics; ``service`` is the one it is about, if any.

    ``by_cases``: it judges cases, not the file. ``force`` is the number of the ``InForce`` that it
    shares with other rules. Clinics that it comes out alike for share one result, kept in
    ``results``.
    """

    rule: Rule
    check: Check
    service: str | None
    by_cases: bool
    force: int
    results: dict[tuple[Outcome, date | None, str | None], Result] = field(default_factory=dict)

    def judge(
        self, since: date | None, subject: Subject, who: _Who
    ) -> tuple[Result, Sequence[Finding]]:
        """Return the rule's result for a clinic, and a finding for each deviation."""
        assessment = self.check(subject)
        outcome = _without_deviation(assessment)
        findings: Sequence[Finding] = ()
        if assessment.deviations:
            findings = [
                _finding(self.rule, deviation, subject, since, who)
                for deviation in assessment.deviations
            ]
            found = (finding.outcome for finding in findings)
            outcome = min(outcome, *found, key=lambda one: one.badness)
        key = outcome, since, assessment.undetermined
        result = self.results.get(key)
        if result is None:
            result = self.results[key] = Result(self.rule, self.service, *key)
        return result, findings


class Judging:
    """Judges many clinics by rules whose checks are prepared once."""

    def __init__(
        self,
        rules: Iterable[Rule],
        catalogue: Mapping[str, Service],
        as_of: date,
        *,
        as_if_in_force: bool = False,
        params: Mapping[str, Params] = MappingProxyType({}),
    ) -> None:
        """Prepare each rule's check. With ``as_if_in_force`` every rule binds already.

        ``params`` are parameters by which rules are checked instead of their own, by their ids.
        """
        self._catalogue = catalogue
        self._as_of = as_of
        self._as_if_in_force = as_if_in_force
        rules = [*rules]
        self._forces = [*dict.fromkeys(rule.in_force for rule in rules)]
        self._rules = [
            _prepare(rule, params.get(rule.id, rule.params), self._forces.index(rule.in_force))
            for rule in rules
        ]

    def by_file(self, clinic: Clinic) -> ClinicReport:
        """Judge a clinic by every rule, in force or not yet, without cases."""
        results: list[Result] = []
        findings: list[Finding] = []
        who = _Who(clinic.shown_id, clinic.identity, clinic.locator.locate)
        bound = self._bound(clinic, None)
        for one in self._rules:
            result, found = one.judge(*bound[one.force], who)
            results.append(result)
            findings += found
        return ClinicReport(
            identity=clinic.identity,
            shown_id=clinic.shown_id,
            name=clinic.name,
            provider=clinic.provider,
            kind=clinic.kind,
            path=clinic.path,
            results=tuple(results),
            findings=by_gravity(findings),
            cases=None,
        )

    def with_cases(self, clinic: Clinic, report: ClinicReport, cases: UnitCases) -> ClinicReport:
        """Judge a clinic with its cases; ``Clinic.kept`` has enough of its file."""
        results = list(report.results)
        findings = list(report.findings)
        who = _Who(clinic.shown_id, clinic.identity, clinic.locator.locate)
        bound = self._bound(clinic, cases)
        for number, one in enumerate(self._rules):
            if one.by_cases:
                results[number], found = one.judge(*bound[one.force], who)
                findings += found
        return replace(report, results=tuple(results), findings=by_gravity(findings), cases=cases)

    def unit(self, cases: UnitCases) -> ClinicReport:
        """Judge a unit known from logs alone, by the reply-time rule's limit alone."""
        subject = Subject({}, {}, cases, date.min, in_force=True)
        nowhere = Located(Location(""), None)
        who = _Who(cases.unit, cases.unit, lambda _: nowhere)
        judged = [
            one.judge(None, subject, who) for one in self._rules if one.rule.check == REPLY_TIME
        ]
        return ClinicReport(
            identity=cases.unit,
            shown_id=cases.unit,
            name=cases.unit,
            provider=None,
            kind=None,
            path=None,
            results=tuple(result for result, _ in judged),
            findings=by_gravity([finding for _, found in judged for finding in found]),
            cases=cases,
        )

    def _bound(self, clinic: Clinic, cases: UnitCases | None) -> list[tuple[date, Subject]]:
        """Return the day from which rules bind a clinic, and the clinic as their checks see it.

        In the order of ``_forces``.
        """
        subjects: dict[date, Subject] = {}
        bound = []
        for force in self._forces:
            since = force.since(clinic.provider, clinic.agreement_from)
            day = self._as_of if self._as_if_in_force else max(self._as_of, since)
            if day not in subjects:
                in_force = day == self._as_of
                subjects[day] = Subject(clinic.data, self._catalogue, cases, day, in_force=in_force)
            bound.append((since, subjects[day]))
        return bound


def _prepare(rule: Rule, params: Params, force: int) -> _Prepared:
    kind = KINDS[rule.check]
    return _Prepared(rule, kind.prepare(params), kind.service(params), kind.by_cases, force)


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
    located = who.locate(deviation.pointer)
    location, excerpt = located.location, located.excerpt
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
        unmentioned=deviation.service is not None and deviation.service not in subject.services,
        cases=deviation.cases,
        measure=deviation.measure,
    )


def _outcome(rule: Rule, deviation: Deviation, subject: Subject) -> Outcome:
    if rule.severity is Severity.NOTE:
        return Outcome.ADVICE
    if deviation.early or not subject.in_force:
        return Outcome.UPCOMING
    return Outcome.WARNING if rule.severity is Severity.WARNING else Outcome.VIOLATION


def by_gravity(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings from the gravest, those of one rule together."""
    findings.sort(key=lambda f: (f.outcome.badness, f.rule.severity.badness, f.rule.id))
    return tuple(findings)
