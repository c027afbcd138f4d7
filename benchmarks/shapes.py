"""The same cases in many shapes: what each costs beside the plain one, and whether all agree."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from agreement import check_outcomes, check_shape
from cases import Recipe
from commands import HERE, basutbud, generate
from generate import recipe_options
from measure import Measured, interleaved, middle, table
from truth import outcomes

SHEET_ROWS: Final = 1_048_575
"""What a sheet holds beside its header."""
MEMORY_MARGIN: Final = 400
"""MiB beyond the memory limit that a peak may reach."""
MOST_REJECTED: Final = "5%"
OUTCOMES_ANEW: Final = frozenset({"late", "damaged", "duplicates"})
"""What of a recipe changes the outcomes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a log differs from the plain one, and the most that its time may be beside it."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    ending: str = "csv"
    most_rows: int | None = None
    bound: float | None = 2.0

    def recipe(self, rows: int) -> Recipe:
        """Return what to write, of so many rows at most."""
        return Recipe(rows=min(rows, self.most_rows or rows), **self.changes)


SHAPES: Final[Mapping[str, Shape]] = {
    "by-unit": Shape({"order": "unit", "units": 3_000}),
    "20000-units": Shape({"units": 20_000}),
    "10-units": Shape({"units": 10}),
    "turns": Shape({"order": "turns", "units": 200}),
    "offset": Shape({"stamps": "offset"}),
    "utc": Shape({"stamps": "utc"}),
    "milliseconds": Shape({"stamps": "millisecond"}),
    "days": Shape({"stamps": "day"}),
    "compact-days": Shape({"stamps": "compact-day"}),
    "own-types": Shape({"own_types": 3_000}),
    "uuids": Shape({"ids": "uuid"}),
    "yearly-ids": Shape({"ids": "yearly"}),
    "comma": Shape({"dialect": "comma"}),
    "tab": Shape({"dialect": "tab"}),
    "all-quoted": Shape({"dialect": "all-quoted"}),
    "wide": Shape({"dialect": "wide"}),
    "final-reply": Shape({"dialect": "final"}),
    "windows-1252": Shape({"dialect": "excel"}),
    "utf-16": Shape({"dialect": "unicode-text"}),
    "gz": Shape(ending="csv.gz"),
    "late": Shape({"late": 0.4}),
    "damaged": Shape({"damaged": 0.01}),
    "repeats": Shape({"duplicates": 0.02}),
    "parquet": Shape(ending="parquet", bound=1.0),
    "workbook": Shape(ending="xlsx", most_rows=SHEET_ROWS, bound=None),
}


def shapes(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time the audit of each shape in turn with the plain one's; hold their answers together."""
    rows, beyond, plains = [], [], []
    for name in options.only or SHAPES:
        shape = SHAPES[name]
        recipe = shape.recipe(options.rows)
        plain = written(data, "plain", Recipe(recipe.rows), "csv")
        log = written(data, name, recipe, shape.ending)
        limit = f"{options.memory_limit}MiB"
        commands = {
            "plain": audit(plain, scratch / "plain", limit),
            name: audit(log, scratch / name, limit),
        }
        measured = interleaved(commands, scratch, options.rounds)
        check([str(scratch / f"{one}.json") for one in ("plain", name)], recipe)
        row, faults = beside_plain(name, shape, measured, options.memory_limit)
        rows.append(row)
        beyond += faults
        if recipe.rows == options.rows:
            plains.append(measured["plain"])
        if not options.data:
            log.unlink()
        print(" | ".join(row), file=sys.stderr)
    header = [f"{options.rows:,} rows", "s", "× plain", "CPU s", "× plain", "peak MiB"]
    if plains:
        every = middle(plains)
        times = [f"{every.seconds:.2f}", "1", f"{every.cpu_seconds:.2f}", "1"]
        rows.insert(0, ["plain", *times, f"{every.peak_mib:,.0f}"])
    print(table(header, rows))
    print("All answers agree.", *(beyond or ["Every bound is kept."]), sep="\n")


def written(data: Path, name: str, recipe: Recipe, ending: str) -> Path:
    """Return a log by its recipe, generated unless it is there."""
    path = data / f"{name}-{recipe.rows}.{ending}"
    if not path.exists():
        generate([str(HERE / "generate.py"), *as_options(recipe)], path)
    return path


def as_options(recipe: Recipe) -> list[str]:
    """Return the options of ``generate.py`` and ``truth.py`` for a recipe."""
    return [f"--{one.name.replace('_', '-')}={getattr(recipe, one.name)}" for one in fields(recipe)]


def audit(log: Path, output: Path, limit: str) -> list[str]:
    """Return the command line that has everything said of a log, in files beside ``output``."""
    outputs = f"json={output}.json", "--case-list", f"{output}.csv"
    return basutbud(
        "cases", log, *outputs, "--memory-limit", limit, "--max-rejected", MOST_REJECTED
    )


def beside_plain(
    name: str, shape: Shape, measured: Mapping[str, Measured], limit: int
) -> tuple[list[str], list[str]]:
    """Return a shape's row of the table, and where it is beyond its bounds."""
    plain, run = measured["plain"], measured[name]
    wall, cpu = run.seconds / plain.seconds, run.cpu_seconds / plain.cpu_seconds
    faults = [
        f"{name}: {ratio:.2f} × the plain log's {what}, beyond {shape.bound}"
        for what, ratio in (("time", wall), ("CPU time", cpu))
        if shape.bound is not None and ratio > shape.bound
    ]
    if run.peak_mib > limit + MEMORY_MARGIN:
        faults.append(
            f"{name}: {run.peak_mib:,.0f} MiB, beyond the limit of {limit:,} + {MEMORY_MARGIN}"
        )
    numbers = [f"{run.seconds:.2f}", f"{wall:.2f}", f"{run.cpu_seconds:.2f}", f"{cpu:.2f}"]
    return [name, *numbers, f"{run.peak_mib:,.0f}"], faults


def check(reports: list[str], recipe: Recipe) -> None:
    """Hold a shape's report against the plain one's, or the outcomes that it was made with.

    That is left to other processes, so that this one stays small beside those it measures.
    """
    command = [sys.executable, str(HERE / "shapes.py"), *as_options(recipe), *reports]
    if subprocess.run(command, check=False).returncode:
        sys.exit(1)


def hold(report: Path, plain: Path, recipe: Recipe) -> None:
    """Stop where a shape's report has not the outcomes it was made with, or the plain one's."""
    check_outcomes(report, outcomes(recipe))
    if all(getattr(recipe, name) == getattr(Recipe(0), name) for name in OUTCOMES_ANEW):
        check_shape(report, plain, recipe)


def main() -> None:
    """Hold two reports together, as the recipe of the second says."""
    parser = argparse.ArgumentParser(description=main.__doc__, parents=[recipe_options()])
    parser.add_argument("plain", type=Path)
    parser.add_argument("report", type=Path)
    options = vars(parser.parse_args())
    plain, report = options.pop("plain"), options.pop("report")
    hold(report, plain, Recipe(**options))


if __name__ == "__main__":
    main()
