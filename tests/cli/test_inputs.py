"""What is given to be audited: files of every name and place, and those that are broken."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest

from running import CLINIC, DAY, LOG, basutbud, code, write

BREAKS = {
    "a status typo": ("av-omboka-tid: active", "av-omboka-tid: aktiv", "c.yaml:7:18"),
    "a duplicate key": ("  av-omboka-tid: active\n", "  av-omboka-tid: active\n" * 2, "c.yaml:8:3"),
    "a tab": ("  av-omboka-tid", "\tav-omboka-tid", "c.yaml:7:1"),
    "a wrong check digit": ("2321000131", "2321000130", "c.yaml:2:9"),
    "an unknown key": ("provider:", "colour: red\nprovider:", "c.yaml:4:1"),
    "a service not indented": ("  begara-intyg", "begara-intyg", "c.yaml:13:1"),
    "a missing key": ("kind: vardcentral\n", "", "c.yaml:1:1"),
    "an empty file": (None, "", "c.yaml:1"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_clinic_is_reported_and_the_rest_is_still_audited(
    folder: Path, broken: str
) -> None:
    """Exit 3; file, line, what and how to mend it; the other clinic's findings are there."""
    old, new, place = BREAKS[broken]
    path = folder / "c.yaml"
    other = (
        path.read_text(encoding="utf-8")
        .replace("9901", "9902")
        .replace("begara-intyg: active", "begara-intyg: inactive")
    )
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace(old, new) if old else new
    path.write_text(text, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    shown = done.stdout.decode()
    assert done.returncode == 3
    assert f"! {place}: " in shown
    assert "O F U L L S T Ä N D I G T" in shown
    assert "→ " in shown.split(f"! {place}: ")[1]
    assert "begara-intyg-not-offered" in shown
    concise = basutbud("audit", ".", *DAY, "-o", "concise", cwd=folder)
    assert concise.returncode == 3
    assert f"{place}: error input " in concise.stdout.decode()


def test_a_service_that_is_not_indented_is_reported_where_it_belongs(folder: Path) -> None:
    """Removing it, the advice for an unknown key, would leave the service out."""
    path = folder / "c.yaml"
    text = path.read_text(encoding="utf-8").replace("  begara-intyg", "begara-intyg")
    path.write_text(text, encoding="utf-8")
    message = basutbud("audit", ".", *DAY, "-o", "concise", cwd=folder).stdout.decode()
    assert "c.yaml:13:1: error input `begara-intyg` hör under `services`" in message


def test_a_missing_mandatory_service_is_a_finding_at_the_services(folder: Path) -> None:
    """Silence is a breach, shown where the services stand."""
    path = folder / "c.yaml"
    text = path.read_text(encoding="utf-8").replace("  egenremiss: active\n", "")
    path.write_text(text, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "concise", cwd=folder)
    assert done.returncode == 1
    assert "c.yaml:5:1: error egenremiss-not-offered" in done.stdout.decode()


def test_two_files_for_one_clinic_are_refused(folder: Path) -> None:
    """The second file of a clinic is reported, not silently merged or dropped."""
    shutil.copy(folder / "c.yaml", folder / "d.yaml")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert (
        "! d.yaml:2:1: HSA-id:t SE2321000131-E000000009901 står redan i c.yaml"
        in done.stdout.decode()
    )


def test_the_log_of_a_refused_clinic_is_not_blamed(folder: Path) -> None:
    """A sound log beside a broken clinic file is counted as unmatched, and not refused too."""
    text = (
        LOG.format("2017-01-05", "")
        .replace(";enhet", "")
        .replace(";SE2321000131-E000000009901", "")
    )
    (folder / "c.csv").write_text(text, encoding="utf-8")
    (folder / "c.yaml").write_text("clinic: x\n", encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert {rejection["path"] for rejection in report["rejections"]} == {"c.yaml"}
    assert report["summary"]["cases"]["unmatched"] == 1
    assert report["verdict"] == "incomplete"


def test_a_clinic_comes_on_standard_input(folder: Path) -> None:
    """``-`` reads one YAML."""
    text = CLINIC.format(provider="region", intyg="inactive").encode()
    done = basutbud("audit", "-", *DAY, "-o", "concise", cwd=folder, stdin=text)
    assert done.returncode == 1
    assert "<stdin>:13:3: error begara-intyg-not-offered" in done.stdout.decode()
    assert code("audit", "-", *DAY, cwd=folder, stdin=b"") == 3


def test_a_clinic_file_is_no_log(folder: Path) -> None:
    """The message says that it is one, and where it belongs."""
    done = basutbud("cases", "c.yaml", "--lang", "en", cwd=folder)
    assert done.returncode == 3
    assert "c.yaml: This is a clinic file, not a log." in done.stdout.decode()


def test_a_log_is_known_by_its_name_in_capitals_too(folder: Path) -> None:
    """As a file system that knows no capitals has it; so is a clinic's."""
    (folder / "C.CSV").write_text("id;typ;inkom;svar\n1;x;2017-02-01;2017-03-01\n", "utf-8")
    assert code("audit", ".", *DAY, cwd=folder) == 1
    (folder / "C.CSV").rename(folder / "c.csv")
    (folder / "c.yaml").rename(folder / "C.yaml")
    assert code("audit", ".", *DAY, cwd=folder) == 1


def test_more_logs_are_logs_whatever_their_ending(folder: Path) -> None:
    """--cases and `cases` take a named file, a folder's logs alone, and a pattern."""
    (folder / "more").mkdir()
    (folder / "more" / "export.txt").write_text(LOG.format("2017-01-05", ""), encoding="utf-8")
    shutil.copy(folder / "c.yaml", folder / "more" / "again.yaml")
    assert code("audit", "c.yaml", *DAY, "--cases", "more/export.txt", cwd=folder) == 1
    assert code("cases", "more/export.txt", *DAY, cwd=folder) == 1
    assert code("cases", "more/*.txt", *DAY, cwd=folder) == 1
    assert code("cases", "more/*.tsv", *DAY, cwd=folder) == 3
    (folder / "more" / "export.txt").rename(folder / "more" / "export.csv")
    assert code("audit", "c.yaml", *DAY, "--cases", "more", cwd=folder) == 1


def test_a_log_without_units_is_answered_by_how_it_may_belong_to_a_clinic(folder: Path) -> None:
    """The ways out are a column, ``case_logs`` and the clinic file's name."""
    log = "id;ärendetyp;inkom;första svar\n1;Begär intyg;2017-01-05;\n"
    (folder / "export.csv").write_text(log, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    assert done.returncode == 3
    said = done.stderr.decode()
    assert "vilken enhet" in said
    assert all(way in said for way in ("--column unit=", "`case_logs`", "samma namn"))


def test_what_cannot_be_listed_is_said(folder: Path) -> None:
    """--list-files with a path that does not exist lists the others, and fails."""
    done = basutbud("audit", ".", "nowhere.yaml", "--list-files", cwd=folder)
    assert (done.stdout.decode(), done.returncode) == ("c.yaml\n", 3)
    assert "nowhere.yaml: Filen eller mappen finns inte" in done.stderr.decode()


def test_a_log_that_the_temporary_folder_has_no_room_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard input is kept as a file meanwhile; where that is impossible, a message says so."""
    full = OSError(errno.ENOSPC, "full")
    monkeypatch.setattr("shutil.copyfileobj", Mock(side_effect=full))
    done = basutbud("cases", "-", cwd=folder, stdin=LOG.format("2017-01-05", "").encode())
    assert done.returncode == 2
    assert "<stdin>: Varken minnet eller den tillfälliga mappen" in done.stderr.decode()


def test_folders_are_followed_through_links_and_what_is_no_file_is_reported(folder: Path) -> None:
    """A linked folder is audited, once; dead links, pipes and circles are reported; none hangs."""
    inside = folder / "inside"
    inside.mkdir()
    (inside / "linked").symlink_to(folder / "outside")
    (folder / "outside").mkdir()
    write(folder / "outside", intyg="inactive")
    assert code("audit", "inside", *DAY, cwd=folder) == 1
    (folder / "outside" / "back").symlink_to(inside)
    assert code("audit", "inside", *DAY, cwd=folder) == 1
    for name in ("dead.csv", "dead.yaml"):
        (inside / name).symlink_to(folder / "nowhere")
    (inside / "loop.csv").symlink_to(inside / "loop.csv")
    os.mkfifo(inside / "pipe.yaml")
    done = basutbud("audit", "inside", *DAY, "-o", "concise", cwd=folder)
    assert done.returncode == 3
    for name in ("dead.csv", "dead.yaml", "loop.csv", "pipe.yaml"):
        assert f"inside/{name}: error input" in done.stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_a_file_that_may_not_be_read_is_reported(folder: Path) -> None:
    """A dangling link reads as missing, in words."""
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert "gone.yaml" in done.stdout.decode()


def test_odd_names_and_targets_are_answered_in_words(folder: Path) -> None:
    """Names too long, NULs, bytes that are no text, a full disk: no internal error."""
    (folder / "more").mkdir()
    bad = os.fsencode(folder / "more") + b"/bad\xff.csv"
    Path(os.fsdecode(bad)).write_text(LOG.format("2017-01-05", "2017-01-05"), encoding="utf-8")
    assert code("cases", "more", *DAY, cwd=folder) == 0
    assert code("audit", "x" * 300, *DAY, cwd=folder) == 3
    for named in ('"a\\0b.csv"', "a" * 300 + ".csv"):
        text = CLINIC.format(provider="region", intyg="active") + f"case_logs: [{named}]\n"
        assert code("audit", "-", *DAY, cwd=folder, stdin=text.encode()) == 3
    assert code("audit", "c.yaml", *DAY, "-o", "json=/dev/full", cwd=folder) == 2
    assert code("audit", "c.yaml", *DAY, "-o", "json=/dev/stdout", cwd=folder) == 0
    log = folder / "l.csv"
    log.write_text(LOG.format("2017-01-05", "2017-01-05"), encoding="utf-8")
    assert code("cases", "l.csv", *DAY, "--encoding", "utf-16", cwd=folder) == 3
    log.write_bytes(LOG.format("2017-01-05", "2017-01-05").encode("utf-32"))
    assert code("cases", "l.csv", *DAY, cwd=folder) == 3
