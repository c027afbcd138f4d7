"""The terminal report: verdict first, then who, what, how fast, and what was left out."""

from __future__ import annotations

import io

from rich.console import Console, Group, RenderableType

from basutbud.formats.text import (
    findings_by_clinic,
    findings_by_rule,
    leftovers,
    matrix,
    onward,
    replies,
    verdict,
)
from basutbud.formats.view import View
from basutbud.model.report import Report
from basutbud.model.vocabulary import GroupBy

_WIDEST = 140
"""No table needs more, and lines that cross a wide screen are hard to follow."""

_NARROWEST = 60


def render(report: Report, view: View) -> str:
    """Return the report as terminal text of the view's width."""
    if view.detail < 0:
        return verdict.line(report, view.language) + "\n"
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
    return _printed(Group(*sections), view)


def _printed(report: RenderableType, view: View) -> str:
    target = io.StringIO()
    console = Console(
        file=target,
        width=min(max(view.width, _NARROWEST), _WIDEST),
        color_system="standard" if view.color else None,
        force_terminal=view.color,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
    console.print(report)
    return "\n".join(line.rstrip() for line in target.getvalue().split("\n"))
