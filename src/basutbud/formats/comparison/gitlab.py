"""What is new or worsened, as GitLab's code quality report."""

from __future__ import annotations

from basutbud.formats import gitlab
from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases
from basutbud.formats.comparison.remarks import remarks
from basutbud.model.overtime.comparison import Comparison


def render(comparison: Comparison, view: View) -> str:
    """Return a JSON array, the worst first."""
    terms = phrases.compose_title(comparison, view.language)
    return gitlab.listed(
        [gitlab.issue_of(one, terms) for one in remarks(comparison, view.language)]
    )
