"""Reports in a row: the newest word of each clinic and month, gaps left gaps, changes marked."""

from __future__ import annotations

import csv
import io
import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from running import CLINIC, basutbud

ROOT: Final = Path(__file__).parent.parent.parent
SCHEMA: Final = json.loads(files("basutbud.schemas").joinpath("trend.json").read_bytes())
HEAD: Final = "id;ärendetyp;inkom;första svar\n"


def write_clinic(folder: Path, number: int, *cases: str) -> None:
    """Write a clinic, and its log if it has cases: ``day received, day of reply or nothing``."""
    text = CLINIC.format(provider="region", intyg="active").replace("9901", f"990{number}")
    (folder / f"c{number}.yaml").write_text(text.replace("Provtagen", f"Nr {number}"), "utf-8")
    rows = [f"{one};egenremiss;{case.replace(' ', ' 08:00;', 1)}" for one, case in enumerate(cases)]
    log = HEAD + "".join(f"{row} 09:00\n" if row[-1].isdigit() else f"{row}\n" for row in rows)
    if cases:
        (folder / f"c{number}.csv").write_text(log, "utf-8")


def audit(folder: Path, day: str, *options: str) -> str:
    """Audit the clinics as of a day, and return the name of the report."""
    report = f"{day}.json"
    asked = ("audit", "k", "--as-of", day, "-o", f"json={report}", *options)
    assert basutbud(*asked, cwd=folder).returncode in (0, 1)
    return report


def trend(folder: Path, *reports: str) -> dict[str, Any]:
    """Return the trend, which follows its schema."""
    done = basutbud("trend", *reports, "-o", "json", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    shaped: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(shaped, SCHEMA)
    return shaped


def figures(shaped: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Return of each month in time, late, overdue and open, the clinics, and if preliminary."""
    keys = ("on_time", "late", "overdue", "open", "clinics", "preliminary")
    return {one["month"]: tuple(one[key] for key in keys) for one in shaped["months"]}


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """Two reports: in February of three clinics, one without log; in May the second is gone."""
    folder = tmp_path / "k"
    folder.mkdir()
    write_clinic(folder, 1, "2017-01-09 2017-01-10", "2017-01-30 ")
    write_clinic(folder, 2, "2017-01-09 2017-01-20")
    write_clinic(folder, 3)
    audit(tmp_path, "2017-01-31")
    write_clinic(folder, 1, "2017-01-09 2017-01-10", "2017-01-30 2017-01-31", "2017-04-10 ")
    (folder / "c2.yaml").unlink()
    (folder / "c2.csv").unlink()
    audit(tmp_path, "2017-05-31")
    return tmp_path


def test_the_newest_word_counts_and_gaps_stay_gaps(region: Path) -> None:
    """January is the first clinic's of May and the second's of January; nothing is carried on."""
    shaped = trend(region, "2017-05-31.json", "2017-01-31.json")
    assert figures(shaped) == {
        "2017-01": (2, 1, 0, 0, 2, False),
        "2017-02": (None, None, None, None, 0, False),
        "2017-03": (None, None, None, None, 0, False),
        "2017-04": (0, 0, 1, 0, 1, False),
    }
    assert {(one["of"], one["without_log"]) for one in shaped["months"]} == {(3, 1)}
    assert [one["as_of"] for one in shaped["reports"]] == ["2017-01-31", "2017-05-31"]
    assert [(one["clinics"], one["of"]) for one in shaped["reports"]] == [(3, 3), (2, 3)]
    # With a log each: one late, one overdue; the third's replies are undetermined.
    assert [one["verdicts"]["violation"] for one in shaped["reports"]] == [1, 1]
    alone = trend(region, "2017-01-31.json")
    assert figures(alone) == {"2017-01": (1, 1, 0, 1, 2, True)}
    of_clinics = {one["name"][-1]: one["months"] for one in shaped["clinics"]}
    assert [one["month"] for one in of_clinics["1"]] == ["2017-01", "2017-04"]
    assert of_clinics["3"] == []


def test_a_month_that_a_period_cuts_is_not_the_whole(region: Path) -> None:
    """A newer report of a part of January leaves the older one's whole; alone it is preliminary."""
    cut = audit(region, "2017-06-30", "--from", "2017-01-20")
    shaped = trend(region, "2017-01-31.json", "2017-05-31.json", cut)
    assert figures(shaped)["2017-01"] == (2, 1, 0, 0, 2, False)
    assert figures(trend(region, cut))["2017-01"] == (1, 0, 0, 0, 1, True)


def test_months_after_the_date_of_a_past_audit_are_marked(region: Path) -> None:
    """As of 10 January the month is not over, and April's cases had not been received yet.

    A report of a later day counts instead; what it has of its own last month is not the whole.
    """
    past = audit(region, "2017-01-10")
    shaped = trend(region, past)
    assert figures(shaped)["2017-01"] == (2, 0, 0, 0, 1, True)
    assert figures(shaped)["2017-04"] == (0, 0, 0, 1, 1, True)
    assert [one["month"] for one in shaped["months"] if one["after_as_of"]] == ["2017-04"]
    said = basutbud("trend", past, "--lang", "en", cwd=region, COLUMNS="180").stdout.decode()
    assert [line[:7] for line in said.splitlines() if "received after the date" in line] == [
        "2017-04"
    ]
    later = audit(region, "2017-04-29")
    shaped = trend(region, later, past)
    assert figures(shaped)["2017-01"] == (2, 0, 0, 0, 1, False)
    assert figures(shaped)["2017-04"] == (0, 0, 1, 0, 1, True)
    assert not any(one["after_as_of"] for one in shaped["months"])


def test_another_yardstick_is_marked(region: Path) -> None:
    """Another limit and another calendar stand at the report, and the month, that they begin."""
    rules = (ROOT / "rules" / "vgr-hs-20-2016.yaml").read_text("utf-8").replace("calendars/", "")
    shutil.copy(ROOT / "rules" / "calendars" / "se.csv", region)
    write_clinic(region / "k", 1, "2017-04-10 2017-04-11", "2017-05-10 2017-05-11")
    worded = rules.replace("sv: Svar efter mer än två vardagar", "sv: Sent svar")
    (region / "rules.yaml").write_text(worded, "utf-8")
    same = audit(region, "2017-06-01", "--rules", "rules.yaml")
    assert not any(one["changes"] for one in trend(region, "2017-05-31.json", same)["reports"])
    (region / "rules.yaml").write_text(rules.replace("working_days: 2\n", "working_days: 3\n"))
    calendar = (region / "se.csv").read_text("utf-8")
    lines = [one for one in calendar.splitlines(keepends=True) if "2017-06-06" not in one]
    (region / "se.csv").write_text("".join(lines), "utf-8")
    other = audit(region, "2017-06-30", "--rules", "rules.yaml")
    shaped = trend(region, "2017-05-31.json", other)
    changes = ["rule_changed", "calendar"]
    assert [one["changes"] for one in shaped["reports"]] == [[], changes]
    assert {one["month"]: one["changes"] for one in shaped["months"] if one["changes"]} == {
        "2017-04": changes
    }


def test_every_format_says_the_same(region: Path) -> None:
    """Text with a bar a month and a dot a gap, CSV with a row for each point."""
    reports = ("2017-01-31.json", "2017-05-31.json")
    shown = basutbud("trend", *reports, "--lang", "en", cwd=region, COLUMNS="140")
    said = shown.stdout.decode()
    assert "▆··▁" in said
    assert "2 of 3 clinics, 1 without log" in said
    assert "1 of 3 clinics, 1 without log, 1 without cases" in said
    table = basutbud("trend", *reports, "-o", "csv", "--csv-dialect", "rfc4180", cwd=region).stdout
    rows = [*csv.DictReader(io.StringIO(table.decode()))]
    assert [row["kind"] for row in rows] == ["report"] * 2 + ["month"] * 4 + ["clinic"] * 3
    gap = next(row for row in rows if row["period"] == "2017-02")
    assert (gap["on_time_share"], gap["late"], gap["clinics"]) == ("", "", "0")
    share = next(row["on_time_share"] for row in rows if row["period"] == "2017-01")
    assert share == "0.666667"


def test_no_report_is_refused(region: Path) -> None:
    """Exit 2, and nothing is written."""
    done = basutbud("trend", "k/c1.yaml", "-o", "csv=t.csv", cwd=region)
    assert (done.returncode, (region / "t.csv").exists()) == (2, False)
