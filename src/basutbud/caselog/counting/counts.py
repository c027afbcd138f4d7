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
    return Counts(
        by_log=list(engine.rows(sql.BY_LOG)),
        by_service=((row[0], names[row[1]], _tally(row[2:])) for row in by_service),
        by_month=((row[0], row[1], _tally(row[2:])) for row in by_month),
        by_tertial=((row[0], row[1], _tally(row[2:])) for row in by_tertial),
        by_service_and_month=(
            (row[0], (names[row[1]], row[2]), _tally(row[3:])) for row in by_both
        ),
    )


def _tally(part: _Row) -> Tally:
    days, cases = part[-2:]
    return Tally(part[:-2], dict(sorted(zip(days, cases, strict=True))) if days else {})


def _once_made(rows: Future[Iterator[_Row]]) -> Iterator[_Row]:
    yield from rows.result()
