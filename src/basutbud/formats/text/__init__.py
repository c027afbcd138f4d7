"""The terminal report: verdict, who, how fast, what is unread, what is wrong; the verdict again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Group, RenderableType

from basutbud.formats.common.headline import verdict_line
from basutbud.formats.common.view import View
from basutbud.formats.text import (
    leftovers,
    matrix,
    onward,
    replies,
    rulings,
    verdict,
)
from basutbud.formats.text.findings import brief, by_clinic, by_rule
from basutbud.formats.text.printing import bound_width, print_lines
from basutbud.model.report import Report
from basutbud.model.vocabulary import GroupBy


def render(report: Report, view: View) -> str:
    """Return the report as terminal text of the view's width."""
    if view.detail < 0:
        return verdict_line(report, view.language) + "\n"
    view = replace(view, width=bound_width(view.width))
    sections: list[RenderableType] = [
        verdict.banner(report, view.language),
        *matrix.section(report, view),
        *(_in_brief(report, view) if view.brief else _in_full(report, view)),
        verdict.closing(report, view.language),
    ]
    return print_lines(Group(*sections), view.width, color=view.color)


def _in_brief(report: Report, view: View) -> Iterator[RenderableType]:
    yield from leftovers.unread(report, view)
    yield from brief.section(report, view)
    yield from rulings.section(report, view)


def _in_full(report: Report, view: View) -> Iterator[RenderableType]:
    findings = by_rule if view.group_by is GroupBy.RULE else by_clinic
    yield from replies.section(report, view)
    yield from leftovers.unread(report, view)
    yield from findings.section(report, view)
    yield from rulings.section(report, view)
    yield from leftovers.reconciliation(report, view)
    yield from onward.section(report, view)
    yield verdict.provenance(report, view.language)
