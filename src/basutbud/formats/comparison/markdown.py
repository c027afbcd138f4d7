"""A comparison for a comment on a pull request: in numbers, then each kind of change, folded."""

from __future__ import annotations

from collections.abc import Iterator

from basutbud.formats.common.markdown_escape import escape_markdown
from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases
from basutbud.formats.markdown.room import LONGEST, NOTE, fitting, size
from basutbud.model.overtime.comparison import Change, ChangeKind, Comparison

_MOST_NAMES = 20


def render(comparison: Comparison, view: View) -> str:
    """Return the comparison within what GitHub takes of a comment; what has no room is counted."""
    language = view.language
    head = [f"## {escape_markdown(phrases.compose_title(comparison, language))}"]
    counted = phrases.count_kinds(comparison, language)
    kinds = [f"{phrases.SYMBOLS[kind]} {escape_markdown(said)}" for kind, said in counted]
    head.append(" · ".join(kinds) or escape_markdown(language.text("diff_nothing")))
    coverage = phrases.describe_coverage(comparison, language, _MOST_NAMES)
    head += map(escape_markdown, coverage)
    start = "\n\n".join(head) + "\n\n"
    foot = f"---\n\n{escape_markdown(phrases.describe_provenance(comparison, language))}\n"
    left = LONGEST - size(start) - size(foot)
    sections = []
    for kind, _ in counted:
        if kind is not ChangeKind.UNCHANGED:
            section = _section(kind, comparison, view, left)
            left -= size(section)
            sections.append(section)
    return "".join([start, *sections, foot])


def _section(kind: ChangeKind, comparison: Comparison, view: View, room: int) -> str:
    """Return the changes of a kind in a fold, as many as there is room for."""
    language = view.language
    changes = [*comparison.of(kind)]
    title = escape_markdown(language.text(f"diff_heading_{kind}"))
    before = f"<details>\n<summary>{phrases.SYMBOLS[kind]} {title} ({len(changes)})</summary>\n\n"
    if kind in phrases.NOTED:
        before += f"{escape_markdown(language.text(f'diff_note_{kind}'))}\n\n"
    table = "".join(
        f"| {cells} |\n" for cells in (_titles(view), " | ".join(["---"] * len(_COLUMNS)))
    )
    after = "\n</details>\n\n"
    rows = [
        f"| {' | '.join(map(escape_markdown, _cells(one, comparison, view)))} |\n"
        for one in changes
    ]
    kept = fitting(rows, room - size(before) - size(table) - size(after) - NOTE)
    rest = len(rows) - len(kept)
    more = f"\n{escape_markdown(language.text('diff_unlisted', n=rest))}\n" if rest else ""
    return f"{before}{table}{''.join(kept)}{more}{after}"


_COLUMNS = ("column_clinic", "column_rule", "diff_column_change", "diff_column_cause")


def _titles(view: View) -> str:
    return " | ".join(escape_markdown(view.language.text(one)) for one in _COLUMNS)


def _cells(change: Change, comparison: Comparison, view: View) -> Iterator[str]:
    language = view.language
    yield change.clinic
    yield phrases.name_breach(change, comparison, language)
    yield phrases.describe_change(change, language)
    yield phrases.list_causes(change, language)
