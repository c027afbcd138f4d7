"""Cases in the JSON report: counts, shares, and their limits of chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import orjson

from basutbud.chance.funnel import Funnel
from basutbud.chance.months import ControlChart, Month
from basutbud.model.cases import Tally, UnitCases, chart_months
from basutbud.model.overtime.measure import Measure
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome

_OUTCOMES = tuple(outcome.value for outcome in CaseOutcome)
_COUNTS = ("read", *_OUTCOMES)
"""The names of a tally's counts, in their order."""


def counts_shaped(tally: Tally) -> dict[str, int]:
    """Map the counts of a tally."""
    return dict(zip(_COUNTS, (tally.read, *tally.counts), strict=True))


def cases_shaped(
    cases: UnitCases, funnel: Funnel | None, written: dict[int, bytes]
) -> dict[str, Any]:
    """Map a unit's cases, and where it lies in the funnel of all.

    Tallies that are one object are ``written`` once, by its id.
    """
    total, chart = cases.total, chart_months(cases.by_month)
    months: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: {"by_month": []})
    for (service, month), tally in cases.by_service_and_month.items():
        months[service]["by_month"].append(_brief({"month": month, **_tally(tally)}))
    return {
        **_with_interval(total),
        "funnel": _place(total, funnel),
        "direction": chart.direction,
        "in_force": _with_interval(cases.in_force),
        "first_received": _day(cases.first_received),
        "last_received": _day(cases.last_received),
        "by_service": [
            _line("service", name or None, tally, written, months.get(name, {}))
            for name, tally in cases.by_service.items()
        ],
        "by_month": _months(cases.by_month, chart, written),
        "by_tertial": [
            _line("tertial", name, tally, written) for name, tally in cases.by_tertial.items()
        ],
    }


def replies_shaped(report: Report) -> dict[str, Any]:
    """Map the cases of all clinics together, and the limits around their share."""
    funnel, months = report.funnel, report.replies_by_month
    chart = chart_months(months)
    return {
        **_with_interval(report.replies),
        "direction": chart.direction,
        "centre": rounded(chart.centre),
        "by_month": _months(months, chart, {}),
        "funnel": None
        if funnel is None
        else {
            "centre": rounded(funnel.centre),
            "units": funnel.units,
            "dispersion": rounded(funnel.dispersion),
            "widening": rounded(funnel.widening),
        },
    }


def measure_shaped(measure: Measure) -> dict[str, Any]:
    """Map the measure of a finding; the exact share follows from the numbers."""
    return {
        "judged": measure.decided,
        "late": measure.late,
        "overdue": measure.overdue,
        "late_share": rounded(float(measure.late_share)),
    }


def rounded(share: float | None) -> float | None:
    """Return a share with six decimals, enough to recover the number of cases."""
    return None if share is None else round(share, 6)


def _place(total: Tally, funnel: Funnel | None) -> dict[str, Any] | None:
    if funnel is None or not total.decided:
        return None
    limits = funnel.limits(total.decided)
    return {
        "place": funnel.place(total[CaseOutcome.ON_TIME], total.decided),
        "limits_95": [rounded(limits.lower_950), rounded(limits.upper_950)],
        "limits_998": [rounded(limits.lower_998), rounded(limits.upper_998)],
    }


def _months(
    tallies: Mapping[str, Tally], chart: ControlChart, written: dict[int, bytes]
) -> list[orjson.Fragment]:
    return [
        _line("month", month.name, tallies[month.name], written, _chance(month))
        for month in chart.months
    ]


def _chance(month: Month) -> dict[str, Any]:
    return {
        "preliminary": month.preliminary,
        "limits": month.limits and [*map(rounded, month.limits)],
        "signal": month.signals[0] if month.signals else None,
    }


def _line(
    key: str,
    name: str | None,
    tally: Tally,
    written: dict[int, bytes],
    more: Mapping[str, Any] = MappingProxyType({}),
) -> orjson.Fragment:
    """Return a tally as one line: a region's report has tens of thousands of them."""
    counts = written.get(id(tally))
    if counts is None:
        counts = written[id(tally)] = _members(_with_interval(tally))
    behind = b"," + _members(more) if more else b""
    return orjson.Fragment(b"{%b,%b%b}" % (_named(key, name), counts, behind))


@lru_cache(maxsize=10_000)
def _named(key: str, name: str | None) -> bytes:
    return _members({key: name})


def _members(shaped: Mapping[str, Any]) -> bytes:
    return orjson.dumps(shaped)[1:-1]


def _tally(tally: Tally) -> dict[str, Any]:
    median, ninetieth, longest = tally.days
    return {
        **counts_shaped(tally),
        "on_time_share": rounded(tally.on_time_share),
        "working_days": {"p50": median, "p90": ninetieth, "max": longest},
    }


def _with_interval(tally: Tally) -> dict[str, Any]:
    interval = tally.share_interval
    return {**_tally(tally), "share_interval": interval and [*map(rounded, interval)]}


def _brief(shaped: dict[str, Any]) -> dict[str, Any]:
    """Return a tally without the outcomes that never occurred."""
    return {name: value for name, value in shaped.items() if value or name not in _OUTCOMES}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
