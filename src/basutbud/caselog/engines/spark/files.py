"""The files that a cluster finds: what is at a URI, and what each file is, by its bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from basutbud.caselog.columns import roles_named
from basutbud.caselog.engines.spark.faults import reading

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MOST_WHOLE: Final = 128 * 1024**2
"""Bytes of the largest file that a worker holds whole, to hash it."""
_FOOTER: Final = 4 * 1024**2
"""Where the description of a Parquet file's columns is longer, Spark's own is taken."""
_NO_VALUE: Final = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True, slots=True)
class ClusterFile:
    """A file as the cluster has it: ``key`` is its path as Spark's rows name it.

    ``pattern`` is how it is asked for.
    """

    path: str
    key: str
    size: int
    modified: datetime

    @property
    def pattern(self) -> str:
        """The path, without anything that Spark takes for a pattern."""
        return escaped(self.path)

    @property
    def unit(self) -> str | None:
        """The unit by the folders it lies in, as ``unit=SE…``, where any names it."""
        for part in reversed(PurePosixPath(self.path).parts[:-1]):
            name, equals, value = part.partition("=")
            if equals and "unit" in roles_named([name]) and value != _NO_VALUE:
                return unquote(value)
        return None


LOG_ENDINGS: Final = (".csv", ".tsv", ".parquet")
"""By their names, files of a folder that are read; packed by gzip too."""
NOT_READ: Final = {b"PK": "XLSX", b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
"""By their first bytes, what a cluster does not read: a packed file needs its name's ending."""
_ENDINGS_NOT_READ: Final = {".xlsx": "XLSX", ".zst": "zstd"}
_TABLES: Final = (".txt", ".json", ".jsonl", ".ndjson", ".orc", ".avro", ".xls", ".bz2", ".zip")
"""Endings of what may well be a log, but is not read."""


def kind_not_read(path: str) -> str | None:
    """Return what a file is that only one machine can read, by its name; None for others."""
    return _ENDINGS_NOT_READ.get(PurePosixPath(path).suffix.casefold())


def logs_among(
    files: Sequence[ClusterFile], uri: str
) -> tuple[list[ClusterFile], list[tuple[ClusterFile, str]]]:
    """Return the files that are logs by their names, and those that may well be, with the ending.

    A file that is named by itself is one whatever its name.
    """
    if len(files) == 1 and files[0].path.endswith(PurePosixPath(uri).name):
        return [*files], []
    logs, others = [], []
    for file in files:
        name = file.path.casefold().removesuffix(".gz")
        if name.endswith(LOG_ENDINGS) or kind_not_read(file.path):
            logs.append(file)
        elif name.endswith(_TABLES):
            others.append((file, PurePosixPath(name).suffix))
    return logs, others


def name_without_endings(path: str) -> str:
    """Return a path without the endings of its file's name."""
    return re.sub(r"\.[^./]+$", "", re.sub(r"\.gz$", "", path))


def escaped(path: str) -> str:
    """Return a path with what Spark takes for a pattern as it stands."""
    return re.sub(r"([*?{}\[\]\\])", r"\\\1", path)


def uri_of(path: Path) -> str:
    """Return a path of this machine as Spark names it, if workers see it too."""
    return escaped(f"file://{path.absolute().as_posix()}")


def files_at(spark: SparkSession, uri: str | list[str], shown: str) -> list[ClusterFile]:
    """Return the files at a URI: it, what its pattern matches, or all in a folder and below.

    Raise InputError where there is none, or it cannot be looked at. Nothing is read.
    """
    with reading(shown):
        found = (
            spark.read.format("binaryFile")
            .option("recursiveFileLookup", "true")
            .load(uri)
            .selectExpr("path", "_metadata.file_path", "length", "modificationTime")
            .collect()
        )
    return sorted((ClusterFile(*row) for row in found), key=lambda one: one.path)


def identified(spark: SparkSession, files: Sequence[ClusterFile]) -> dict[str, tuple[str, bytes]]:
    """Return the SHA-256 of files, and the last bytes of each, by key: such as are not too large.

    The cluster hashes them; of a Parquet file it gives the footer, which describes its columns.
    """
    whole = [one.pattern for one in files if one.size <= MOST_WHOLE]
    if not whole:
        return {}
    hexed = "hex(substring(content, -8, 4))"  # the least byte comes first
    turned = ", ".join(f"substr({hexed}, {at}, 2)" for at in (7, 5, 3, 1))
    length = f"CAST(conv(concat({turned}), 16, 10) AS BIGINT)"
    magic = "X'50415231'"
    asked = (
        spark.read.format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(whole)
        .selectExpr(
            "_metadata.file_path AS path",
            "sha2(content, 256) AS hash",
            f"""CASE WHEN length(content) >= 12 AND substring(content, 1, 4) = {magic}
                     AND substring(content, -4) = {magic} AND {length} <= {_FOOTER}
                THEN substring(content, CAST(-8 - {length} AS INT)) END AS footer""",
        )
    )
    return {
        path: (sha256, bytes(footer or b"")) for path, sha256, footer in map(tuple, asked.collect())
    }
