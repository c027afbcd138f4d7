"""The HTML report: one self-contained page, to read, print, archive and publish.

``render`` makes the page of a whole audit, ``split`` a page for each clinic and an index. A page
asks nothing of any other place, and a policy in its head sees to it that it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping

from basutbud.formats.common.view import View
from basutbud.formats.html.names import page_names
from basutbud.formats.html.page import Page
from basutbud.model.report import Report

INDEX = "index.html"


def render(report: Report, view: View) -> str:
    """Return the whole audit as one page."""
    return Page(view).whole(report)


def split(report: Report, view: View) -> Mapping[str, bytes]:
    """Return a page for each clinic, naming no other, and an index of them, by file name."""
    page = Page(view)
    names = [f"{name}.html" for name in page_names(report.clinics)]
    pages = {
        name: page.clinic(report.only(clinic)).encode()
        for name, clinic in zip(names, report.clinics, strict=True)
    }
    return {INDEX: page.index(report, names).encode(), **pages}
