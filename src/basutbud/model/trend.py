"""Many reports in a row: reply times by the month of receipt, compliance by report date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from basutbud.chance.months import ControlChart, Count, control_chart
from basutbud.model.cases import Tally
from basutbud.model.comparison import Cause
from basutbud.model.vocabulary import CaseOutcome, Verdict


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of all ``known`` clinics, those that a point speaks of, and those without a log."""

    clinics: int
    known: int
    without_log: int

    @property
    def missing(self) -> int:
        """Clinics that have a log, and are not in the point."""
        return self.known - self.clinics - self.without_log


@dataclass(frozen=True, slots=True)
class TrendReport:
    """One report. ``alone`` clinics comply by themselves, ``excused`` with waiver or baseline too.

    ``changes`` are what it is measured by otherwise than the report before it.
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
    """The cases of all clinics received in a month; no tally is a gap.

    ``partial``: of some clinic the month is known only as a period cuts it, or without some rows.
    """

    name: str
    tally: Tally | None
    coverage: Coverage
    partial: bool
    changes: tuple[Cause, ...]

    @property
    def preliminary(self) -> bool:
        """Whether its share may still change."""
        return self.tally is not None and (self.partial or self.tally[CaseOutcome.OPEN] > 0)


@dataclass(frozen=True, slots=True)
class TrendClinic:
    """One clinic's cases by month; a month that is missing is a gap."""

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
        """The months' shares in time with the limits of chance; preliminary ones are no part."""
        return control_chart(
            {
                month.name: Count(
                    month.tally[CaseOutcome.ON_TIME], month.tally.decided, int(month.preliminary)
                )
                for month in self.months
                if month.tally is not None
            }
        )
