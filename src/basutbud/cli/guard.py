"""How errors are reported, and the exit codes: the same for every command."""

from __future__ import annotations

import functools
import os
import signal
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import ParamSpec

import typer

from basutbud.cli.options import Lang
from basutbud.errors import BasutbudError

P = ParamSpec("P")


class ExitCode(IntEnum):
    """What a run came to; the same in every format."""

    PASSED = 0
    FINDINGS = 1
    WRONG_USE = 2
    INCOMPLETE = 3
    INTERNAL = 4
    INTERRUPTED = 130
    READER_GONE = 141


def guarded(command: Callable[P, ExitCode | None]) -> Callable[P, None]:
    """Run a command so that every error ends in words and the right exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        raise typer.Exit(_outcome(lambda: command(*args, **kwargs), kwargs))

    return run


class _Interruption:
    """Takes Ctrl-C, a request to end, or its terminal's closing: nothing half-written stays behind.

    It remembers: an engine may turn the interruption into an error of its own.
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


def _outcome(command: Callable[[], ExitCode | None], options: dict[str, object]) -> int:
    from basutbud.cli.terminal import choose_language, say

    lang = options.get("lang")
    language = choose_language(lang if isinstance(lang, Lang) else None)
    interruption = _Interruption()
    try:
        return command() or ExitCode.PASSED
    except BasutbudError as error:
        for problem in error.problems:
            say(language.describe(problem))
        return error.exit_code
    except BrokenPipeError:
        # The reader of stdout has gone, as `| head` does; Python must not try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.READER_GONE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last resort: no traceback reaches an auditor
        if interruption.happened:
            say(language.text("interrupted"))
            return ExitCode.INTERRUPTED
        say(language.text("internal_error", kind=type(error).__name__))
        if options.get("verbose"):
            traceback.print_exc()
        return ExitCode.INTERNAL
