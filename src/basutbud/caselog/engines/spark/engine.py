"""The tables that a cluster keeps, in its own memory and on its own disks, and SQL on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from basutbud.caselog.engines.spark.faults import is_of_spark, working
from basutbud.caselog.engines.spark.session import Session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TABLE: Final = re.compile(r"(\b(?:FROM|JOIN)\s+)(\w+)(\s+AS\s+\w+)?")
"""Where a query names a table."""


class SparkEngine:
    """An ``Engine``. What a worker that is lost has held is made anew from the logs.

    Each table is a view with a name that is given once, and queries find the latest by that: if a
    view were replaced, Spark would let go of what it keeps of others, and a query over Spark
    Connect, where names are looked up as it runs, would be of other rows than it was.
    """

    def __init__(self, session: Session) -> None:
        """Work in a session, which ends with the engine."""
        self._session = session
        self.spark = session.spark
        self._views: dict[str, str] = {}
        self._made = count()
        self._held: dict[str, DataFrame] = {}
        self._pieces: dict[str, list[tuple[int, DataFrame]]] = {}
        self._columns: dict[str, str] = {}

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""
        with self._working():
            self._name(table, self.small(columns, rows))

    def small(self, columns: str, rows: Sequence[Sequence[object]]) -> DataFrame:
        """Return a small table, all of which goes to each worker."""
        typed = self.spark.createDataFrame([*map(tuple, rows)], _spark_types(columns))
        return typed.hint("broadcast")

    def make(self, table: str, sql: str) -> None:
        """Make a table of what a query returns."""
        with self._working():
            self.hold(table, self.query(sql))

    def hold(self, table: str, rows: DataFrame) -> None:
        """Have the cluster keep rows, once they are made, as a table."""
        former = self._held.pop(table, None)
        self._held[table] = self._name(table, rows).persist()
        if former is not None:
            former.unpersist()

    def create(self, table: str, columns: str) -> None:
        """Make a table without rows; ``columns`` are names and types."""
        for _, piece in self._pieces.get(table, ()):
            piece.unpersist()
        self._columns[table], self._pieces[table] = columns, []
        self._show(table)

    def append(self, table: str, sql: str, log: int) -> None:
        """Add what a query returns to a table that was created, as rows of a log."""
        with self._working():
            piece = self._name(f"{table}_in_part", self.query(sql)).persist()
            piece.count()  # so that what it is made of can be released
            self._pieces[table].append((log, piece))
            self._show(table)

    def discard(self, tables: Sequence[str], log: int) -> None:
        """Take a log's rows out of tables again."""
        for table in tables:
            for owner, piece in self._pieces[table]:
                if owner == log:
                    piece.unpersist()
            self._pieces[table] = [one for one in self._pieces[table] if one[0] != log]
            self._show(table)

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""
        with self._working():
            self._name(view, self.query(sql))

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""
        return f"xxhash64({', '.join(columns)})"

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows, a part in memory at a time."""
        with self._working():
            for row in self.query(sql).toLocalIterator():
                yield tuple(row)

    def query(self, sql: str) -> DataFrame:
        """Return what a query of the tables has, as they are now."""
        return self.spark.sql(_TABLE.sub(self._by_view, sql))

    def _by_view(self, named: re.Match[str]) -> str:
        before, table, alias = named.groups()
        if table not in self._views:
            return named[0]
        return f"{before}{self._views[table]}{alias or f' AS {table}'}"

    def close(self) -> None:
        """Let go of all it holds, on the cluster too."""
        pieces = [piece for kept in self._pieces.values() for _, piece in kept]
        try:
            for held in (*self._held.values(), *pieces):
                held.unpersist()
        except Exception as error:  # as where the cluster is gone
            if not is_of_spark(error):
                raise
        finally:
            self._session.close()

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Raise UsageError where Spark cannot go on; interrupted, have the cluster stop too."""
        try:
            with working():
                yield
        except KeyboardInterrupt:
            self._session.cancel()
            raise

    def _name(self, table: str, rows: DataFrame) -> DataFrame:
        """Have rows be a table from now on, and return them, whatever the table is later."""
        view = self._views[table] = f"{table}_{next(self._made)}"
        rows.createTempView(view)
        return self.spark.table(view)

    def _show(self, table: str) -> None:
        pieces = [piece for _, piece in self._pieces[table]]
        whole = reduce(lambda one, other: one.unionAll(other), pieces) if pieces else None
        self._name(table, whole or self.small(self._columns[table], []))


def _spark_types(columns: str) -> str:
    return columns.replace("VARCHAR", "STRING").replace("TIMESTAMP", "TIMESTAMP_NTZ")
