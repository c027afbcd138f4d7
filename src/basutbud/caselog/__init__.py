"""Case logs: files in, the outcome of every case out, counted.

``scan.scan`` does it; importing it loads what the engine needs. The way of a log:

- ``reading`` takes each in turn: ``opening`` unpacks it (``zips`` opens ZIPs), ``intake`` gets it
  into the table.
- ``intake`` finds its ``encoding``, ``header`` and ``columns`` (the header names known are there),
  and by a ``sample`` its units and services; reads it as it lies, while ``survey`` looks at the
  bytes, or by way of a ``plaincopy`` of its ``records`` (``workbook`` has one of a sheet).
  ``places`` tells which line a row stands on, and ``proof`` looks whether it does. What a Parquet
  file's columns hold is told by ``parquet_types``, whether they are a log's by ``parquet_table``;
  ``parquet_sql`` makes text of them.
- ``letters`` tell how well words fit Swedish; text that was decoded wrongly is ``garbled``.
- ``plan`` is what an engine is told and answers; ``engines`` opens one: ``duckdb_engine`` (with
  ``duckdb_sql``, ``duckdb_repeats``) or ``spark_engine`` (with ``spark_session``,
  ``spark_reading``, ``spark_lines``).
- ``ids``, ``stamps``, ``rowfaults`` and ``classification`` are the SQL that all engines share.
- Rows are counted by ``sqlcounts``; those of large logs by ``arraycounts``, with ``daypairs``.
- ``units``, ``statistics`` and ``caselist`` make of it what reports show; ``parquet`` writes the
  list as such.
"""

from basutbud.caselog.request import (
    DELIMITERS,
    ENCODINGS,
    LEAST_MEMORY,
    Dialect,
    Expanded,
    Judge,
    LogSource,
    Means,
    Tolerance,
)

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "LEAST_MEMORY",
    "Dialect",
    "Expanded",
    "Judge",
    "LogSource",
    "Means",
    "Tolerance",
]
