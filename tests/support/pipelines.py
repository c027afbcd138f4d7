"""Runs what basutbud offers to pipelines as their runners do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).parent.parent.parent
BIN: Final = Path(sys.executable).parent
ACTION: Final = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SPEC, COMPONENT = yaml.safe_load_all((ROOT / "templates/audit/template.yml").read_text("utf-8"))
HOSTILE: Final = ("$(touch bad)", "`touch bad`", '"; touch bad; "', "';touch bad;'", "${HOME}", "*")
WAIVERS: Final = """\
waivers:
  - id: W-1
    rule: begara-intyg-not-offered
    clinic: SE2321000131-E000000009901
    reason: Blanketterna byts ut och är klara i maj
    approved_by: Avtalschef primärvård
    granted: 2017-01-15
    expires: 2017-05-31
"""
OFFLINE: Final = {
    "PATH": os.environ["PATH"],
    "HOME": os.environ.get("HOME", "/"),
    "LANG": "C.UTF-8",
    "PIP_NO_BUILD_ISOLATION": "0",
    "PIP_NO_DEPS": "1",
    "PIP_NO_INDEX": "1",
    "PYTHONPATH": ":".join(path for path in sys.path if path.endswith("site-packages")),
}
"""An environment in which pip installs basutbud alone, with what the tests have beside it.

What pip takes for "no isolation" is, among variables, the zero.
"""


@dataclass(frozen=True)
class Step:
    """What a step came to, as its runner sees it."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def run_step(number: int, repository: Path, **inputs: str) -> Step:
    """Run one of the action's steps as GitHub's runner does, with these inputs."""
    step = ACTION["runs"]["steps"][number]
    given = {name: one["default"] for name, one in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() == ACTION["inputs"].keys()
    temp = repository.parent / "temp"
    script, output, summary = (temp / name for name in ("step.sh", "output", "summary"))
    script.write_text(step["run"], encoding="utf-8")
    for file in (output, summary):
        file.write_text("")
    environment = OFFLINE | {
        "RUNNER_TEMP": str(temp),
        "GITHUB_ACTION_PATH": str(repository.parent / "action"),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        **{name: evaluated(text, given) for name, text in step.get("env", {}).items()},
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=repository,
        env=environment,
        capture_output=True,
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
    log = (done.stdout + done.stderr).decode()
    return Step(done.returncode, log, outputs, summary.read_text("utf-8"))


def evaluated(expression: str, inputs: dict[str, str]) -> str:
    """Return what GitHub makes of one of the action's expressions."""
    name, compared = re.fullmatch(  # type: ignore[union-attr]  # another form fails the test
        r"\$\{\{ inputs\.([a-z-]+)( != 'true')? \}\}", expression
    ).groups()
    return str(inputs[name] != "true").lower() if compared else inputs[name]


def copy_of_the_source(target: Path) -> Path:
    """Copy what the package is built of, and what pipelines take."""
    for name in ("src", "rules"):
        ignored = shutil.ignore_patterns("*.egg-info", "__pycache__")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in ("README.md", "pyproject.toml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, target)
    return target
