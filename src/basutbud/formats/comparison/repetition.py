"""The result of ``verify`` in the terminal: whether a repeated audit gives the same report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from rich.console import Group
from rich.text import Text

from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases
from basutbud.formats.text.marks import Prose
from basutbud.formats.text.printing import print_lines
from basutbud.language import Language
from basutbud.model.overtime.comparison import ChangeKind
from basutbud.model.overtime.repetition import ChangedInput, Repetition
from basutbud.safetext import no_command

_MOST: Final = 20
"""Files, rules and outcomes that are listed of each kind, unless with ``-v``."""


def render(repetition: Repetition, view: View) -> str:
    """Say whether the repeated audit gives the same report, and if not what differs."""
    language = view.language
    key = "verify_same" if repetition.same else "verify_differs"
    report = repetition.comparison.old
    lines = [Prose(Text(language.text(key, path=report.path, as_of=report.as_of), style="bold"))]
    if view.detail >= 0:
        most = None if view.detail > 0 else _MOST
        lines += [
            Prose(Text(f"- {one}"), hang=2) for one in _differences(repetition, language, most)
        ]
    return no_command(print_lines(Group(*lines), view.width, color=view.color))


def _differences(repetition: Repetition, language: Language, most: int | None) -> Iterator[str]:
    if repetition.tool_versions is not None:
        was, is_now = repetition.tool_versions
        yield language.text("verify_tool", was=was, is_now=is_now)
    for one in islice(repetition.inputs, most):
        yield _input(one, language)
    yield from _more(len(repetition.inputs), most, language)
    if calendar := repetition.calendar:
        for key, days in (("added", calendar.added), ("removed", calendar.removed)):
            if days:
                named = language.several(days, most or len(days))
                yield language.text(f"verify_calendar_{key}", path=calendar.path, days=named)
    if repetition.rules:
        yield language.text("verify_rules", rules=", ".join(repetition.rules))
    comparison = repetition.comparison
    changed = [one for one in comparison.changes if one.kind is not ChangeKind.UNCHANGED]
    for change in islice(changed, most):
        breach = phrases.name_breach(change, comparison, language)
        became = phrases.describe_change(change, language)
        yield f"{change.clinic} ({change.hsa_id}): {breach}: {became}"
    yield from _more(len(changed), most, language)
    if repetition.sections:
        sections = ", ".join(f"`{section}`" for section in repetition.sections)
        yield language.text("verify_sections", sections=sections)
    elif not repetition.same:
        yield language.text("verify_rewritten")


def _input(one: ChangedInput, language: Language) -> str:
    if one.was is None or one.is_now is None:
        key = "verify_input_new" if one.was is None else "verify_input_lost"
        return language.text(key, path=one.path)
    return language.text("verify_input", path=one.path, was=one.was[:12], is_now=one.is_now[:12])


def _more(count: int, most: int | None, language: Language) -> Iterator[str]:
    if most is not None and count > most:
        yield language.text("verify_more", n=count - most)
