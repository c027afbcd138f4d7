"""The choices of options, and the traits that set single options apart as settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto


class Relative(StrEnum):
    """Which part of a value in a project file is a path relative to the file's folder."""

    NOTHING = auto()
    PATH = auto()
    PATTERN = auto()
    RULE_SET = auto()
    """A path, unless it is a packaged rule set's id."""
    OUTPUT = auto()
    """The path after a format."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait by which an option differs from other settings.

    ``flag_only``: the command line alone gives it. ``barred``: the problem by which a project
    file, which lasts, is refused it.
    """

    relative: Relative = Relative.NOTHING
    flag_only: bool = False
    barred: str = ""


class Color(StrEnum):
    """When to colour the terminal report."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class EngineName(StrEnum):
    """The engine that reads the logs."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Zone(StrEnum):
    """The time zone of moments that have none."""

    UTC = "UTC"
    STOCKHOLM = "Europe/Stockholm"


class Part(StrEnum):
    """What a report can be split into."""

    CLINIC = "clinic"


class Lang(StrEnum):
    """The language of texts for people."""

    SV = "sv"
    EN = "en"
