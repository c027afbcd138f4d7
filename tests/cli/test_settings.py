"""What sets an option: the flag, else the variable, else the project file, else the default."""

from __future__ import annotations

import json
import os
import re
from itertools import product
from pathlib import Path

import jsonschema
import pytest

from basutbud.cli import app
from basutbud.cli.settings.table import list_settings
from running import COMMAND_OF, DAY, basutbud, code, give, write

FAILING = ("--select", "begara-intyg-not-offered")
"""With the service off, this exits with 1 unless --fail-on is never."""


def shown(folder: Path, *arguments: str, **environment: str) -> dict[str, str]:
    """Return the lines of --show-config by their settings."""
    done = basutbud("audit", ".", "--show-config", *arguments, cwd=folder, stdin=b"", **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines if not line.startswith("#"))


@pytest.mark.parametrize(("flag", "variable", "file"), [*product((False, True), repeat=3)])
def test_the_nearest_to_the_run_counts(
    project: Path, *, flag: bool, variable: bool, file: bool
) -> None:
    """Of every set of givers the first counts and beats the others; only `never` exits with 0."""
    given = [
        ("--fail-on", flag, "upcoming"),
        ("BASUTBUD_FAIL_ON", variable, "warning"),
        ("basutbud.yaml:1", file, "never"),
        ("default", True, "error"),
    ]
    (origin, _, value), *beaten = [one for one in given if one[1]]
    arguments = ["--fail-on", "upcoming"] if flag else []
    environment = {"BASUTBUD_FAIL_ON": "warning"} if variable else {}
    if file:
        give(project, "fail_on: never\n")
    said = shown(project, *arguments, "--lang", "en", **environment)["fail_on"]
    beats = ", ".join(f'"{other}" ({who})' for who, _, other in beaten)
    assert " ".join(said.split()) == f'"{value}" # {origin}' + (f"; beats {beats}" if beats else "")
    command = ("audit", ".", *FAILING, *DAY, *arguments)
    done = basutbud(*command, cwd=project, stdin=b"", **environment)
    assert done.returncode == (value != "never")


def test_a_list_replaces_a_list(project: Path) -> None:
    """The flag's rules are all that are selected; a variable's stand a line each."""
    give(project, "select: [egenremiss-not-offered]\n")
    assert code("audit", ".", *DAY, cwd=project) == 0
    assert code("audit", ".", *DAY, "--select", "begara-*", cwd=project) == 1
    two = "egenremiss-not-offered\r\n\n av-omboka-*\n"
    assert shown(project, BASUTBUD_SELECT=two)["select"].startswith(
        '["egenremiss-not-offered", " av-omboka-*"]'
    )


def test_a_switch_can_be_turned_back(project: Path) -> None:
    """Whichever way it is named; the last on the command line counts."""
    give(project, "quiet: true\nno_case_ids: true\n")
    assert b"\n" not in basutbud("audit", ".", *DAY, cwd=project).stdout.strip()
    assert b"\n" in basutbud("audit", ".", *DAY, "--no-quiet", cwd=project).stdout.strip()
    assert shown(project, "--case-ids")["no_case_ids"].startswith("false ")
    assert shown(project, "--case-ids", "--no-case-ids")["no_case_ids"].startswith("true ")
    assert shown(project, BASUTBUD_QUIET="0")["quiet"].startswith("false ")


def test_no_two_options_of_a_command_have_one_name() -> None:
    """Of two that have, the last to be declared would take what is meant for the other."""
    commands = [COMMAND_OF(app)]
    for command in commands:
        commands += getattr(command, "commands", {}).values()
        names = [name for one in command.params for name in (*one.opts, *one.secondary_opts)]
        assert len(names) == len(set(names)), command.name
    assert len(commands) > 10


def test_an_empty_variable_gives_nothing(project: Path) -> None:
    """As a pipeline has it that passes on what was not given to it."""
    give(project, "fail_on: never\n")
    assert shown(project, BASUTBUD_FAIL_ON="")["fail_on"].startswith('"never"')


def test_the_file_is_found_upward_as_far_as_the_repository(project: Path) -> None:
    """From below its folder, and not from beyond a repository's root, its home, or without any."""
    give(project, "fail_on: never\n")
    deep = project / "clinics" / "deep"
    deep.mkdir()
    command = ("audit", "..", *FAILING, *DAY)
    assert code(*command, cwd=deep) == 0
    (deep.parent / ".git").write_text("gitdir: elsewhere\n")
    assert code(*command, cwd=deep) == 1
    (deep.parent / ".git").unlink()
    (project / ".git").rmdir()
    assert code(*command, cwd=deep) == 1
    assert basutbud(*command, cwd=deep, HOME=str(project)).returncode == 0
    assert basutbud(*command, cwd=deep, HOME=str(deep.parent)).returncode == 1
    assert code("audit", "clinics", *FAILING, *DAY, cwd=project) == 0


def test_a_file_that_leads_nowhere_is_no_missing_file(project: Path) -> None:
    """Nor is one that cannot be read: both are wrong, and nothing is audited."""
    (project / "basutbud.yaml").symlink_to("gone.yaml")
    assert code("audit", "clinics", cwd=project) == 2
    (project / "basutbud.yaml").unlink()
    (project / "basutbud.yaml").mkdir()
    assert code("audit", "clinics", cwd=project) == 2
    assert code("audit", "clinics", "--no-config", *DAY, cwd=project) == 1


def test_another_file_and_none(project: Path) -> None:
    """--config beats BASUTBUD_CONFIG, which beats the search; --no-config beats all."""
    give(project, "fail_on: never\n")
    give(project, "fail_on: warning\n", "strict.txt")
    give(project, "fail_on: note\n", "stricter.txt")
    named = {"BASUTBUD_CONFIG": "strict.txt"}
    assert shown(project, **named)["fail_on"].startswith('"warning"')
    assert shown(project, "--config", "stricter.txt", **named)["fail_on"].startswith('"note"')
    assert shown(project, "--no-config", **named)["fail_on"].startswith('"error"')
    assert code("audit", ".", "--no-config", "--config", "strict.txt", cwd=project) == 2
    assert code("audit", ".", "--config", "gone.txt", cwd=project) == 2


def test_paths_begin_at_the_file(project: Path) -> None:
    """Reports, logs, patterns and rule sets, wherever the command runs; packaged ids do not."""
    give(
        project,
        "rules: vgr-hs-20-2016\ncases: [logs]\noutput: [text=-, json=r.json]\n"
        'exclude: [old, "!new/", clinics/x*, "!logs/[1].csv", /abs/y]\ncase_list: late.csv\n',
    )
    (project / "logs").mkdir()
    deep = project / "clinics"
    said = shown(deep)
    values = {key: line.split("  #")[0].strip() for key, line in said.items()}
    assert values["rules"] == '"vgr-hs-20-2016"'
    assert values["cases"] == '["../logs"]'
    assert values["output"] == '["text=-", "json=../r.json"]'
    assert values["case_list"] == '"../late.csv"'
    assert json.loads(values["exclude"]) == [
        "old", "!new/", "../clinics/x*", "!../logs/[1].csv", "/abs/y",
    ]  # fmt: skip
    assert code("audit", ".", *DAY, cwd=deep) == 1
    assert (project / "r.json").exists()
    give(project, "exclude: [clinics/c.yaml]\n")
    assert code("audit", ".", *DAY, "--allow-empty", cwd=deep) == 0


def test_a_pattern_is_taken_by_the_letter_of_its_folder(project: Path) -> None:
    """A folder whose name looks like a pattern is a folder; ./ and ../ stay what they are."""
    odd = project / "[a]*"
    odd.mkdir()
    write(odd, intyg="inactive")
    give(odd, "exclude: [./c*.yaml]\n", "other.txt")
    config = ("--config", "[a]*/other.txt")
    assert code("audit", "[a]*/c.yaml", *DAY, *config, "--allow-empty", cwd=project) == 0
    assert code("audit", "clinics", *DAY, *config, cwd=project) == 1


@pytest.mark.parametrize("command", ["cases logs", "rules list", "explain egenremiss-not-offered"])
def test_whatever_shares_an_option_is_set_too(project: Path, command: str) -> None:
    """The rule set and the language of every command; what one does not take is not asked for."""
    (project / "logs").mkdir()
    give(project, "allow_empty: true\nselect: [a*]\nlang: en\nprovider: region\n")
    done = basutbud(*command.split(), cwd=project)
    assert done.returncode == 0
    said = (done.stdout + done.stderr).decode()
    assert any(word in said for word in ("Rule", "NOTHING AUDITED", "The words of the decision"))
    give(project, "rules: gone.yaml\n")
    done = basutbud(*command.split(), cwd=project)
    assert (done.returncode, done.stderr[:17]) == (2, b"basutbud.yaml:1:1")


def test_what_to_audit_may_be_set_too(project: Path) -> None:
    """Then a command says nothing of it; without, it is missing, but not where it is only shown."""
    (project / "logs").mkdir()
    give(project, "paths: [clinics]\nlogs: [logs]\nallow_empty: true\n")
    for folder in (project, project / "logs"):
        assert code("audit", *DAY, cwd=folder) == 1
        assert code("cases", *DAY, cwd=folder) == 0
    assert code("audit", "logs", *DAY, cwd=project) == 0
    give(project, "lang: en\n")
    done = basutbud("audit", cwd=project)
    assert (done.returncode, done.stderr[:23]) == (2, b"`PATH...` is missing\n  ")
    assert basutbud("audit", "--show-config", cwd=project).returncode == 0


def test_the_schema_takes_what_the_reader_takes(project: Path) -> None:
    """`basutbud schema project` is the reader's own; what it bars, it bars."""
    schema = json.loads(basutbud("schema", "project", cwd=project).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"].keys() == {one.name for one in list_settings().values()}
    valid = jsonschema.Draft202012Validator(schema).is_valid
    assert valid({"fail_on": "never", "max_rejected": 5, "select": ["a"], "quiet": True})
    assert not valid({"as_of": "2017-01-01"})
    assert not valid({"fail-on": "never"})


def test_shown_settings_are_a_project_file(project: Path) -> None:
    """What --show-config writes may be saved as one, and then shows the same values."""
    first = basutbud("audit", ".", "--show-config", "--fail-on", "note", cwd=project).stdout
    lines = [line for line in first.decode().splitlines() if not re.match(r"\w+:  +#", line)]
    give(project, "\n".join(lines) + "\n")
    second = basutbud("audit", ".", "--show-config", cwd=project).stdout.decode()
    assert [line.split("  #")[0].rstrip() for line in second.splitlines()[1:]] == [
        line.split("  #")[0].rstrip() for line in first.decode().splitlines()[1:]
    ]


def test_the_project_file_is_no_clinic(project: Path) -> None:
    """In an audited folder it is basutbud's own, and a command that is given it audits nothing."""
    give(project, "allow_empty: false\n")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=project)
    report = json.loads(done.stdout)
    assert (done.returncode, report["rejections"]) == (1, [])
    assert [one["path"] for one in report["inputs"]] == ["clinics/c.yaml"]
    assert code("audit", "basutbud.yaml", *DAY, cwd=project) == 3


def test_the_environment_is_read_by_the_command_line_alone() -> None:
    """No other room asks for a variable of basutbud's."""
    source = Path(__file__).parents[2] / "src" / "basutbud"
    readers = {
        path.relative_to(source).parts[0]
        for path in source.rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"cli", "caselog"}, "Spark looks for Java"
    assert os.environ.get("BASUTBUD_FAIL_ON") is None
