"""What a command offers beside its own options: their opposites, and the project file's."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Annotated, Any, Final, NamedTuple, get_args, get_type_hints

import typer
from typer.models import OptionInfo

from basutbud.cli.help import Panel
from basutbud.cli.settings.table import Setting, list_settings, option_names

Config = Annotated[str | None, Panel.CONFIG.option("--config", metavar="FILE")]
NoConfig = Annotated[bool, Panel.CONFIG.option("--no-config")]
ShowConfig = Annotated[bool, Panel.CONFIG.option("--show-config")]

CONTEXT: Final = "context"
"""The parameter by which a run knows which options were given."""


class Taken(NamedTuple):
    """A setting that a command takes, and what it is by default."""

    setting: Setting
    default: Any


def find_settings(command: Callable[..., object]) -> Mapping[str, Taken]:
    """Return the settings that a command takes, by its parameters' names."""
    return {
        parameter.name: Taken(list_settings()[parameter.annotation], parameter.default)
        for parameter in _parameters(command)
        if parameter.annotation in list_settings()
    }


def build_signature(
    command: Callable[..., object], taken: Mapping[str, Taken]
) -> inspect.Signature:
    """Return the signature by which a command is run that takes these settings."""
    parameters = [
        _make_settable(one, taken[one.name].setting) if one.name in taken else one
        for one in _parameters(command)
    ]
    if taken:
        parameters += [
            _keyword("config", Config, None),
            _keyword("no_config", NoConfig, False),
            _keyword("show_config", ShowConfig, False),
            _keyword(CONTEXT, typer.Context, inspect.Parameter.empty),
        ]
    return inspect.Signature(parameters)


def take_apart(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that takes options, from one that may take a record of them."""
    record = _find_record(command)
    return command if record is None else lambda **options: command(record(**options))


def _find_record(command: Callable[..., object]) -> Any:
    """Return the dataclass that is all that a command takes; None if it takes options."""
    first, *rest = inspect.signature(command, eval_str=True).parameters.values()
    return first.annotation if not rest and is_dataclass(first.annotation) else None


def _parameters(command: Callable[..., object]) -> list[inspect.Parameter]:
    """Return the options that a command takes, itself or in a record; what it needs comes first."""
    record = _find_record(command)
    if record is None:
        return [*inspect.signature(command, eval_str=True).parameters.values()]
    kinds = get_type_hints(record, include_extras=True)
    options = [_keyword(one.name, kinds[one.name], _find_default(one)) for one in fields(record)]
    return sorted(options, key=lambda one: one.default is not inspect.Parameter.empty)


def _find_default(option: Field[Any]) -> Any:
    """Return what an option of a record is by default."""
    if option.default_factory is not MISSING:
        return option.default_factory()
    return inspect.Parameter.empty if option.default is MISSING else option.default


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _make_settable(parameter: inspect.Parameter, setting: Setting) -> inspect.Parameter:
    """Return an argument that need not be given, or a switch that can be turned back.

    What is set elsewhere takes the place of the one, and is overruled by the other.
    """
    if parameter.default is inspect.Parameter.empty:
        return parameter.replace(default=[])
    if not setting.switchable:
        return parameter
    kind, *marks = get_args(parameter.annotation)
    option = next(mark for mark in marks if isinstance(mark, OptionInfo))
    *short, flag = option_names(option)
    name = flag.removeprefix("--")
    opposite = name.removeprefix("no-") if name.startswith("no-") else f"no-{name}"
    names = (*short, f"{flag}/--{opposite}")
    both = typer.Option(parameter.default, *names, rich_help_panel=option.rich_help_panel)
    return parameter.replace(annotation=kind, default=both)
