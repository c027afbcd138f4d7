"""GitLab's component, and the examples of all three."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines import (
    ACTION,
    BIN,
    COMPONENT,
    HOSTILE,
    OFFLINE,
    ROOT,
    SPEC,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="runners of these have a POSIX shell")


def run_job(repository: Path, **inputs: str) -> subprocess.CompletedProcess[bytes]:
    """Run the script of GitLab's job with these inputs, after what pip would do."""
    given = {name: one["default"] for name, one in SPEC["spec"]["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() == SPEC["spec"]["inputs"].keys()
    job = COMPONENT["basutbud"]
    values = {
        name: one["value"] if isinstance(one, dict) else one
        for name, one in job["variables"].items()
    }
    written = {
        f"$[[ inputs.{name} ]]": "true" if value is True else value or ""
        for name, value in given.items()
    }
    environment = {name: written[value] for name, value in values.items()}
    install, *script = job["script"]
    assert install == 'python -m pip install --quiet "$AUDIT_PACKAGE"'
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(script)],
        cwd=repository,
        env=OFFLINE | {"PATH": f"{BIN}:{os.environ['PATH']}"} | environment,
        capture_output=True,
        check=False,
    )


def test_the_component_gives_gitlab_its_reports(repository: Path) -> None:
    """What the job names as artifacts is there whether it passes or fails, by its exit code."""
    (repository / "clinics").rename(repository / "two words")
    for inputs, code in (({}, 1), ({"fail_on": "never"}, 0)):
        assert run_job(repository, path="two words", **inputs).returncode == code
        artifacts = COMPONENT["basutbud"]["artifacts"]
        assert artifacts["when"] == "always"
        for file in (*artifacts["paths"], *artifacts["reports"].values()):
            assert (repository / file).stat().st_size
            (repository / file).unlink()


def test_the_component_refuses_what_the_action_refuses(repository: Path) -> None:
    """A past day without leave; hostile words are a path that does not exist."""
    past = {"path": "clinics", "as_of": "2017-06-30"}
    assert run_job(repository, **past).returncode == 2
    assert run_job(repository, **past, allow_past_as_of="true").returncode == 1
    text = " ".join(HOSTILE)
    assert run_job(repository, path=text).returncode == 3
    assert run_job(repository, config=text, rules=text).returncode == 2
    assert not list(repository.rglob("bad"))


def test_the_component_takes_no_input_that_would_end_a_quotation() -> None:
    """GitLab may put an input into the file's text: free ones can hold no quotation mark."""
    for name, one in SPEC["spec"]["inputs"].items():
        if name in ("stage", "image") or "options" in one or one.get("type") == "boolean":
            continue
        pattern = re.compile(one["regex"].replace("$", r"\Z"))
        assert pattern.match(one["default"])
        for text in ('x"', "x\\", "x\ny"):
            assert not pattern.match(text), name


def test_the_examples_give_inputs_and_hooks_that_exist() -> None:
    """What a user copies names only what is offered."""
    folder = ROOT / "examples" / "ci"
    examples: dict[str, Any] = {
        path.stem: yaml.safe_load(path.read_text("utf-8")) for path in folder.iterdir()
    }
    (step,) = [
        one
        for one in examples.pop("github")["jobs"]["audit"]["steps"]
        if "basutbud@" in one["uses"]
    ]
    assert step["with"].keys() <= ACTION["inputs"].keys()
    (included,) = examples.pop("gitlab")["include"]
    assert included["inputs"].keys() <= SPEC["spec"]["inputs"].keys()
    (repo,) = examples.pop("pre-commit")["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {one["id"] for one in repo["hooks"]} <= {one["id"] for one in hooks}
    assert not examples
