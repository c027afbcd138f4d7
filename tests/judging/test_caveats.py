"""What an audit says of itself: no case judged, a period or a log past its date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import CLINIC, basutbud, code

HEADER = "id;enhet;typ;inkom;svar\n"
UNIT = "SE2321000131-E000000009901"
NOTHING = {
    "every reply before receipt": ([("2017-03-22", "2017-03-01")] * 2, (), "2 contradictory"),
    "no time is a time": ([("soon", ""), ("later", ""), ("?", "")], (), "3 rejected"),
    "all outside the period": (
        [("2017-01-05", "2017-01-05")],
        ("--from", "2017-02-01"),
        "1 outside the period",
    ),
    "a little of each": (
        [("2017-03-22", "2017-03-01"), ("soon", ""), ("2017-01-05", "")],
        ("--from", "2017-02-01"),
        "1 contradictory, 1 rejected, 1 outside the period",
    ),
}
JUDGED = {
    "on time": ("2017-03-22", "2017-03-22"),
    "late": ("2017-03-22", "2017-04-22"),
    "open": ("2017-06-29", ""),
    "overdue": ("2017-03-22", ""),
}


def log(folder: Path, rows: list[tuple[str, str]]) -> None:
    """Write the clinic's log, its ids all different."""
    lines = [f"{n};{UNIT};x;{one};{two}\n" for n, (one, two) in enumerate(rows)]
    (folder / "c.csv").write_text(HEADER + "".join(lines), encoding="utf-8")


@pytest.mark.parametrize("name", NOTHING)
@pytest.mark.parametrize("command", ["audit .", "cases c.csv"])
def test_where_no_case_is_judged_nothing_is_green(folder: Path, name: str, command: str) -> None:
    """Exit 3, verdict incomplete, and what became of every row; tolerance changes nothing."""
    rows, options, became = NOTHING[name]
    log(folder, rows)
    run = (*command.split(), "--as-of", "2017-06-30", "--lang", "en", *options)
    done = basutbud(*run, "--max-rejected", "100%", "-o", "json", cwd=folder)
    report = json.loads(done.stdout)
    assert (done.returncode, report["verdict"]) == (3, "incomplete")
    said = [one["reason"] for one in report["rejections"] if one["code"] == "nothing_judged"]
    assert len(said) == 1
    assert became in said[0]
    assert "no cases" not in said[0]
    assert code(*run, "--allow-empty", cwd=folder) == (0 if name.startswith("all outside") else 3)


STRANGER, LEFT_OUT = "SE2321000131-E000000009907", "SE2321000131-E000000009903"
OF_OTHERS: dict[str, tuple[list[tuple[str, str, str]], tuple[str, ...], int | None]] = {
    "another's": ([(STRANGER, "2017-03-22", "2017-03-22")], (), 1),
    "another's, late": ([(STRANGER, "2017-03-22", "")] * 2, (), 2),
    "another's, though little is demanded": (
        [(STRANGER, "2017-03-22", "")],
        ("--allow-empty", "--fail-on", "never"),
        1,
    ),
    "its own, of which none can be judged": (
        [(UNIT, "2017-03-22", "2017-03-01"), (STRANGER, "2017-03-22", "2017-03-22")],
        (),
        1,
    ),
    "its own, outside the period": (
        [(UNIT, "2017-01-05", ""), (STRANGER, "2017-03-22", "")],
        ("--from", "2017-02-01"),
        1,
    ),
    "its own and another's": (
        [(UNIT, "2017-03-22", "2017-03-22"), (STRANGER, "2017-03-22", "")],
        (),
        None,
    ),
    "a clinic's that is not asked for": (
        [(LEFT_OUT, "2017-03-22", "")],
        ("--provider", "region"),
        None,
    ),
    "a clinic's that is not asked for, and another's": (
        [(LEFT_OUT, "2017-03-22", ""), (STRANGER, "2017-03-22", "")],
        ("--provider", "region"),
        1,
    ),
}


@pytest.mark.parametrize("name", OF_OTHERS)
def test_logs_without_a_case_of_the_clinics_audited_are_not_green(folder: Path, name: str) -> None:
    """Exit 3 and how many cases are others'; those that --provider leaves out may stand there."""
    rows, options, others = OF_OTHERS[name]
    private = CLINIC.format(provider="private", intyg="active").replace(UNIT, LEFT_OUT)
    (folder / "p.yaml").write_text(private, encoding="utf-8")
    lines = [f"{n};{unit};x;{one};{two}\n" for n, (unit, one, two) in enumerate(rows)]
    (folder / "log.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    run = ("audit", ".", "--as-of", "2017-06-30", "--lang", "en", "-o", "json", *options)
    done = basutbud(*run, cwd=folder)
    report = json.loads(done.stdout)
    said = [one["reason"] for one in report["rejections"]]
    if others is None:
        assert (done.returncode, said) == (0, [])
    else:
        assert (done.returncode, report["verdict"]) == (3, "incomplete")
        count = "The only case" if others == 1 else f"None of the {others} cases"
        assert [one.startswith(count) for one in said] == [True]
        assert {one["verdict"] for one in report["clinics"]} == {"incomplete"}


@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("command", ["audit .", "cases c.csv"])
def test_one_case_of_any_standing_is_enough(folder: Path, name: str, command: str) -> None:
    """A case that is in time or not, or may still be, is something judged."""
    log(folder, [JUDGED[name], ("2017-03-22", "2017-03-01")])
    done = basutbud(*command.split(), "--as-of", "2017-06-30", "-o", "json", cwd=folder)
    assert done.returncode == (1 if name in ("late", "overdue") else 0)


@pytest.mark.parametrize("command", ["audit .", "cases c.csv"])
def test_a_log_without_rows_is_nothing_to_judge(folder: Path, command: str) -> None:
    """A header alone is exit 3, unless finding nothing is allowed."""
    log(folder, [])
    assert code(*command.split(), "--as-of", "2017-06-30", cwd=folder) == 3
    assert code(*command.split(), "--as-of", "2017-06-30", "--allow-empty", cwd=folder) == 0


@pytest.mark.parametrize(
    ("rows", "options", "expected"),
    [
        ([("2017-03-22", "2017-03-22")], (), []),
        ([("2017-06-30", "")], ("--to", "2017-06-30"), []),
        ([("2017-03-22", "2017-03-22")], ("--to", "2017-12-31"), ["2017-12-31"]),
        ([("2017-03-22", ""), ("2017-07-01", "")], (), ["2017-07-01"]),
        ([("2017-08-22", "2017-08-22")], ("--to", "2017-09-01"), ["2017-09-01", "2017-08-22"]),
    ],
)
@pytest.mark.parametrize("command", ["audit .", "cases c.csv"])
def test_what_lies_past_the_date_is_noted(
    folder: Path,
    rows: list[tuple[str, str]],
    options: tuple[str, ...],
    expected: list[str],
    command: str,
) -> None:
    """A period that ends, or a case received, after the audit's date; on the day is not after."""
    log(folder, rows)
    done = basutbud(*command.split(), "--as-of", "2017-06-30", *options, "-o", "json", cwd=folder)
    notes = json.loads(done.stdout)["notes"]
    assert len(notes) == len(expected)
    for note, day in zip(notes, expected, strict=True):
        assert day in note
        assert "2017-06-30" in note
