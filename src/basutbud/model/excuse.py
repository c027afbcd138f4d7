"""What excuses a finding: a waiver that covers it, or a baseline that already has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Final, NamedTuple

from basutbud.model.measure import Measure
from basutbud.model.ruleset import RuleSet
from basutbud.model.vocabulary import Closed, Outcome

_NOTHING: Final = Fraction()
_WILD: Final = frozenset("*?")
"""What patterns of HSA-ids hold, and HSA-ids do not."""
WARN_DAYS: Final = 30
"""Days left of a waiver from which it is about to expire."""


class WaiverState(Closed):
    """How a waiver stands as of a day.

    ``unused`` meets no finding at the clinics that were audited; ``unknown`` names a rule or a
    service that the rule set does not have.
    """

    PENDING = "pending"
    ACTIVE = "active"
    EXPIRING = "expiring"
    OVER_CEILING = "over_ceiling"
    EXPIRED = "expired"
    UNUSED = "unused"
    UNKNOWN = "unknown"


_CALLING: Final = frozenset(
    {WaiverState.EXPIRED, WaiverState.EXPIRING, WaiverState.UNUSED, WaiverState.UNKNOWN}
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver as its file grants it, in force from ``granted`` to ``expires``, both included.

    ``clinics`` are HSA-ids and patterns of them, for matching; all else, and ``shown_clinics``, is
    fit to print. ``ceiling`` is the share of late cases up to which it covers reply times;
    ``line`` is where the file has it.
    """

    id: str
    rules: tuple[str, ...]
    clinics: tuple[str, ...]
    shown_clinics: tuple[str, ...]
    service: str | None
    reason: str
    approved_by: str
    reference: str | None
    granted: date
    expires: date
    ceiling: Fraction | None
    line: int | None = None

    def names_clinic(self, hsa_id: str) -> bool:
        """Tell whether a clinic is among those that it is for."""
        return any(fnmatchcase(hsa_id, pattern) for pattern in self.clinics)

    @property
    def named_clinics(self) -> list[str]:
        """The clinics that it names one by one."""
        return [clinic for clinic in self.clinics if not _WILD.intersection(clinic)]

    def is_known_to(self, ruleset: RuleSet) -> bool:
        """Tell whether a rule set has every rule that it names, and its service."""
        rules = {rule.id for rule in ruleset.rules}
        return rules.issuperset(self.rules) and self.service in (None, *ruleset.services)

    def days_left(self, as_of: date) -> int:
        """Return the days until its last; below 0 it has ended."""
        return (self.expires - as_of).days

    def state(self, as_of: date, warn_days: int = WARN_DAYS) -> WaiverState:
        """Return how it stands by its dates alone."""
        if as_of < self.granted:
            return WaiverState.PENDING
        left = self.days_left(as_of)
        if left < 0:
            return WaiverState.EXPIRED
        return WaiverState.EXPIRING if left <= warn_days else WaiverState.ACTIVE

    def is_exceeded_by(self, measure: Measure | None) -> bool:
        """Tell whether a finding weighs more than it covers."""
        if self.ceiling is None or measure is None:
            return False
        return measure.late_share > self.ceiling


class Waived(NamedTuple):
    """The waiver that counts for a finding, whether or not it covers it.

    ``state`` says how it stands there, ``days_left`` how long until its last day; ``otherwise`` is
    the outcome without it. ``others`` are the ids of further waivers that meet the finding.
    """

    waiver: Waiver
    state: WaiverState
    days_left: int
    otherwise: Outcome
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiverStanding:
    """How a waiver stands in an audit, and how many findings it covers there."""

    waiver: Waiver
    state: WaiverState
    findings: int

    @property
    def calls_for_attention(self) -> bool:
        """Whether somebody is to renew it, or take it away."""
        return self.state in _CALLING


class KnownState(Closed):
    """How a finding stands to the entry of it in a baseline."""

    KNOWN = "known"
    WORSE = "worse"
    RULE_CHANGED = "rule_changed"


class BaselineEntry(NamedTuple):
    """What a baseline knows of a finding: its rule, how it came out, and how much it weighed."""

    rule: str
    outcome: Outcome
    measure: Measure | None

    def is_worse_than(self, before: BaselineEntry, worse_by: Fraction = _NOTHING) -> bool:
        """Tell whether it is graver than before, or its share of late replies larger.

        ``worse_by`` is how much larger the share may be.
        """
        if self.outcome.badness < before.outcome.badness:
            return True
        if self.measure is None:
            return False
        if before.measure is None:
            return True
        return self.measure.late_share > before.measure.late_share + worse_by


class Known(NamedTuple):
    """What a baseline knows of a finding; ``otherwise`` is the outcome without it."""

    as_of: date
    entry: BaselineEntry
    state: KnownState
    otherwise: Outcome


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings known from before, by fingerprint; ``rules`` are the digests of their rules."""

    path: str
    sha256: str
    as_of: date
    rules: Mapping[str, str]
    entries: Mapping[str, BaselineEntry]
    worse_by: Fraction = Fraction()


@dataclass(frozen=True, slots=True)
class BaselineUse:
    """How many entries of a baseline hold, are exceeded, and are met by no finding any more."""

    path: str
    as_of: date
    entries: int
    held: int
    exceeded: int

    @property
    def unmet(self) -> int:
        """Entries that no finding meets any more."""
        return self.entries - self.held - self.exceeded
