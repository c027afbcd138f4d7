"""The help of commands: in the language chosen, the options in panels by what they are about.

Its words are among the language's, by the names of commands, options and arguments.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from basutbud.cli.terminal import choose_language, width
from basutbud.cli.usage import language_named
from basutbud.language import Language

_WIDEST: Final = 100
_NAMES: Final = 30
"""The widest column of names, of which a longer one has a line of its own."""


class Panel(StrEnum):
    """What options are about, in the order in which help shows them."""

    WHAT = auto()
    WHEN = auto()
    POLICY = auto()
    OUTPUT = auto()
    DISPLAY = auto()
    LOGS = auto()
    CONFIG = auto()

    def option(self, *names: str, **traits: Any) -> Any:
        """Declare an option of this panel."""
        return typer.Option(*names, rich_help_panel=self.value, **traits)


class HelpCommand(TyperCommand):
    """A command whose help is in the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(_compose(self, ctx))

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - a short text is not cut
        """Return what the command does, for a shell that completes its name."""
        return _summarise(self, _choose_language())


class HelpGroup(TyperGroup):
    """A group of commands, likewise, whose language is that of its commands too."""

    format_help = HelpCommand.format_help
    get_short_help_str = HelpCommand.get_short_help_str

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give ``--lang`` before a command to the command."""
        super().parse_args(ctx, args)
        if chosen := ctx.params.get("lang"):
            ctx.args = ["--lang", chosen, *ctx.args]
        return list(ctx.args)


def describe_option(name: str, command: str, language: Language) -> str:
    """Say what an option or argument is for; some commands, by their first word, say it their way.

    ``name`` has underscores.
    """
    common = language.texts.get(f"option_{name}", "")
    return language.texts.get(f"option_{name}_{command}", common)


def _choose_language() -> Language:
    """Return the language of the help, which is asked for before the options are parsed."""
    return choose_language(language_named(sys.argv[1:]))


def _summarise(command: Any, language: Language) -> str:
    """Say in a sentence what a command does."""
    return language.text(f"command_{command.help}")


def _compose(command: Any, context: Any) -> str:
    """Return the help of a command."""
    language = _choose_language()
    columns = min(width(), _WIDEST)
    parameters = [one for one in command.get_params(context) if not one.hidden]
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    words = ["[OPTIONS]", *(one.make_metavar(context) for one in arguments)]
    if commands := getattr(command, "commands", {}):
        words.append("COMMAND ...")
    usage = f"{language.text('help_usage')}: {context.command_path} "
    parts = [
        _wrap(usage + language.metavar(" ".join(words)), columns, len(usage)),
        _wrap(f"  {_summarise(command, language)}", columns, 2),
    ]
    tables = {"commands": [(name, _summarise(one, language)) for name, one in commands.items()]}
    for panel, members in _divide(parameters).items():
        tables[panel] = [_row(one, context, language) for one in members]
    longest = max(len(name) for rows in tables.values() for name, _ in rows)
    names = min(longest, _NAMES, columns * 3 // 8)
    for panel, rows in tables.items():
        if rows:
            table = _tabulate(rows, columns, names + 4)
            parts.append(f"{language.text(f'panel_{panel}')}:\n{table}")
    if any(one.secondary_opts for one in parameters):
        parts.append(_wrap(f"  {language.text('help_opposites')}", columns, 2))
    if context.parent is None:
        parts.append(_wrap(f"  {language.text('help_exit_codes')}", columns, 2))
    return "\n\n".join(parts) + "\n"


def _divide(parameters: list[Any]) -> Mapping[str, list[Any]]:
    """Return the arguments, and the options by panel; those of none, as --help, come last."""
    by_panel: dict[str, list[Any]] = {"arguments": [], **{one: [] for one in Panel}, "others": []}
    for one in parameters:
        kind = "arguments" if one.param_type_name == "argument" else "others"
        by_panel[one.rich_help_panel or kind].append(one)
    return by_panel


def _row(parameter: Any, context: Any, language: Language) -> tuple[str, str]:
    """Return the names of an option, or of an argument, and what is said of it."""
    command = context.command_path.split()[1:2]
    metavar = language.metavar(parameter.make_metavar(context))
    choices: tuple[str, ...] = getattr(parameter.type, "choices", ())
    said, extras = [], []
    if parameter.param_type_name == "argument":
        key, names = parameter.name, metavar
        said += [f"{', '.join(map(str, choices))}."] if choices else []
    else:
        key = max(parameter.opts, key=len).removeprefix("--").replace("-", "_")
        names = ", ".join(sorted(parameter.opts, key=len)) + (
            "" if parameter.is_flag else f" {metavar}"
        )
        extras += [language.text("help_required")] if parameter.required else []
    default = parameter.get_default(context, call=False)
    if default not in (None, "", [], ()) and not isinstance(default, bool):
        shown = default.value if isinstance(default, Enum) else default
        extras.append(language.text("help_default", value=str(shown)))
    said.insert(0, describe_option(key, "".join(command), language))
    return names, " ".join([*said, *(f"[{one}]" for one in extras)])


def _tabulate(rows: list[tuple[str, str]], columns: int, indent: int) -> str:
    """Return names and what is said of each, which begins at an indent."""
    return "\n".join(
        f"  {name}\n{_wrap(' ' * indent + said, columns, indent)}"
        if len(name) > indent - 4
        else _wrap(f"  {name}".ljust(indent) + said, columns, indent)
        for name, said in rows
    )


def _wrap(text: str, columns: int, indent: int) -> str:
    """Break a text into lines between words alone; all but the first are indented."""
    return textwrap.fill(
        text,
        columns,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
