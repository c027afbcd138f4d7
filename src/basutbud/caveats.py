"""What an audit says of itself: that it judged no case, skipped a file, looks past its date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from basutbud.errors import Location, Problem, Value
from basutbud.model.cases import CaseStatistics
from basutbud.model.vocabulary import CaseOutcome

_MOST_NAMED: Final = 5
"""Of basutbud's own files, those that are named."""
_NOT_ASKED_FOR = frozenset({CaseOutcome.OUTSIDE})
"""Outcomes that leave nothing to audit, rather than something that could not be."""


def nothing_judged(statistics: CaseStatistics, *, allow_empty: bool) -> Iterator[Problem]:
    """Yield a problem where logs were read and no case in them is on time, late, open or overdue.

    With ``allow_empty``, logs may be without rows, or have none within the period.
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
    """Yield a note on files among the inputs that are basutbud's own, if there are any."""
    if not paths:
        return
    named = tuple(sorted(paths)[:_MOST_NAMED])
    more = ("…",) if len(paths) > _MOST_NAMED else ()
    values: dict[str, Value] = {"paths": (*named, *more)}
    yield Problem("own_files", Location(""), values)
