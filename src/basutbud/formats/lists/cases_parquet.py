"""The list of cases not answered in time, as Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from basutbud.model.tables import CaseRow

_TYPES: Final = {
    "path": "VARCHAR",
    "line": "BIGINT",
    "record": "BIGINT",
    "case_id": "VARCHAR",
    "hsa_id": "VARCHAR",
    "service": "VARCHAR",
    "received": "DATE",
    "due": "DATE",
    "first_reply": "DATE",
    "working_days": "INTEGER",
    "outcome": "VARCHAR",
}


def write_parquet(rows: Iterable[CaseRow], target: Path) -> None:
    """Write the list, with dates as dates, numbers as numbers, and ids unaltered.

    The rows are first written as text, as they come.
    """
    import duckdb

    with target.open("w", encoding="utf-8", newline="") as stream:
        cells = (row[: len(_TYPES)] for row in rows)
        csv.writer(stream, lineterminator="\n").writerows(cells)
    made = Path(f"{target}.parquet")
    with duckdb.connect(":memory:") as database:
        written = database.read_csv(
            str(target),
            columns=_TYPES,
            header=False,
            auto_detect=False,
            sep=",",
            quotechar='"',
            escapechar='"',
        )
        written.write_parquet(str(made))
    made.replace(target)
