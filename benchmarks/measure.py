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
    """The wall-clock time of a process, its processors' time, and its peak of resident memory.

    Its children are counted in; of the peak, the largest alone.
    """

    seconds: float
    cpu_seconds: float
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
    cpu_seconds = usage.ru_utime + usage.ru_stime
    return Measured(seconds, cpu_seconds, usage.ru_maxrss / MAXRSS_PER_MIB)


def interleaved(
    commands: Mapping[str, Sequence[str]], folder: Path, rounds: int
) -> dict[str, Measured]:
    """Run every command once a round; return each one's median times and highest peak.

    What a command last printed is left in ``folder``, under its name.
    """
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for turn in range(1, rounds + 1):
        for name, command in commands.items():
            runs[name].append(measure(command, folder / f"{name}.out"))
            seconds = runs[name][-1].seconds
            print(f"round {turn} of {rounds}: {name}: {seconds:.3f} s", file=sys.stderr)
    return {name: middle(measured) for name, measured in runs.items()}


def middle(runs: Sequence[Measured]) -> Measured:
    """Return the median times of some runs, and their highest peak."""
    return Measured(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu_seconds for run in runs),
        max(run.peak_mib for run in runs),
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table: a column of names, and numbers."""
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
