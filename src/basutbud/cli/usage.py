"""Problems of a command line that cannot be parsed, instead of the library's messages.

The library's are in English, and repeat whatever was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from basutbud.cli.choices import Lang
from basutbud.errors import Location, Problem, Value
from basutbud.safetext import safe_text


def problem_of(error: Any, arguments: Sequence[str]) -> Problem | None:
    """Return the problem of arguments that typer refused; None if the error is the help."""
    context = error.ctx
    if context and error.format_message() == context.get_help():
        return None
    code, values = _diagnosis(error, arguments)
    path = context.command_path if context else "basutbud"
    values["help"] = f"{path} --help"
    return Problem(code, Location(""), values)


def language_named(arguments: Sequence[str]) -> Lang | None:
    """Return the last language named in arguments that could not be parsed."""
    named = [
        word.removeprefix("--lang=")
        for before, word in zip(["", *arguments], arguments, strict=False)
        if before == "--lang" or word.startswith("--lang=")
    ]
    return next((lang for lang in Lang if named[-1:] == [lang]), None)


def _diagnosis(error: Any, arguments: Sequence[str]) -> tuple[str, dict[str, Value]]:
    """Return the code of the problem, and its values."""
    if isinstance(error, typer.BadParameter):
        return _about(error.param, missing=type(error) is not typer.BadParameter)
    if hasattr(error, "possibilities"):
        option = safe_text(error.option_name)
        if error.possibilities:
            return "mistyped_option", {"option": option, "known": tuple(error.possibilities)}
        return "no_such_option", {"option": option}
    if hasattr(error, "option_name"):
        given = any(word.startswith(f"{error.option_name}=") for word in arguments)
        return "option_takes_none" if given else "option_lacks_value", {"option": error.option_name}
    if commands := getattr(error.ctx and error.ctx.command, "commands", None):
        return "no_such_command", {"known": tuple(commands)}
    return "too_many_words", {}


def _about(parameter: Any, *, missing: bool) -> tuple[str, dict[str, Value]]:
    """Return the code and values of a problem with an option or an argument."""
    option = parameter.opts[0]
    name = option if option.startswith("-") else parameter.human_readable_name.strip("[]").upper()
    if missing:
        return "missing_argument", {"parameter": name}
    kinds = getattr(parameter.type, "types", [parameter.type])
    if known := [choice for kind in kinds for choice in getattr(kind, "choices", ())]:
        return "no_such_choice", {"parameter": name, "known": tuple(map(str, known))}
    return "no_number", {"parameter": name}
