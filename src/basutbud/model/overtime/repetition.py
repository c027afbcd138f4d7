"""An audit made again from a report's own terms: whether it comes to the same, or where not."""

from __future__ import annotations

from dataclasses import dataclass

from basutbud.model.overtime.comparison import Comparison


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """A file whose content is another; None is a digest of a file that was, or is, not read."""

    path: str
    was: str | None
    is_now: str | None


@dataclass(frozen=True, slots=True)
class ChangedCalendar:
    """A calendar file whose free days are others in the years of the report, each with its name."""

    path: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """A report, and how the same audit differs today.

    ``same`` is byte for byte. ``inputs`` has the file of the rule set too. ``rules`` are the ids of
    rules that judge otherwise, are gone or new; ``tool_versions`` stand where they differ;
    ``sections`` are the report's own keys under which anything differs at all.
    """

    same: bool
    comparison: Comparison
    inputs: tuple[ChangedInput, ...]
    calendar: ChangedCalendar | None
    rules: tuple[str, ...]
    tool_versions: tuple[str, str] | None
    sections: tuple[str, ...]
