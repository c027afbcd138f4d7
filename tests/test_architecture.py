"""docs/architecture.md names the code as it is."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "basutbud"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CODE = sorted({*re.findall(r"`([^`\n]+)`", TEXT)})
DOTTED = [name for name in CODE if re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", name)]
PATHS = [name for name in CODE if name.endswith((".py", "/"))]


def found(dotted: str) -> bool:
    """Tell whether a dotted name leads to a module of the package, or to something in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: object = import_module(".".join(["basutbud", *parts[:length]]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            annotated = name in getattr(thing, "__annotations__", {})
            if not (annotated or hasattr(thing, name)):
                return False
            thing = getattr(thing, name, None)
        return True
    return False


@pytest.mark.parametrize("name", [one for one in DOTTED if not one.endswith((".py", ".md"))])
def test_a_dotted_name_leads_to_what_it_names(name: str) -> None:
    """A function that was renamed or moved is renamed in the document too."""
    assert found(name)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_exists(path: str) -> None:
    """Paths are below the source or the repository; those of a rule have its id in the middle."""
    whole = path.split("<", maxsplit=1)[0]
    rooms = [SOURCE, *SOURCE.iterdir(), ROOT]
    assert any((room / whole).exists() for room in rooms)


def test_the_rooms_are_those_of_the_import_contract() -> None:
    """The table of rooms has the layers of pyproject.toml, from the top down."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contract["tool"]["importlinter"]["contracts"][0]["layers"]
    table = TEXT.partition("## The rooms")[2].partition("\n\n## ")[0]
    rows = re.findall(r"^\| ((?:`[^`]+`(?: · )?)+) \|", table, flags=re.MULTILINE)
    told = [{*re.findall(r"`(\w+)(?:/|\.py)`", row)} for row in rows]
    assert told == [{*layer.split(" | ")} for layer in layers if layer != "__main__"]


def test_a_term_has_one_meaning() -> None:
    """No term stands twice in the glossary."""
    glossary = TEXT.partition("## Glossary")[2]
    terms = re.findall(r"^\| ([^|]+) \|", glossary, flags=re.MULTILINE)[2:]
    assert len(terms) >= 40
    assert len({*terms}) == len(terms)
