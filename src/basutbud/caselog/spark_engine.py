"""The engine for logs beyond one machine: Spark, by itself or on a cluster that sees the files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from basutbud.caselog.plan import KEYED, Plan, Read, UnreadableError
from basutbud.caselog.request import Means
from basutbud.caselog.spark_lines import counted
from basutbud.caselog.spark_reading import (
    ROWS,
    columns_sql,
    numbered_lines,
    rows_of_lines,
    rows_of_table,
    schema_of,
)
from basutbud.caselog.spark_session import Session

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import DataFrame


class SparkEngine:
    """An ``Engine``. Tables lie as Parquet in the folder, so that none need fit in memory."""

    def __init__(self, means: Means, folder: Path) -> None:
        """Start Spark, or take part in the session that runs. Raise UsageError."""
        self._session = Session(means, folder)
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        self._errors = (Py4JError, PySparkException)
        self._spark = self._session.spark
        self._folder = folder
        self._rows = folder / "rows"
        self._rows.mkdir()
        self._memory = means.memory
        self._beside: DuckDBPyConnection | None = None
        self._next = 0
        self._files = 0
        self._texts: dict[str, list[str]] = {"unit": [""], "service": [""]}
        self._marks: dict[int, int] = {}
        self._show_rows()

    def read(self, plan: Plan, log: int) -> Read:
        """Read one file as log number ``log``. Raise UnreadableError."""
        if plan.unit is not None:
            self._learn("unit", [plan.unit])
        for column, texts in plan.texts.items():
            self._learn(column, texts)
        target = self._rows / f"log={log}"
        try:
            with self._linked(plan.path) as path:
                found, refused = (self._table if plan.parquet else self._lines)(plan, path)
                rows = self._written(found, target)
        except self._errors:
            shutil.rmtree(target, ignore_errors=True)
            raise UnreadableError from None
        read = Read(self._next, rows, refused)
        self._next += rows
        self._show_rows()
        return read

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

    def discard(self, log: int) -> None:
        """Take away again what was read as a log; its places are not given again."""
        shutil.rmtree(self._rows / f"log={log}", ignore_errors=True)
        self._show_rows()

    def texts(self, column: str) -> Sequence[str]:
        """Return the texts of ``unit`` or ``service`` by key."""
        return self._texts[column]

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""
        names = [column.split()[0] for column in columns.split(", ")]
        path = self._new_file(table)
        with path.open("w", encoding="utf-8") as lines:
            for row in rows:
                lines.write(json.dumps(dict(zip(names, row, strict=True)), default=str) + "\n")
        schema = columns.replace("VARCHAR", "STRING")
        small = self._spark.read.schema(schema).json(_uri(path), mode="FAILFAST")
        small.createOrReplaceTempView(table)

    def make(self, table: str, sql: str) -> None:
        """Make a table of what a query returns."""
        found = self._spark.sql(sql)
        target = self._new_file(table)
        found.write.parquet(_uri(target))
        made = self._spark.read.schema(found.schema).parquet(_uri(target))
        made.createOrReplaceTempView(table)

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""
        self._spark.sql(sql).createOrReplaceTempView(view)

    def stretches(self) -> list[range]:
        """Return the places of rows, parted into those that are counted at a time: all."""
        return [range(self._next)]

    @property
    def arrays(self) -> None:
        """None: rows are counted where they lie."""
        return None

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""
        return f"xxhash64({', '.join(columns)})"

    def make_repeated(self, sql: str) -> bool:
        """Make the table ``repeated`` of the ``hashed`` that a query returns more than once.

        Tell whether there are any.
        """
        grouped = f"SELECT hashed FROM ({sql}) AS rows GROUP BY hashed HAVING count(*) > 1"
        self.make("repeated", grouped)
        return next(self.rows("SELECT 1 FROM repeated LIMIT 1"), None) is not None

    def mark(self, places: Sequence[int], fault: int) -> None:
        """Give rows another fault."""
        self._marks |= dict.fromkeys(places, fault)
        self._show_rows()

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

    def _table(self, plan: Plan, path: Path) -> tuple[DataFrame, dict[int, str]]:
        """Return the rows of a table, in the shape of ``ROWS``, with no line refused."""
        table = self._spark.read.schema(schema_of(plan)).parquet(_uri(path))
        place = f"_metadata.row_index + {self._next} AS place"
        return rows_of_table(table.selectExpr(place, *columns_sql(plan)), plan), {}

    def _lines(self, plan: Plan, path: Path) -> tuple[DataFrame, dict[int, str]]:
        """Return the rows of lines, in the shape of ``ROWS``, and the lines refused.

        The lines are read twice, first to be counted. What the second reading joins to them is
        small, so that they stay in the parts that gave them their numbers.
        """
        from pyspark.sql.functions import broadcast

        numbered = numbered_lines(self._spark.read.text(_uri(path), lineSep="\n"), plan)
        found = counted(numbered)
        self.fill("block_offset", "block BIGINT, shift BIGINT", found.offsets)
        kept = numbered.where("refused = 0").selectExpr(
            "line", "block", "monotonically_increasing_id() AS row"
        )
        offsets = broadcast(self._spark.table("block_offset"))
        placed = kept.join(offsets, "block").selectExpr(
            "line", f"row + shift + {self._next} AS place"
        )
        return rows_of_lines(placed, plan), dict(found.refused)

    def _written(self, rows: DataFrame, target: Path) -> int:
        """Write a log's rows, learn the texts in them, and return how many there are.

        Their places must be all there. What is observed on the way costs no pass of its own.
        """
        from pyspark.sql import Observation
        from pyspark.sql.functions import expr

        met = {
            "rows": "count(*)",
            "places": f"coalesce(sum(place - {self._next}), 0)",
            "last": f"coalesce(max(place - {self._next}), -1)",
            **{column: f"collect_set({column})" for column in KEYED},
        }
        seen = Observation()
        observed = rows.observe(seen, *(expr(sql).alias(name) for name, sql in met.items()))
        observed.write.parquet(_uri(target), mode="append")
        count = int(seen.get["rows"])
        if seen.get["last"] != count - 1 or seen.get["places"] != count * (count - 1) // 2:
            raise AssertionError("rows are not where they were counted")
        for column in KEYED:
            self._learn(column, seen.get[column])
        return count

    def _learn(self, column: str, texts: Sequence[str]) -> None:
        """Give texts a key each."""
        known = self._texts[column]
        known += sorted(set(texts).difference(known))

    def _show_rows(self) -> None:
        """Make ``row_read`` of what has been read, with the texts' keys."""
        for column in KEYED:
            keys = [(text, key) for key, text in enumerate(self._texts[column])]
            self.fill(f"{column}_text", "text VARCHAR, key INTEGER", keys)
        lines = self._spark.read.schema(f"{ROWS}, log INTEGER").parquet(_uri(self._rows))
        lines.createOrReplaceTempView("line_read")
        fault, marked = "fault", ""
        if self._marks:
            self.fill("mark", "marked BIGINT, other TINYINT", list(self._marks.items()))
            fault, marked = "coalesce(other, fault)", "LEFT JOIN mark ON marked = place"
        self._spark.sql(
            f"""
            SELECT place, log, {fault} AS fault, case_id, coalesce(unit_text.key, 0) AS unit_key,
                   coalesce(service_text.key, 0) AS service_key, received_at, reply_at, wrong
            FROM line_read LEFT JOIN unit_text ON unit_text.text = unit
            LEFT JOIN service_text ON service_text.text = service {marked}
            """
        ).createOrReplaceTempView("row_read")

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
