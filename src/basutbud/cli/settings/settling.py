"""Decides the settings of a command: the flag's, else the variable's, else the project file's."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from inspect import Parameter
from pathlib import Path
from typing import Any, Final

from basutbud.cli.settings.environment import PROJECT_FILE_VARIABLE, read_variables
from basutbud.cli.settings.given import ByName, Given
from basutbud.cli.settings.offering import CONTEXT, Taken
from basutbud.cli.settings.projectfile import find_project_file, read_project_file
from basutbud.cli.settings.table import Setting
from basutbud.errors import BasutbudError, Location, Problem, UsageError

_BY_FLAG: Final = "COMMANDLINE"
"""What typer calls the source of an option that was given."""
_NAMING_NO_VALUE: Final = {
    "bad_period": ("from", "to"),
    "master_without_spark": ("spark_master",),
    "no_rules_left": ("select", "ignore"),
    "quiet_and_verbose": ("quiet", "verbose"),
    "two_on_stdout": ("output",),
    "worse_without_baseline": ("worse_by",),
}
"""Refusals that repeat no value, and the settings that they are about."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings of a command, each with all its given values, the one that counts first."""

    given: Mapping[Setting, tuple[Given, ...]] = field(default_factory=dict)
    file: Path | None = None
    to_be_shown: bool = False

    def locate(self, problem: Problem) -> Problem:
        """Return a refusal with the place of what it refuses, where no flag gave it."""
        if problem.location.line is not None:
            return problem
        about = _NAMING_NO_VALUE.get(problem.code, ())
        said = {**problem.values, "suggestion": ""}
        words = {value for value in said.values() if isinstance(value, str) and value}
        for setting, (first, *_) in self.given.items():
            location = first.location if setting.name in about else first.location_of(words)
            if location and location.path not in ("", setting.flag):
                return replace(problem, location=location)
        return problem


def settle(taken: Mapping[str, Taken], options: dict[str, Any]) -> Settled:
    """Set the options without a flag to a variable's value, or else to the project file's.

    Remove the options that the command does not have. Raise UsageError with every mistake.
    """
    if not taken:
        return Settled()
    context, show = options.pop(CONTEXT), options.pop("show_config")
    file = _choose_project_file(options.pop("config"), none=options.pop("no_config"))
    elsewhere = _read_elsewhere(file)
    given, missing = {}, list[str]()
    for parameter, (setting, default) in taken.items():
        chain = [by_name[setting.name] for by_name in elsewhere if setting.name in by_name]
        by_flag = context.get_parameter_source(parameter).name == _BY_FLAG
        if by_flag and options[parameter] != []:
            chain.insert(0, Given(options[parameter], Location(setting.flag)))
        needed = default is Parameter.empty
        given[setting] = (*chain, Given([] if needed else default, Location("")))
        options[parameter] = given[setting][0].value
        if needed and not chain:
            missing.append(setting.flag)
    if missing and not show:
        values = {"parameter": missing[0], "help": f"{context.command_path} --help"}
        raise UsageError(Problem("missing_argument", Location(""), values))
    return Settled(given, file, show)


def _choose_project_file(named: str | None, *, none: bool) -> Path | None:
    """Return the project file that is named, else one that is found; None with ``none``."""
    if named and none:
        raise UsageError(Problem("config_and_none", Location("")))
    if none:
        return None
    if named := named or os.environ.get(PROJECT_FILE_VARIABLE):
        return Path(named)
    try:
        home = Path.home().resolve()
    except RuntimeError:  # a user without any
        home = None
    return find_project_file(Path.cwd(), home)


def _read_elsewhere(file: Path | None) -> list[ByName]:
    """Return the values of variables, and those of the project file, which count less."""
    readers: list[Callable[[], ByName]] = [partial(read_variables, os.environ)]
    if file:
        readers.append(partial(read_project_file, file, Path.cwd()))
    given: list[ByName] = []
    problems: list[Problem] = []
    for read in readers:
        try:
            given.append(read())
        except BasutbudError as error:
            problems += error.problems
    if problems:
        raise UsageError(*problems)
    return given
