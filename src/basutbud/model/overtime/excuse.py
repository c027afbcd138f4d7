"""What excuses a finding: a waiver that covers it, or a baseline that already has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Final, NamedTuple

from basutbud.model.overtime.measure import Measure
from basutbud.model.ruleset import RuleSet
from basutbud.model.vocabulary import Closed, Outcome

_NOTHING: Final = Fraction()
_WILD: Final = frozenset("*?")
"""The characters that make an HSA-id a pattern."""
WARN_DAYS: Final = 30
"""Days left of a waiver from which it is about to expire."""


class WaiverState(Closed):
    """The standing of a waiver on a day.

    ``unused`` matches no finding of the audited clinics; ``unknown`` names a rule or a service that
    the rule set lacks.
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
    """A waiver from a waiver file, in force from ``granted`` to ``expires``, both included.

    ``clinics`` are HSA-ids and patterns of them, for matching; everything else is fit to print.
    ``ceiling`` is the share of late cases up to which it covers reply times; ``line`` is its line
    in the file.
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
        """Tell whether it is for this clinic."""
        return any(fnmatchcase(hsa_id, pattern) for pattern in self.clinics)

    @property
    def named_clinics(self) -> list[str]:
        """The HSA-ids that it names, without the patterns."""
        return [clinic for clinic in self.clinics if not _WILD.intersection(clinic)]

    def is_known_to(self, ruleset: RuleSet) -> bool:
        """Tell whether a rule set has all its rules, and its service."""
        rules = {rule.id for rule in ruleset.rules}
        return rules.issuperset(self.rules) and self.service in (None, *ruleset.services)

    def days_left(self, as_of: date) -> int:
        """Return the days until its last day; negative once it has expired."""
        return (self.expires - as_of).days

    def state(self, as_of: date, warn_days: int = WARN_DAYS) -> WaiverState:
        """Return its state by its dates alone."""
        if as_of < self.granted:
            return WaiverState.PENDING
        left = self.days_left(as_of)
        if left < 0:
            return WaiverState.EXPIRED
        return WaiverState.EXPIRING if left <= warn_days else WaiverState.ACTIVE

    def is_exceeded_by(self, measure: Measure | None) -> bool:
        """Tell whether a finding is above its ceiling."""
        if self.ceiling is None or measure is None:
            return False
        return measure.late_share > self.ceiling


class Waived(NamedTuple):
    """The waiver that counts for a finding, whether or not it covers it.

    ``state`` is its standing there and ``days_left`` the days until its last day; ``otherwise`` is
    the outcome without it. ``others`` are the ids of further waivers that match the finding.
    """

    waiver: Waiver
    state: WaiverState
    days_left: int
    otherwise: Outcome
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiverStanding:
    """A waiver's standing in an audit, and the number of findings that it covers."""

    waiver: Waiver
    state: WaiverState
    findings: int

    @property
    def calls_for_attention(self) -> bool:
        """Whether somebody should renew or remove it."""
        return self.state in _CALLING


class KnownState(Closed):
    """How a finding compares with its entry in a baseline."""

    KNOWN = "known"
    WORSE = "worse"
    RULE_CHANGED = "rule_changed"


class BaselineEntry(NamedTuple):
    """A finding in a baseline: its rule, its outcome and its measure."""

    rule: str
    outcome: Outcome
    measure: Measure | None

    def is_worse_than(self, before: BaselineEntry, worse_by: Fraction = _NOTHING) -> bool:
        """Tell whether its outcome is worse than before, or its share of late replies larger.

        ``worse_by`` is the increase of the share that is allowed.
        """
        if self.outcome.badness < before.outcome.badness:
            return True
        if self.measure is None:
            return False
        if before.measure is None:
            return True
        return self.measure.late_share > before.measure.late_share + worse_by


class Known(NamedTuple):
    """A finding that a baseline knows; ``otherwise`` is its outcome without the baseline."""

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
    """What became of a baseline's entries, each counted once.

    An entry holds, is exceeded by its finding, or gives way to a waiver; the rest have no finding.
    """

    path: str
    as_of: date
    entries: int
    held: int
    exceeded: int
    waived: int

    @property
    def unmet(self) -> int:
        """The number of entries whose findings are gone."""
        return self.entries - self.held - self.exceeded - self.waived
