"""The case list as Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

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


def write_parquet(rows: Iterable[Sequence[object]], target: Path) -> None:
    """Write the list, with dates as dates, numbers as numbers, and ids as they are.

    They are kept as text beside it meanwhile, and its name is taken at the end.
    """
    import duckdb

    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    made = Path(f"{target}.parquet")
    columns = ", ".join(f"{name}: '{form}'" for name, form in _TYPES.items())
    with duckdb.connect(":memory:") as database:
        database.sql(
            f"SELECT * FROM read_csv($file, header = false, auto_detect = false, delim = ',',"
            f" quote = '\"', escape = '\"', columns = {{{columns}}})",
            params={"file": str(target)},
        ).write_parquet(str(made))
    made.replace(target)
