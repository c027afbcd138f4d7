"""Reads settings from ``BASUTBUD_*`` variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from basutbud.cli.settings.given import ByName, Given
from basutbud.cli.settings.table import VARIABLES, Setting, list_settings, variables_schema
from basutbud.errors import Location, Problem, UsageError
from basutbud.safetext import safe_text
from basutbud.suggestion import suggest_word
from basutbud.yamldoc.document import Branch, Document
from basutbud.yamldoc.excerpt import Span
from basutbud.yamldoc.validation import Validator

PROJECT_FILE_VARIABLE: Final = f"{VARIABLES}CONFIG"
"""Names the project file, as ``--config`` does."""
_SWITCHED: Final = {"true": True, "1": True, "false": False, "0": False}


def read_variables(environment: Mapping[str, str]) -> ByName:
    """Return the values of variables by the settings' names; a blank variable is ignored.

    Raise UsageError with every variable that is wrong or unknown.
    """
    by_variable = {one.variable: one for one in list_settings().values()}
    problems: list[Problem] = []
    given = {}
    for variable in sorted(environment):
        text = environment[variable]
        if not (variable.startswith(VARIABLES) and text.strip()):
            continue
        if setting := by_variable.get(variable):
            value = _parse_value(setting, text)
            if found := [*_find_problems(setting, value)]:
                problems += found
            else:
                given[setting.name] = Given(setting.typed(value), Location(variable))
        elif variable != PROJECT_FILE_VARIABLE:
            near = {"suggestion": suggest_word(variable, by_variable)}
            problems.append(Problem("unknown_variable", Location(safe_text(variable)), near))
    if problems:
        raise UsageError(*problems)
    return given


def _parse_value(setting: Setting, text: str) -> Any:
    """Return the value of a variable's text; each line is an item of a list.

    Bytes that are no text come as halves of characters, which nothing can show.
    """
    text = text.encode(errors="replace").decode()
    if setting.many:
        return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
    if setting.kind is bool:
        return _SWITCHED.get(text.casefold(), text)
    return text


def _find_problems(setting: Setting, value: Any) -> Iterator[Problem]:
    """Yield the problems of a value, worded as for a project file."""
    document = Document(setting.variable, "", confidential=False)
    document.data = {setting.name: value}
    document.root = Branch()
    document.root.event = Span(0, 0, 0, 0)
    for problem in Validator(variables_schema()).problems(document):
        yield replace(problem, location=Location(setting.variable), excerpt=None)
