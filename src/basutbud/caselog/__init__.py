"""Case logs: files in, the outcome of every case out, counted.

``scan.scan`` is the entry; importing it loads what the engine needs. The way of a log:

- ``unpacking`` opens the file: what it is, and what is packed in it.
- ``reading.reader`` takes each log in turn; ``reading.intake`` finds how it is written and has the
  engine stage its rows: text by way of a plain copy, a ``workbook`` likewise, ``parquet`` directly.
  ``columns`` has the known header names.
- ``engine`` is the port to the ``engines``: DuckDB and Spark.
- ``rowjudge`` looks up the texts of staged rows (``units``) and gives each row its outcome, by the
  ``sql`` that the engines share.
- ``counting`` makes statistics of the judged rows, and the list of cases.
- ``request`` has the types of a scan's arguments.
"""

from basutbud.caselog.request import (
    DELIMITERS,
    ENCODINGS,
    LEAST_MEMORY,
    Dialect,
    EngineOptions,
    ExpandedLogs,
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
    "ExpandedLogs",
    "LogSource",
    "OutcomeInputs",
    "ScanCallbacks",
    "Tolerance",
]
