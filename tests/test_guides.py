"""What the guides show works as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from running import basutbud

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "handledning.md").read_text(encoding="utf-8")
RULES = (ROOT / "docs" / "regelfil.md").read_text(encoding="utf-8")
SHOWN = re.compile(r"^(?:\| .+ \| `)?(?:.* && \S+/)?basutbud ([a-z][^`#\n]+)", re.MULTILINE)
"""A command on a line of its own, alone or after those that install, or in a table."""


def commands(text: str) -> list[str]:
    """Return the commands that a guide shows, in blocks and tables, in their order."""
    shown = re.findall(r"^```sh\n.*?^```|^\|[^\n]+$", text, flags=re.DOTALL | re.MULTILINE)
    return [one.strip() for part in shown for one in SHOWN.findall(part)]


FIRST, *README_COMMANDS = commands(README)
COMMANDS = sorted({*README_COMMANDS, *commands(GUIDE)} - {FIRST})


def block(text: str, language: str) -> str:
    """Return the first example in this language."""
    found = re.search(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples by the names that the guides use, and reports on them."""
    outer = tmp_path_factory.mktemp("guides")
    clinic, log = block(GUIDE, "yaml"), block(GUIDE, "csv")
    waivers = (ROOT / "examples" / "waivers.yaml").read_text(encoding="utf-8")
    files = {"vardgivare.yaml": clinic, "provider.yaml": clinic, "logg.csv": log}
    files |= {"mottagningar/ekbacken.yaml": clinic, "mottagningar/ekbacken.csv": log}
    files |= {"clinics/ekbacken.yaml": block(README, "yaml"), "clinics/ekbacken.csv": log}
    for name, text in (files | {"undantag.yaml": waivers}).items():
        (outer / name).parent.mkdir(exist_ok=True)
        (outer / name).write_text(text, encoding="utf-8")
    reports = {f"json={one}" for text in COMMANDS for one in re.findall(r"[\w-]+\.json", text)}
    outputs = [word for report in sorted(reports) for word in ("-o", report)]
    basutbud("audit", "mottagningar/", *outputs, cwd=outer)
    return outer


def test_the_examples_of_the_guide_are_audited_together(clinics: Path) -> None:
    """The clinic file and the log are read as they stand: one case of three is late."""
    done = basutbud("audit", "mottagningar/", "--as-of", "2017-06-30", cwd=clinics)
    assert (done.returncode, done.stderr) == (1, b"")
    shown = done.stdout.decode()
    assert "1 av 2 ärenden" in shown


@pytest.mark.parametrize("text", [GUIDE, README], ids=["guide", "readme"])
def test_the_clinic_file_alone_is_audited(tmp_path: Path, text: str) -> None:
    """Whoever copies it has no log beside it yet, and none that is said to be missing."""
    (tmp_path / "ekbacken.yaml").write_text(block(text, "yaml"), encoding="utf-8")
    done = basutbud("audit", "ekbacken.yaml", "--as-of", "2017-06-30", cwd=tmp_path)
    assert done.returncode == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_guides_run(clinics: Path, command: str) -> None:
    """Each answers its question on the guides' own examples, or on reports of them."""
    done = basutbud(*shlex.split(command), cwd=clinics)
    assert done.returncode in (0, 1), done.stderr.decode()


def test_the_first_command_audits_the_examples() -> None:
    """It is the same in both guides, and fails nothing."""
    assert commands(GUIDE)[0] == FIRST
    done = basutbud(*shlex.split(FIRST), cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_workflow_of_the_readme_is_the_examples() -> None:
    """The steps that it shows are those of the file to copy."""
    workflow = (ROOT / "examples" / "ci" / "github.yml").read_text(encoding="utf-8")
    assert block(README, "yml") in workflow


def test_the_rule_set_of_its_guide_is_right(tmp_path: Path) -> None:
    """As it stands there, with the calendar that it names; three services and four rules."""
    (tmp_path / "rules.yaml").write_text(block(RULES, "yaml"), encoding="utf-8")
    (tmp_path / "calendars").symlink_to(ROOT / "rules" / "calendars")
    done = basutbud("rules", "check", "rules.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "4 regler, 3 tjänster" in done.stdout.decode()


@pytest.mark.parametrize("path", [ROOT / "README.md", *(ROOT / "docs").glob("*.md")], ids=str)
def test_every_link_leads_somewhere(path: Path) -> None:
    """To a file of the repository, and to a heading that stands in it."""
    text = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        name, _, heading = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {_anchor(one) for one in headings}, link


def _anchor(heading: str) -> str:
    """Return a heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")
