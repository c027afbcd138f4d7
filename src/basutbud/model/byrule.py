"""The report by rule: each rule over all clinics, the worst rule first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class RuleReport:
    """One rule over all clinics.

    ``findings`` come with the clinic that each is about, the worst first. ``clinics`` groups by
    outcome all clinics that the rule was applied to.
    """

    rule: Rule
    findings: tuple[tuple[ClinicReport, Finding], ...]
    clinics: Mapping[Outcome, tuple[ClinicReport, ...]]

    @property
    def outcome(self) -> Outcome:
        """The worst outcome for any clinic."""
        met = {*self.clinics, *(finding.outcome for _, finding in self.findings)}
        return min(met, key=lambda outcome: outcome.badness, default=Outcome.NOT_APPLICABLE)


def by_rule(report: Report) -> tuple[RuleReport, ...]:
    """Return every rule applied, sorted by worst outcome, severity, and number of clinics with it.

    Within a rule the worst findings come first, then those with most cases, then the worst clinics.
    """
    findings: defaultdict[str, list[tuple[ClinicReport, Finding]]] = defaultdict(list)
    clinics: defaultdict[str, defaultdict[Outcome, list[ClinicReport]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for clinic in report.clinics:
        for finding in clinic.findings:
            findings[finding.rule.id].append((clinic, finding))
        for result in clinic.results:
            clinics[result.rule.id][result.outcome].append(clinic)
    rules = [
        RuleReport(
            rule,
            tuple(sorted(findings[rule.id], key=_worst_finding)),
            {
                outcome: tuple(clinics[rule.id][outcome])
                for outcome in Outcome
                if outcome in clinics[rule.id]
            },
        )
        for rule in report.rules
    ]
    return tuple(sorted(rules, key=_worst_rule))


def _worst_finding(found: tuple[ClinicReport, Finding]) -> tuple[int, int]:
    _, finding = found
    return finding.outcome.badness, -finding.cases_total


def _worst_rule(one: RuleReport) -> tuple[int, int, int, str]:
    return (
        one.outcome.badness,
        one.rule.severity.badness,
        -len(one.clinics.get(one.outcome, ())),
        one.rule.id,
    )
