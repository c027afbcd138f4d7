"""The judged rows of all logs counted, by SQL that the engines share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any

from basutbud.caselog.counting.statistics import Counts
from basutbud.caselog.engine import Engine
from basutbud.caselog.sql import outcomes as sql
from basutbud.model.cases import Tally

_Row = tuple[Any, ...]


def count_rows(
    engine: Engine, services: Sequence[str], pool: Executor, *, in_detail: bool
) -> Counts:
    """Have the rows counted; ``services`` are their names by number.

    The counts of parts are made in the pool, while what is made already is put together.
    """
    by_service, by_month, by_tertial = (
        _once_made(pool.submit(engine.rows, sql.parts_sql(key)))
        for key in (sql.SERVICE_KEY, sql.MONTH, sql.TERTIAL)
    )
    by_both = engine.rows(sql.parts_sql(sql.SERVICE_KEY, sql.MONTH)) if in_detail else ()
    names: dict[int | None, str] = {None: "", **dict(enumerate(services))}
    tallies = _Tallies()
    return Counts(
        by_log=list(engine.rows(sql.BY_LOG)),
        by_service=((unit, names[service], tallies[part]) for unit, service, part in by_service),
        by_month=((unit, month, tallies[part]) for unit, month, part in by_month),
        by_tertial=((unit, first, tallies[part]) for unit, first, part in by_tertial),
        by_service_and_month=(
            (unit, (names[service], month), tallies[part]) for unit, service, month, part in by_both
        ),
    )


class _Tallies(dict[str, Tally]):
    """Tallies by the texts of parts; small parts that count the same are one tally."""

    def __missing__(self, part: str) -> Tally:
        counts = [0] * len(sql.OUTCOMES)
        working_days: dict[int, int] = {}
        for outcome, days, cases in sql.read_part(part):
            counts[outcome] += cases
            if days >= 0:
                working_days[days] = working_days.get(days, 0) + cases
        tally = self[part] = Tally(tuple(counts), dict(sorted(working_days.items())))
        return tally


def _once_made(rows: Future[Iterator[_Row]]) -> Iterator[_Row]:
    yield from rows.result()
