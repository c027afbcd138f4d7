"""The audit: rules × clinics → outcomes and findings, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from basutbud.caselog import (
    Dialect,
    EngineOptions,
    ExpandedLogs,
    LogSource,
    OutcomeInputs,
    ScanCallbacks,
    Tolerance,
)
from basutbud.checks.kind import Params
from basutbud.clinicfile.reader import ClinicReader
from basutbud.errors import Location, Problem
from basutbud.judging.caveats import (
    met_by_name,
    none_of_clinics,
    nothing_judged,
    own_files,
    past_the_date,
    recurring_ids,
)
from basutbud.judging.examination import examine
from basutbud.judging.excusing import Excusing
from basutbud.judging.judgement import Judging
from basutbud.judging.rulings import Clinics, judge_rulings, other_countings
from basutbud.model.cases import CaseStatistics, UnitCases
from basutbud.model.clinic import Clinic, ids_by_name
from basutbud.model.finding import ClinicReport
from basutbud.model.inputs import Input
from basutbud.model.mandate import Mandate
from basutbud.model.overtime.excuse import Baseline
from basutbud.model.report import Report
from basutbud.model.ruleset import Alternative, FreeDay, Rule, RuleSet
from basutbud.model.vocabulary import InputKind
from basutbud.sources.discovery import is_about_clinic_file
from basutbud.sources.gathering import Gathered, log_inputs, log_sources
from basutbud.waiverfile import WaiverFile
from basutbud.workdays import Counting, Workdays

_Units = Mapping[str, UnitCases]


@dataclass(frozen=True, slots=True)
class Terms:
    """An audit's rules, its mandate, what it excuses, and how it reads logs."""

    ruleset: RuleSet
    rules: tuple[Rule, ...]
    mandate: Mandate
    tool_version: str
    dialect: Dialect = field(default_factory=Dialect)
    tolerance: Tolerance = field(default_factory=Tolerance)
    engine_options: EngineOptions = field(default_factory=EngineOptions)
    waivers: WaiverFile | None = None
    baseline: Baseline | None = None


def audit_clinics(
    gathered: Gathered, terms: Terms, callbacks: ScanCallbacks | None = None
) -> Report:
    """Judge clinics by every rule. Unreadable input is reported, and the rest audited."""
    mandate, only = terms.mandate, terms.mandate.provider
    judging = _judging(terms)
    outcomes = examine(gathered.clinics, ClinicReader(terms.ruleset), judging)
    read = [one.judged for one in outcomes if one.judged]
    audited = [one for one in read if only in (None, one[0].provider)]
    sources, problems = log_sources(gathered, outcomes)
    problems += [problem for one in outcomes for problem in one.problems]
    outcome_inputs = replace(
        _outcome_inputs(terms),
        units=_bound_from([clinic for clinic, _ in audited], terms),
        unit_names=ids_by_name([clinic for clinic, _ in read]),
        clinic_names={clinic.hsa_id: clinic.name for clinic, _ in audited},
    )
    logs, statistics, failures = _scan(sources, outcome_inputs, terms, callbacks or ScanCallbacks())
    problems += failures
    excusing = _excusing(terms)

    def judged(judging: Judging, excusing: Excusing, units: _Units) -> dict[str, ClinicReport]:
        return {
            clinic.hsa_id: excusing.apply(
                clinic.hsa_id,
                judging.with_cases(clinic, report, units[clinic.hsa_id])
                if clinic.hsa_id in units
                else report,
            )
            for clinic, report in audited
        }

    clinics = judged(judging, excusing, statistics.units)
    reports = clinics.values()
    if mandate.require_logs:
        problems += [
            Problem("no_log", Location(report.path or ""), {"clinic": report.name})
            for report in reports
            if report.cases is None or not report.cases.total.cases
        ]
    if not (audited or problems or mandate.allow_empty):
        problems.append(Problem("nothing_to_audit", Location("")))
    problems += nothing_judged(statistics, allow_empty=mandate.allow_empty)
    left_out = [clinic for clinic, _ in read if only not in (None, clinic.provider)]
    if audited:
        problems += none_of_clinics(statistics, {clinic.shown_id for clinic in left_out})
    own = [*gathered.own, *(one.file.shown for one in outcomes if one.is_own)]
    notes = [*gathered.notes, *own_files(own), *logs.notes]
    notes += met_by_name(statistics, {clinic.shown_id: clinic.name for clinic, _ in read})
    if left_out:
        notes.append(Problem("clinics_left_out", Location(""), {"n": len(left_out)}))
    identities = {clinic.hsa_id: clinic.identity for clinic, _ in read}
    inputs = [one.input for one in outcomes if not one.is_own]
    inputs += log_inputs(logs.sources, statistics, identities)
    report = _report(terms, reports, excusing, inputs, statistics, problems, notes=notes)
    return _with_rulings(report, clinics, terms, judged, logs, outcome_inputs)


def audit_cases(gathered: Gathered, terms: Terms, callbacks: ScanCallbacks | None = None) -> Report:
    """Judge the cases of logs by the reply-time rule's limit alone, unit by unit."""
    sources, problems = log_sources(gathered, [])
    inputs = _outcome_inputs(terms)
    logs, statistics, failures = _scan(sources, inputs, terms, callbacks or ScanCallbacks())
    problems += failures
    if not (sources or problems or terms.mandate.allow_empty):
        problems.append(Problem("nothing_to_scan", Location("")))
    problems += nothing_judged(statistics, allow_empty=terms.mandate.allow_empty)
    excusing = _excusing(terms)

    def judged(judging: Judging, excusing: Excusing, units: _Units) -> dict[str, ClinicReport]:
        return {unit: excusing.apply(unit, judging.unit(one)) for unit, one in units.items()}

    clinics = judged(_judging(terms), excusing, statistics.units)
    report = _report(
        terms,
        clinics.values(),
        excusing,
        log_inputs(logs.sources, statistics, {}),
        statistics,
        problems,
        notes=[*gathered.notes, *own_files(gathered.own), *logs.notes],
    )
    return _with_rulings(report, clinics, terms, judged, logs, inputs)


def _with_rulings(
    report: Report,
    ruled: Clinics,
    terms: Terms,
    judged: Callable[[Judging, Excusing, _Units], Clinics],
    logs: ExpandedLogs,
    inputs: OutcomeInputs,
) -> Report:
    """Return the report with what hangs on its rulings, where that was asked for."""
    if not terms.mandate.rulings:
        return report

    def judge(params: Mapping[str, Params], units: _Units) -> Clinics:
        return judged(_judging(terms, params), _excusing(terms), units)

    def rescan(alternative: Alternative) -> CaseStatistics:
        if not any("final_reply" in log.columns for log in report.statistics.logs):
            return CaseStatistics()
        from basutbud.caselog.scan import scan

        counting = Counting.of(alternative.params)
        _, statistics, _ = scan(
            logs.sources,
            replace(inputs, workdays=Workdays(terms.ruleset.calendar, counting), otherwise=()),
            replace(terms.dialect, final_reply=True),
            terms.tolerance,
            terms.engine_options,
            ScanCallbacks(),
        )
        return statistics

    return replace(report, rulings=tuple(judge_rulings(report, ruled, judge, rescan)))


def _excusing(terms: Terms) -> Excusing:
    granted = terms.waivers.waivers if terms.waivers else ()
    return Excusing(terms.ruleset, granted, terms.baseline, terms.mandate.as_of)


def _judging(terms: Terms, params: Mapping[str, Params] = MappingProxyType({})) -> Judging:
    return Judging(
        terms.rules,
        terms.ruleset.services,
        terms.mandate.as_of,
        as_if_in_force=terms.mandate.as_if_in_force,
        params=params,
    )


def _bound_from(clinics: Iterable[Clinic], terms: Terms) -> dict[str, date]:
    """Return the day from which the reply-time rule binds each clinic."""
    rule = terms.ruleset.reply_rule
    if rule is None:
        return {}
    if terms.mandate.as_if_in_force:
        return {clinic.hsa_id: date.min for clinic in clinics}
    since = rule.in_force.since
    return {clinic.hsa_id: since(clinic.provider, clinic.agreement_from) for clinic in clinics}


def _outcome_inputs(terms: Terms) -> OutcomeInputs:
    """Return what the outcomes of any unit's cases depend on."""
    countings = other_countings(terms.rules) if terms.mandate.rulings else ()
    return OutcomeInputs(
        workdays=Workdays.of(terms.ruleset),
        as_of=terms.mandate.as_of,
        period=terms.mandate.period,
        service_names=terms.ruleset.service_names,
        units=None,
        otherwise=[Workdays(terms.ruleset.calendar, one) for one in countings],
    )


def _scan(
    sources: Sequence[LogSource], inputs: OutcomeInputs, terms: Terms, callbacks: ScanCallbacks
) -> tuple[ExpandedLogs, CaseStatistics, list[Problem]]:
    """Scan logs. Return them with sheets instead of workbooks, the statistics, and the problems."""
    if not sources:
        callbacks.list_nothing()
        return ExpandedLogs(), CaseStatistics(otherwise=tuple({} for _ in inputs.otherwise)), []
    from basutbud.caselog.scan import scan
    from basutbud.caselog.workbook.expansion import changed_since, expand_workbooks

    logs = expand_workbooks(sources, terms.dialect)
    logs.sources[:], statistics, failures = scan(
        logs.sources, inputs, terms.dialect, terms.tolerance, terms.engine_options, callbacks
    )
    problems = [*logs.problems, *failures, *changed_since(logs)]
    return logs, replace(statistics, sheets_passed_over=tuple(logs.passed_over)), problems


def _policy_inputs(terms: Terms) -> Iterator[Input]:
    """Yield the waiver file and the baseline."""
    for kind, one in ((InputKind.WAIVERS, terms.waivers), (InputKind.BASELINE, terms.baseline)):
        if one is not None:
            yield Input(one.path, kind, one.sha256, read=True)


def _report(
    terms: Terms,
    clinics: Iterable[ClinicReport],
    excusing: Excusing,
    inputs: Sequence[Input],
    statistics: CaseStatistics,
    rejections: Sequence[Problem],
    *,
    notes: Sequence[Problem],
) -> Report:
    inputs = [*inputs, *_policy_inputs(terms)]
    return Report(
        tool_version=terms.tool_version,
        mandate=terms.mandate.shown,
        ruleset=terms.ruleset,
        rules=terms.rules,
        free_days=_free_days(terms, statistics),
        inputs=tuple(sorted(inputs, key=lambda one: (one.kind, one.path))),
        clinics=tuple(sorted(clinics, key=lambda one: one.worst_first)),
        statistics=statistics,
        rejections=tuple(sorted(rejections, key=_by_location)),
        notes=(
            *notes,
            *recurring_ids(statistics),
            *past_the_date(statistics, terms.mandate.period, terms.mandate.as_of),
        ),
        clinic_files=frozenset(
            one.location.path for one in rejections if is_about_clinic_file(one)
        ),
        waivers=excusing.standings,
        baseline=excusing.use,
    )


def _free_days(terms: Terms, statistics: CaseStatistics) -> tuple[FreeDay, ...]:
    """Return the free days of all years from the first case, or the audit's, until the last is due.

    Days are within the calendar, as those of cases are.
    """
    if terms.ruleset.reply_rule is None:
        return ()
    units = statistics.units.values()
    days = [day for one in units for day in (one.first_received, one.last_received) if day]
    workdays = Workdays.of(terms.ruleset)
    last = [workdays.due(max(days))] if days else []
    return workdays.free_days([*days, *last, terms.mandate.as_of])


def _by_location(problem: Problem) -> tuple[str, int, int, str]:
    location = problem.location
    return (location.path, location.line or 0, location.column or 0, problem.code)
