"""Many clinic files, examined by several processes: as by one, and none left when it ends."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from basutbud.cli import terminal
from basutbud.clinicfile.reader import ClinicReader
from basutbud.judging import examination, processes
from basutbud.judging.processes import shared_out
from basutbud.model.clinic import Clinic
from running import DAY, REQUESTS, basutbud

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
HERE = os.getpid()
OUTPUTS = ("-o", "json=r.json", "-o", "text=r.txt", "-o", "sarif=r.sarif")


@pytest.fixture
def clinics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of good and broken files, so few that they would not be shared out."""
    for name in ("clinics", "malformed"):
        shutil.copytree(
            EXAMPLES / name, tmp_path / name, ignore=shutil.ignore_patterns("[f-z]*.?sv")
        )
    for number in range(12):
        text = (EXAMPLES / "clinics" / "myrstacken.yaml").read_text(encoding="utf-8")
        told = text.replace("clinic: ", f"clinic: Avdelning {number} på ", 1)
        twice = told.replace("hsa_id: SE2321000131-E", f"hsa_id: SE2321000131-D{number // 2}", 1)
        (tmp_path / f"{number:02}.yaml").write_text(twice, encoding="utf-8")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "named.yaml").write_text("case_logs: [none.csv]\n" + told, encoding="utf-8")
    monkeypatch.setattr(examination, "_LEAST", 2)
    monkeypatch.setattr(examination, "_LEAST_ANEW", 2)
    monkeypatch.setattr(examination, "_PART", 3)
    monkeypatch.setattr(processes, "can_fork", lambda: sys.platform == "linux")
    monkeypatch.setattr(terminal, "processors", lambda: 2)
    return tmp_path


def run(folder: Path) -> tuple[int, bytes, dict[str, bytes]]:
    """Audit the folder: the exit code, what is said, and what is written."""
    done = basutbud("audit", ".", *DAY, *OUTPUTS, cwd=folder)
    written = {path.name: path.read_bytes() for path in sorted(folder.glob("r.*"))}
    assert multiprocessing.active_children() == []
    return done.returncode, done.stderr, written


def meeting(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], object]) -> None:
    """Let something happen in the process, if it is another, that reads one of the files."""
    read = ClinicReader.read

    def reading(self: ClinicReader, path: str, raw: bytes) -> Clinic:
        if path == "07.yaml" and os.getpid() != HERE:
            happen()
        return read(self, path, raw)

    monkeypatch.setattr(ClinicReader, "read", reading)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_tell_what_one_tells(
    clinics: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """The same bytes: clinics that stand twice, in one part or two, and broken files among them."""
    if method == "fork" and sys.platform != "linux":
        pytest.skip("processes are not copied here")
    monkeypatch.setattr(processes, "can_fork", lambda: method == "fork")
    numbers = []

    def share(prepare: Any, parts: Any, number: int) -> Generator[bytes]:
        numbers.append(number)
        return shared_out(prepare, parts, number)

    monkeypatch.setattr(processes, "shared_out", share)
    several = run(clinics)
    monkeypatch.setattr(terminal, "processors", lambda: 1)
    assert several == run(clinics)
    assert numbers == [2]
    assert several[1].decode().count("står redan i") == 6 + 1


def test_few_files_are_examined_at_once(clinics: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for files that take less time than to start it."""
    monkeypatch.undo()
    monkeypatch.setattr(terminal, "processors", lambda: 2)
    monkeypatch.setattr(processes, "shared_out", None)
    assert run(clinics)[0] == 3


@pytest.mark.skipif(sys.platform != "linux", reason="what happens is copied into the process")
@pytest.mark.parametrize(
    ("happen", "kind"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "ProcessDied"),
        (lambda: 1 // 0, "ZeroDivisionError"),
    ],
)
def test_a_process_that_fails_fails_the_run(
    clinics: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    happen: Callable[[], object],
    kind: str,
) -> None:
    """Exit 4, said in words, and no report that would lack files."""
    meeting(monkeypatch, happen)
    exit_code, said, written = run(clinics)
    assert (exit_code, written) == (4, {})
    assert f"({kind})" in said.decode()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="what happens is copied into the process")
@pytest.mark.parametrize("request_to_end", REQUESTS)
def test_an_interruption_ends_every_process(
    clinics: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    request_to_end: signal.Signals,
) -> None:
    """Exit 130 without a trace, though a terminal's Ctrl-C goes to all of them."""

    def interrupt() -> None:
        for process in (os.getpid(), HERE):
            os.kill(process, request_to_end)
        signal.pause()

    meeting(monkeypatch, interrupt)
    exit_code, said, written = run(clinics)
    assert (exit_code, written) == (130, {})
    assert said.decode() == "Avbrutet.\n"
    assert capfd.readouterr() == ("", "")
