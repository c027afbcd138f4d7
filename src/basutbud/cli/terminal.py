"""The terminal and the environment: language, width, colour, and today's date."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from basutbud.cli.choices import Color, Lang
from basutbud.errors import Location, Problem, UsageError
from basutbud.language import LANGUAGES, Language
from basutbud.safetext import no_command

if TYPE_CHECKING:
    from basutbud.formats.common.view import View

_LANG: Final = "BASUTBUD_LANG"
_PIPED_WIDTH: Final = 100
_DIGITS: Final = 6
_MIB: Final = 1024**2
_LONG_WORK: Final = 30_000_000
"""Bytes of logs from which progress is worth showing."""


def today() -> date:
    """Return today's date in Stockholm."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def choose_language(chosen: Lang | None) -> Language:
    """Return the language chosen, else ``BASUTBUD_LANG``, else the locale's, else Swedish."""
    if named := chosen or next((one for one in Lang if one == os.environ.get(_LANG)), None):
        return LANGUAGES[named]
    locale = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))),
        "",
    )
    return LANGUAGES["en" if locale.casefold().startswith("en") else "sv"]


def width() -> int:
    """Return ``COLUMNS``, or the columns of the terminal even where stdout is piped, or 100."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and len(named) < _DIGITS and int(named):
        return int(named)
    for descriptor in (1, 2, 0):
        try:
            return os.get_terminal_size(descriptor).columns or _PIPED_WIDTH
        except OSError:
            continue
    return _PIPED_WIDTH


def colored(choice: Color) -> bool:
    """Tell whether stdout gets colour: the option, then NO_COLOR, FORCE_COLOR, the terminal."""
    if choice is not Color.AUTO:
        return choice is Color.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def make_view(
    lang: Lang | None, color: Color, *, quiet: bool, verbose: bool, **choices: Any
) -> View:
    """Return how to show a report here; ``choices`` are the other ones of a View.

    Raise UsageError where the least and the most are asked for at once.
    """
    from basutbud.formats.common.view import View

    if quiet and verbose:
        raise UsageError(Problem("quiet_and_verbose", Location("")))
    return View(
        choose_language(lang),
        width=width(),
        color=colored(color),
        detail=verbose - quiet,
        **choices,
    )


def is_terminal() -> bool:
    """Tell whether stdout is read by a person."""
    return sys.stdout.isatty()


def say(text: str) -> None:
    """Write a line to stderr, where everything but reports goes; ignore a failure to write."""
    try:
        sys.stderr.write(no_command(text) + "\n")
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def write_stdout(report: str | bytes) -> None:
    """Write a report to stdout in UTF-8, whatever the locale. Raise UsageError on a full disk."""
    try:
        sys.stdout.buffer.write(report.encode() if isinstance(report, str) else report)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(Problem("cannot_write", Location(""), {"path": "<stdout>"})) from None


@contextmanager
def progress(
    total_bytes: int, language: Language, *, wanted: bool
) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that takes bytes and rows read, and for long work moves a bar on stderr."""
    if not wanted or total_bytes < _LONG_WORK or not sys.stderr.isatty():
        yield lambda _path, _bytes, _rows: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[so_far]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=total_bytes, so_far="")
        done = read = 0

        def advance(path: str, size: int, rows: int) -> None:
            nonlocal done, read
            done, read = done + size, read + rows
            so_far = language.text(
                "read_so_far",
                share=round(done / total_bytes, 2),
                done=done // _MIB,
                size=total_bytes // _MIB,
                n=read,
            )
            bar.update(task, completed=done, description=escape(path[-30:]), so_far=so_far)

        yield advance
