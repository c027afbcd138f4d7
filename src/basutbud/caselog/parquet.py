"""The case list as Parquet."""

from __future__ import annotations

from pathlib import Path


def rewrite_as_parquet(path: Path) -> None:
    """Turn a case list in CSV into one in Parquet, with dates as dates and numbers as numbers."""
    import duckdb

    with duckdb.connect(":memory:") as database:
        database.read_csv(
            str(path),
            header=True,
            delimiter=",",
            quotechar='"',
            dtype={
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
            },
        ).write_parquet(f"{path}.parquet")
    Path(f"{path}.parquet").replace(path)
