"""Rejected rows: their place and the reason are reported, and nothing of their text."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from basutbud.formats import BINARY, FORMATS
from basutbud.model.vocabulary import CaseOutcome
from logs import counts, scan, write
from running import basutbud
from running import write as write_clinic

NAME = "Testa Testsson"
CLINIC = "SE2321000131-E000000009901"
STRANGER = "SE2321000131-E000000009907"
GOOD = ("1", CLINIC, "Egenremiss", "2017-02-06 09:00", "2017-02-07 10:00")
SPOILT = (
    ("2", f"{NAME} ringer åter", CLINIC, "Egenremiss", "2017-02-06"),
    ("3", NAME, "Egenremiss", "2017-02-30", ""),
    ("4", CLINIC, NAME, "2017-02-06", "imorgon"),
    ("", NAME, NAME, "2017-02-06", ""),
    ("6", NAME, "Egenremiss", "1917-02-06", ""),
    ("7", NAME, NAME, "2017-02-06", "2017-02-07", NAME),
    ("8", CLINIC, NAME, NAME),
    ("9", CLINIC, "Egenremiss", NAME, NAME),
    ("10", STRANGER, NAME, "2016-02-30", ""),
    ("11", f'"{NAME}', NAME, "2017-02-06", ""),
)
HEADERLESS = (
    f"{NAME};ringer;åter\n",
    f"A;{NAME};Begär intyg;;\n{';'.join(GOOD)}\n",
    f"Typ;{NAME};idag\n",
    f"Ид;{NAME};в typ;Ид svar\n",
    f"A;{NAME};idag;imorgon\n1;2;3;4\n",
    "A;Testa;idag;\n1;2;3;4\n",
    "Testa;ringer;idag\nAnna;skriver;1\n",
)


def everything(folder: Path, *arguments: str) -> str:
    """Run basutbud with all that it can write, and return that, unpacked."""
    folder.joinpath("out").mkdir()
    outputs = [f"-o{name}=out/r.{name}" for name in FORMATS]
    lists = ("--rejects", "out/rejects.csv", "--case-list", "out/late.csv")
    done = basutbud(
        *arguments, "--as-of", "2017-06-30", "-v", "-otext", *outputs[1:], *lists, cwd=folder
    )
    assert done.returncode == 3
    told = [done.stdout, done.stderr]
    for path in folder.joinpath("out").iterdir():
        if path.suffix.removeprefix(".") in BINARY:
            with zipfile.ZipFile(path) as book:
                told += [book.read(part) for part in book.namelist()]
        else:
            told.append(path.read_bytes())
    return b"\n".join(told).decode("utf-8", "replace")


@pytest.mark.parametrize("command", ["cases", "audit"])
def test_nothing_of_a_rejected_row_is_shown(tmp_path: Path, command: str) -> None:
    """In no format, list or message, with clinic files or without."""
    write(tmp_path / "log.csv", [GOOD, *SPOILT])
    if command == "audit":
        write_clinic(tmp_path)
    told = everything(tmp_path, command, "." if command == "audit" else "log.csv")
    assert "Testa" not in told
    assert STRANGER not in told
    rejects = io.StringIO((tmp_path / "out" / "rejects.csv").read_text("utf-8-sig"))
    lines = [row["line"] for row in csv.DictReader(rejects, delimiter=";")]
    assert lines == [str(number) for number in range(3, 3 + len(SPOILT))]


@pytest.mark.parametrize("text", HEADERLESS)
def test_a_first_line_that_may_be_a_row_is_not_shown(tmp_path: Path, text: str) -> None:
    """The message says that the log has no header, not what stands in its place."""
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    (problem,) = scan(tmp_path / "log.csv").rejections
    assert problem.code == "log_no_header"
    assert "Testa" not in str(problem)


@pytest.mark.parametrize(
    ("header", "below"), [("id;enhet;typ;ankomst", ""), ("Kod;Konto;Belopp", "A;5010;12,50")]
)
def test_a_header_of_other_columns_is_shown(tmp_path: Path, header: str, below: str) -> None:
    """It names columns of a log, or stands above numbers: what it calls them helps to mend it."""
    (tmp_path / "log.csv").write_text(f"{header}\n{below}\n", encoding="utf-8")
    (problem,) = scan(tmp_path / "log.csv").rejections
    assert problem.values["found"] == tuple(header.split(";"))


def test_rejected_rows_of_a_unit_that_others_name_are_its_own(tmp_path: Path) -> None:
    """Those of no other are counted with the log; what is no HSA-id leaves its units in doubt."""
    bad = ("2016-02-30", "")
    rows = [GOOD, ("2", CLINIC, "x", *bad), ("3", NAME, "x", *bad), ("4", STRANGER, "x", *bad)]
    report = scan(write(tmp_path / "log.csv", rows))
    assert list(report.statistics.units) == [CLINIC]
    assert counts(report, CLINIC) == {"on_time": 1, "rejected": 1}
    assert report.statistics.total[CaseOutcome.REJECTED] == 3
    assert report.statistics.units[CLINIC].unreadable == 2


def test_a_log_without_a_unit_keeps_its_own_though_all_its_rows_are_rejected(
    tmp_path: Path,
) -> None:
    """Its name is no row's."""
    path = tmp_path / "ekbacken.csv"
    path.write_text("id;typ;inkom;svar\n1;x;2016-02-30;\n", encoding="utf-8")
    (unit,) = scan(path).statistics.units.values()
    assert (unit.unit, unit.total.read) == ("ekbacken", 1)
