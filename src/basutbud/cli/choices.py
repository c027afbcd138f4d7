"""What options choose among, and what is unlike others about one as a setting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto


class Relative(StrEnum):
    """What of a value in the project file begins at that file's folder."""

    NOTHING = auto()
    PATH = auto()
    PATTERN = auto()
    RULE_SET = auto()
    """A path, unless it is a packaged rule set's id."""
    OUTPUT = auto()
    """The path after a format."""


@dataclass(frozen=True, slots=True)
class Trait:
    """What is unlike other options about one as a setting.

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
    """What reads the logs."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Zone(StrEnum):
    """What a time without a zone is in."""

    UTC = "UTC"
    STOCKHOLM = "Europe/Stockholm"


class Part(StrEnum):
    """What a report can be split into."""

    CLINIC = "clinic"


class Lang(StrEnum):
    """The language of what a person reads."""

    SV = "sv"
    EN = "en"
