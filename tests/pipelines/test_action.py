"""GitHub's action: its steps, run as its runner runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from basutbud.cli.settings.table import list_settings
from basutbud.cli.terminal import today
from pipelines import (
    ACTION,
    COMPONENT,
    HOSTILE,
    OFFLINE,
    WAIVERS,
    Step,
    copy_of_the_source,
    run_step,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="runners of these have a POSIX shell")


def audit(repository: Path, **inputs: str) -> Step:
    """Run the step that audits, in English."""
    return run_step(1, repository, **{"paths": "clinics", "lang": "en"} | inputs)


def test_no_expression_is_part_of_a_script() -> None:
    """Inputs reach scripts as variables: GitHub puts them in a script's text unquoted."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
    for line in COMPONENT["basutbud"]["script"]:
        assert "$[[" not in line
    known = {one.variable for one in list_settings().values()} | {"BASUTBUD_CONFIG"}
    for variables in (ACTION["runs"]["steps"][1]["env"], COMPONENT["basutbud"]["variables"]):
        assert {name for name in variables if name.startswith("BASUTBUD_")} <= known


def test_the_action_gives_code_verdict_report_and_summary(repository: Path) -> None:
    """A breach fails the step by its own code; annotations, summary and the extra report too."""
    step = audit(repository, output="sarif=out.sarif\n\nhtml=out.html\n")
    assert (step.code, step.outputs["exit-code"], step.outputs["verdict"]) == (1, "1", "violation")
    assert "::error file=clinics/c.yaml,line=13," in step.log
    assert "begara-intyg-not-offered" in step.summary
    report = json.loads(Path(step.outputs["report"]).read_bytes())
    assert report["verdict"] == "violation"
    assert report["as_of"] == today().isoformat()
    assert (repository / "out.sarif").exists()
    assert (repository / "out.html").exists()


VERDICTS: Final = {
    (): (1, "violation"),
    (("fail_on", "never"),): (0, "violation"),
    (("paths", "clinics\ngone.yaml"),): (3, "incomplete"),
    (("config", "ok.yaml"),): (0, "compliant"),
    (("waivers", "waivers.yaml"), ("as_of", "2017-03-01"), ("allow_past_as_of", "true")): (
        0,
        "compliant",
    ),
}


@pytest.mark.parametrize("inputs", VERDICTS)
def test_the_verdict_is_the_reports(repository: Path, inputs: tuple[tuple[str, str], ...]) -> None:
    """Whatever the exit code; a project file counts as it does elsewhere."""
    (repository / "ok.yaml").write_text("select: [egenremiss-not-offered]\n")
    (repository / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    step = audit(repository, **dict(inputs))
    assert (step.code, step.outputs["verdict"]) == VERDICTS[inputs]
    assert step.outputs["exit-code"] == str(step.code)
    assert "basutbud" in step.summary


REFUSED: Final = {
    ("as_of", "2017-06-30"): "lies before today",
    ("as_of", "2017-02-30"): "is not a date",
    ("as_of", "x"): "is not a date",
    ("fail_on", "nver"): "cannot be `nver`",
    ("rules", "gone.yaml"): "There is no rule set",
    ("output", "--fail-on=never"): "There is no format",
    ("paths", "\n"): "`PATH...` is missing",
}


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_is_refused_is_in_the_summary(repository: Path, name: str, value: str) -> None:
    """Exit 2: nothing was audited, no verdict is claimed, and the summary says why."""
    step = audit(repository, **{name: value})
    outputs = {"exit-code": "2", "verdict": "", "report": ""}
    assert (step.code, step.outputs) == (2, outputs)
    assert REFUSED[name, value] in step.log
    assert REFUSED[name, value] in step.summary
    assert all(line[:4] in ("## b", "    ", "") for line in step.summary.splitlines())


def test_a_past_day_is_audited_only_where_that_is_allowed(repository: Path) -> None:
    """Then it stands in the report; the day itself and later ones need no leave."""
    step = audit(repository, as_of="2017-06-30", allow_past_as_of="true")
    assert (step.code, step.outputs["verdict"]) == (1, "violation")
    assert "2017-06-30" in step.summary
    assert audit(repository, as_of=today().isoformat()).code == 1
    assert audit(repository, as_of="2017-06-30", allow_past_as_of="yes").code == 2


@pytest.mark.parametrize(
    "names", ["paths", "output", "config rules waivers baseline as_of fail_on lang"]
)
def test_hostile_inputs_to_the_action_do_nothing(repository: Path, names: str) -> None:
    """They are paths and words that do not exist; none is run, and none gives an output."""
    text = "\n".join((*HOSTILE, "::set-output name=verdict::compliant", "verdict=compliant"))
    step = audit(repository, **dict.fromkeys(names.split(), text))
    assert step.code in (2, 3)
    assert step.outputs["verdict"] in ("", "incomplete")
    assert step.outputs.keys() == {"exit-code", "verdict", "report"}
    assert not re.search("^ *::(?!error|warning|notice)", step.log, re.MULTILINE)
    assert not list(repository.rglob("bad"))


def test_paths_are_taken_to_the_letter(repository: Path) -> None:
    """A folder that is called like a command, or an option, is audited."""
    names = ("$(touch bad)", "-q", "a 'b' \"c\"")
    for n, name in enumerate(names):
        shutil.copytree(repository / "clinics", repository / name)
        clinic = repository / name / "c.yaml"
        clinic.write_text(clinic.read_text("utf-8").replace("9901", f"99{n}2"), "utf-8")
    step = audit(repository, paths="\n".join(("", *names)))
    report = json.loads(Path(step.outputs["report"]).read_bytes())
    assert sorted(one["path"] for one in report["inputs"]) == sorted(f"{n}/c.yaml" for n in names)
    assert not list(repository.rglob("bad"))


def test_the_action_installs_itself(repository: Path) -> None:
    """The first step makes what the second runs: a wheel that is whole, of the action's folder."""
    temp = repository.parent / "temp" / "basutbud"
    (temp / "bin").unlink()
    copy_of_the_source(repository.parent / "action")
    install = run_step(0, repository)
    assert install.code == 0, install.log
    where = [str(temp / "bin" / "python"), "-c", "import basutbud; print(basutbud.__file__)"]
    found = subprocess.run(where, env=OFFLINE, capture_output=True, check=True).stdout.decode()
    assert found.startswith(str(temp))
    assert audit(repository).outputs["verdict"] == "violation"
