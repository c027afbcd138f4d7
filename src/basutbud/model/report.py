"""The audit's result, whole and frozen: what every format renders and none adds to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from basutbud.errors import Excerpt, Location, Problem
from basutbud.model.cases import Case, CaseStatistics, Tally, UnitCases, joined
from basutbud.model.ruleset import FreeDay, Rule, RuleSet, Translated
from basutbud.model.vocabulary import (
    CaseOutcome,
    FailOn,
    InputKind,
    Outcome,
    Provider,
    Severity,
    Verdict,
    Word,
)

FactValue = Word | str | int | float | date | Translated
"""What a message can be filled with; a float is a share, a mapping a name by language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation from one rule in one place.

    ``facts`` fill the rule's message. For reply times ``cases`` is bounded, worst first, and
    ``cases_total`` counts all. ``since`` is the day the rule takes force for the clinic; an
    ``early`` finding is about cases from before it, and stays upcoming after.
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
    cases_total: int = 0

    @property
    def level(self) -> FailOn | None:
        """The least ``--fail-on`` that this finding fails; None where it fails none."""
        match self.outcome:
            case Outcome.VIOLATION | Outcome.ADVICE:
                return FailOn(self.rule.severity)
            case Outcome.UPCOMING:
                return FailOn.UPCOMING
            case _:
                return None

    def fails(self, threshold: FailOn) -> bool:
        """Tell whether the finding is at or above the threshold."""
        if self.level is None or threshold is FailOn.NEVER:
            return False
        levels = list(FailOn)
        return levels.index(self.level) <= levels.index(threshold)


@dataclass(frozen=True, slots=True)
class Result:
    """A rule's outcome for a clinic.

    ``since`` is the day it takes force there; ``undetermined`` a code for why it could not be
    decided.
    """

    rule: Rule
    service: str | None
    outcome: Outcome
    since: date | None
    undetermined: str | None = None


@dataclass(frozen=True, slots=True)
class ClinicReport:
    """One clinic: how each rule came out, its findings and its cases.

    For ``cases`` without clinic files, ``provider``, ``kind`` and ``path`` are None.
    """

    shown_id: str
    name: str
    provider: Provider | None
    kind: str | None
    path: str | None
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    cases: UnitCases | None
    outcomes: Mapping[Outcome, int] = field(init=False)

    def __post_init__(self) -> None:
        """Count the outcomes, which every format asks for many times."""
        outcomes = Counter([result.outcome for result in self.results])
        object.__setattr__(self, "outcomes", outcomes)

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of any rule; not applicable where none was applied."""
        return min(self.outcomes, key=lambda o: o.badness, default=Outcome.NOT_APPLICABLE)

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
    def standing(self) -> Outcome:
        """How the clinic stands: in breach, else in breach later, else undecided, else compliant.

        What is known weighs more here than what is not: unlike ``outcome``, upcoming goes first.
        """
        weightiest = (Outcome.VIOLATION, Outcome.UPCOMING, Outcome.UNDETERMINED)
        return next((one for one in weightiest if self.outcomes[one]), Outcome.COMPLIANT)

    def count(self, outcome: Outcome, severity: Severity | None = None) -> int:
        """Count the results with this outcome, of one severity if given."""
        if severity is None or outcome not in self.outcomes:
            return self.outcomes[outcome]
        return sum(
            result.outcome is outcome and result.rule.severity is severity
            for result in self.results
        )


@dataclass(frozen=True, slots=True)
class Undecided:
    """Rules that could not be decided, for one reason, for the same clinics."""

    reason: str
    rules: tuple[Rule, ...]
    clinics: tuple[ClinicReport, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was opened, or should have been. ``records`` counts a log's rows."""

    path: str
    kind: InputKind
    sha256: str | None
    read: bool
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an audit found, sorted: worst clinics first.

    ``rules`` are those applied; ``free_days`` those of the calendar in the years that the audit
    touches; ``rejections`` files that could not be read; ``notes`` what was left out on request.
    """

    tool_version: str
    as_of: date
    period: tuple[date | None, date | None]
    ruleset: RuleSet
    rules: tuple[Rule, ...]
    free_days: tuple[FreeDay, ...]
    inputs: tuple[Input, ...]
    clinics: tuple[ClinicReport, ...]
    statistics: CaseStatistics
    rejections: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, clinic by clinic."""
        return tuple(finding for clinic in self.clinics for finding in clinic.findings)

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for could be read, but for tolerated rows."""
        return not self.rejections and all(log.tolerated for log in self.statistics.logs)

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
        return self.rejected_rows - len(self.statistics.rejections)

    def tolerates(self, problem: Problem) -> bool:
        """Tell whether the audit is whole in spite of the problem: a row of a tolerated log."""
        path = problem.location.path
        return problem not in self.rejections and self.statistics.tolerates(path)

    @property
    def unmatched(self) -> int:
        """Rows of units that are not among those audited."""
        return sum(log.unmatched for log in self.statistics.logs)

    @property
    def verdict(self) -> Verdict:
        """Incomplete, else a violation if there is any, else compliant."""
        if not self.complete:
            return Verdict.INCOMPLETE
        return Verdict.VIOLATION if self.outcomes[Outcome.VIOLATION] else Verdict.COMPLIANT

    @property
    def conclusive(self) -> bool:
        """Whether every obligation could be decided for every clinic."""
        return not any(
            clinic.count(Outcome.UNDETERMINED, Severity.ERROR) for clinic in self.clinics
        )

    @property
    def replies(self) -> Tally:
        """The cases of all clinics audited."""
        return Tally.together(clinic.cases.total for clinic in self.clinics if clinic.cases)

    @property
    def replies_by_month(self) -> Mapping[str, Tally]:
        """The cases of all clinics audited, by the month they came in."""
        return joined(clinic.cases.by_month for clinic in self.clinics if clinic.cases)

    @property
    def replies_by_service(self) -> Mapping[str, Tally]:
        """The cases of all clinics audited, by case type as the log names it."""
        return joined(clinic.cases.by_service for clinic in self.clinics if clinic.cases)

    @property
    def replies_by_tertial(self) -> Mapping[str, Tally]:
        """The cases of all clinics audited, by the third of the year they came in."""
        return joined(clinic.cases.by_tertial for clinic in self.clinics if clinic.cases)

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
        """Return what this report says of one clinic, naming no other: fit to hand over."""
        own = {clinic.path, *(clinic.cases.logs if clinic.cases else ())}
        return replace(
            self,
            inputs=tuple(one for one in self.inputs if one.path in own),
            clinics=(clinic,),
            statistics=self.statistics.only(clinic.cases),
            rejections=tuple(one for one in self.rejections if one.location.path in own),
            notes=(),
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
            total.update(clinic.outcomes)
        return total

    @property
    def standings(self) -> Counter[Outcome]:
        """The clinics by how they stand: each is counted once."""
        return Counter(clinic.standing for clinic in self.clinics)

    @property
    def late_cases(self) -> int:
        """The cases of all findings, those among them that are not listed included."""
        return sum(finding.cases_total for finding in self.findings)

    def fails(self, threshold: FailOn) -> bool:
        """Tell whether any finding is at or above the threshold."""
        return any(finding.fails(threshold) for finding in self.findings)
