"""The engine for logs beyond one machine: Spark, by itself or on a cluster that sees the files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from basutbud.caselog.engine import Plan, UnreadableError
from basutbud.caselog.engines.spark_lines import block_shifts, numbered_lines
from basutbud.caselog.engines.spark_reading import (
    ROWS,
    columns_sql,
    rows_of_lines,
    rows_of_table,
    schema_of,
)
from basutbud.caselog.engines.spark_session import Session
from basutbud.caselog.request import EngineOptions

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import DataFrame


class _Appended(NamedTuple):
    """A table that grows: its columns, and the log and file of what was added to it."""

    columns: str
    files: list[tuple[int, Path]]


class SparkEngine:
    """An ``Engine``. Tables lie as Parquet in the folder, so that none need fit in memory."""

    def __init__(self, options: EngineOptions, folder: Path) -> None:
        """Start Spark, or take part in the session that runs. Raise UsageError."""
        self._session = Session(options, folder)
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        self._errors = (Py4JError, PySparkException)
        self._spark = self._session.spark
        self._folder = folder
        self._memory = options.memory
        self._beside: DuckDBPyConnection | None = None
        self._files = 0
        self._staged: Path | None = None
        self._appended: dict[str, _Appended] = {}

    def stage(self, plan: Plan) -> int:
        """Read a file, and return how many rows it has. Raise UnreadableError."""
        if self._staged is not None:
            shutil.rmtree(self._staged, ignore_errors=True)
        self._staged = self._new_file("staged")
        try:
            with self._linked(plan.path) as path:
                found = self._table(plan, path) if plan.parquet else self._lines(plan, path)
                rows = self._written(found, self._staged)
        except self._errors:
            raise UnreadableError from None
        staged = self._spark.read.schema(ROWS).parquet(_uri(self._staged))
        staged.createOrReplaceTempView("staged_row")
        return rows

    def parquet(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of DuckDB's on a Parquet file. Raise UnreadableError."""
        import duckdb

        if self._beside is None:
            self._beside = duckdb.connect(
                ":memory:",
                config={
                    "memory_limit": f"{self._memory // 1024**2}MiB",
                    "temp_directory": str(self._folder),
                },
            )
        try:
            return self._beside.execute(sql).fetchall()
        except duckdb.Error:
            raise UnreadableError from None

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""
        names = [column.split()[0] for column in columns.split(", ")]
        path = self._new_file(table)
        with path.open("w", encoding="utf-8") as lines:
            for row in rows:
                lines.write(json.dumps(dict(zip(names, row, strict=True)), default=str) + "\n")
        small = self._spark.read.schema(_spark_types(columns)).json(_uri(path), mode="FAILFAST")
        small.createOrReplaceTempView(table)

    def make(self, table: str, sql: str) -> None:
        """Make a table of what a query returns."""
        found = self._spark.sql(sql)
        target = self._new_file(table)
        found.write.parquet(_uri(target))
        made = self._spark.read.schema(found.schema).parquet(_uri(target))
        made.createOrReplaceTempView(table)

    def create(self, table: str, columns: str) -> None:
        """Make a table without rows; ``columns`` are names and types."""
        self._appended[table] = _Appended(_spark_types(columns), [])
        self._show_appended(table)

    def append(self, table: str, sql: str, log: int) -> None:
        """Add what a query returns to a table that was created, as rows of a log."""
        target = self._new_file(table)
        self._spark.sql(sql).write.parquet(_uri(target))
        self._appended[table].files.append((log, target))
        self._show_appended(table)

    def discard(self, tables: Sequence[str], log: int) -> None:
        """Take a log's rows out of tables again."""
        for table in tables:
            files = self._appended[table].files
            files[:] = [(owner, path) for owner, path in files if owner != log]
            self._show_appended(table)

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""
        self._spark.sql(sql).createOrReplaceTempView(view)

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""
        return f"xxhash64({', '.join(columns)})"

    def progress(self) -> float:
        """Return how much of the reading under way is done, 0 to 1. Called from another thread."""
        return 0.0

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows, a batch in memory at a time."""
        for row in self._spark.sql(sql).toLocalIterator():
            yield tuple(row)

    def close(self) -> None:
        """Let go of all it holds."""
        if self._beside is not None:
            self._beside.close()
        self._session.close()

    def _table(self, plan: Plan, path: Path) -> DataFrame:
        """Return the rows of a table, in the shape of ``ROWS``."""
        table = self._spark.read.schema(schema_of(plan)).parquet(_uri(path))
        row_id = "_metadata.row_index AS row_id"
        return rows_of_table(table.selectExpr(row_id, *columns_sql(plan)), plan)

    def _lines(self, plan: Plan, path: Path) -> DataFrame:
        """Return the rows of lines, in the shape of ``ROWS``.

        The lines are read twice, first to be counted. What the second reading joins to them is
        small, so that they stay in the parts that gave them their numbers.
        """
        from pyspark.sql.functions import broadcast

        numbered = numbered_lines(self._spark.read.text(_uri(path), lineSep="\n"))
        self.fill("block_shift", "block BIGINT, shift BIGINT", block_shifts(numbered))
        shifts = broadcast(self._spark.table("block_shift"))
        placed = numbered.join(shifts, "block").selectExpr("line", "number + shift AS row_id")
        return rows_of_lines(placed, plan)

    def _written(self, rows: DataFrame, target: Path) -> int:
        """Write staged rows, and return how many there are. Their row_ids must be all there.

        What is observed on the way costs no pass of its own.
        """
        from pyspark.sql import Observation
        from pyspark.sql.functions import expr

        met = {
            "rows": "count(*)",
            "row_ids": "coalesce(sum(row_id), 0)",
            "last": "coalesce(max(row_id), -1)",
        }
        seen = Observation()
        observed = rows.observe(seen, *(expr(sql).alias(name) for name, sql in met.items()))
        observed.write.parquet(_uri(target))
        count = int(seen.get["rows"])
        if seen.get["last"] != count - 1 or seen.get["row_ids"] != count * (count - 1) // 2:
            raise AssertionError("rows are not where they were counted")
        return count

    def _show_appended(self, table: str) -> None:
        appended = self._appended[table]
        paths = [_uri(path) for _, path in appended.files]
        shown = (
            self._spark.read.schema(appended.columns).parquet(*paths)
            if paths
            else self._spark.createDataFrame([], appended.columns)
        )
        shown.createOrReplaceTempView(table)

    @contextmanager
    def _linked(self, path: Path) -> Iterator[Path]:
        """Yield a link to a file, by a name that Spark takes neither for a pattern nor hidden."""
        link = self._new_file("log")
        link.symlink_to(path.resolve())
        try:
            yield link
        finally:
            link.unlink()

    def _new_file(self, name: str) -> Path:
        self._files += 1
        return self._folder / f"{name}-{self._files}"


def _uri(path: Path) -> str:
    return f"file://{path.as_posix()}"


def _spark_types(columns: str) -> str:
    return columns.replace("VARCHAR", "STRING").replace("TIMESTAMP", "TIMESTAMP_NTZ")
