"""What ``BASUTBUD_*`` variables give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from basutbud.cli.settings.given import ByName, Given
from basutbud.cli.settings.table import VARIABLES, Setting, settings, variables_schema
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
    """Return what variables give, by the settings' names; a blank one gives nothing.

    Raise UsageError with every variable that is wrong, or that sets nothing.
    """
    by_variable = {one.variable: one for one in settings().values()}
    problems: list[Problem] = []
    given = {}
    for variable, text in sorted(environment.items()):
        if (
            not text.strip()
            or not variable.startswith(VARIABLES)
            or variable == PROJECT_FILE_VARIABLE
        ):
            continue
        if variable not in by_variable:
            near = suggest_word(variable, by_variable)
            values = {"suggestion": near}
            problems.append(Problem("unknown_variable", Location(safe_text(variable)), values))
            continue
        setting = by_variable[variable]
        value = _value(setting, text)
        problems += _problems(setting, value)
        given[setting.name] = value, Location(variable)
    if problems:
        raise UsageError(*problems)
    by_name = {one.name: one for one in by_variable.values()}
    return {
        name: Given(by_name[name].typed(value), location)
        for name, (value, location) in given.items()
    }


def _value(setting: Setting, text: str) -> Any:
    """Return what a variable's text stands for; of a list each line is an item.

    Bytes that are no text come as halves of characters, which nothing can show.
    """
    text = text.encode(errors="replace").decode()
    if setting.many:
        return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
    if setting.kind is bool:
        return _SWITCHED.get(text.casefold(), text)
    return text


def _problems(setting: Setting, value: Any) -> Iterator[Problem]:
    """Yield what is wrong with a value, as is said of the same in a project file."""
    document = Document(setting.variable, "", confidential=False)
    document.data = {setting.name: value}
    document.root = Branch()
    document.root.event = Span(0, 0, 0, 0)
    for problem in Validator(variables_schema()).problems(document):
        yield replace(problem, location=Location(setting.variable), excerpt=None)
