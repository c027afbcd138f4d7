"""Finds and reads the project file, ``basutbud.yaml``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from basutbud.cli.choices import Relative
from basutbud.cli.settings.given import ByName, Given
from basutbud.cli.settings.table import Setting, list_settings, project_schema
from basutbud.errors import BasutbudError, Location, Problem, UsageError, os_problem
from basutbud.sources.discovery import relative_path, shown_path
from basutbud.sources.recognition.names import PROJECT_FILE
from basutbud.sources.selection import literal_pattern
from basutbud.yamldoc.document import Document
from basutbud.yamldoc.parser import parse_document
from basutbud.yamldoc.validation import Validator

_STDOUT: Final = "-"


def find_project_file(start: Path, home: Path | None) -> Path | None:
    """Return the nearest project file from a folder upward, no higher than a border.

    That is the folder of a repository (``.git``) or the user's home; where there is neither, the
    folder itself, lest a file in a folder that others write to decides what is judged.
    """
    folders = [start, *start.parents]
    borders = (n for n, folder in enumerate(folders) if folder == home or _has(folder, ".git"))
    within = folders[: next(borders, 0) + 1]
    return next((folder / PROJECT_FILE for folder in within if _has(folder, PROJECT_FILE)), None)


def _has(folder: Path, name: str) -> bool:
    """Tell whether a folder contains a file by this name, even a broken link."""
    return os.path.lexists(folder / name)


def read_project_file(path: Path, base: Path) -> ByName:
    """Return the values of a project file by the settings' names, with paths from ``base``.

    Raise UsageError with every mistake in it.
    """
    shown = shown_path(path, base)
    try:
        document = parse_document(shown, path.read_bytes(), confidential=False)
    except OSError as error:
        raise UsageError(Problem(os_problem(error), Location(shown))) from None
    except BasutbudError as error:
        if [problem.code for problem in error.problems] == ["empty_file"]:
            return {}
        raise UsageError(*error.problems) from None
    if problems := [*Validator(project_schema()).problems(document)]:
        raise UsageError(*problems)
    folder = Path(relative_path(str(path.parent), base))
    return {
        one.name: _read_setting(one, document, folder)
        for one in list_settings().values()
        if one.name in document.data
    }


def _read_setting(setting: Setting, document: Document, folder: Path) -> Given:
    """Return a setting's value in a project file in this folder."""
    value = setting.typed(document.data[setting.name])
    location = document.locate((setting.name,)).location
    if not isinstance(value, list):
        return Given(_rebase(folder, value, setting.trait.relative), location)
    items = [document.locate((setting.name, n)).location for n in range(len(value))]
    moved = [_rebase(folder, one, setting.trait.relative) for one in value]
    return Given(moved, location, tuple(items))


def _rebase(folder: Path, value: Any, relative: Relative) -> Any:
    """Return a value with its path relative to the working directory instead of a folder."""
    match relative:
        case Relative.PATH:
            return str(folder / value)
        case Relative.OUTPUT:
            name, mark, path = value.partition("=")
            return f"{name}={folder / path}" if path and path != _STDOUT else f"{name}{mark}{path}"
        case Relative.RULE_SET:
            from basutbud.rulesetfile.loader import packaged_rule_sets

            return value if value in packaged_rule_sets() else str(folder / value)
        case Relative.PATTERN:
            return _rebase_pattern(folder, value)
    return value


def _rebase_pattern(folder: Path, pattern: str) -> str:
    """Return a pattern as ``.gitignore`` has it in a folder; a name alone is one anywhere."""
    again = "!" * pattern.startswith("!")
    path = pattern.removeprefix("!")
    if path.startswith("/") or "/" not in path.rstrip("/"):
        return pattern
    here = "" if folder.parts[:1] == ("..",) else "./"
    return f"{again}{here}{literal_pattern(folder.as_posix())}/{path}".replace("/./", "/")
