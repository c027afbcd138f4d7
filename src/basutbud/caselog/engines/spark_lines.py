"""Which line of a file is which: Spark numbers lines block by block, and only counts join them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_PART: Final = 1 << 33
"""How far Spark's numbers in one part of what it reads are from those of the next."""


def numbered_lines(texts: DataFrame) -> DataFrame:
    """Return each ``line``, its ``block`` of the file, and its ``number``.

    Numbers rise within a block, one by one; within the first block they begin at 0.
    """
    return texts.selectExpr(
        "value AS line",
        "_metadata.file_block_start AS block",
        "monotonically_increasing_id() AS number",
    )


def block_shifts(numbered: DataFrame) -> list[tuple[int, int]]:
    """Return for each block what to add to a line's number there for its row_id in the file."""
    from pyspark.sql.functions import expr

    counted = numbered.groupBy("block").agg(expr("min(number)"), expr("count(*)")).collect()
    ahead = 0
    shifts = []
    for block, first, lines in sorted(map(tuple, counted)):
        if block == 0 and first != 0:
            raise AssertionError("the first block of a file is not read first")
        shifts.append((block, ahead - first))
        ahead += lines
    return shifts
