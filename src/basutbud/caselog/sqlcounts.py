"""Rows counted by SQL, in words that all engines share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any, Final

from basutbud.caselog import classification as sql
from basutbud.caselog.plan import Engine
from basutbud.caselog.statistics import Counts
from basutbud.model.cases import Tally

_Row = tuple[Any, ...]
_AT_ONCE: Final = 6
"""Stretches counted in one statement, which keeps room for each until all are."""


def counted(engine: Engine, names: Sequence[str], pool: Executor, *, in_detail: bool) -> Counts:
    """Have the rows counted; ``names`` are the services by number.

    The counts of parts are made in the pool, while what is made already is put together.
    """
    _make_tally(engine)
    by_service, by_month, by_tertial = (
        _once_made(pool.submit(engine.rows, sql.parts_sql(key)))
        for key in ("service_id", "month", sql.TERTIAL)
    )
    by_both = engine.rows(sql.parts_sql("service_id", "month")) if in_detail else ()
    service: dict[int | None, str] = {None: "", **dict(enumerate(names))}
    return Counts(
        by_log=list(engine.rows(sql.BY_LOG)),
        by_service=((row[0], service[row[1]], _tally(row[2:])) for row in by_service),
        by_month=((row[0], row[1], _tally(row[2:])) for row in by_month),
        by_tertial=((row[0], row[1], _tally(row[2:])) for row in by_tertial),
        by_service_and_month=(
            (row[0], (service[row[1]], row[2]), _tally(row[3:])) for row in by_both
        ),
    )


def _make_tally(engine: Engine) -> None:
    """Have the rows counted, some stretches at a time, so that memory hangs on no log's size."""
    stretches = engine.stretches()
    starts = range(0, max(1, len(stretches)), _AT_ONCE)
    for start in starts:
        engine.make(f"tally_{start}", sql.tally_sql(stretches[start : start + _AT_ONCE]))
    engine.define("tally", " UNION ALL ".join(f"SELECT * FROM tally_{start}" for start in starts))


def _tally(part: _Row) -> Tally:
    days, cases = part[-2:]
    return Tally(part[:-2], dict(sorted(zip(days, cases, strict=True))) if days else {})


def _once_made(rows: Future[Iterator[_Row]]) -> Iterator[_Row]:
    yield from rows.result()
