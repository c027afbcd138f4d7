"""A comparison as one page to open, print and archive: what got worse, what better, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases
from basutbud.formats.html.templating import render_page
from basutbud.model.overtime.comparison import Change, ChangeKind, Comparison

Crossed = list[tuple[str, Counter[ChangeKind]]]
"""Labels, each with how many changes of each kind it has."""

_MOST_NAMES = 30


def render(comparison: Comparison, view: View) -> str:
    """Return the page. What is unchanged is counted alone."""
    language = view.language
    tallies = phrases.count_kinds(comparison, language)
    changed = [one for one in comparison.changes if one.kind is not ChangeKind.UNCHANGED]
    place = partial(phrases.name_breach, comparison=comparison, language=language)
    rule = partial(phrases.name_rule, comparison=comparison, language=language)
    return render_page(
        view,
        "comparison.html.jinja",
        comparison=comparison,
        title=phrases.compose_title(comparison, language),
        tallies=tallies,
        kinds=[kind for kind, _ in tallies if kind is not ChangeKind.UNCHANGED],
        KIND_SYMBOLS=phrases.SYMBOLS,
        TONES=phrases.TONES,
        NOTED=phrases.NOTED,
        coverage=[*phrases.describe_coverage(comparison, language, _MOST_NAMES)],
        place=place,
        standing=partial(phrases.describe_standing, language=language),
        causes=partial(phrases.list_causes, language=language),
        by_cause=_crossed(
            changed,
            lambda one: phrases.name_causes(one, language) or ["–"],
        ),
        by_rule=_crossed(changed, lambda one: [rule(one)]),
    )


def _crossed(changes: Iterable[Change], labels: Callable[[Change], list[str]]) -> Crossed:
    """Count changes by label and kind, the label with most of them first."""
    counts: dict[str, Counter[ChangeKind]] = {}
    for change in changes:
        for label in labels(change):
            counts.setdefault(label, Counter())[change.kind] += 1
    return sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
