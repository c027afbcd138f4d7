"""Which line of a file is which: Spark numbers lines block by block, and only counts join them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from basutbud.caselog.plan import UnreadableError
from basutbud.caselog.spark_reading import REFUSED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_PART: Final = 1 << 33
"""How far Spark's numbers in one part of what it reads are from those of the next."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file, counted.

    ``offsets`` has for each block what to add to the number that Spark gives a row, when rows alone
    are numbered, for its row number in the file. ``refused`` are lines by number from 1.
    """

    rows: int
    offsets: list[tuple[int, int]]
    refused: Mapping[int, str]


def counted(numbered: DataFrame) -> Lines:
    """Count what ``numbered_lines`` found. Raise UnreadableError where a record may go on below."""
    from pyspark.sql.functions import expr

    blocks = (
        numbered.groupBy("block")
        .agg(
            expr("min(number)"),
            expr("count(*)"),
            expr("count_if(refused = 0)"),
            expr("count_if(refused > 0)"),
            expr(f"count_if(refused = {REFUSED.index('open_quote')})"),
        )
        .collect()
    )
    lines = rows = refused = 0
    ahead: dict[int, int] = {}
    rows_ahead: dict[int, int] = {}
    firsts: dict[int, int] = {}
    for block, first, count, kept, not_kept, torn in sorted(map(tuple, blocks)):
        if torn:
            raise UnreadableError
        if block == 0 and first != 0:
            raise AssertionError("the first block of a file is not read first")
        ahead[block], rows_ahead[block], firsts[block] = lines, rows, first
        lines, rows, refused = lines + count, rows + kept, refused + not_kept
    in_part: dict[int, int] = defaultdict(int)
    offsets = []
    for block, first, _, kept, *_ in sorted(map(tuple, blocks), key=lambda row: row[1]):
        part = first // _PART
        offsets.append((block, rows_ahead[block] - part * _PART - in_part[part]))
        in_part[part] += kept
    faults = {}
    if refused:
        for block, number, fault in (
            numbered.where("refused > 0").select("block", "number", "refused").toLocalIterator()
        ):
            faults[number - firsts[block] + ahead[block] + 1] = REFUSED[fault]
    return Lines(rows, offsets, faults)
