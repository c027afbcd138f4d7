"""The comparison of two reports: what changed, item by item, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from basutbud.errors import Location
from basutbud.model.overtime.measure import Measure
from basutbud.model.ruleset import RuleSet
from basutbud.model.vocabulary import Closed, Outcome


class ChangeKind(Closed):
    """What became of an item between two reports, the most important first.

    ``declared_away``: the clinic declares something by which the breached rule no longer applies.
    """

    NEW = "new"
    WORSENED = "worsened"
    NOT_COMPARABLE = "not_comparable"
    WAIVED = "waived"
    DECLARED_AWAY = "declared_away"
    IMPROVED = "improved"
    RESOLVED = "resolved"
    UNCHANGED = "unchanged"


class Cause(Closed):
    """Why an item changed; ``terms`` are options that left it out, or had it read differently.

    ``in_force``: a rule took effect between the reports, or only one of them looks ahead to it.
    """

    CLINIC_FILE = "clinic_file"
    CASE_LOG = "case_log"
    IN_FORCE = "in_force"
    WAIVER_ADDED = "waiver_added"
    WAIVER_ENDED = "waiver_ended"
    WAIVER_REMOVED = "waiver_removed"
    RULE_CHANGED = "rule_changed"
    CALENDAR = "calendar"
    PERIOD = "period"
    TOOL = "tool"
    TERMS = "terms"


WORSE: Final = frozenset({ChangeKind.NEW, ChangeKind.WORSENED})
_GRAVITY: Final = {Outcome.VIOLATION: 4, Outcome.WARNING: 3, Outcome.UPCOMING: 2, Outcome.ADVICE: 1}


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of an item in one report.

    ``outcome`` is None if the report lacks the clinic, or the rule. ``beneath`` is the finding's
    outcome without waiver and baseline; None without a finding.
    """

    outcome: Outcome | None
    beneath: Outcome | None = None
    measure: Measure | None = None
    waiver: str | None = None

    @property
    def comparable(self) -> bool:
        """Whether the item was audited and decided."""
        return self.outcome not in (None, Outcome.UNDETERMINED)

    @property
    def fails(self) -> bool:
        """Whether there is a finding that is neither advice nor waived."""
        known = self.beneath not in (None, Outcome.ADVICE)
        return known and self.outcome is not Outcome.WAIVED

    @property
    def weight(self) -> tuple[int, int, Fraction]:
        """Order findings, the lightest first: waived ones, then by outcome, then by late share."""
        gravity = _GRAVITY[self.beneath] if self.beneath else 0
        share = self.measure.late_share if self.measure else Fraction(0)
        return 0 if self.outcome is Outcome.WAIVED else gravity, gravity, share


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one item: a rule, or a finding, at a clinic.

    ``location`` is that of the newer finding, else of the older; it is empty without either.
    """

    kind: ChangeKind
    rule: str
    hsa_id: str
    clinic: str
    service: str | None
    fingerprint: str | None
    location: Location
    old: Standing
    new: Standing
    causes: tuple[Cause, ...]

    @property
    def fails(self) -> bool:
        """Whether the item fails in either report."""
        return self.old.fails or self.new.fails


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two reports: its file, and what it says about itself."""

    path: str
    sha256: str
    as_of: date
    clinics: int
    ruleset: str
    tool_version: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports, and every item that has a finding in either or was not decided in one.

    ``gone`` and ``added`` are the clinics, by name and HSA-id, that only the old, or only the new,
    report has. ``ruleset`` has the words for rules and services, if it could be read.
    """

    old: Compared
    new: Compared
    changes: tuple[Change, ...]
    gone: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    ruleset: RuleSet | None

    @property
    def summary(self) -> Counter[ChangeKind]:
        """How many items changed in each way."""
        return Counter(change.kind for change in self.changes)

    def of(self, kind: ChangeKind) -> Iterator[Change]:
        """Yield the changes of one kind."""
        return (change for change in self.changes if change.kind is kind)

    @property
    def worse(self) -> bool:
        """Whether anything is new or worsened, advice aside."""
        return any(change.new.fails for change in self.worsening)

    @property
    def worsening(self) -> Iterator[Change]:
        """Yield what is new or worsened."""
        return (change for change in self.changes if change.kind in WORSE)

    @property
    def uncertain(self) -> bool:
        """Whether an item that fails in either report cannot be compared."""
        return any(one.fails for one in self.of(ChangeKind.NOT_COMPARABLE))
