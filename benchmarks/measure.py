"""Time whole processes, in turn, with their peak memory; and lay out what was measured."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAXRSS_PER_MIB: Final = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """The wall-clock time of a process, and the most memory that it or a child of it held."""

    seconds: float
    peak_mib: float


def measure(command: Sequence[str], output: Path) -> Measured:
    """Run a command, its output into a file. Stop everything where it fails.

    A child's peak is never below what this process holds when it starts it, so this process
    imports little and reads no report while it measures.
    """
    errors = output.with_suffix(".err")
    with output.open("wb") as out, errors.open("wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = errors.read_text(encoding="utf-8", errors="replace")[-2000:]
        sys.exit(f"{' '.join(command)}\nended with {process.returncode}:\n{tail}")
    return Measured(seconds, usage.ru_maxrss / MAXRSS_PER_MIB)


def interleaved(
    commands: Mapping[str, Sequence[str]], folder: Path, rounds: int
) -> dict[str, Measured]:
    """Run every command once a round; return each one's median time and highest peak.

    What a command last printed is left in ``folder``, under its name.
    """
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for turn in range(1, rounds + 1):
        for name, command in commands.items():
            runs[name].append(measure(command, folder / f"{name}.out"))
            seconds = runs[name][-1].seconds
            print(f"round {turn} of {rounds}: {name}: {seconds:.3f} s", file=sys.stderr)
    return {
        name: Measured(
            statistics.median(run.seconds for run in measured),
            max(run.peak_mib for run in measured),
        )
        for name, measured in runs.items()
    }


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table: a column of names, and numbers."""
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
