"""Runs basutbud as users do, in a folder with one compliant clinic."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest import mock

import pytest
import typer.main

from basutbud.cli import main

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
LOG = "id;enhet;ärendetyp;inkom;första svar\n1;SE2321000131-E000000009901;Begär intyg;{};{}\n"
REQUESTS = [
    request
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if (request := getattr(signal, name, None))
    and (name != "SIGHUP" or signal.getsignal(request) is not signal.SIG_IGN)
]
"""What asks a run to end; a terminal's closing only where it is not ignored already."""
COMMAND_OF = cache(typer.main.get_command)
"""Makes a command of the program's declarations, which are the same in every run, once."""
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "sv_SE.UTF-8", "COLUMNS": "80"}


def in_a_process(
    *arguments: str | Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run basutbud as users start it, in a folder, with an environment of the test's own."""
    done = subprocess.run(
        [sys.executable, "-m", "basutbud", *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=ENVIRONMENT | environment,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    return done


def basutbud(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run basutbud likewise, but in this process, which spares starting Python.

    Folder, environment, streams, and what a run leaves set, are as before afterwards.
    """
    given, said, told = BytesIO(stdin), BytesIO(), BytesIO()
    taken = {request: signal.getsignal(request) for request in REQUESTS}
    clean = mock.patch.dict(os.environ, ENVIRONMENT | environment, clear=True)
    with clean, pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr(typer.main, "get_command", COMMAND_OF)
        patch.setattr(sys, "argv", ["basutbud", *map(str, arguments)])
        for name, stream in (("stdin", given), ("stdout", said), ("stderr", told)):
            patch.setattr(sys, name, TextIOWrapper(stream, "utf-8", write_through=True))
        patch.setattr(tempfile, "tempdir", None)
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            gc.enable()
            for request, handler in taken.items():
                signal.signal(request, handler)
        exit_code = ended.value.code
        assert isinstance(exit_code, int)
        assert b"Traceback" not in told.getvalue()
        return subprocess.CompletedProcess(arguments, exit_code, said.getvalue(), told.getvalue())


def write(folder: Path, *, provider: str = "region", intyg: str = "active") -> None:
    """Write the clinic."""
    text = CLINIC.format(provider=provider, intyg=intyg)
    (folder / "c.yaml").write_text(text, encoding="utf-8")


def code(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> int:
    """Run basutbud and return its exit code."""
    return basutbud(*arguments, cwd=cwd, stdin=stdin).returncode


DAY = ("--as-of", "2017-06-30")


def cases(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``basutbud cases`` on that day."""
    return basutbud("cases", *DAY, *arguments, cwd=cwd, stdin=stdin, **environment)


def give(folder: Path, text: str, name: str = "basutbud.yaml") -> None:
    """Write a project file."""
    (folder / name).write_text(text, encoding="utf-8")
