"""The data that the benchmarks measure by: one answer in every shape, and in every hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import clinics
import handwriting
from commands import AS_OF, HERE
from generate import write_log
from measure import Measured
from running import basutbud
from shapes import SHAPES, beside_plain, hold

ROWS = 120
PLAIN = "gz"
"""A shape that differs by its packing alone."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what gives the report of a log in a shape, of which each is written once."""

    @cache
    def report_of(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        log = folder / f"log.{SHAPES[name].ending}"
        write_log(SHAPES[name].recipe(ROWS), log)
        options = ("--as-of", AS_OF, "--fail-on", "never", "--max-rejected", "5%")
        done = basutbud("cases", log.name, *options, "-o", "json=report.json", cwd=folder)
        assert done.returncode == 0, done.stderr.decode()
        return folder / "report.json"

    return report_of


@pytest.mark.parametrize("name", [name for name in SHAPES if name != PLAIN])
def test_every_shape_has_one_answer(name: str, reports: Callable[[str], Path]) -> None:
    """A log has the outcomes that it was made with, and those of the plain one, in any shape."""
    hold(reports(name), reports(PLAIN), SHAPES[name].recipe(ROWS))


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("utc", ("summary", "cases", "late")),
        ("repeats", ("summary", "cases", "superseded")),
        ("utc", ("clinics", 0, "cases", "by_service", 0, "on_time")),
        ("own-types", ("clinics", 0, "cases", "by_month", 0, "on_time")),
        ("20000-units", ("clinics", 0, "cases", "by_month", 0, "on_time")),
    ],
)
def test_another_answer_is_noticed(
    name: str, where: tuple[str | int, ...], reports: Callable[[str], Path], tmp_path: Path
) -> None:
    """A shape whose report is another than it should be stops the measuring."""
    shaped: Any = json.loads(reports(name).read_text(encoding="utf-8"))
    inside = shaped
    for part in where[:-1]:
        inside = inside[part]
    inside[where[-1]] = inside.get(where[-1], 0) + 1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(shaped), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"disagrees in [12] places"):
        hold(changed, reports(PLAIN), SHAPES[name].recipe(ROWS))


@pytest.mark.parametrize(
    ("name", "run", "faults"),
    [
        ("utc", Measured(4, 6, 1424), []),
        ("utc", Measured(4.1, 6.2, 1424), ["2.05 × the plain log's time", "2.07 × the plain"]),
        ("parquet", Measured(1.9, 3.1, 200), ["1.03 × the plain log's CPU time"]),
        ("workbook", Measured(90, 90, 1425), ["1,425 MiB, beyond the limit of 1,024 + 400"]),
    ],
)
def test_what_is_beyond_a_bound_is_named(name: str, run: Measured, faults: list[str]) -> None:
    """A shape that takes too much time or memory is reported; one that takes the most is not."""
    measured = {"plain": Measured(2, 3, 500), name: run}
    row, found = beside_plain(name, SHAPES[name], measured, 1024)
    assert row[0] == name
    assert len(found) == len(faults)
    assert all(part in fault for part, fault in zip(faults, found, strict=True)), found


def test_shapes_are_measured() -> None:
    """The command measures a shape beside the plain one, in a folder that it deletes."""
    options = ("--rows", "300", "--rounds", "1", "--only", "gz")
    command = [sys.executable, str(HERE / "run.py"), "shapes", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| gz | " in done.stdout
    assert "All answers agree." in done.stdout


def test_clinics_say_the_same_in_every_hand(tmp_path: Path) -> None:
    """Files of many hands are all different, and have the findings of those of one hand."""
    said = [clinics.clinic(number, random.Random(number)) for number in range(60)]  # noqa: S311
    found = []
    for name in ("many", "one"):
        folder = tmp_path / name
        folder.mkdir()
        for number, clinic in enumerate(said):
            writer = handwriting.hand(random.Random(number))  # noqa: S311 - nothing secret
            writer = writer if name == "many" else handwriting.OFFICE
            content = handwriting.written(clinic, clinics.NAMES, writer)
            (folder / f"{number}.yaml").write_bytes(content)
        basutbud("audit", ".", "--as-of", AS_OF, "-o", "json=../report.json", cwd=folder)
        report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        assert {one["status"] for one in report["inputs"]} == {"read"}
        found.append(
            sorted(
                (finding["hsa_id"], finding["rule"], finding["outcome"])
                for finding in report["findings"]
            )
        )
    assert found[0] == found[1]
    assert len(found[0]) > len(said)
    starts = {path.read_bytes()[:200] for path in (tmp_path / "many").iterdir()}
    assert len(starts) == len(said)
