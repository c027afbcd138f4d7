"""The audit: rules × clinics → outcomes and findings, in one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from basutbud.caselog import (
    Dialect,
    EngineOptions,
    ExpandedLogs,
    LogSource,
    OutcomeInputs,
    ScanCallbacks,
    Tolerance,
)
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
from basutbud.model.cases import CaseStatistics
from basutbud.model.clinic import Clinic
from basutbud.model.finding import ClinicReport
from basutbud.model.inputs import Input
from basutbud.model.mandate import Mandate
from basutbud.model.overtime.excuse import Baseline
from basutbud.model.report import Report
from basutbud.model.ruleset import FreeDay, Rule, RuleSet, fold_name
from basutbud.model.vocabulary import InputKind, Outcome, Severity
from basutbud.sources.discovery import is_about_clinic_file
from basutbud.sources.gathering import Gathered, log_sources
from basutbud.waiverfile import WaiverFile
from basutbud.workdays import Counting, Workdays


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
        unit_names=_unit_names([clinic for clinic, _ in read]),
        clinic_names={clinic.hsa_id: clinic.name for clinic, _ in audited},
    )
    logs, statistics, failures = _scan(sources, outcome_inputs, terms, callbacks or ScanCallbacks())
    problems += failures
    units = statistics.units
    excusing = _excusing(terms)
    reports = [
        excusing.apply(
            clinic.hsa_id,
            judging.with_cases(clinic, report, units[clinic.hsa_id])
            if clinic.hsa_id in units
            else report,
        )
        for clinic, report in audited
    ]
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
    inputs += _log_inputs(logs.sources, statistics, identities)
    report = _report(terms, reports, inputs, statistics, problems, notes)
    return replace(report, waivers=excusing.standings, baseline=excusing.use)


def audit_cases(gathered: Gathered, terms: Terms, callbacks: ScanCallbacks | None = None) -> Report:
    """Judge the cases of logs by the reply-time rule's limit alone, unit by unit."""
    sources, problems = log_sources(gathered, [])
    logs, statistics, failures = _scan(
        sources, _outcome_inputs(terms), terms, callbacks or ScanCallbacks()
    )
    problems += failures
    if not (sources or problems or terms.mandate.allow_empty):
        problems.append(Problem("nothing_to_scan", Location("")))
    problems += nothing_judged(statistics, allow_empty=terms.mandate.allow_empty)
    judging, excusing = _judging(terms), _excusing(terms)
    report = _report(
        terms,
        [excusing.apply(unit, judging.unit(cases)) for unit, cases in statistics.units.items()],
        _log_inputs(logs.sources, statistics, {}),
        statistics,
        problems,
        [*gathered.notes, *own_files(gathered.own), *logs.notes],
    )
    return replace(report, waivers=excusing.standings, baseline=excusing.use)


def _excusing(terms: Terms) -> Excusing:
    granted = terms.waivers.waivers if terms.waivers else ()
    return Excusing(terms.ruleset, granted, terms.baseline, terms.mandate.as_of)


def _judging(terms: Terms) -> Judging:
    return Judging(
        terms.rules,
        terms.ruleset.services,
        terms.mandate.as_of,
        as_if_in_force=terms.mandate.as_if_in_force,
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


def _unit_names(clinics: Iterable[Clinic]) -> dict[str, str | None]:
    """Return each clinic's HSA-id by its folded name; None if several clinics have the name."""
    names: dict[str, str | None] = {}
    for clinic in clinics:
        name = fold_name(clinic.name)
        names[name] = None if name in names else clinic.hsa_id
    return names


def _outcome_inputs(terms: Terms) -> OutcomeInputs:
    """Return what the outcomes of any unit's cases depend on."""
    return OutcomeInputs(
        workdays=Workdays.of(terms.ruleset),
        as_of=terms.mandate.as_of,
        period=terms.mandate.period,
        service_names=terms.ruleset.service_names,
        units=None,
    )


def _scan(
    sources: Sequence[LogSource], inputs: OutcomeInputs, terms: Terms, callbacks: ScanCallbacks
) -> tuple[ExpandedLogs, CaseStatistics, list[Problem]]:
    """Scan logs. Return them with sheets instead of workbooks, the statistics, and the problems."""
    if not sources:
        if callbacks.case_list is not None:
            callbacks.case_list([])
        if callbacks.rejects is not None:
            callbacks.rejects([])
        return ExpandedLogs(), CaseStatistics(), []
    from basutbud.caselog.scan import scan
    from basutbud.caselog.workbook.expansion import changed_since, expand_workbooks

    logs = expand_workbooks(sources, terms.dialect)
    statistics, failures = scan(
        logs.sources, inputs, terms.dialect, terms.tolerance, terms.engine_options, callbacks
    )
    problems = [*logs.problems, *failures, *changed_since(logs)]
    return logs, replace(statistics, sheets_passed_over=tuple(logs.passed_over)), problems


def _log_inputs(
    sources: Sequence[LogSource], statistics: CaseStatistics, identities: Mapping[str, str]
) -> list[Input]:
    logs = {log.number: log for log in statistics.logs}
    inputs = []
    for number, source in enumerate(sources):
        log = logs.get(number)
        owner = "" if source.ownerless else identities.get(source.owner or "")
        inputs.append(
            Input(
                path=source.shown,
                kind=InputKind.CASE_LOG,
                sha256=log.sha256 if log else None,
                read=log is not None,
                records=log.tally.read if log else None,
                owner=owner,
                log=number,
            )
        )
    return inputs


def _policy_inputs(terms: Terms) -> Iterator[Input]:
    """Yield the waiver file and the baseline."""
    for kind, one in ((InputKind.WAIVERS, terms.waivers), (InputKind.BASELINE, terms.baseline)):
        if one is not None:
            yield Input(one.path, kind, one.sha256, read=True)


def _report(
    terms: Terms,
    clinics: Sequence[ClinicReport],
    inputs: Sequence[Input],
    statistics: CaseStatistics,
    rejections: Sequence[Problem],
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
        clinics=tuple(sorted(clinics, key=_worst_first)),
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
    )


def _free_days(terms: Terms, statistics: CaseStatistics) -> tuple[FreeDay, ...]:
    """Return the free days of all years from the first case, or the audit's, until the last is due.

    Days are within the calendar, as those of cases are.
    """
    rule = terms.ruleset.reply_rule
    if rule is None:
        return ()
    grounds = Counting.of(rule.params).free_grounds
    met = [cases.first_received for cases in statistics.units.values()]
    met += [cases.last_received for cases in statistics.units.values()]
    days = [day for day in met if day is not None]
    years = [day.year for day in (*days, terms.mandate.as_of)]
    if days:
        years.append(Workdays.of(terms.ruleset).due(max(days)).year)
    first, last = min(years), max(years)
    return tuple(
        free
        for free in terms.ruleset.calendar.free_days
        if first <= free.date.year <= last and free.ground in grounds
    )


def _worst_first(clinic: ClinicReport) -> tuple[int | str, ...]:
    return (
        -clinic.count(Outcome.VIOLATION),
        -clinic.count(Outcome.UPCOMING, Severity.ERROR),
        -clinic.count(Outcome.UNDETERMINED),
        -clinic.count(Outcome.WARNING),
        -(clinic.cases.total.not_in_time if clinic.cases else 0),
        -clinic.count(Outcome.ADVICE),
        clinic.name,
        clinic.shown_id,
    )


def _by_location(problem: Problem) -> tuple[str, int, int, str]:
    location = problem.location
    return (location.path, location.line or 0, location.column or 0, problem.code)
