"""Case logs: files in, the outcome of every case out, counted.

``scan.scan`` does it; importing it loads what the engine needs. The way of a log:

- ``reading`` takes each in turn: ``opening`` unpacks it (``zips`` opens ZIPs).
- ``intake`` finds its ``encoding``, ``header`` and ``columns`` (the header names known are there)
  and has its rows staged: of text by way of a ``plaincopy`` of its ``records`` (``quotes`` and
  ``spacing`` look at many lines at once), of a ``workbook`` likewise. ``places`` knows which line a
  row stands on; ``spotcheck`` holds some against the file in every run. What a Parquet file's
  columns hold is told by ``parquet_types``, whether they are a log's by ``parquet_table``;
  ``parquet_sql`` makes text of them.
- ``letters`` tell how well words fit Swedish; text that was decoded wrongly is ``garbled``.
- ``plan`` is what engines are asked and answer; ``engines`` opens one: ``duckdb_engine`` (with
  ``duckdb_sql``) or ``spark_engine`` (with ``spark_session``, ``spark_reading``, ``spark_lines``).
- ``rowjudge`` looks up the texts of staged rows (``units``) and gives each its outcome.
- ``ids``, ``stamps``, ``unfit``, ``rowfaults`` and ``classification`` are SQL that engines share.
- ``counting`` and ``statistics`` make of judged rows what reports show, ``caselist`` the list of
  cases; ``parquet`` writes that as Parquet.
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
    ScanCallbacks,
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
    "ScanCallbacks",
    "Tolerance",
]
