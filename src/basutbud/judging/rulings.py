"""Judges clinics by the alternatives to a ruling, and compares that with what was ruled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from basutbud.checks.kind import Params
from basutbud.model.cases import CaseStatistics, UnitCases
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import Alternative, Rule
from basutbud.model.ruling import ClinicRuled, Judged, RulingEffect
from basutbud.model.vocabulary import Verdict
from basutbud.workdays import Counting

Clinics = Mapping[str, ClinicReport]
"""Clinics by the names of their units."""
Judge = Callable[[Mapping[str, Params], Mapping[str, UnitCases]], Clinics]
"""Judges all clinics, by the parameters of some rules by their ids, and by units' cases."""
Rescan = Callable[[Alternative], CaseStatistics]
"""Reads the logs again, for an alternative by which another reply counts."""


def other_countings(rules: Sequence[Rule]) -> list[Counting]:
    """Return the ways to count working days that only alternatives of the rules use."""
    return [
        *dict.fromkeys(
            counting
            for rule in rules
            for one in rule.alternatives
            if not one.final_reply
            and (counting := Counting.of(one.params)) != Counting.of(rule.params)
        )
    ]


def judge_rulings(
    report: Report, ruled: Clinics, judge: Judge, rescan: Rescan
) -> Iterator[RulingEffect]:
    """Yield what each alternative of the rules applied would change in the report.

    ``ruled`` are the report's clinics.
    """
    statistics = report.statistics
    units = dict(zip(other_countings(report.rules), statistics.otherwise, strict=True))
    for rule in report.rules:
        for one in rule.alternatives:
            if one.final_reply:
                counted = rescan(one)
            else:
                otherwise = units.get(Counting.of(one.params), statistics.units)
                counted = replace(statistics, units=otherwise)
            would_be = judge({rule.id: one.params}, counted.units)
            clinics = [*_compared(report, rule, counted, ruled, would_be)]
            yield RulingEffect(rule, one, tuple(clinics), len(report.clinics) - len(clinics))


def _compared(
    report: Report, rule: Rule, counted: CaseStatistics, ruled: Clinics, would_be: Clinics
) -> Iterator[ClinicRuled]:
    """Yield the clinics of a report that an alternative judges too.

    It does so only if each of a clinic's logs was read for both, in the same state.
    """
    names = {id(clinic): name for name, clinic in ruled.items()}
    others = [would_be.get(names[id(clinic)], clinic) for clinic in report.clinics]
    other_report = replace(report, clinics=tuple(others), statistics=counted)
    read = {(log.number, log.sha256) for log in counted.logs}
    digests = {log.number: log.sha256 for log in report.statistics.logs}
    verdicts, other_verdicts = report.verdicts, other_report.verdicts
    for clinic, verdict, other, other_verdict in zip(
        report.clinics, verdicts, others, other_verdicts, strict=True
    ):
        logs = clinic.cases.log_numbers if clinic.cases else ()
        if all((log, digests[log]) in read for log in logs):
            before, after = _judged(clinic, verdict, rule), _judged(other, other_verdict, rule)
            yield ClinicRuled(clinic, before, after)


def _judged(clinic: ClinicReport, verdict: Verdict, rule: Rule) -> Judged:
    outcome = next(one.outcome for one in clinic.results if one.rule.id == rule.id)
    cases = clinic.cases.total if clinic.cases else None
    return Judged(verdict, clinic.outcome, outcome, cases)
