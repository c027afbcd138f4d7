"""The terminal report: verdict first, then who, what, how fast, and what was left out."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Group, RenderableType

from basutbud.formats.common.headline import verdict_line
from basutbud.formats.common.view import View
from basutbud.formats.text import (
    findings_by_clinic,
    findings_by_rule,
    leftovers,
    matrix,
    onward,
    replies,
    verdict,
)
from basutbud.formats.text.printing import bound_width, print_lines
from basutbud.model.report import Report
from basutbud.model.vocabulary import GroupBy


def render(report: Report, view: View) -> str:
    """Return the report as terminal text of the view's width."""
    if view.detail < 0:
        return verdict_line(report, view.language) + "\n"
    view = replace(view, width=bound_width(view.width))
    findings = findings_by_rule if view.group_by is GroupBy.RULE else findings_by_clinic
    sections: list[RenderableType] = [
        verdict.banner(report, view.language),
        *matrix.section(report, view),
        *replies.section(report, view),
        *findings.section(report, view),
        *leftovers.section(report, view),
        *onward.section(report, view),
        verdict.provenance(report, view.language),
    ]
    return print_lines(Group(*sections), view.width, color=view.color)
