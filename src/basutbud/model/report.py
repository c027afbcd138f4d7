"""The audit's complete, frozen result. Formats render it; they judge nothing themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from basutbud.chance.funnel import Funnel
from basutbud.errors import Problem
from basutbud.model.cases import CaseStatistics, Tally, join_tallies
from basutbud.model.completeness import Completeness
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.inputs import Input
from basutbud.model.mandate import Mandate, Period
from basutbud.model.overtime.excuse import BaselineUse, WaiverStanding
from basutbud.model.ruleset import FreeDay, Rule, RuleSet
from basutbud.model.ruling import RulingEffect
from basutbud.model.shortfall import Shortfall
from basutbud.model.vocabulary import (
    CaseOutcome,
    InputKind,
    Outcome,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Undecided:
    """Rules that could not be decided, for one reason, for the same clinics."""

    reason: str
    rules: tuple[Rule, ...]
    clinics: tuple[ClinicReport, ...]


@dataclass(frozen=True, slots=True)
class Compliance:
    """How many clinics comply: every requirement in force was decided, and is met or excused."""

    clinics: int
    alone: int
    with_waivers: int
    with_baseline: int


def _waivers_of(clinic: ClinicReport) -> set[str]:
    """Return the ids of the waivers that concern findings of a clinic."""
    concern = [finding.waived for finding in clinic.findings if finding.waived]
    return {name for one in concern for name in (one.waiver.id, *one.others)}


def _verdict(clinics: Iterable[ClinicReport], *, complete: bool) -> Verdict:
    """Return the first verdict that applies; formats show the counts of the others beside it."""
    if not complete:
        return Verdict.INCOMPLETE
    outcomes = {clinic.outcome for clinic in clinics}
    if Outcome.VIOLATION in outcomes:
        return Verdict.VIOLATION
    return Verdict.UPCOMING if Outcome.UPCOMING in outcomes else Verdict.COMPLIANT


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an audit found, sorted: worst clinics first.

    ``mandate`` is what was asked for, fit to print; ``rules`` are the rules applied; ``free_days``
    are the calendar's in the years that the audit touches. ``rejections`` are the problems of input
    that could not be read, and ``clinic_files`` the paths among theirs that belong to clinic files;
    ``notes`` say what was left out on request. ``waivers`` are all that were given, with the
    standing of each; ``baseline`` says how much of the baseline was found again. ``rulings`` has an
    effect for each alternative of the rules applied; None where that was not asked for.
    """

    tool_version: str
    mandate: Mandate
    ruleset: RuleSet
    rules: tuple[Rule, ...]
    free_days: tuple[FreeDay, ...]
    inputs: tuple[Input, ...]
    clinics: tuple[ClinicReport, ...]
    statistics: CaseStatistics
    rejections: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    waivers: tuple[WaiverStanding, ...] = ()
    baseline: BaselineUse | None = None
    clinic_files: frozenset[str] = frozenset()
    rulings: tuple[RulingEffect, ...] | None = None

    @property
    def as_of(self) -> date:
        """The day that the audit is as of."""
        return self.mandate.as_of

    @property
    def as_if_in_force(self) -> bool:
        """Whether every rule was applied, to every case, as if it had taken effect already."""
        return self.mandate.as_if_in_force

    @property
    def period(self) -> Period:
        """The period in which the judged cases were received."""
        return self.mandate.period

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, clinic by clinic."""
        return tuple(finding for clinic in self.clinics for finding in clinic.findings)

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for could be read, but for tolerated rows."""
        read = not self.rejections and all(one.read for one in self.inputs)
        return read and all(log.tolerated for log in self.statistics.logs)

    @property
    def rejected_rows(self) -> int:
        """Rows of all logs that could not be read."""
        return self.statistics.total[CaseOutcome.REJECTED]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that could not be read: files, then the rows that are listed."""
        return (*self.rejections, *self.statistics.rejections)

    @property
    def unlisted_rows(self) -> int:
        """Rows that could not be read and are not among ``problems``, which are bounded."""
        return max(self.rejected_rows - len(self.statistics.rejections), 0)

    def tolerates(self, problem: Problem) -> bool:
        """Tell whether the audit is whole in spite of the problem: a row of a tolerated log."""
        path = problem.location.path
        return problem not in self.rejections and self.statistics.tolerates(path)

    @property
    def rules_left_out(self) -> int:
        """Rules of the rule set that were not applied."""
        return len(self.ruleset.rules) - len(self.rules)

    @property
    def logs_given(self) -> int:
        """Case logs among the inputs, whether or not they could be read."""
        return sum(one.kind is InputKind.CASE_LOG for one in self.inputs)

    @property
    def unmatched(self) -> int:
        """Rows of units that are not audited."""
        return sum(log.unmatched for log in self.statistics.logs)

    @property
    def verdict(self) -> Verdict:
        """The verdict of the whole."""
        return _verdict(self.clinics, complete=self.complete)

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdict of each clinic, from its own input and outcomes alone."""
        complete = Completeness(self)
        return [_verdict([one], complete=complete.of(one)) for one in self.clinics]

    @property
    def excuse(self) -> Outcome | None:
        """What excuses breaches: a baseline, or else waivers, these only if all was decided."""
        met = {excuse for clinic in self.clinics for excuse in clinic.excuses}
        if Outcome.BASELINED in met:
            return Outcome.BASELINED
        return Outcome.WAIVED if met and self.conclusive else None

    @property
    def compliance(self) -> Compliance:
        """How many clinics comply: on their own, with waivers, and with a baseline as well."""
        met = [
            clinic.excuses
            for clinic, verdict in zip(self.clinics, self.verdicts, strict=True)
            if verdict is Verdict.COMPLIANT and not clinic.undecided
        ]
        return Compliance(
            clinics=len(self.clinics),
            alone=sum(not excuses for excuses in met),
            with_waivers=sum(Outcome.BASELINED not in excuses for excuses in met),
            with_baseline=len(met),
        )

    @property
    def shortfall(self) -> Shortfall | None:
        """The coming breaches of clinics that have none today, if any."""
        coming = [one for one in self.clinics if one.outcome is Outcome.UPCOMING]
        return Shortfall.of(coming, self.as_of)

    @property
    def conclusive(self) -> bool:
        """Whether there are clinics, and every rule but advice was decided for each of them."""
        return bool(self.clinics) and not any(clinic.undecided for clinic in self.clinics)

    @property
    def replies(self) -> Tally:
        """The cases of all clinics audited."""
        return Tally.together(clinic.cases.total for clinic in self.clinics if clinic.cases)

    @property
    def replies_by_month(self) -> Mapping[str, Tally]:
        """The cases of all clinics audited, by the month they came in."""
        return join_tallies(clinic.cases.by_month for clinic in self.clinics if clinic.cases)

    @property
    def funnel(self) -> Funnel | None:
        """The limits within which shares in time differ by chance alone; None without cases."""
        totals = [clinic.cases.total for clinic in self.clinics if clinic.cases]
        return Funnel.of((one[CaseOutcome.ON_TIME], one.decided) for one in totals)

    @property
    def replies_by_service(self) -> Mapping[str, Tally]:
        """The cases of all clinics audited, by case type as the log names it."""
        return join_tallies(clinic.cases.by_service for clinic in self.clinics if clinic.cases)

    @property
    def replies_by_tertial(self) -> Mapping[str, Tally]:
        """The cases of all clinics audited, by the third of the year they came in."""
        return join_tallies(clinic.cases.by_tertial for clinic in self.clinics if clinic.cases)

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """What could not be decided, gathered by reason and by the clinics it concerns."""
        clinics: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, clinic in enumerate(self.clinics):
            for result in clinic.results:
                if result.outcome is Outcome.UNDETERMINED and result.undetermined:
                    clinics[result.rule.id, result.undetermined].append(number)
        rules: defaultdict[tuple[str, tuple[int, ...]], list[Rule]] = defaultdict(list)
        by_id = {rule.id: rule for rule in self.rules}
        for (rule, reason), numbers in clinics.items():
            rules[reason, tuple(numbers)].append(by_id[rule])
        return tuple(
            Undecided(reason, tuple(found), tuple(self.clinics[number] for number in numbers))
            for (reason, numbers), found in rules.items()
        )

    def only(self, clinic: ClinicReport) -> Report:
        """Return the part of the report about one clinic, fit to send to it: it names no other.

        The rows and faults of a log that other clinics share are left out. A log that could not be
        read, and may hold any clinic's cases, leaves every clinic incomplete.
        """
        numbers = clinic.cases.log_numbers if clinic.cases else ()
        statistics = self.statistics.only(clinic.cases)
        own = [one for one in self.inputs if one.concerns(clinic, numbers)]
        others = {one.path for one in self.inputs} - {one.path for one in own}
        shared = self.statistics.logs_of_several
        return replace(
            self,
            inputs=tuple(replace(one, records=None) if one.log in shared else one for one in own),
            clinics=(clinic,),
            statistics=statistics,
            rejections=tuple(
                one
                for one in self.rejections
                if one.location.path not in others
                and one.location.path not in self.clinic_files - {clinic.path}
            ),
            notes=(),
            waivers=tuple(one for one in self.waivers if one.waiver.id in _waivers_of(clinic)),
            baseline=None,
            rulings=self.rulings and tuple(one.only(clinic) for one in self.rulings),
        )

    @property
    def of_logs_alone(self) -> bool:
        """Whether units were judged from logs, without clinic files."""
        return bool(self.clinics) and all(clinic.provider is None for clinic in self.clinics)

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How often each outcome occurs, over clinics and rules."""
        total: Counter[Outcome] = Counter()
        for clinic in self.clinics:
            for outcome, count in clinic.outcomes.items():
                total[outcome] += count
        return total

    @property
    def clinic_outcomes(self) -> Counter[Outcome]:
        """How many clinics have each outcome; a clinic is counted once."""
        return Counter(clinic.outcome for clinic in self.clinics)

    @property
    def without_breach(self) -> int:
        """The clinics in which every rule is met today and later, without excuses or warnings."""
        remarked = {Outcome.VIOLATION, Outcome.UPCOMING, Outcome.UNDETERMINED, Outcome.WARNING}
        return sum(clinic.outcome not in remarked and not clinic.excuses for clinic in self.clinics)

    def with_excuse_alone(self, excuse: Outcome) -> int:
        """Count the clinics whose only remark is breaches with this excuse."""
        return sum(clinic.outcome is excuse and bool(clinic.excuses) for clinic in self.clinics)

    @property
    def fails(self) -> bool:
        """Whether any finding is at or above ``--fail-on``."""
        return any(finding.fails(self.mandate.fail_on) for finding in self.findings)
