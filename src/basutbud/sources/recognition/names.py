"""The names of files that are read, by their endings."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, TypeVar

_P = TypeVar("_P", bound=PurePath)

PROJECT_FILE: Final = "basutbud.yaml"
"""What the project file is called, which sets options and is never audited."""
CLINIC_SUFFIXES: Final = (".yaml", ".yml")
LOG_SUFFIXES: Final = (".csv", ".tsv", ".parquet", ".xlsx")
PACKED_SUFFIXES: Final = (".gz", ".zst")
"""Endings of packed logs that are read."""
UNREAD_TABLES: Final = (
    ".xls", ".xlsb", ".xlsm", ".ods", ".numbers", ".tab", ".jsonl", ".ndjson", ".feather", ".arrow",
    ".orc", ".avro", ".dbf", ".mdb", ".accdb",
)  # fmt: skip
"""Tables of unsupported kinds, which are likely to hold cases, and are reported."""
SILENT: Final = (
    ".md", ".markdown", ".rst", ".adoc", ".tex", ".py", ".pyc", ".pyi", ".ipynb", ".js", ".ts",
    ".css", ".jinja", ".sh", ".ps1", ".bat", ".cmd", ".r",
)  # fmt: skip
"""Documents and programs, which may show an example of a log or a clinic."""


def kind_by_name(path: PurePath) -> str | None:
    """Return ``clinic``, ``log``, ``own``, or None for a file whose name says nothing."""
    if path.name == PROJECT_FILE:
        return "own"
    if path.suffix.casefold() in CLINIC_SUFFIXES:
        return "clinic"
    return "log" if without_packing(path).suffix.casefold() in LOG_SUFFIXES else None


def without_packing(path: _P) -> _P:
    """Return a file's name without the ending of its packing."""
    return path.with_suffix("") if path.suffix.casefold() in PACKED_SUFFIXES else path
