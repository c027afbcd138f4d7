"""A comparison in the terminal: the numbers, what got worse, what cannot be compared, the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases
from basutbud.formats.text.marks import STYLES, Prose, folded_note, heading, join_facts, most_names
from basutbud.formats.text.printing import bound_width, print_lines
from basutbud.model.overtime.comparison import Change, ChangeKind, Comparison
from basutbud.safetext import no_command

_MOST_CLINICS: Final = 10
"""The clinics listed for one kind of change without ``-v``."""


def render(comparison: Comparison, view: View) -> str:
    """Return the comparison as terminal text of the view's width."""
    if view.detail < 0:
        return no_command(phrases.summarise(comparison, view.language) + "\n")
    view = replace(view, width=bound_width(view.width))
    lines = [*_head(comparison, view), *_sections(comparison, view)]
    lines += ["", Prose(Text(phrases.describe_provenance(comparison, view.language), style="dim"))]
    return no_command(print_lines(Group(*lines), view.width, color=view.color))


def _head(comparison: Comparison, view: View) -> Iterator[RenderableType]:
    language = view.language
    yield Text(phrases.compose_title(comparison, language), style="bold")
    counted = phrases.count_kinds(comparison, language)
    if counted:
        yield join_facts(Text.assemble(_mark(kind), " ", said) for kind, said in counted)
    else:
        yield language.text("diff_nothing")
    if {kind for kind, _ in counted} == {ChangeKind.UNCHANGED}:
        yield language.text("diff_no_change")
    for said in phrases.describe_coverage(comparison, language, most_names(view)):
        yield Prose(Text(said))


def _sections(comparison: Comparison, view: View) -> Iterator[RenderableType]:
    """Yield each kind of change under its heading; what is unchanged with ``-v`` alone."""
    language = view.language
    for kind in ChangeKind:
        changes = [*comparison.of(kind)]
        if not changes or (kind is ChangeKind.UNCHANGED and view.detail <= 0):
            continue
        yield heading(f"{language.text(f'diff_heading_{kind}')} ({language.number(len(changes))})")
        if kind in phrases.NOTED:
            yield Prose(Text(language.text(f"diff_note_{kind}")))
        clinics = phrases.group_by_clinic(changes)
        listed = clinics if view.detail > 0 else clinics[:_MOST_CLINICS]
        for name, found in listed:
            yield Prose(Text(name, style="bold"), hang=2)
            for change in found:
                yield Padding(_change(change, comparison, view), (0, 0, 0, 2))
        if rest := clinics[len(listed) :]:
            hidden = sum(len(found) for _, found in rest)
            yield folded_note("diff_folded", view, n=len(rest), changes=hidden)


def _change(change: Change, comparison: Comparison, view: View) -> Group:
    language = view.language
    facts = [phrases.describe_change(change, language), phrases.explain_change(change, language)]
    breach = phrases.name_breach(change, comparison, language)
    return Group(
        Prose(Text.assemble(_mark(change.kind), " ", breach), hang=2),
        Padding(join_facts(one for one in facts if one), (0, 0, 0, 2)),
    )


def _mark(kind: ChangeKind) -> Text:
    return Text(phrases.SYMBOLS[kind], style=STYLES[phrases.TONES[kind]])
