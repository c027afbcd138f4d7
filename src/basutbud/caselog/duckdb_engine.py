"""The embedded engine: DuckDB, in memory, or in a folder of the caller's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from basutbud.caselog.duckdb_repeats import make_repeated
from basutbud.caselog.duckdb_sql import COLUMNS, field_sql, read_sql, source_sql
from basutbud.caselog.parquet_sql import quoted
from basutbud.caselog.plan import KEYED, SPACES, Arrays, NoRoomError, Plan, Read, UnreadableError

_BATCH: Final = 10_000
_MOST_TEXTS: Final = 60_000
"""Units or services told apart while reading; more are looked up afterwards."""
_WITHOUT_KEY: Final = """
    SELECT count(odd->>'unit'), count(odd->>'service') FROM kept.line_read
    WHERE rowid >= $1 AND odd IS NOT NULL
"""
_STRETCH: Final = 8 * 122_880
"""Rows counted at a time: so many of the groups that DuckDB keeps rows in."""
MANY_ROWS: Final = 2_000_000
"""Rows from which on they are counted as arrays: it takes a tenth of a second to load NumPy."""
_REFUSED: Final = {
    "TOO MANY COLUMNS": "too_many_fields",
    "MISSING COLUMNS": "too_few_fields",
    "INVALID ENCODING": "bad_bytes",
    "LINE SIZE OVER MAXIMUM": "too_long",
}
"""DuckDB's errors of a line; any other is a matter of quotes."""


_FULL: Final = ("No space left", "Out of Memory")


def _raise_if_full(error: Exception) -> None:
    """Raise NoRoomError for an error that tells of memory and disk both full."""
    if any(words in str(error) for words in _FULL):
        raise NoRoomError from None


class DuckDbEngine:
    """An ``Engine``. Nothing it holds outlives it."""

    def __init__(self, folder: Path, memory: int, *, on_disk: bool = False) -> None:
        """Open it, without optimisations that misjudge a text scan.

        They build hash tables on it, or trim every text where hardly any is to be trimmed. Rows
        kept ``on_disk`` are packed as they are written: slower, but for those that memory would
        not hold. Nothing is tidied up there meanwhile, as rows would lose their places.
        """
        import duckdb

        self._error = duckdb.Error
        self._database = duckdb.connect(
            ":memory:",
            config={
                "temp_directory": str(folder),
                "memory_limit": f"{memory // 1024**2}MiB",
                # Gathering small chunks of joined rows, 2.0.0 stops at times at a check of its own.
                "enable_caching_operators": "false",
            },
        )
        self._next = 0
        self._texts: dict[str, list[str]] = {column: [""] for column in KEYED}
        self._typed = dict.fromkeys(KEYED, 0)
        for setting in (
            "disabled_optimizers = 'build_side_probe_side,join_order,common_subexpressions'",
            "enable_progress_bar = true",  # lets it be asked how far it has come
            "enable_progress_bar_print = false",
            "progress_bar_time = 0",
            "TimeZone = 'UTC'",
            "checkpoint_threshold = '1TiB'",
        ):
            self._database.execute(f"SET {setting}")
        self._run(f"ATTACH {quoted(str(folder / 'rows') if on_disk else ':memory:')} AS kept")
        self._run(f"CREATE TABLE kept.line_read ({COLUMNS})")
        self._run(
            "CREATE VIEW row_read AS SELECT rowid AS place, log, fault, case_id,"
            " coalesce(unit_key, 0) AS unit_key, coalesce(service_key, 0) AS service_key,"
            " received_at, reply_at, odd->>'stamp' AS wrong FROM kept.line_read"
        )

    def read(self, plan: Plan, log: int) -> Read:
        """Read one file as log number ``log``. Raise UnreadableError."""
        first = self._next
        try:
            met = {column: self._met(plan, column) for column in KEYED}
            for column, texts in met.items():
                self._learn(column, texts or ())
            known = {column for column, texts in met.items() if texts is not None}
            unit_key = 0 if plan.unit is None else self._texts["unit"].index(plan.unit)
            reading = f"INSERT INTO kept.line_read {read_sql(plan, log, known, unit_key)}"
            ((rows,),) = self._database.execute(reading).fetchall()
            refused = {} if plan.parquet else self._refused()
        except self._error as error:
            if "nterrupted" in str(error):
                raise
            _raise_if_full(error)
            raise UnreadableError from None
        self._next += rows
        without_key = self._run(_WITHOUT_KEY, [first]).fetchone()
        for column, count in zip(KEYED, without_key, strict=True):
            if count:
                self._learn_others(column, first)
        return Read(first, rows, refused)

    def parquet(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query on a Parquet file. Raise UnreadableError."""
        try:
            return list(self.rows(sql))
        except self._error as error:
            if "nterrupted" in str(error):
                raise
            raise UnreadableError from None

    def discard(self, log: int) -> None:
        """Take away again what was read as a log; its places are not given again."""
        self._run(f"DELETE FROM kept.line_read WHERE log = {log}")

    def texts(self, column: str) -> Sequence[str]:
        """Return the texts of ``unit`` or ``service`` by key."""
        return self._texts[column]

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

    def define(self, view: str, sql: str) -> None:
        """Give a query a name; it is run wherever it is named."""
        self._run(f"CREATE OR REPLACE VIEW {view} AS {sql}")

    def stretches(self) -> list[range]:
        """Return the places of rows, parted into those that are counted at a time.

        Logs are mostly in order of time, so that fewer groups than months are open at once.
        """
        return [range(start, start + _STRETCH) for start in range(0, self._next, _STRETCH)]

    @property
    def arrays(self) -> Arrays | None:
        """What gives and takes rows as arrays; None where they are too few to gain by it."""
        return self if self._next >= MANY_ROWS else None

    def columns(self, sql: str) -> Mapping[str, Any]:
        """Run a query and return its columns, masked where there are NULLs."""
        arrays: Mapping[str, Any] = self._run(sql).fetchnumpy()
        return arrays

    def put(self, table: str, column: str, numbers: Any) -> None:
        """Make a table of one column of whole numbers."""
        with self._database.cursor() as cursor:
            cursor.register("numbers", {column: numbers})
            cursor.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {column} FROM numbers")

    def hashed(self, *columns: str) -> str:
        """Return SQL for a 64-bit hash of columns."""
        return f"hash({', '.join(columns)})"

    def make_repeated(self, sql: str) -> bool:
        """Make the table ``repeated`` of the ``hashed`` that a query returns more than once.

        Tell whether there are any. It may hold others too.
        """
        return make_repeated(self._run, sql, self._next)

    def mark(self, places: Sequence[int], fault: int) -> None:
        """Give rows another fault."""
        self._run(
            f"UPDATE kept.line_read SET fault = {fault}"
            " WHERE rowid IN (SELECT unnest($1::BIGINT[]))",
            [list(places)],
        )

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

    def _met(self, plan: Plan, column: str) -> Sequence[str] | None:
        """Return the texts that a log is known to hold, before it is read, if it can be known."""
        if column == "unit" and plan.unit is not None:
            return [plan.unit]
        if not plan.parquet:
            return plan.texts.get(column)
        name = field_sql(plan, column)
        found = list(
            self.rows(f"SELECT DISTINCT {name} FROM {source_sql(plan)} LIMIT {_MOST_TEXTS}")
        )
        if len(found) >= _MOST_TEXTS:
            return None
        return sorted({text.strip(SPACES) for (text,) in found if text} - {""})

    def _learn(self, column: str, texts: Sequence[str]) -> None:
        """Give texts a key each, and make the type that turns a text into its key, if it is new."""
        known = self._texts[column]
        known += sorted(set(texts).difference(known))
        if self._typed[column] == len(known):
            return
        self._typed[column] = len(known)
        texts = "SELECT unnest($1::VARCHAR[])"
        self._run(f"CREATE OR REPLACE TYPE {column}_text AS ENUM ({texts})", [known[:_MOST_TEXTS]])

    def _learn_others(self, column: str, first: int) -> None:
        """Give the texts that were not known before the reading, from a place on, their keys."""
        met = f"SELECT DISTINCT odd->>'{column}' FROM kept.line_read WHERE rowid >= {first}"
        others = sorted(text for (text,) in self.rows(met) if text is not None)
        keys = {text: key for key, text in enumerate(self._texts[column])}
        for text in others:
            if text not in keys:
                keys[text] = len(keys)
                self._texts[column].append(text)
        self.fill("other", "text VARCHAR, key INTEGER", [(text, keys[text]) for text in others])
        self._run(
            f"UPDATE kept.line_read SET {column}_key = other.key FROM other"
            f" WHERE line_read.rowid >= {first} AND {column}_key IS NULL"
            f" AND other.text = (odd->>'{column}')"
        )

    def _refused(self) -> dict[int, str]:
        """Return the lines that the last reading refused, and forget them."""
        run = self._database.execute
        found = run(
            "SELECT line, min(error_type::VARCHAR) FROM reject_errors GROUP BY line"
        ).fetchall()
        if found:
            run("TRUNCATE reject_errors")
        return {line: _REFUSED.get(error, "stray_quote") for line, error in found}


def _fetched(found: Any) -> Iterator[tuple[Any, ...]]:
    while batch := found.fetchmany(_BATCH):
        yield from batch
