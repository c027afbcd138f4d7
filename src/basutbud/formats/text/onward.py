"""What the reader can do next, with the commands for it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from basutbud.formats.common.view import View
from basutbud.formats.text.findings import by_clinic
from basutbud.formats.text.marks import Prose, heading
from basutbud.model.byrule import by_rule
from basutbud.model.report import Report
from basutbud.model.vocabulary import GroupBy


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield the next steps; nothing where none is needed."""
    steps = list(_steps(report, view))
    if steps:
        yield heading(view.language.text("onward_heading"))
        for step in steps:
            yield Prose(Text(f"→ {step}"), hang=2)


def _steps(report: Report, view: View) -> Iterator[str]:
    language = view.language
    if not report.complete:
        yield language.text("onward_unread")
    if late := report.replies.not_in_time:
        yield language.text("onward_case_list", n=late)
    many = len(report.clinics) > by_clinic.MOST_CLINICS
    if many and view.group_by is GroupBy.CLINIC:
        yield language.text("onward_by_rule")
    worst = next((one.rule for one in by_rule(report) if one.findings), None)
    if worst is not None:
        yield language.text("onward_explain", rule=worst.id)
