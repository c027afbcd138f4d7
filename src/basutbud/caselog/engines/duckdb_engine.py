"""The embedded engine: DuckDB, in memory, and in a folder of the caller's where that is full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from basutbud.caselog.engine import NoRoomError, Plan, UnreadableError
from basutbud.caselog.engines.duckdb_sql import fields_sql, read_sql

_BATCH: Final = 10_000
_FULL: Final = ("No space left", "Out of Memory")


def _raise_if_full(error: Exception) -> None:
    """Raise NoRoomError for an error that means that both memory and disk are full."""
    if any(words in str(error) for words in _FULL):
        raise NoRoomError from None


class DuckDbEngine:
    """An ``Engine``. Nothing it holds outlives it."""

    def __init__(self, folder: Path, memory: int) -> None:
        """Open it, without optimisations that misjudge a text scan.

        They build hash tables on it, or trim every text where hardly any is to be trimmed.
        """
        import duckdb

        self._error = duckdb.Error
        self._readings: dict[str, str] = {}
        self._database = duckdb.connect(
            ":memory:",
            config={
                "temp_directory": str(folder),
                "memory_limit": f"{memory // 1024**2}MiB",
                # Gathering small chunks of joined rows, 2.0.0 stops at times at a check of its own.
                "enable_caching_operators": "false",
            },
        )
        for setting in (
            "disabled_optimizers = 'build_side_probe_side,join_order,common_subexpressions'",
            "enable_progress_bar = true",  # lets it be asked how far it has come
            "enable_progress_bar_print = false",
            "progress_bar_time = 0",
            "TimeZone = 'UTC'",
        ):
            self._database.execute(f"SET {setting}")

    def stage(self, plan: Plan) -> int:
        """Read a file, and return how many rows it has. Raise UnreadableError.

        Rows of a scan that is written without joins or filters are numbered in file order; the
        caller looks some of them up, as this is not documented. To parse how rows are read takes
        as long as to read ten thousand of them, so that it is done once, and kept as a view.
        """
        try:
            self.define("field_row", fields_sql(plan))
            reading = read_sql(plan)
            if reading not in self._readings:
                self.define(f"reading_{len(self._readings)}", reading)
                self._readings[reading] = f"reading_{len(self._readings)}"
            self._database.execute("DROP TABLE IF EXISTS read_row CASCADE")
            staging = self._database.execute(
                f"CREATE TABLE read_row AS FROM {self._readings[reading]}"
            )
            ((rows,),) = staging.fetchall()
        except self._error as error:
            if "nterrupted" in str(error):
                raise
            _raise_if_full(error)
            raise UnreadableError from None
        self.define("staged_row", "SELECT rowid AS row_id, * FROM read_row")
        return int(rows)

    def parquet(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query on a Parquet file. Raise UnreadableError."""
        try:
            return list(self.rows(sql))
        except self._error as error:
            if "nterrupted" in str(error):
                raise
            raise UnreadableError from None

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""
        named = [column.split() for column in columns.split(", ")]
        values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in named]
        selected = ", ".join(
            f"unnest(${number}::{kind}[]) AS {name}"
            for number, (name, kind) in enumerate(named, start=1)
        )
        self._run(f"CREATE OR REPLACE TABLE {table} AS SELECT {selected}", values)

    def make(self, table: str, sql: str) -> None:
        """Make a table of what a query returns."""
        self._run(f"CREATE OR REPLACE TABLE {table} AS {sql}")

    def create(self, table: str, columns: str) -> None:
        """Make a table without rows; ``columns`` are names and types."""
        self._run(f"CREATE TABLE {table} ({columns})")

    def append(self, table: str, sql: str, log: int) -> None:  # noqa: ARG002 - the rows name it
        """Add what a query returns to a table that was created, as rows of a log."""
        self._run(f"INSERT INTO {table} {sql}")

    def discard(self, tables: Sequence[str], log: int) -> None:
        """Take a log's rows out of tables again."""
        for table in tables:
            self._run(f"DELETE FROM {table} WHERE log = {log}")

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""
        self._run(f"CREATE OR REPLACE VIEW {view} AS {sql}")

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""
        return f"CAST(hash({', '.join(columns)}) >> 1 AS BIGINT)"

    def progress(self) -> float:
        """Return how much of the statement under way is done, 0 to 1."""
        return max(0.0, float(self._database.query_progress())) / 100

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Run a query and return its rows, a batch in memory at a time."""
        return _fetched(self._run(sql))

    def close(self) -> None:
        """Let go of all it holds."""
        self._database.close()

    def _run(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Run a statement, and return what gives its rows, whatever is run meanwhile."""
        try:
            return self._database.cursor().execute(sql, list(values))
        except self._error as error:
            _raise_if_full(error)
            raise


def _fetched(found: Any) -> Iterator[tuple[Any, ...]]:
    while batch := found.fetchmany(_BATCH):
        yield from batch
