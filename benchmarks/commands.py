"""Command lines of basutbud and of the generators of data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
AS_OF: Final = "2019-01-31"
"""The day of the generated logs' last case, so that some cases are open and some overdue."""


def basutbud(command: str, path: Path, output: str, *more: str) -> list[str]:
    """Return a command line that ends with 0 where all was read."""
    given = [sys.executable, "-m", "basutbud", command, str(path), "--as-of", AS_OF, "-o", output]
    return [*given, "--fail-on", "never", "--no-progress", *more]


def generate(script: Sequence[str], target: Path) -> None:
    """Run a generator, so that what it writes appears whole or not at all."""
    print(f"generating {target.name}", file=sys.stderr)
    part = target.with_name(f"part-{target.name}")
    subprocess.run([sys.executable, *script, str(part)], check=True)
    part.rename(target)
