"""How DuckDB finds which cases may stand more than once, at the cost that their order calls for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

Run = Callable[[str, Sequence[object]], Any]
"""Runs a statement with values and returns what gives its rows; any thread may call it."""

_HASHES: Final = 4_000_000
"""So many hashes at a time are looked through for those that repeat."""
_NOT_ASCENDING: Final = """
    SELECT 1 FROM (
        SELECT case_id, lag(case_id) OVER () AS last FROM kept.line_read
        WHERE fault = 0 AND rowid BETWEEN $1 AND $2
    ) WHERE strlen(case_id) < strlen(last) OR strlen(case_id) = strlen(last) AND case_id <= last
    LIMIT 1
"""
_BEHIND: Final = """
    INSERT INTO behind SELECT rowid FROM (
        SELECT rowid, case_id, lag(top) OVER () AS last_top FROM (
            SELECT rowid, case_id, max(case_id) OVER (ROWS UNBOUNDED PRECEDING) AS top
            FROM kept.line_read WHERE fault = 0 AND rowid BETWEEN $1 AND $2
        )
    ) WHERE case_id <= last_top
        OR case_id <= (SELECT max(case_id) FROM kept.line_read WHERE fault = 0 AND rowid < $1)
"""
_MANY: Final = 1_000_000
"""From so many rows on, those behind are looked for; fewer are all compared as soon."""
_FEW: Final = 10
"""Those behind are all that is looked at where at most one row in so many is."""


def make_repeated(run: Run, sql: str, rows: int) -> bool:
    """Make the table ``repeated`` of the ``hashed`` that a query returns more than once.

    Tell whether there are any. It may hold others too. ``rows`` are the places given so far. Where
    every case id is greater than the one before, in whatever order, none is twice there; where
    nearly all are greater than any before, only the others can be there before.
    """
    if _ascends(run, rows):
        return False
    if rows >= _MANY and _find_behind(run, rows) <= rows // _FEW:
        behind = f"SELECT hashed FROM ({sql}) WHERE place IN (SELECT place FROM behind)"
        run(f"CREATE OR REPLACE TABLE repeated AS SELECT DISTINCT hashed FROM ({behind})", ())
    else:
        _compare_all(run, sql)
    return bool(_value(run, "SELECT count(*) FROM repeated"))


def _ascends(run: Run, rows: int) -> bool:
    """Tell whether every case id is greater than the one before, each half by a thread."""
    halves = _halves(run, rows)
    with ThreadPoolExecutor(2) as pool:
        return not any(pool.map(lambda half: run(_NOT_ASCENDING, half).fetchone(), halves))


def _find_behind(run: Run, rows: int) -> int:
    """Make ``behind`` of the places of ids not above all before, each half by a thread.

    Return how many there are.
    """
    run("CREATE OR REPLACE TABLE behind (place BIGINT)", ())
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda half: run(_BEHIND, half), _halves(run, rows)))
    return int(_value(run, "SELECT count(*) FROM behind"))


def _halves(run: Run, rows: int) -> Sequence[tuple[int, int]]:
    """Return the first and last place of each half of the rows; they share a sound one."""
    sound = f"SELECT min(rowid) FROM kept.line_read WHERE fault = 0 AND rowid >= {rows // 2}"
    middle = _value(run, sound) or 0
    return (0, middle), (middle, rows)


def _compare_all(run: Run, sql: str) -> None:
    """Make ``repeated`` part by part, so that no table of all hashes' groups is in memory."""
    run(f"CREATE OR REPLACE TABLE hashes AS SELECT hashed FROM ({sql})", ())
    parts = 1 << (_value(run, "SELECT count(*) FROM hashes") // _HASHES).bit_length()
    for part in range(parts):
        verb = "INSERT INTO repeated" if part else "CREATE OR REPLACE TABLE repeated AS"
        run(
            f"{verb} SELECT hashed FROM hashes WHERE hashed & {parts - 1} = {part}"
            " GROUP BY hashed HAVING count(*) > 1",
            (),
        )
    run("DROP TABLE hashes", ())


def _value(run: Run, sql: str) -> Any:
    return run(sql, ()).fetchone()[0]
