"""Which line of a file is which: Spark numbers lines block by block, and only counts join them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WIDE: Final = {"utf-16": "UTF-16LE", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}
"""Encodings in which a line feed takes two bytes, by Java's names."""
_IN_PART: Final = (1 << 33) - 1
"""What of Spark's numbers counts within a part of what it reads: a block, by the settings."""
_ODD_QUOTES: Final = "(length(value) - length(replace(value, '\"', ''))) % 2 = 1"


@dataclass(frozen=True, slots=True)
class Profile:
    """A file's lines: how many, how many are no UTF-8 or have a quote too many, and the first.

    ``shifts`` are, by block, what to add to a line's number there for its place in the file,
    counted from 0.
    """

    lines: int
    not_utf8: int
    odd: int
    first: bytes
    shifts: Mapping[int, int]


def lines_of(spark: SparkSession, paths: Sequence[str], encoding: str = "utf-8") -> DataFrame:
    """Return each ``value`` of files, with its ``path``, its ``block`` and its ``number`` there.

    Values are bytes as they stand. Numbers rise within a block, one by one from 0.
    """
    reader = spark.read.option("recursiveFileLookup", "true")
    if encoding in WIDE:
        reader = reader.option("encoding", WIDE[encoding]).option("lineSep", "\n")
    return reader.text([*paths]).selectExpr(
        "value",
        "_metadata.file_path AS path",
        "_metadata.file_block_start AS block",
        f"monotonically_increasing_id() & {_IN_PART} AS number",
    )


def profiled(lines: DataFrame) -> dict[str, Profile]:
    """Return what is to be known of files before their lines are read, by path."""
    counted = lines.groupBy("path", "block").agg(
        *_exprs(
            "min(number)",
            "max(number)",
            "count(*)",
            "count_if(NOT is_valid_utf8(value))",
            f"count_if({_ODD_QUOTES})",
            "CAST(collect_list(CASE WHEN number = 0 THEN value END)[0] AS BINARY)",
        )
    )
    by_path: dict[str, list[tuple[Any, ...]]] = {}
    for path, *block in map(tuple, counted.collect()):
        by_path.setdefault(path, []).append(tuple(block))
    return {
        path: _profile(sorted(blocks, key=lambda one: one[0])) for path, blocks in by_path.items()
    }


def head_of(lines: DataFrame, most: int) -> list[bytes]:
    """Return the first lines of a file."""
    head = lines.where(f"block = 0 AND number < {most}")
    found = head.selectExpr("number", "CAST(value AS BINARY)").collect()
    return [bytes(value) for _, value in sorted(map(tuple, found))]


def _profile(blocks: Iterable[tuple[Any, ...]]) -> Profile:
    ahead = bad = odd = 0
    head = b""
    shifts = {}
    for block, first, last, lines, not_utf8, odd_lines, first_line in blocks:
        if first != 0 or last != lines - 1:
            raise AssertionError("the lines of a block are not numbered one by one")
        head = bytes(first_line) if block == 0 else head
        shifts[block] = ahead
        ahead, bad, odd = ahead + lines, bad + not_utf8, odd + odd_lines
    return Profile(ahead, bad, odd, head, shifts)


def _exprs(*words: str) -> Any:
    from pyspark.sql.functions import expr

    return [expr(sql) for sql in words]
