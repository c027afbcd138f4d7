"""Markdown for a comment on a pull request: the verdict, a table of clinics, and folded findings.

It keeps within GitHub's limit for a comment: the worst is kept, and the rest is counted.
"""

from __future__ import annotations

from basutbud.formats.common.view import View
from basutbud.formats.markdown import details, leftovers, room, summary
from basutbud.model.report import Report


def render(report: Report, view: View) -> str:
    """Return the report, section by section, each within its share of the room."""
    head, foot = summary.head(report, view), summary.provenance(report, view.language)
    left = room.LONGEST - room.size(head) - room.size(foot)
    unread = leftovers.section(report, view, left // 3)
    left -= room.size(unread)
    table = summary.clinics(report, view, left // 2)
    left -= room.size(table)
    return "".join([head, table, details.section(report, view, left), unread, foot])
