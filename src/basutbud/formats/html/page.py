"""Fills the templates: what they may ask of a report, of the language and of the charts."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from basutbud.formats.common import omissions
from basutbud.formats.common.excuses import justification
from basutbud.formats.common.headline import (
    as_of,
    audited,
    clinic_among,
    column_title,
    conditions,
    in_numbers,
    tone,
    verdict_symbol,
)
from basutbud.formats.common.remarks import not_yet
from basutbud.formats.common.ruletext import in_force
from basutbud.formats.common.symbols import SYMBOLS, symbol_of, word_of
from basutbud.formats.common.view import View
from basutbud.formats.html import charts
from basutbud.formats.html.names import page_names
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule, RuleSet
from basutbud.model.vocabulary import CaseOutcome, Outcome

_TEMPLATES: Final = "basutbud.formats.html.templates"
_MOST_IN_FULL: Final = 100
"""Clinics above which clause and remedy stand once, under the rules, to keep the page light."""

_MOST_CASES: Final = 10
_MOST_CASES_IN_BRIEF: Final = 3
_MOST_PROBLEMS: Final = 200
_MOST_NAMES: Final = 30


class Page:
    """Pages in one language, from one set of templates."""

    def __init__(self, view: View) -> None:
        """Prepare the templates."""
        self._view = view
        self._templates = _environment(view)

    def whole(self, report: Report) -> str:
        """Return the page of a whole audit."""
        names = page_names(report.clinics)
        return self._page("report.html.jinja", report, anchors=names, alone=False, part=False)

    def clinic(self, report: Report) -> str:
        """Return the page of one clinic, from a report of it alone."""
        return self._page("report.html.jinja", report, anchors=["m"], alone=True, part=True)

    def index(self, report: Report, links: Sequence[str]) -> str:
        """Return a page with a link to the page of each clinic."""
        return self._page("index.html.jinja", report, links=links, alone=False, part=True)

    def _page(self, template: str, report: Report, **facts: Any) -> str:
        rule = report.ruleset.reply_rule
        shared = {
            "report": report,
            "headline": in_numbers(report, self._view.language),
            "verdict": self._view.language.verdict(report),
            "verdict_mark": verdict_symbol(report),
            "verdict_tone": tone(report),
            "conditions": conditions(report, self._view.language),
            "as_of": as_of(report),
            "limit": rule.limit if rule else None,
            "calendar_title": self._calendar_title(report.ruleset),
            "in_full": len(report.clinics) <= _MOST_IN_FULL,
            "column_title": column_title(report, self._view.language),
            "audited": audited(report, self._view.language),
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


def _environment(view: View) -> Environment:
    language = view.language
    environment = Environment(
        loader=PackageLoader("basutbud.formats.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("style.css"), _asset("script.js")
    environment.globals.update(
        view=view,
        language=language,
        t=language.text,
        number=language.number,
        # These two are the package's own; everything else is escaped.
        style=Markup(style),  # noqa: S704 - the package's own style sheet
        script=Markup(script),  # noqa: S704 - the package's own script
        style_hash=_hash(style),
        script_hash=_hash(script),
        SYMBOLS=SYMBOLS,
        symbol_of=symbol_of,
        word_of=word_of,
        not_yet=not_yet,
        justification=partial(justification, language=language),
        coming=partial(clinic_among, language=language),
        CLASSES=CLASSES,
        Outcome=Outcome,
        CaseOutcome=CaseOutcome,
        MOST_CASES=_MOST_CASES,
        MOST_CASES_IN_BRIEF=_MOST_CASES_IN_BRIEF,
        MOST_PROBLEMS=_MOST_PROBLEMS,
        days=_days,
        spread=charts.spread,
        distribution=lambda tally, limit: charts.distribution(tally, limit, language),
        shares=lambda tallies: charts.shares(tallies, language),
        outcome_words=lambda: {one: language.text(f"outcome_{one}") for one in Outcome},
        map_rows=_map_rows,
        undecided=partial(omissions.undecided, language=language, most_names=_MOST_NAMES),
        left_out=partial(omissions.left_out, language=language, most_names=_MOST_NAMES),
        ranked=_ranked,
        otherwise=_otherwise,
        sums=_sums,
        met=_met,
        in_force=in_force,
    )
    environment.filters["prose"] = prose
    return environment


CLASSES: Final = {
    Outcome.VIOLATION: "v",
    Outcome.WARNING: "s",
    Outcome.UNDETERMINED: "u",
    Outcome.UPCOMING: "k",
    Outcome.ADVICE: "r",
    Outcome.WAIVED: "w",
    Outcome.BASELINED: "b",
    Outcome.COMPLIANT: "c",
    Outcome.NOT_APPLICABLE: "n",
}
"""Short names, as they stand in every cell of a map of a thousand clinics."""


def prose(text: str) -> Markup:
    """Return text, escaped, with what stands between backticks marked as code."""
    parts = text.strip().split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    marked = [
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    ]
    return Markup().join(marked)


def _asset(name: str) -> str:
    return files(_TEMPLATES).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what the page's policy knows its own style or script by (CSP level 2)."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _days(tally: Tally) -> list[str]:
    return ["–" if day is None else str(day) for day in tally.days]


def _map_rows(report: Report) -> Iterator[tuple[ClinicReport, list[Outcome | None]]]:
    """Yield each clinic with the worst outcome for each service, and for the reply time last."""
    services = list(report.ruleset.services)
    for clinic in report.clinics:
        worst = clinic.by_service
        yield clinic, [*(worst.get(service) for service in services), clinic.reply_time]


def _ranked(report: Report, anchors: Sequence[str]) -> list[tuple[str, ClinicReport]]:
    """Return clinics with cases, each with its anchor, the least in time first."""
    found = [pair for pair in zip(anchors, report.clinics, strict=True) if pair[1].cases]
    return sorted(found, key=lambda pair: pair[1].promptness)


def _otherwise(clinic: ClinicReport) -> list[tuple[Outcome, list[Rule]]]:
    """Return the rules without a finding, by outcome."""
    rules: dict[Outcome, list[Rule]] = {}
    for result, findings in clinic.by_rule:
        if not findings:
            rules.setdefault(result.outcome, []).append(result.rule)
    return sorted(rules.items(), key=lambda one: one[0].badness)


def _sums(tally: Tally) -> list[tuple[CaseOutcome, int]]:
    return [(outcome, tally[outcome]) for outcome in CaseOutcome if tally[outcome]]


def _met(report: Report) -> Mapping[str, Counter[Outcome]]:
    """Return, rule by rule, how many clinics it came out how for."""
    counts = {rule.id: Counter[Outcome]() for rule in report.rules}
    for clinic in report.clinics:
        for result in clinic.results:
            counts[result.rule.id][result.outcome] += 1
    return counts
