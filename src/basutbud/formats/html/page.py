"""Fills the templates: which template, and what it may ask of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from basutbud.formats.common.excuses import remainders
from basutbud.formats.common.frontpage import Thing, figures, first_things
from basutbud.formats.common.headline import (
    as_of,
    audited_count,
    column_title,
    conditions,
    in_numbers,
    tone,
    verdict_symbol,
)
from basutbud.formats.common.view import View
from basutbud.formats.html.names import page_names
from basutbud.formats.html.replies import reply_charts
from basutbud.formats.html.templating import environment
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule, RuleSet

_MOST_IN_FULL: Final = 100
"""Clinics above which excerpts and remedies stand once, under the rules, to keep the page light."""


class Page:
    """Pages in one language, from one set of templates."""

    def __init__(self, view: View) -> None:
        """Prepare the templates."""
        self._view = view
        self._templates = environment(view)

    def whole(self, report: Report) -> str:
        """Return the page of a whole audit."""
        names = page_names(report.clinics)
        return self._page("report.html.jinja", report, names, alone=False, part=False)

    def clinic(self, report: Report) -> str:
        """Return the page of one clinic, from a report of it alone."""
        names = ["m"] * len(report.clinics)
        return self._page("report.html.jinja", report, names, alone=True, part=True)

    def index(self, report: Report, links: Sequence[str]) -> str:
        """Return a page with a link to the page of each clinic."""
        names = [""] * len(report.clinics)
        return self._page("index.html.jinja", report, names, links=links, alone=False, part=True)

    def _page(self, template: str, report: Report, names: Sequence[str], **facts: Any) -> str:
        language = self._view.language
        rule = report.ruleset.reply_rule
        limit = rule.limit if rule else None
        anchors = {
            clinic.identity: name for clinic, name in zip(report.clinics, names, strict=True)
        }
        who = "unit" if report.of_logs_alone else "clinic"
        shared = {
            "report": report,
            "anchors": anchors,
            "headline": in_numbers(report, language),
            "verdict": language.verdict(report),
            "verdict_mark": verdict_symbol(report),
            "verdict_tone": tone(report),
            "conditions": conditions(report, language),
            "remainders": [*remainders(report, language)],
            "as_of": as_of(report, language),
            "figures": [*figures(report, language)],
            "first_things": [
                (thing, _link(thing, anchors)) for thing in first_things(report, language)
            ],
            "limit": limit,
            "charts": reply_charts(report, limit, language),
            "calendar_title": self._calendar_title(report.ruleset),
            "in_full": len(report.clinics) <= _MOST_IN_FULL,
            "column_title": column_title(report, language),
            "audited": audited_count(report, language),
            "unit": language.text(f"noun_{who}"),
            "units": language.text(f"noun_{who}s"),
        }
        page: str = self._templates.get_template(template).render(**shared, **facts)
        return page

    def _calendar_title(self, ruleset: RuleSet) -> str:
        """Head the days that do not count, beside those of every week."""
        text, country = self._view.language.text, ruleset.calendar.country
        rule = ruleset.reply_rule
        off = [text(f"weekday_{(day + 1) % 7}") for day in rule.weekdays_off] if rule else []
        if not off:
            return text("page_calendar", country=country)
        return text("page_calendar_beside", weekdays=", ".join(off), country=country)


def _link(thing: Thing, anchors: Mapping[str, str]) -> str:
    """Return where on the page a thing stands; ``anchors`` are of clinics, by identity."""
    match thing.concerns:
        case None:
            return "unread"
        case Rule(id=rule):
            return f"rule-{rule}"
        case clinic:
            return f"clinic-{anchors[clinic.identity]}"
