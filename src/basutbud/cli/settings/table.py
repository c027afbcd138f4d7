"""The settings: each option of ``options`` by its names on the command line and elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from typer.models import ArgumentInfo, ParameterInfo

from basutbud.cli import options
from basutbud.cli.choices import Trait
from basutbud.cli.help import describe_option
from basutbud.language import LANGUAGES

VARIABLES = "BASUTBUD_"
"""Begins the names of the variables that are read."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An option as it can be set elsewhere than on the command line.

    ``kind`` is the type of its values, one or ``many``.
    """

    name: str
    flag: str
    kind: type
    many: bool
    trait: Trait

    @property
    def variable(self) -> str:
        """The environment variable that gives it."""
        return VARIABLES + self.name.upper()

    @property
    def switchable(self) -> bool:
        """Tell whether it is a switch that a project file may turn on, and a flag then off."""
        return self.kind is bool and not self.trait.barred

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema of its value."""
        one: dict[str, Any] = {"type": "string", "minLength": 1}
        if self.kind is bool:
            one = {"type": "boolean"}
        elif issubclass(self.kind, Enum):
            one = {"enum": [member.value for member in self.kind]}
        elif not self.many:
            one["type"] = ["string", "integer"]  # 5 as 5%
        return {"type": "array", "items": one} if self.many else one

    def typed(self, value: Any) -> Any:
        """Return a value that follows the schema as a command takes it."""
        if isinstance(value, list):
            return [self.kind(one) for one in value]
        return self.kind(value)


@cache
def list_settings() -> Mapping[Any, Setting]:
    """Return every setting, by the annotation of the parameters that take it."""
    found = {}
    for annotation in vars(options).values():
        if get_origin(annotation) is not Annotated:
            continue
        of, *marks = get_args(annotation)
        option = next((mark for mark in marks if isinstance(mark, ParameterInfo)), None)
        trait = next((mark for mark in marks if isinstance(mark, Trait)), Trait())
        if option and not trait.flag_only:
            flag = option_names(option)[-1]
            kind, *_ = [*get_args(of), of]
            name = flag.removeprefix("--").replace("-", "_").replace("...", "s").casefold()
            many = get_origin(of) is list
            found[annotation] = Setting(name, flag, kind, many, trait)
    return found


def option_names(option: ParameterInfo) -> tuple[str, ...]:
    """Return an option's names, as they were declared, the long one last; an argument's word."""
    if isinstance(option, ArgumentInfo):
        return (option.metavar or "",)
    return (str(option.default), *(option.param_decls or ()))


def project_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a project file, for its reader and for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A project file of basutbud",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            one.name: {"not": {}, "x-form": one.trait.barred}
            if one.trait.barred
            else {"description": describe_option(one.name, "audit", LANGUAGES["en"]), **one.schema}
            for one in list_settings().values()
        },
    }


def variables_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of what variables may give, which lasts for one run."""
    return {"properties": {one.name: one.schema for one in list_settings().values()}}
