"""What runs basutbud in pipelines: GitHub's action, GitLab's component, pre-commit's hooks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from basutbud.cli.settings.table import list_settings
from basutbud.cli.terminal import today
from running import write

ROOT: Final = Path(__file__).parent.parent
BIN: Final = Path(sys.executable).parent
ACTION: Final = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SPEC, COMPONENT = yaml.safe_load_all((ROOT / "templates/audit/template.yml").read_text("utf-8"))
HOSTILE: Final = ("$(touch bad)", "`touch bad`", '"; touch bad; "', "';touch bad;'", "${HOME}", "*")
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

pytestmark = pytest.mark.skipif(os.name != "posix", reason="runners of these have a POSIX shell")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a clinic in breach, and folders that a runner would have."""
    work = tmp_path / "work"
    (work / "clinics").mkdir(parents=True)
    write(work / "clinics", intyg="inactive")
    (tmp_path / "temp" / "basutbud").mkdir(parents=True)
    (tmp_path / "temp" / "basutbud" / "bin").symlink_to(BIN)
    return work


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


def copy_of_the_source(target: Path) -> Path:
    """Copy what the package is built of, and what pipelines take."""
    for name in ("src", "rules"):
        ignored = shutil.ignore_patterns("*.egg-info", "__pycache__")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in ("README.md", "pyproject.toml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, target)
    return target


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
