"""Case logs: files in, the outcome of every case out, counted.

``scan.scan`` does it; importing it loads what the engine needs. The way of a log:

- ``unpacking`` opens the file: what it is, and what is packed in it.
- ``reading.reader`` takes each in turn; ``reading.intake`` finds how it is written and has the
  engine stage its rows: of text by way of a plain copy, of a ``workbook`` likewise, of ``parquet``
  as it lies. ``columns`` has the header names that are known.
- ``engine`` is what engines are asked and answer; ``engines`` has them: DuckDB, and Spark.
- ``rowjudge`` looks up the texts of staged rows (``units``) and gives each row its outcome, by the
  ``sql`` that the engines share.
- ``counting`` makes of the judged rows what reports show, and the list of cases.
- ``request`` is what a scan is asked.
"""

from basutbud.caselog.request import (
    DELIMITERS,
    ENCODINGS,
    LEAST_MEMORY,
    Dialect,
    EngineOptions,
    Expanded,
    LogSource,
    OutcomeInputs,
    ScanCallbacks,
    Tolerance,
)

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "LEAST_MEMORY",
    "Dialect",
    "EngineOptions",
    "Expanded",
    "LogSource",
    "OutcomeInputs",
    "ScanCallbacks",
    "Tolerance",
]
