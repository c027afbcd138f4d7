"""A trend over several reports: reply times by month of receipt, compliance by report date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from basutbud.chance.months import ControlChart, Count, control_chart
from basutbud.model.cases import Tally
from basutbud.model.overtime.comparison import Cause
from basutbud.model.vocabulary import CaseOutcome, Verdict


@dataclass(frozen=True, slots=True)
class Coverage:
    """The clinics that a point covers, of all ``known`` ones, and those without a log."""

    clinics: int
    known: int
    without_log: int

    @property
    def missing(self) -> int:
        """The number of clinics that have a log but are not in the point."""
        return self.known - self.clinics - self.without_log


@dataclass(frozen=True, slots=True)
class TrendReport:
    """One report. ``alone`` clinics comply by themselves, ``excused`` with waiver or baseline too.

    ``changes`` are the differences of its yardstick from the report before.
    """

    path: str
    as_of: date
    sha256: str
    ruleset: str
    coverage: Coverage
    verdicts: Mapping[Verdict, int]
    alone: int
    excused: int
    changes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """The cases that all clinics received in a month; without a tally it is a gap.

    ``partial``: the month is incomplete for some clinic, as a period or the report's date cuts it,
    or rows are missing. ``after_as_of``: some of its cases were received after the report's date.
    """

    name: str
    tally: Tally | None
    coverage: Coverage
    partial: bool
    after_as_of: bool
    changes: tuple[Cause, ...]

    @property
    def preliminary(self) -> bool:
        """Whether the month's share may still change."""
        return self.tally is not None and (self.partial or self.tally[CaseOutcome.OPEN] > 0)


@dataclass(frozen=True, slots=True)
class TrendClinic:
    """One clinic's cases by month; a missing month is a gap."""

    hsa_id: str
    name: str
    months: Mapping[str, Tally]


@dataclass(frozen=True)
class Trend:
    """Reports by date; every month from the first to the last that has cases; clinics by name."""

    reports: tuple[TrendReport, ...]
    months: tuple[TrendMonth, ...]
    clinics: tuple[TrendClinic, ...]

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """The months that have cases."""
        return {month.name: month.tally for month in self.months if month.tally is not None}

    @cached_property
    def control(self) -> ControlChart:
        """The control chart of the share in time; preliminary months do not count."""
        return control_chart(
            {
                month.name: Count(
                    month.tally[CaseOutcome.ON_TIME], month.tally.decided, int(month.preliminary)
                )
                for month in self.months
                if month.tally is not None
            }
        )
