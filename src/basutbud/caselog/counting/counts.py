"""Counts the judged rows of all logs, by SQL that the engines share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from basutbud.caselog.engine import Engine
from basutbud.caselog.sql import outcomes as sql
from basutbud.chance.months import month_name
from basutbud.model.cases import Tally

_month = cache(month_name)


class LogRows(NamedTuple):
    """Rows of a unit in a log, received while the rule bound it or before.

    ``unit`` is its number; None of rows without one. ``first`` and ``last`` are the days of its
    cases.
    """

    unit: int | None
    log: int
    in_force: bool
    tally: Tally
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts: all rows by unit and log, and the cases of each unit in parts.

    Units go by their numbers. Months are named as ``2016-01``, tertials as ``2016-T1``.
    """

    by_log: Sequence[LogRows]
    by_service: Iterable[tuple[int, str, Tally]] = ()
    by_month: Iterable[tuple[int, str, Tally]] = ()
    by_tertial: Iterable[tuple[int, str, Tally]] = ()
    by_service_and_month: Iterable[tuple[int, tuple[str, str], Tally]] = ()


def count_rows(engine: Engine, services: Sequence[str], *, in_detail: bool) -> Counts:
    """Count the rows; ``services`` are the names of services by number."""
    by_service, by_month, by_tertial = (
        engine.rows(sql.parts_sql(key)) for key in (sql.SERVICE_KEY, sql.MONTH, sql.TERTIAL)
    )
    by_both = engine.rows(sql.parts_sql(sql.SERVICE_KEY, sql.MONTH)) if in_detail else ()
    names: dict[int | None, str] = {None: "", **dict(enumerate(services))}
    tallies = _Tallies()
    return Counts(
        by_log=[
            LogRows(unit, log, bool(in_force), tallies[part], *received)
            for unit, log, in_force, part, *received in engine.rows(sql.BY_LOG)
        ],
        by_service=((unit, names[service], tallies[part]) for unit, service, part in by_service),
        by_month=((unit, _month(month), tallies[part]) for unit, month, part in by_month),
        by_tertial=((unit, _tertial(first), tallies[part]) for unit, first, part in by_tertial),
        by_service_and_month=(
            (unit, (names[service], _month(month)), tallies[part])
            for unit, service, month, part in by_both
        ),
    )


class _Tallies(dict[str, Tally]):
    """Tallies by the texts of parts; equal parts share one tally."""

    def __missing__(self, part: str) -> Tally:
        counts = [0] * len(sql.OUTCOMES)
        working_days: dict[int, int] = {}
        for outcome, days, rows in sql.read_part(part):
            counts[outcome] += rows
            if days >= 0:
                working_days[days] = working_days.get(days, 0) + rows
        tally = self[part] = Tally(tuple(counts), dict(sorted(working_days.items())))
        return tally


@cache
def _tertial(first: int) -> str:
    """Name the third of the year that begins with a month."""
    year, month = divmod(first - 1, 12)
    return f"{year:04}-T{month // sql.MONTHS_IN_TERTIAL + 1}"
