"""The closed lists of values: providers, severities, outcomes, verdicts."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Closed(StrEnum):
    """A closed list of values."""

    # Enum's own hash is slow Python code, and these are keys of many small mappings.
    __hash__ = str.__hash__


class Provider(Closed):
    """Who runs the clinic: the region itself, or a private provider under agreement."""

    REGION = "region"
    PRIVATE = "private"


class Severity(Closed):
    """How much a rule weighs: an obligation, a strong sign of a breach, or advice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def badness(self) -> int:
        """Order severities: 0 is the gravest."""
        return _WEIGHTS[self]


_WEIGHTS = {severity: number for number, severity in enumerate(Severity)}


class Outcome(Closed):
    """How a rule comes out for a clinic, from worst to best."""

    VIOLATION = "violation"
    WARNING = "warning"
    UNDETERMINED = "undetermined"
    UPCOMING = "upcoming"
    ADVICE = "advice"
    WAIVED = "waived"
    BASELINED = "baselined"
    COMPLIANT = "compliant"
    NOT_APPLICABLE = "not_applicable"

    @property
    def badness(self) -> int:
        """Order outcomes: 0 is the worst."""
        return _BADNESS[self]


_BADNESS = {outcome: number for number, outcome in enumerate(Outcome)}


class Verdict(Closed):
    """An audit, or a clinic, in one word: the first of these that is true of it.

    ``incomplete`` where something could not be read or judged; ``upcoming`` where nothing is broken
    today, and something will be on a stated day.
    """

    INCOMPLETE = "incomplete"
    VIOLATION = "violation"
    UPCOMING = "upcoming"
    COMPLIANT = "compliant"


class FailOn(Closed):
    """The least grave finding that fails the audit; each level includes those before it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    UPCOMING = "upcoming"
    NEVER = "never"


class GroupBy(Closed):
    """What findings are grouped by."""

    CLINIC = "clinic"
    RULE = "rule"


class CsvDialect(Closed):
    """How a CSV report is written: for Swedish Excel, by RFC 4180, or with tabs."""

    EXCEL = "excel"
    RFC4180 = "rfc4180"
    TAB = "tab"


class Declaration(Closed):
    """What a clinic file declares of a service that it should declare otherwise."""

    NOT_MENTIONED = "not_mentioned"
    NOT_ACTIVE = "not_active"
    NOT_YET = "not_yet"
    NOT_IN_OPERATION = "not_in_operation"


class CaseOutcome(Closed):
    """What became of one row of a case log; every row read has exactly one.

    Its texts are ``case_…`` and ``column_…`` in each language.
    """

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    CONTRADICTORY = "contradictory"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    OUTSIDE = "outside"


NO_CASE: Final = frozenset({CaseOutcome.SUPERSEDED, CaseOutcome.REJECTED, CaseOutcome.OUTSIDE})
"""The outcomes of rows that are no cases: unreadable, superseded, or outside the period."""


class InputKind(Closed):
    """What an input file is."""

    CLINIC = "clinic"
    CASE_LOG = "case_log"
    WAIVERS = "waivers"
    BASELINE = "baseline"
