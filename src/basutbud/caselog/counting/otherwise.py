"""The cases of each unit as other ways to count working days would judge them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from basutbud.caselog.engine import Engine
from basutbud.caselog.sql.otherwise import IN_VIEW, calendar_columns, otherwise_sql
from basutbud.caselog.sql.outcomes import OUTCOMES
from basutbud.caselog.units import Units
from basutbud.model.cases import Tally, UnitCases
from basutbud.model.vocabulary import CaseOutcome
from basutbud.workdays import Workdays


def count_otherwise(
    engine: Engine,
    days: tuple[date, date] | None,
    ways: Sequence[Workdays],
    units: Units,
    cases: Mapping[str, UnitCases],
) -> tuple[Mapping[str, UnitCases], ...]:
    """Return each unit's cases by each of the other ways; ``cases`` are those as ruled.

    ``days`` are the first and the last that any case names. Which row of a case stands, and which
    are contradictory, depends on no calendar. A case that a way's calendar cannot judge is
    unreadable by it.
    """
    if not ways or days is None:
        return tuple(cases for _ in ways)
    due = [{one.day: one.due for one in way.counted(*days)} for way in ways]
    first, last = (day.toordinal() for day in days)
    dates = map(date.fromordinal, range(first, last + 1))
    rows = [(day, *(one.get(day) for one in due)) for day in dates]
    engine.fill("otherwise", calendar_columns(len(ways)), rows)
    found: list[defaultdict[tuple[str, bool], Counter[CaseOutcome]]] = [
        defaultdict(Counter) for _ in ways
    ]
    for unit, in_force, *outcomes, n in engine.rows(
        otherwise_sql([way.last_judged for way in ways])
    ):
        for counts, outcome in zip(found, outcomes, strict=True):
            counts[units.name(unit), bool(in_force)][OUTCOMES[outcome]] += n
    return tuple(
        {unit: _judged_otherwise(unit, one, counts) for unit, one in cases.items()}
        for counts in found
    )


def _judged_otherwise(
    unit: str, cases: UnitCases, counts: Mapping[tuple[str, bool], Mapping[CaseOutcome, int]]
) -> UnitCases:
    """Return a unit's cases with other outcomes; what is counted by parts stays as ruled."""
    in_force, before_force = (
        _with_outcomes(tally, counts.get((unit, bound), {}))
        for tally, bound in ((cases.in_force, True), (cases.before_force, False))
    )
    total = Tally.together([in_force, before_force])
    beyond = total[CaseOutcome.REJECTED] - cases.total[CaseOutcome.REJECTED]
    return replace(
        cases,
        total=total,
        in_force=in_force,
        before_force=before_force,
        unreadable=cases.unreadable + beyond,
    )


def _with_outcomes(tally: Tally, found: Mapping[CaseOutcome, int]) -> Tally:
    """Return a tally with other outcomes of its cases in view, without their working days."""
    kept = zip(OUTCOMES, tally.counts, strict=True)
    counts = [found.get(one, 0) + (0 if one in IN_VIEW else rows) for one, rows in kept]
    if sum(counts) != tally.read:
        raise AssertionError("the cases judged otherwise are not those judged")
    return Tally(tuple(counts))
