"""Runs basutbud as users do, in a folder with one compliant clinic."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CLINIC = """\
clinic: Vårdcentralen Provtagen
hsa_id: SE2321000131-E000000009901
kind: vardcentral
provider: {provider}
services:
  bestalla-tid: {{status: active, asks_for_reason: true}}
  av-omboka-tid: active
  fornya-recept: active
  kontakta-mig: active
  skicka-meddelande: active
  egenremiss: active
  fraga-om-min-remiss: active
  begara-intyg: {intyg}
"""


def basutbud(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run basutbud in a folder, with an environment of the test's own."""
    clean = {"PATH": os.environ["PATH"], "LANG": "sv_SE.UTF-8", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "basutbud", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=clean | environment,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    return done


def write(folder: Path, *, provider: str = "region", intyg: str = "active") -> None:
    """Write the clinic."""
    text = CLINIC.format(provider=provider, intyg=intyg)
    (folder / "c.yaml").write_text(text, encoding="utf-8")


def code(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> int:
    """Run basutbud and return its exit code."""
    return basutbud(*arguments, cwd=cwd, stdin=stdin).returncode


DAY = ("--as-of", "2017-06-30")
