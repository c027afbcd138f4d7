"""Runs a command: its settings, the report of errors, and the exit codes."""

from __future__ import annotations

import functools
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

import typer

from basutbud.cli.settings.offering import Taken, build_signature, find_settings, take_apart
from basutbud.errors import BasutbudError
from basutbud.language import Language
from basutbud.safetext import safe_text


class ExitCode(IntEnum):
    """The result of a run, the same in every format."""

    PASSED = 0
    FINDINGS = 1
    WRONG_USE = 2
    INCOMPLETE = 3
    INTERNAL = 4
    INTERRUPTED = 130
    READER_GONE = 141


def guarded(command: Callable[..., ExitCode | None]) -> Callable[..., None]:
    """Run a command with its settings; every error ends in a message and its exit code.

    Options that it shares with others are taken from variables and the project file too.
    """
    taken, run_with = find_settings(command), take_apart(command)

    @functools.wraps(command)
    def run(**options: Any) -> None:
        raise typer.Exit(_outcome(run_with, taken, options))

    run.__dict__["__signature__"] = build_signature(command, taken)
    return run


class _Interruption:
    """Handles Ctrl-C, SIGTERM, and the closing of the terminal, and leaves nothing half-written.

    It remembers the interruption, which an engine may turn into another error.
    """

    def __init__(self) -> None:
        self.happened = False
        for request in (signal.SIGINT, signal.SIGTERM):
            signal.signal(request, self._take)
        closing = getattr(signal, "SIGHUP", None)
        if closing is not None and signal.getsignal(closing) is not signal.SIG_IGN:  # as by nohup
            signal.signal(closing, self._take)

    def _take(self, *_: object) -> None:
        self.happened = True
        raise KeyboardInterrupt


def _outcome(
    command: Callable[..., ExitCode | None], taken: Mapping[str, Taken], options: dict[str, Any]
) -> int:
    from basutbud.cli.settings.settling import Settled, settle
    from basutbud.cli.settings.showing import show_settings
    from basutbud.cli.terminal import choose_language, say, write_stdout

    def language() -> Language:  # a project file may have set it by the time that it is asked for
        return choose_language(options.get("lang"))

    settled = Settled()
    interruption = _Interruption()
    try:
        settled = settle(taken, options)
        if settled.to_be_shown:
            write_stdout(show_settings(settled, language()))
            return ExitCode.PASSED
        return command(**options) or ExitCode.PASSED
    except BasutbudError as error:
        for problem in error.problems:
            say(language().describe(settled.locate(problem)))
        for line in str(error.__cause__ or "").splitlines() if options.get("verbose") else ():
            say(safe_text(line))
        return error.exit_code
    except BrokenPipeError:
        # The reader of stdout has gone, as `| head` does; Python must not try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.READER_GONE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last resort: no traceback reaches an auditor
        if interruption.happened:
            say(language().text("interrupted"))
            return ExitCode.INTERRUPTED
        say(language().text("internal_error", kind=type(error).__name__))
        if options.get("verbose"):
            traceback.print_exc()
        return ExitCode.INTERNAL
