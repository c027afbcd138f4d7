"""The program as a process: streams that close, signals, and the same bytes in every run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from basutbud.formats import FORMATS
from running import DAY, REQUESTS, basutbud, in_a_process

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [([], 0), (["--fail-on", "note"], 1), (["--select", "x"], 2), (["gone.yaml"], 3)],
)
def test_a_process_ends_as_its_run_did(folder: Path, arguments: list[str], exit_code: int) -> None:
    """The exit code, and both streams in UTF-8 whatever the locale, are those of the command."""
    command = ("audit", "c.yaml", *arguments, *DAY)
    process = in_a_process(*command, cwd=folder, LANG="C")
    run = basutbud(*command, cwd=folder)
    assert process.returncode == run.returncode == exit_code
    assert (process.stdout, process.stderr) == (run.stdout, run.stderr)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Every format, on all examples, whatever the hash seed."""
    runs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        outputs = [part for name in FORMATS for part in ("-o", f"{name}={folder / name}")]
        outputs += ["--split-by", "clinic", str(folder / "pages")]
        in_a_process(
            "audit", "clinics", "malformed", *DAY, *outputs, cwd=EXAMPLES, PYTHONHASHSEED=seed
        )
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        runs.append({path.relative_to(folder): path.read_bytes() for path in files})
    assert len(runs[0]) > len(FORMATS) + 5
    assert runs[0] == runs[1]


def test_a_report_piped_into_head_ends_quietly(folder: Path) -> None:
    """A reader that goes away is no error of ours to shout about."""
    command = f"{sys.executable} -m basutbud audit . -v | head -c 10"
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, check=False, timeout=60
    )
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) == 10


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("request_to_end", REQUESTS)
def test_an_interrupted_run_leaves_nothing_behind(
    folder: Path, request_to_end: signal.Signals
) -> None:
    """Exit 130 while a log is copied, and no report, list or temporary file is left."""
    rows = "".join(f"{n};E{n};å;2016-02-01 10:00;2016-02-0{n}\n" for n in range(1, 10))
    log = "id;enhet;typ;inkom;svar\n" + rows * 20_000
    (folder / "big.csv").write_text(log, encoding="cp1252")
    temporary = folder / "tmp"
    temporary.mkdir()
    arguments = ["cases", "big.csv", *DAY, "-o", "json=r.json", "--case-list", "late.csv"]
    running = subprocess.Popen(
        [sys.executable, "-m", "basutbud", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
    )
    while not list(temporary.glob("*/plain-0")) and running.poll() is None:
        continue
    running.send_signal(request_to_end)
    _, shown = running.communicate(timeout=60)
    assert running.returncode == 130, shown
    assert b"Traceback" not in shown
    assert not list(temporary.iterdir())
    assert sorted(path.name for path in folder.iterdir()) == ["big.csv", "c.yaml", "tmp"]


@pytest.mark.skipif(os.name != "posix", reason="written for a POSIX shell")
@pytest.mark.parametrize(
    ("streams", "code"),
    [
        (">&-", 2),
        ("-o json=r.json >&-", 0),
        ("-o json=r.json 2>&-", 0),
        ("-o json=r.json >&- 2>&-", 0),
        ("gone.csv -o json=r.json 2>/dev/full", 3),
        ("gone.csv -o json=r.json 2>&-", 3),
        (">/dev/full", 2),
    ],
)
def test_the_exit_code_tells_the_truth_whatever_becomes_of_the_streams(
    folder: Path, streams: str, code: int
) -> None:
    """A report that cannot be written fails the run; a message on stderr may be lost."""
    (folder / "log.csv").write_text("id;enhet;typ;inkom;svar\n1;E;x;2016-02-01;2016-02-01\n")
    command = f"{sys.executable} -m basutbud cases log.csv {streams}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, check=False, timeout=60)
    assert done.returncode == code
    assert (folder / "r.json").exists() is ("r.json" in streams)
