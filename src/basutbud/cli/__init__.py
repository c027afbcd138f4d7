"""The command line, a file a command; alone reads the clock, environment and terminal."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import typer

from basutbud.cli import options
from basutbud.cli.commands import (
    audit,
    baseline,
    cases,
    diff,
    due,
    explain,
    rules,
    schema,
    trend,
    verify,
    waivers,
)
from basutbud.cli.guard import ExitCode
from basutbud.cli.help import HelpCommand, HelpGroup

_WRONG_USE: Final = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""The base class of typer's errors about a command line, which is not public itself."""

_Commands = Mapping[str, "Callable[..., None] | _Commands"]

_COMMANDS: Final[_Commands] = {
    "audit": audit.audit,
    "cases": cases.cases,
    "due": due.due,
    "explain": explain.explain,
    "diff": diff.diff,
    "trend": trend.trend,
    "verify": verify.verify,
    "waivers": {"list": waivers.list_waivers, "check": waivers.check_waivers},
    "baseline": {"write": baseline.write_baseline},
    "rules": {
        "list": rules.list_rules,
        "check": rules.check_rules,
        "calendar": rules.make_calendar,
    },
    "schema": schema.schema,
}
"""Every command by its name, or the commands of a group."""


def _show_version(wanted: bool) -> None:
    if wanted:
        from basutbud import __version__

        typer.echo(f"basutbud {__version__}")
        raise typer.Exit


def _start(
    *,
    lang: options.Language = None,
    version: bool = typer.Option(False, "--version", is_eager=True, callback=_show_version),
) -> None:
    """Begin; the commands are given the language."""


def _start_group(*, lang: options.Language = None) -> None:
    """Begin likewise."""


def _assemble(commands: _Commands, key: str, **traits: Any) -> typer.Typer:
    """Make a group of commands, whose texts of help begin with this key."""
    group = typer.Typer(
        cls=HelpGroup, help=key or "all", no_args_is_help=True, rich_markup_mode=None, **traits
    )
    for name, command in commands.items():
        named = f"{key}_{name}".removeprefix("_")
        if isinstance(command, Mapping):
            group.add_typer(_assemble(command, named, callback=_start_group), name=name)
        else:
            group.command(name, cls=HelpCommand, help=named)(command)
    return group


app = _assemble(
    _COMMANDS,
    "",
    name="basutbud",
    callback=_start,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run basutbud."""
    _open_streams()
    # A run keeps nearly everything it makes: garbage collection would take half as long again.
    gc.disable()
    try:
        sys.exit(_exit_code())
    except Exception:  # noqa: BLE001 - of a stream; Python would exit with 1, the code for findings
        sys.exit(ExitCode.INTERNAL)
    finally:
        gc.freeze()  # or Python would collect garbage as it ends


def _exit_code() -> int:
    """Run the command that the arguments name."""
    command = typer.main.get_command(app)
    try:
        return int(command.main(prog_name="basutbud", standalone_mode=False) or ExitCode.PASSED)
    except _WRONG_USE as error:
        from basutbud.cli.terminal import choose_language, say
        from basutbud.cli.usage import language_named, problem_of

        arguments = sys.argv[1:]
        language = choose_language(language_named(arguments))
        problem = problem_of(error, arguments)
        say(language.describe(problem) if problem else str(error))
        return ExitCode.WRONG_USE


def _open_streams() -> None:
    """Replace streams that whoever started basutbud has closed.

    Writing to such a stdout fails, and what is written to such a stderr is lost.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
