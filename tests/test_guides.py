"""What the guides show works as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from running import basutbud

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "handledning.md").read_text(encoding="utf-8")
RULES = (ROOT / "docs" / "regelfil.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    command
    for command in re.findall(r"^\|[^|]+\| `basutbud ([^`]+)`", GUIDE, flags=re.MULTILINE)
    if "--split-by" not in command and "-o " not in command
]


def block(text: str, language: str) -> str:
    """Return the first example in this language."""
    found = re.search(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def clinics(tmp_path: Path) -> Path:
    """Return a folder with a folder of the guide's examples, and copies by the names it uses."""
    outer, log = tmp_path / "granskning", block(GUIDE, "csv")
    files = {
        "mottagningar/ekbacken.yaml": block(GUIDE, "yaml"),
        "mottagningar/ekbacken.csv": log,
        "vardgivare.yaml": block(GUIDE, "yaml"),
        "vardgivare.csv": log,
        "logg.csv": log,
    }
    for name, text in files.items():
        (outer / name).parent.mkdir(parents=True, exist_ok=True)
        (outer / name).write_text(text, encoding="utf-8")
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
def test_the_commands_of_the_guide_run(clinics: Path, command: str) -> None:
    """Each answers its question on the guide's own examples, or on reports of them."""
    for report in re.findall(r"\S+\.json", command):
        basutbud("audit", "mottagningar/", "-o", f"json={report}", cwd=clinics)
    done = basutbud(*shlex.split(command), cwd=clinics)
    assert done.returncode in (0, 1), done.stderr.decode()


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
