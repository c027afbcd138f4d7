"""The command line, a file a command; alone reads the clock, environment and terminal."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final, cast

import typer

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

_WRONG_USE: Final = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""The base class of typer's errors about a command line, which is not public itself."""

app = typer.Typer(
    name="basutbud",
    help="Audits clinics against the decision on base e-services in 1177 (HS 20-2016).",
    epilog="Exit codes: 0 nothing to remark; 1 findings; 2 wrong usage or rule set; "
    "3 input missing or unreadable; 4 internal error.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("audit")(audit.audit)
app.command("cases")(cases.cases)
app.command("diff")(diff.diff)
app.command("due")(due.due)
app.command("explain")(explain.explain)
app.add_typer(rules.app, name="rules")
app.add_typer(waivers.app, name="waivers")
app.add_typer(baseline.app, name="baseline")
app.command("schema")(schema.schema)
app.command("trend")(trend.trend)
app.command("verify")(verify.verify)


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Show the version and exit."),
) -> None:
    """Audit clinics against the decision on base e-services in 1177 (HS 20-2016)."""
    if show:
        from basutbud import __version__

        typer.echo(f"basutbud {__version__}")
        raise typer.Exit


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
