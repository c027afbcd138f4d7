"""The embedded engine: DuckDB reads a log line by line, and runs the classification.

Every physical line is a row, so that ``rowid`` tells its number and a damaged line harms no
other. The fields are split in SQL.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

from basutbud.caselog.intake import ReadyLog
from basutbud.caselog.plaincopy import BAD_BYTE, JOIN, NOTHING, NUL, SPACES, TOO_LONG
from basutbud.caselog.stamps import sql_moment, sql_timed
from basutbud.workdays import DayTable

FIELDS: Final = ("case_id", "unit", "service", "received", "first_reply")
_BATCH: Final = 10_000


class Engine:
    """One DuckDB database, in memory, spilling to a folder of the caller's."""

    def __init__(self, folder: Path) -> None:
        """Open it. The optimisations put off misjudge a text scan's size by far."""
        import duckdb

        self._database = duckdb.connect(":memory:", config={"temp_directory": str(folder)})
        self.run("SET disabled_optimizers = 'build_side_probe_side,join_order'")
        self.run("SET enable_progress_bar = false")

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self._database.close()

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run a statement."""
        self._database.execute(sql, list(values))

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows, a batch in memory at a time."""
        cursor = self._database.execute(sql, list(values))
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def value(self, sql: str) -> Any:
        """Run a query for one value."""
        return next(self.rows(sql))[0]

    def fill(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of these rows; ``columns`` are names and types, ``a INTEGER, …``."""
        named = [column.split() for column in columns.split(", ")]
        values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in named]
        selected = ", ".join(
            f"unnest(${number}::{kind}[]) AS {name}"
            for number, (name, kind) in enumerate(named, start=1)
        )
        self.run(f"CREATE OR REPLACE TABLE {table} AS SELECT {selected}", values)

    def fill_calendar(self, table: DayTable) -> None:
        """Make the table ``calendar``, a row for each day."""
        self.run(
            "CREATE OR REPLACE TABLE calendar AS SELECT day, base, before, day + wait AS due"
            " FROM (SELECT $1::DATE + i::INTEGER AS day, base, before, wait FROM"
            " (SELECT generate_subscripts($2::INTEGER[], 1) - 1 AS i,"
            " unnest($2::INTEGER[]) AS base, unnest($3::INTEGER[]) AS before,"
            " unnest($4::INTEGER[]) AS wait))",
            [table.first, table.base, table.before, table.wait],
        )

    def years_read(self) -> tuple[int, int]:
        """Return the first and last year that a stamp in ``line_read`` begins with."""
        years = next(
            self.rows(
                "SELECT min(year), max(year) FROM ("
                " SELECT try_cast(substr(received,1,4) AS INTEGER) AS year FROM line_read"
                " UNION ALL SELECT try_cast(substr(first_reply,1,4) AS INTEGER) FROM line_read)"
                " WHERE year BETWEEN 1 AND 9999"
            )
        )
        return (years[0] or 1, years[1] or 1)

    def read(self, log: ReadyLog) -> bool:
        """Read a log's lines into the table ``line_read``; tell whether it can be relied on.

        Its ``rowid`` is the line's number less one. DuckDB does not promise that, so the number of
        lines and a sample of them are held against the file.
        """
        self.run("DROP TABLE IF EXISTS line_read")
        self.run(_read_sql(log))
        return self.value("SELECT count(*) FROM line_read") == log.lines and self._holds(log)

    def _holds(self, log: ReadyLog) -> bool:
        """Tell whether the sample's lines stand where the file has them."""
        numbers = ", ".join(str(number - 1) for number in log.sample) or "-1"
        read = {
            rowid + 1: fields
            for rowid, *fields in self.rows(
                f"SELECT rowid, {', '.join(FIELDS)} FROM line_read WHERE rowid IN ({numbers})"
            )
        }
        expected = {number: _split(line, log) for number, line in log.sample.items()}
        return all(
            number in read and fields in (None, read[number]) for number, fields in expected.items()
        )


def _split(line: str, log: ReadyLog) -> list[str] | None:
    """Split a line with the standard library; None for one that is no record."""
    try:
        fields = next(csv.reader([line], delimiter=log.delimiter, strict=True), [])
    except csv.Error:
        return None
    if len(fields) < log.columns.width or any(
        field.strip(SPACES) for field in fields[log.columns.width :]
    ):
        return None
    values = {
        role: fields[index].replace(JOIN, " ").strip(SPACES)
        for role, index in log.columns.positions.items()
    }
    reply = values["first_reply"] or values.get("final_reply", "")
    return [*(values.get(name, "") for name in FIELDS[:-1]), reply]


def _read_sql(log: ReadyLog) -> str:
    # Sound by construction: the path and the delimiter are quoted, all else is this module's.
    return f"""
        CREATE TABLE line_read AS
        SELECT {_fault_sql(log)} AS fault, len(f) AS fields, {_fields_sql(log)}
        FROM (
            SELECT line, {_split_sql(log)} AS f
            FROM read_csv({_quoted(str(log.scan_path))}, columns = {{'line': 'VARCHAR'}},
                auto_detect = false, header = false, delim = '\\n', quote = '', escape = '',
                comment = '', nullstr = '\\x01', compression = 'none', strict_mode = false,
                store_rejects = true)
        )"""


def _split_sql(log: ReadyLog) -> str:
    delimiter = _quoted(log.delimiter)
    plain = f"string_split(line, {delimiter})"
    if not log.quoted:
        return plain
    one = re.escape(log.delimiter)
    pattern = _quoted(rf'(?:"(?:[^"]|"")*"|[^"{one}]*){one}')
    parts = f"regexp_extract_all(line || {delimiter}, {pattern})"
    whole = f"list_sum(list_transform({parts}, lambda x: length(x))) = length(line) + 1"
    unquoted = (
        """CASE WHEN starts_with(x, '"')"""
        """ THEN replace(substr(x, 2, length(x) - 3), '""', '"')"""
        " ELSE substr(x, 1, length(x) - 1) END"
    )
    quoted = f"CASE WHEN {whole} THEN list_transform({parts}, lambda x: {unquoted}) ELSE [] END"
    return f"CASE WHEN contains(line, '\"') THEN {quoted} ELSE {plain} END"


def _fault_sql(log: ReadyLog) -> str:
    """Return SQL for why a line is no whole record, NULL where it is one."""
    width = log.columns.width
    extra = f"len(list_filter(f[{width + 1}:], lambda x: trim(x, {_quoted(SPACES)}) <> '')) > 0"
    blank = _quoted(SPACES + NOTHING + log.delimiter)
    # A line that was copied may hold marks; one scanned where it lies holds none.
    marks = f"""
        WHEN line = {_quoted(TOO_LONG)} THEN 'too_long'
        WHEN contains(line, {_quoted(NUL)}) THEN 'nul'
        WHEN contains(line, {_quoted(BAD_BYTE)}) THEN 'bad_bytes'"""
    return f"""CASE{marks if log.copied else ""}
        WHEN len(f) = {width} AND f[{log.columns.positions["case_id"] + 1}] <> '' THEN NULL
        WHEN trim(line, {blank}) = '' THEN 'nothing'
        WHEN len(f) = 0 THEN 'stray_quote'
        WHEN len(f) < {width} THEN 'too_few_fields'
        WHEN len(f) > {width} AND {extra} THEN 'too_many_fields'
        END"""


def _fields_sql(log: ReadyLog) -> str:
    def field(role: str) -> str:
        if role not in log.columns.positions:
            return "''"
        text = f"f[{log.columns.positions[role] + 1}]"
        joined = f"replace({text}, '{JOIN}', ' ')" if log.copied else text
        # Trimming a set of characters costs far more than trimming spaces.
        trimmed = f"trim({joined}, {_quoted(SPACES)})" if log.spaced else f"trim({joined})"
        return f"coalesce({trimmed}, '')"

    reply = field("first_reply")
    if "final_reply" in log.columns.positions:
        reply = f"coalesce(nullif({reply}, ''), {field('final_reply')})"
    parts = [f"{field(role)} AS {role}" for role in FIELDS[:-1]]
    return ", ".join([*parts, f"{reply} AS first_reply"])


def stamped_sql() -> str:
    """Return SQL for ``line_read`` with its line numbers, and its stamps as moments."""
    return f"""
        SELECT rowid + 1 AS line, fault, case_id, unit, service,
               received <> '' AS has_received, first_reply <> '' AS has_reply,
               {sql_moment("received")} AS received_at, {sql_timed("received")} AS received_timed,
               {sql_moment("first_reply")} AS reply_at, {sql_timed("first_reply")} AS reply_timed
        FROM line_read"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
