"""One log of several sizes on a Spark cluster, beside Spark and DuckDB in one process."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cases import Recipe
from commands import basutbud
from measure import Measured, interleaved, table
from shapes import check, written
from sparkcluster import Cluster, Size, lacking, running_cluster

DUCKDB: Final = "DuckDB"
LOCAL: Final = "Spark, local mode"
CLUSTER: Final = "Spark, two workers"
BY_ENGINE: Final = (DUCKDB, LOCAL, CLUSTER)
RECKONED: Final = 1_000_000_000
"""Rows of a nation's ten years, about."""
SETTINGS: Final = """
spark.ui.enabled false
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 2g
spark.executor.memory 3g
"""


def cluster(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time the audit of logs of several sizes by each engine; hold their answers together."""
    if missing := lacking():
        sys.exit(f"A cluster {missing}.")
    folder = scratch / "cluster"
    folder.mkdir()
    size = Size(workers=2, cores=max(1, (os.cpu_count() or 2) // 2), memory="4g")
    measured = {}
    with running_cluster(folder, SETTINGS, size, connect=False) as running:
        for rows in sorted(options.rows):
            log = written(data, "plain", Recipe(rows), "csv")
            commands = commands_of(log, scratch, running)
            measured[rows] = interleaved(commands, scratch, options.rounds)
            for name in (LOCAL, CLUSTER):
                check([str(scratch / f"{one}.json") for one in (DUCKDB, name)], Recipe(rows))
            if not options.data:
                log.unlink()
    print(
        table(["rows", "engine", "s", "s a million rows", "× DuckDB", "growth"], laid_out(measured))
    )
    print("All answers agree.")


def commands_of(log: Path, scratch: Path, running: Cluster) -> dict[str, list[str]]:
    """Return what audits a log by each engine, the report under the engine's name."""
    spark = ("--engine", "spark")
    more = {DUCKDB: (), LOCAL: spark, CLUSTER: (*spark, "--spark-master", running.master)}
    commands = {
        name: basutbud("cases", log, f"json={scratch / name}.json", *how)
        for name, how in more.items()
    }
    site = [f"{name}={value}" for name, value in running.environment.items()]
    return commands | {CLUSTER: ["env", *site, *commands[CLUSTER]]}


def laid_out(measured: Mapping[int, Mapping[str, Measured]]) -> list[Sequence[str]]:
    """Return a row for each size and engine, and what a nation's ten years are reckoned to take.

    Growth is the time a row beside that of the size before; from the two largest sizes the time of
    the rows between them is taken for that of every further row.
    """
    lines: list[Sequence[str]] = []
    sizes = [*measured]
    for before, rows in zip([None, *sizes], sizes, strict=False):
        for name, run in measured[rows].items():
            ratio = run.seconds / measured[rows][DUCKDB].seconds
            each = run.seconds / rows
            growth = each / (measured[before][name].seconds / before) if before else 1
            numbers = [f"{run.seconds:.1f}", f"{each * 1_000_000:.2f}", f"{ratio:.1f}"]
            lines.append([f"{rows:,}", name, *numbers, f"{growth:.2f}"])
    if len(sizes) > 1:
        fewer, most = sizes[-2:]
        for name in BY_ENGINE:
            last = measured[most][name].seconds
            each = (last - measured[fewer][name].seconds) / (most - fewer)
            seconds = last + each * (RECKONED - most)
            numbers = [f"{seconds:,.0f}", f"{each * 1_000_000:.2f}", "", ""]
            lines.append([f"{RECKONED:,} (reckoned)", name, *numbers])
    return lines
