"""Coming breaches: obligations not met today that take effect on a known day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from basutbud.model.finding import ClinicReport, Finding


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Obligations not met that take effect later, counted for the first day on which any does.

    ``clinics`` is the number of clinics that will be in breach on that day. ``services`` counts an
    e-service once for each clinic; ``late`` of the ``decided`` cases so far were not answered in
    time; ``others`` counts the remaining findings. ``later`` counts the findings that become
    breaches after that day, and ``later_clinics`` the clinics that have only such.
    """

    day: date
    days_left: int
    clinics: int
    services: int
    late: int
    decided: int
    others: int
    later: int
    later_clinics: int

    @classmethod
    def of(cls, clinics: Iterable[ClinicReport], as_of: date) -> Shortfall | None:
        """Return the shortfall of the clinics' findings on a day, or None without any."""
        coming = [_coming(clinic) for clinic in clinics]
        days = [day for one in coming for day, _ in one]
        if not days:
            return None
        day = min(days)
        first = [found for one in coming if (found := [f for since, f in one if since == day])]
        others = [_without_service(found) for found in first]
        replies = [one.measure for found in others for one in found if one.measure]
        return cls(
            day=day,
            days_left=(day - as_of).days,
            clinics=len(first),
            services=sum(len({f.service for f in found if f.service}) for found in first),
            late=sum(one.not_in_time for one in replies),
            decided=sum(one.decided for one in replies),
            others=sum(map(len, others)) - len(replies),
            later=len(days) - sum(map(len, first)),
            later_clinics=sum(map(bool, coming)) - len(first),
        )

    @property
    def late_share(self) -> float | None:
        """The share of decided cases not answered in time; None without such a finding."""
        return self.late / self.decided if self.decided else None


def _coming(clinic: ClinicReport) -> list[tuple[date, Finding]]:
    """Return the findings that will be breaches, with the day from which each is one."""
    return [(one.since, one) for one in clinic.findings if one.comes and one.since is not None]


def _without_service(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.service is None]
