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
class Repetition:
    """A report, and how the same audit differs today.

    ``same`` is byte for byte. ``rules`` are the ids of rules that judge otherwise, are gone or
    new; ``tool_versions`` stand where they differ; ``sections`` are the report's own keys under
    which anything differs at all.
    """

    same: bool
    comparison: Comparison
    inputs: tuple[ChangedInput, ...]
    rules: tuple[str, ...]
    tool_versions: tuple[str, str] | None
    sections: tuple[str, ...]
