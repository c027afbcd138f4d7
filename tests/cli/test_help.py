"""Help is whole in both languages, in panels that the reference has too, and never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from basutbud.cli import app
from basutbud.cli.help import Panel, describe_option
from basutbud.formats import FORMATS, comparison, trend
from basutbud.language import LANGUAGES
from running import COMMAND_OF, basutbud

ROOT = Path(__file__).parent.parent.parent
DOCS = [ROOT / "README.md", *(ROOT / "docs" / f"{n}.md" for n in ("reference", "inputs"))]
DOCS.append(ROOT / "docs" / "over-time.md")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def every_command(path: str = "", of: Any = None) -> Iterator[tuple[str, Any]]:
    """Yield the commands and groups, by what is typed after ``basutbud``."""
    command = of or COMMAND_OF(app)
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from every_command(f"{path} {name}".strip(), one)


COMMANDS = dict(every_command())
AUDIT = COMMANDS["audit"].params


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", COMMANDS)
def test_help_is_whole_at_any_width(tmp_path: Path, path: str, lang: str) -> None:
    """Every parameter is explained; narrow lines hold the words of wide ones, none broken."""
    shown = {}
    for columns in (60, 80, 140):
        done = basutbud(*path.split(), "--help", "--lang", lang, cwd=tmp_path, COLUMNS=str(columns))
        assert (done.returncode, done.stderr) == (0, b"")
        shown[columns] = done.stdout.decode()
        assert max(map(len, shown[columns].splitlines())) <= min(columns, 100)
    assert shown[60].split() == shown[80].split() == shown[140].split()
    assert "\x1b" not in shown[80]
    flowing = " ".join(shown[80].split())
    for one in COMMANDS[path].params:
        said = describe_option(key_of(one), path.partition(" ")[0], LANGUAGES[lang])
        assert said
        assert " ".join(said.split()) in flowing
        if one.param_type_name == "option" and path:
            assert one.rich_help_panel in list(Panel)


def key_of(parameter: Any) -> str:
    """Return the name by which a parameter is described."""
    if parameter.param_type_name == "argument":
        return str(parameter.name)
    return str(max(parameter.opts, key=len).removeprefix("--").replace("-", "_"))


def test_no_text_is_for_what_does_not_exist() -> None:
    """Each text is that of a command or parameter, in general or by a command that has its own."""
    keys = {f"command_{path.replace(' ', '_') or 'all'}" for path in COMMANDS} | {"option_help"}
    for path, command in COMMANDS.items():
        for one in command.params:
            key = f"option_{key_of(one)}"
            keys |= {key, f"{key}_{path.partition(' ')[0]}"}
    texts = {one for one in LANGUAGES["sv"].texts if one.startswith(("command_", "option_"))}
    assert texts - keys == set()


def test_the_reference_has_the_panels_of_the_help() -> None:
    """By the same titles, each with the same options."""
    section = (
        (ROOT / "docs" / "reference.md").read_text(encoding="utf-8").split("\n## Options of")[1]
    )
    rows = re.findall(r"^\| (.+?) \| (.*`-.*) \|$", section.split("\n## ")[0], re.MULTILINE)
    documented = {
        title: {
            name
            for item in cell.split(" · ")
            for name in re.findall(r"`(-[\w-]+)", re.match(r"(?:`-[^`]*`(?:, )?)+", item)[0])  # type: ignore[index]  # each begins with an option
        }
        for title, cell in rows
    }
    english = LANGUAGES["en"]
    assert documented == {
        english.text(f"panel_{panel}"): {
            one.opts[0] for one in AUDIT if one.rich_help_panel == panel
        }
        for panel in Panel
    }


def test_the_documents_name_every_command_and_option() -> None:
    """And none that does not exist."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    for path in COMMANDS:
        assert f"basutbud {path}".strip() in text
    parameters = [one for command in COMMANDS.values() for one in command.params]
    offered = {name for one in parameters for name in one.opts if name.startswith("--")}
    opposites = {name for one in parameters for name in one.secondary_opts}
    documented = set(OPTION.findall(text))
    assert documented - offered - opposites == {"--help"}
    short = {one.opts[-1] for one in parameters if len(one.opts) > 1 and one.opts[0] in text}
    assert offered - documented - short == set()


@pytest.mark.parametrize(
    ("command", "formats"),
    [("audit", FORMATS), ("diff", comparison.FORMATS), ("trend", trend.FORMATS)],
)
def test_every_format_is_named(command: str, formats: dict[str, str]) -> None:
    """In the text of the option that chooses it."""
    for language in LANGUAGES.values():
        said = describe_option("output", command, language)
        assert set(formats) <= set(re.findall(r"\w+", said))


@pytest.mark.parametrize(
    ("arguments", "environment", "title"),
    [
        (["--help"], {"LANG": "C"}, "Användning: basutbud "),
        (["--help"], {"LANG": "en_GB.UTF-8"}, "Usage: basutbud "),
        (["audit", "-h"], {"BASUTBUD_LANG": "en"}, "Usage: basutbud audit "),
        (["due", "--help", "--lang", "en"], {}, "Usage: basutbud due "),
        (["--lang", "en", "rules", "--help"], {}, "Usage: basutbud rules "),
        (["--lang", "sv", "due", "--help"], {"LANG": "en"}, "Användning: basutbud due "),
    ],
)
def test_the_language_is_the_readers(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], title: str
) -> None:
    """As that of reports is: a flag, a variable, the locale, Swedish."""
    done = basutbud(*arguments, cwd=tmp_path, stdin=b"", **environment)
    assert done.stdout.decode().startswith(title)


def test_the_language_before_a_command_is_the_commands(tmp_path: Path) -> None:
    """Unless it names another after its own name."""
    for typed, said in (("", "Received"), ("--lang sv", "Inkom")):
        done = basutbud(*f"--lang en due 2016-12-23 {typed}".split(), cwd=tmp_path)
        assert done.stdout.decode().startswith(said)
    done = basutbud("rules", "--lang", "en", "list", cwd=tmp_path)
    assert done.stdout.decode().startswith("Base range")


def test_a_shell_completes_commands_and_options(tmp_path: Path) -> None:
    """By the script for it, with what each command does."""
    script = basutbud(cwd=tmp_path, _BASUTBUD_COMPLETE="source_zsh").stdout.decode()
    assert "_BASUTBUD_COMPLETE=complete_zsh" in script
    for typed, offered in {
        "basutbud au": '"audit":"Granska mottagningsfiler, och ärendeloggarna bland dem."',
        "basutbud audit --as-i": '"--as-if-in-force"',
    }.items():
        given = {"_BASUTBUD_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": typed}
        assert offered in basutbud(cwd=tmp_path, stdin=b"", **given).stdout.decode()
