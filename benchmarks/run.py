"""Measure basutbud beside its floors and contenders: ``python benchmarks/run.py logs``.

Each command prints Markdown tables: medians of whole processes, run in turn on the same data.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

from agreement import (
    agree,
    check_case_list,
    check_outcomes,
    check_reports,
    our_answer,
    our_whole_answer,
)
from basutbud.formats import FORMATS
from commands import AS_OF, HERE, basutbud, generate
from measure import Measured, interleaved, table
from scale import cluster
from shapes import SHAPES, shapes

CONTENDERS: Final = HERE / "contenders"
EXAMPLES: Final = HERE.parent / "examples" / "clinics"
HARD: Final = ("--dialect", "quoted", "--damaged", "0.001", "--duplicates", "0.02")
WHOLE: Final = "pandas_whole"
PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    WHOLE: ("pandas",),
    "pandas": ("pandas",),
    "pandas_pyarrow": ("pandas", "pyarrow"),
    "polars": ("polars",),
    "csv": (),
}
"""The contenders of the logs, and what each must have installed."""
FIVE: Final = ("ekbacken", "bjorkdungen", "vallmohagen", "kloverstigen", "sockertoppen")
"""Example clinics with a log of their own."""
EVERYTHING: Final = "basutbud"
AGGREGATES: Final = "basutbud, no case list"


def logs(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time the audit of one log by basutbud and the contenders; hold their answers together."""
    plain = log(data, options.rows, "plain")
    commands = {"floor": floor(plain), **ours(plain, scratch, "plain")}
    chosen = contenders(options.skip)
    for name in chosen:
        script = CONTENDERS / f"with_{name}.py"
        commands[name] = [sys.executable, str(script), str(plain), "--as-of", AS_OF]
    whole_list = scratch / f"{WHOLE}.csv"
    if WHOLE in chosen:
        commands[WHOLE] += ["--case-list", str(whole_list)]
    on_plain = interleaved(commands, scratch, options.rounds)
    print_beside_floor(f"{plain.name}: {options.rows:,} rows", on_plain)
    if "hard" not in options.skip:
        hard = log(data, options.rows, "hard", *HARD)
        on_hard = interleaved(
            {"floor": floor(hard), **ours(hard, scratch, "hard")}, scratch, options.rounds
        )
        print_beside_floor(f"{hard.name}: {options.rows:,} rows, {' '.join(HARD)}", on_hard)
        check_reports(scratch, "hard", options.rows)
        truth = [sys.executable, str(HERE / "truth.py"), "--rows", str(options.rows), *HARD]
        made = subprocess.run(truth, check=True, capture_output=True).stdout
        check_outcomes(scratch / "hard.json", json.loads(made))
    check_reports(scratch, "plain", options.rows)
    expected = our_answer(scratch / "plain, list.json")
    if WHOLE in chosen:
        whole = our_whole_answer(scratch / "plain, list.json")
        agree(WHOLE, json.loads((scratch / f"{WHOLE}.out").read_text()), whole)
        check_case_list(whole_list, scratch / "plain.csv")
    for name in {*chosen} - {WHOLE}:
        agree(name, json.loads((scratch / f"{name}.out").read_text()), expected)
    print("All answers agree.")


def growth(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time basutbud on logs of several sizes."""
    rows = []
    for size in options.rows:
        plain = log(data, size, "plain")
        commands = {"floor": floor(plain), EVERYTHING: ours(plain, scratch, "plain")[EVERYTHING]}
        measured = interleaved(commands, scratch, options.rounds)
        least, run = measured["floor"], measured[EVERYTHING]
        each = run.seconds / size * 1_000_000
        ratio = f"{run.seconds / least.seconds:.1f}"
        rows.append(
            [f"{size:,}", f"{run.seconds:.2f}", f"{each:.3f}", ratio, f"{run.peak_mib:,.0f}"]
        )
    print(table(["rows", "s", "s a million rows", "× floor", "peak MiB"], rows))


def rulings(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time what ``--rulings`` adds, of a log without final replies and of one with them."""
    rows = []
    for kind, how in (("plain", ()), ("final", ("--dialect", "final"))):
        path = log(data, options.rows, kind, *how)
        plain = basutbud("cases", path, f"json={scratch / f'{kind}.json'}")
        commands = {"plain": plain, "rulings": [*plain, "--rulings"]}
        measured = interleaved(commands, scratch, options.rounds)
        without, asked = measured["plain"], measured["rulings"]
        ratios = asked.seconds / without.seconds, asked.cpu_seconds / without.cpu_seconds
        seconds = (f"{run.seconds:.2f}" for run in (without, asked))
        rows.append([kind, *seconds, *(f"{one:.2f}" for one in ratios), f"{asked.peak_mib:,.0f}"])
    heads = [f"{options.rows:,} rows", "s", "s, --rulings", "×", "× CPU", "peak MiB"]
    print(table(heads, rows))


def clinics(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time the audit of clinic files, beside libyaml alone."""
    hands = ["--alike"] * options.alike
    for count in options.counts:
        folder = data / f"clinics-{count}{''.join(hands)}"
        if not folder.exists():
            script = str(HERE / "clinics.py")
            generate([script, "--count", str(count), "--seed", "1", *hands], folder)
        commands = {
            "floor": [sys.executable, str(CONTENDERS / "yaml_floor.py"), str(folder)],
            EVERYTHING: basutbud("audit", folder, f"json={scratch / 'clinics.json'}"),
        }
        measured = interleaved(commands, scratch, options.rounds)
        print_beside_floor(f"{count:,} clinic files", measured)


def reports(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time each format on a region with its log, and Chromium opening the page."""
    folder = data / f"region-{options.count}-{options.cases}"
    if not folder.exists():
        script = str(HERE / "clinics.py")
        generate([script, "--count", str(options.count), "--cases", str(options.cases)], folder)
    outputs = {name: scratch / f"region.{name}" for name in FORMATS}
    measured = interleaved(
        {name: basutbud("audit", folder, f"{name}={path}") for name, path in outputs.items()},
        scratch,
        options.rounds,
    )
    rows = [
        [name, f"{run.seconds:.2f}", f"{outputs[name].stat().st_size / 1_000_000:.2f}"]
        for name, run in measured.items()
    ]
    print(table([f"{options.count:,} clinics", "s", "MB"], rows))
    if version("playwright") and shutil.which("chromium"):
        script = str(CONTENDERS / "open_page.py")
        command = [sys.executable, script, str(outputs["html"]), "--times", str(options.rounds)]
        opened = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        print(f"Chromium draws the page in {statistics.median(opened):.2f} s.")


def start(options: argparse.Namespace, data: Path, scratch: Path) -> None:
    """Time what is done once in every run, on next to no data."""
    without, with_logs = data / "five", data / "five-with-logs"
    for folder, kinds in ((without, ("yaml",)), (with_logs, ("yaml", "csv", "tsv"))):
        folder.mkdir(exist_ok=True)
        for path in EXAMPLES.iterdir():
            if path.stem in FIVE and path.suffix[1:] in kinds:
                shutil.copy(path, folder)
    measured = interleaved(
        {
            "bare Python": [sys.executable, "-c", "pass"],
            "--help": [sys.executable, "-m", "basutbud", "--help"],
            "five clinics": basutbud("audit", without, f"json={scratch / 'five.json'}"),
            "five clinics with logs": basutbud("audit", with_logs, f"json={scratch / 'logs.json'}"),
        },
        scratch,
        options.rounds,
    )
    bare = measured["bare Python"].seconds
    rows = [
        [name, f"{run.seconds * 1000:.0f}", f"{run.seconds / bare:.1f}"]
        for name, run in measured.items()
    ]
    print(table(["", "ms", "× bare Python"], rows))


def ours(path: Path, scratch: Path, kind: str) -> dict[str, list[str]]:
    """Return basutbud's command lines for a log: with everything, and without a case list."""
    tolerant = ("--max-rejected", "1%")
    case_list = ("--case-list", str(scratch / f"{kind}.csv"), "--csv-dialect", "rfc4180")
    whole, part = f"json={scratch / f'{kind}, list.json'}", f"json={scratch / f'{kind}.json'}"
    return {
        EVERYTHING: basutbud("cases", path, whole, *tolerant, *case_list),
        AGGREGATES: basutbud("cases", path, part, *tolerant),
    }


def floor(path: Path) -> list[str]:
    """Return the command line of the floor for a log."""
    return [sys.executable, str(CONTENDERS / "floor.py"), str(path)]


def contenders(skipped: Sequence[str]) -> list[str]:
    """Return the contenders asked for; say which are not installed."""
    chosen = []
    for name, packages in PACKAGES.items():
        absent = [package for package in packages if not version(package)]
        if absent and name not in skipped:
            print(f"{name}: skipped, as {' and '.join(absent)} is not installed", file=sys.stderr)
        elif name not in skipped:
            chosen.append(name)
    return chosen


def log(data: Path, rows: int, kind: str, *how: str) -> Path:
    """Return a log of so many rows, generated unless it is there."""
    millions, rest = divmod(rows, 1_000_000)
    path = data / f"{kind}-{rows if rest else f'{millions}m'}.csv"
    if not path.exists():
        generate([str(HERE / "generate.py"), "--rows", str(rows), *how], path)
    return path


def print_beside_floor(title: str, measured: Mapping[str, Measured]) -> None:
    """Print a table with each time as a multiple of the floor's."""
    least = measured["floor"].seconds
    rows = [
        [name, f"{run.seconds:.2f}", f"{run.seconds / least:.1f}", f"{run.peak_mib:,.0f}"]
        for name, run in measured.items()
    ]
    print(table([title, "s", "× floor", "peak MiB"], rows))


def version(package: str) -> str | None:
    """Return the version of a package installed, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def machine() -> str:
    """Say what was measured on."""
    packages = ("basutbud", "duckdb", "pyyaml", "pandas", "pyarrow", "polars", "pyspark")
    versions = ", ".join(f"{name} {version(name) or 'not installed'}" for name in packages)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, {versions}\n"
    )


def main() -> None:
    """Read the command line and measure."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--rounds", type=int, help="times each command is run")
    shared.add_argument("--data", type=Path, help="folder to keep generated data in, and reuse")
    parser = argparse.ArgumentParser(description="Measure basutbud.")
    commands = parser.add_subparsers(required=True)

    one = commands.add_parser("logs", parents=[shared], help="a log, beside floor and contenders")
    one.add_argument("--rows", type=int, default=10_000_000)
    one.add_argument("--skip", nargs="+", default=[], choices=[*PACKAGES, "hard"])
    one.set_defaults(measure=logs, usual_rounds=3)
    several = commands.add_parser("growth", parents=[shared], help="logs of several sizes")
    several.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    several.set_defaults(measure=growth, usual_rounds=3)
    forms = commands.add_parser("shapes", parents=[shared], help="one log in many shapes")
    forms.add_argument("--rows", type=int, default=3_000_000)
    forms.add_argument("--only", nargs="+", choices=SHAPES, metavar="SHAPE")
    forms.add_argument("--memory-limit", type=int, default=1024, metavar="MIB")
    forms.set_defaults(measure=shapes, usual_rounds=3)
    other = commands.add_parser("rulings", parents=[shared], help="a log, with --rulings")
    other.add_argument("--rows", type=int, default=1_000_000)
    other.set_defaults(measure=rulings, usual_rounds=5)
    large = commands.add_parser("cluster", parents=[shared], help="logs of several sizes, by Spark")
    large.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000, 50_000_000])
    large.set_defaults(measure=cluster, usual_rounds=1)
    files = commands.add_parser("clinics", parents=[shared], help="clinic files, beside libyaml")
    files.add_argument("--counts", type=int, nargs="+", default=[10, 1000, 10000])
    files.add_argument("--alike", action="store_true", help="all written by one hand")
    files.set_defaults(measure=clinics, usual_rounds=5)
    every = commands.add_parser("reports", parents=[shared], help="every format, of a region")
    every.add_argument("--count", type=int, default=1_000)
    every.add_argument("--cases", type=int, default=300, help="of each clinic")
    every.set_defaults(measure=reports, usual_rounds=3)
    small = commands.add_parser("start", parents=[shared], help="start-up")
    small.set_defaults(measure=start, usual_rounds=15)

    options = parser.parse_args()
    options.rounds = options.rounds or options.usual_rounds
    with tempfile.TemporaryDirectory(prefix="basutbud-bench-") as folder:
        scratch = Path(folder)
        data = options.data or scratch / "data"
        data.mkdir(parents=True, exist_ok=True)
        print(machine())
        options.measure(options, data, scratch)


if __name__ == "__main__":
    main()
