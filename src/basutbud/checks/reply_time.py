"""Whether residents had a reply within the limit of working days."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Final

from basutbud.checks.kind import NO_LOG, Assessment, Deviation, Kind, Params, Subject, no_service
from basutbud.model.cases import Tally, UnitCases
from basutbud.model.overtime.measure import Measure
from basutbud.model.ruleset import WEEKDAYS
from basutbud.model.vocabulary import CaseOutcome


def _check(params: Params, subject: Subject) -> Assessment:
    cases = subject.cases
    if cases is None:
        return NO_LOG
    tolerated = Fraction(str(params["tolerated_late_share"]))  # 0.29 of 100 is 29, not just below
    deviations = [
        _deviation(params, cases, tally, early=early)
        for tally, early in ((cases.in_force, False), (cases.before_force, True))
        if tally.not_in_time > tolerated * tally.decided
    ]
    return Assessment(tuple(deviations), undetermined=_doubt(cases, in_force=subject.in_force))


def _deviation(params: Params, cases: UnitCases, tally: Tally, *, early: bool) -> Deviation:
    return Deviation(
        pointer=("cases", "earlier" if early else "judged"),
        facts={
            "late": tally.not_in_time,
            "judged": tally.decided,
            "share": tally.not_in_time / tally.decided,
            "days": params["working_days"],
            "tolerated": float(params["tolerated_late_share"]),
        },
        cases=tuple(
            case
            for case in cases.worst
            if case.in_force is not early
            and case.outcome in (CaseOutcome.LATE, CaseOutcome.OVERDUE)
        ),
        measure=Measure(tally.decided, tally[CaseOutcome.LATE], tally[CaseOutcome.OVERDUE]),
        early=early,
    )


def _doubt(cases: UnitCases, *, in_force: bool) -> str | None:
    """Return the code of what keeps the cases from proving compliance, if anything does."""
    if cases.unreadable:
        return "unreadable_rows"
    if cases.total[CaseOutcome.CONTRADICTORY]:
        return "contradictory_rows"
    proving = cases.in_force.decided
    if not in_force:
        proving += cases.before_force.decided
    return None if proving else "no_judged_cases"


_PARAMS: Final = {
    "working_days": {"type": "integer", "minimum": 1, "maximum": 60},
    "weekdays": {
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {"enum": list(WEEKDAYS)},
    },
    "free_grounds": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
    "received_on_free_day": {"enum": ["day-zero", "next-working-day"]},
    "tolerated_late_share": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
}
KIND: Final = Kind(
    params={
        "type": "object",
        "additionalProperties": False,
        "required": list(_PARAMS),
        "properties": _PARAMS,
    },
    alternatives={
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {**_PARAMS, "reply": {"const": "final"}},
    },
    facts=lambda _: frozenset({"late", "judged", "share", "days", "tolerated"}),
    service=no_service,
    prepare=lambda params: partial(_check, params),
    by_cases=True,
)
