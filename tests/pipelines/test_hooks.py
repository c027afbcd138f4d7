"""pre-commit's hooks: where they run, and what they find."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import yaml

from pipelines import (
    OFFLINE,
    ROOT,
    WAIVERS,
    copy_of_the_source,
)
from running import write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="runners of these have a POSIX shell")


def test_pre_commit_runs_the_hooks(repository: Path) -> None:
    """In an environment of its own: the changed clinic passes, the whole audit finds the other."""
    source = copy_of_the_source(repository.parent / "source")
    (repository / "mottagningar").mkdir()
    write(repository / "mottagningar")
    (repository / "basutbud.yaml").write_text("paths: [clinics, mottagningar]\n")
    (repository / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    changed = repository / "mottagningar" / "c.yaml"
    changed.write_text(changed.read_text("utf-8").replace("9901", "9902"), "utf-8")
    by = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for folder in (source, repository):
        for command in (("init", "-q"), ("add", "-A"), (*by, "commit", "-qm", "x")):
            subprocess.run(["git", *command], cwd=folder, check=True)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pre_commit",
            "try-repo",
            source,
            "--files",
            "mottagningar/c.yaml",
            "waivers.yaml",
        ],
        cwd=repository,
        env=OFFLINE | {"PRE_COMMIT_HOME": str(repository.parent / "home")},
        capture_output=True,
        check=False,
    )
    told = done.stdout.decode()
    assert done.returncode == 1, told + done.stderr.decode()
    assert dict(re.findall(r"^(basutbud.*?)\.{3,}(\w+)$", told, re.MULTILINE)) == {
        "basutbud, changed clinic files": "Passed",
        "basutbud, the whole audit": "Failed",
        "basutbud, waivers": "Failed",
    }
    assert "clinics/c.yaml:13:3: error begara-intyg-not-offered" in told
    assert "waivers.yaml:2: W-1: " in told


CHANGED: Final = {
    "clinics/a.yaml": {"basutbud-clinics", "basutbud-audit"},
    "region/mottagningar/a b.yml": {"basutbud-clinics", "basutbud-audit"},
    "clinics/logs/a.csv": {"basutbud-audit"},
    "basutbud.yaml": {"basutbud-audit"},
    "waivers.yaml": {"basutbud-audit", "basutbud-waivers"},
    "rules/my.yaml": {"basutbud-audit"},
    "rules/calendars/se.csv": {"basutbud-audit"},
    "docs/a.yaml": set(),
    "myclinics/a.yaml": set(),
    ".gitlab-ci.yml": set(),
}


@pytest.mark.parametrize("path", CHANGED)
def test_a_hook_runs_where_what_it_audits_changes(path: str) -> None:
    """Clinic files are the first hook's; whatever decides a verdict is the second's."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {one["id"] for one in hooks if re.search(one["files"], path)} == CHANGED[path]
