"""Remarks of an audit on itself: that it judged no case, skipped a file, looks past its date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from basutbud.errors import Location, Problem
from basutbud.model.cases import CaseStatistics
from basutbud.model.vocabulary import CaseOutcome

_MOST_NAMED: Final = 5
"""Files or clinics that a note names at most."""
_NOT_ASKED_FOR = frozenset({CaseOutcome.OUTSIDE})
"""Outcomes of rows that were not asked for, rather than could not be judged."""


def nothing_judged(statistics: CaseStatistics, *, allow_empty: bool) -> Iterator[Problem]:
    """Yield a problem if logs were read but no case in them is on time, late, open or overdue.

    With ``allow_empty``, logs may have no rows, or none within the period.
    """
    total = statistics.total
    became = [outcome for outcome in CaseOutcome if total[outcome]]
    if not statistics.logs or total.in_view:
        return
    if allow_empty and _NOT_ASKED_FOR.issuperset(became):
        return
    if not became:
        yield Problem("nothing_to_scan", Location(""))
        return
    counts = {outcome.value: total[outcome] for outcome in became}
    yield Problem("nothing_judged", Location(""), {"n": total.read, **counts})


def none_of_clinics(statistics: CaseStatistics, left_out: Collection[str]) -> Iterator[Problem]:
    """Yield a problem if logs hold cases, but none of an audited clinic.

    ``left_out`` are clinics that were left out by request: it is no mistake that a log has their
    cases.
    """
    if any(cases.total.in_view for cases in statistics.units.values()):
        return
    asked_for = statistics.total.in_view - sum(
        tally.in_view for unit, tally in statistics.unmatched.items() if unit in left_out
    )
    if asked_for:
        yield Problem("no_case_of_clinics", Location(""), {"n": asked_for})


def met_by_name(statistics: CaseStatistics, names: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a note on clinics that logs give by name; ``names`` has the names by HSA-id."""
    if met := statistics.met_by_name:
        pairs = [f"{names[shown_id]} = {shown_id}" for shown_id in met]
        yield Problem("units_by_name", Location(""), {"pairs": _first(pairs)})


def recurring_ids(statistics: CaseStatistics) -> Iterator[Problem]:
    """Yield a note on case ids that several cases share, received on different days."""
    if statistics.recurring_ids:
        yield Problem("ids_recur", Location(""), {"n": statistics.recurring_ids})


def past_the_date(
    statistics: CaseStatistics, period: tuple[date | None, date | None], as_of: date
) -> Iterator[Problem]:
    """Yield a note on a period that ends, and one on cases received, after the audit's date."""
    day = as_of.isoformat()
    _, last = period
    if last is not None and last > as_of:
        yield Problem("period_past_date", Location(""), {"last": last.isoformat(), "as_of": day})
    received = [
        cases.last_received
        for cases in statistics.units.values()
        if cases.last_received is not None and cases.last_received > as_of
    ]
    if received:
        latest = max(received).isoformat()
        yield Problem(
            "cases_past_date", Location(""), {"n": len(received), "last": latest, "as_of": day}
        )


def own_files(paths: Sequence[str]) -> Iterator[Problem]:
    """Yield a note on the inputs that are basutbud's own files, if there are any."""
    if paths:
        yield Problem("own_files", Location(""), {"paths": _first(paths)})


def _first(names: Sequence[str]) -> tuple[str, ...]:
    """Return the first names, and an ellipsis if there are more."""
    more = ("…",) if len(names) > _MOST_NAMED else ()
    return (*sorted(names)[:_MOST_NAMED], *more)
