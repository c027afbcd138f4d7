"""Fills the templates: what they may ask of a report, of the language and of the charts."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from basutbud.formats.headline import in_numbers, verdict_symbol
from basutbud.formats.html import charts
from basutbud.formats.html.names import page_names
from basutbud.formats.symbols import EARLIER, SYMBOLS
from basutbud.formats.view import View
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report
from basutbud.model.ruleset import REPLY_TIME, Rule
from basutbud.model.vocabulary import CaseOutcome, InputKind, Outcome

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

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
        return self._page("report.html.jinja", report, anchors=names, alone=False)

    def clinic(self, report: Report) -> str:
        """Return the page of one clinic, from a report of it alone."""
        return self._page("report.html.jinja", report, anchors=["m"], alone=True)

    def index(self, report: Report, links: Sequence[str]) -> str:
        """Return a page with a link to the page of each clinic."""
        return self._page("index.html.jinja", report, links=links)

    def _page(self, template: str, report: Report, **facts: Any) -> str:
        shared = {
            "report": report,
            "headline": in_numbers(report, self._view.language),
            "verdict": self._view.language.verdict(report),
            "verdict_mark": verdict_symbol(report),
            "limit": _limit(report),
            "in_full": len(report.clinics) <= _MOST_IN_FULL,
            "by_clinic": "column_unit" if report.of_logs_alone else "column_clinic",
        }
        page: str = self._templates.get_template(template).render(**shared, **facts)
        return page


def _environment(view: View) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

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
        EARLIER=EARLIER,
        CLASSES=_CLASSES,
        Outcome=Outcome,
        CaseOutcome=CaseOutcome,
        MOST_CASES=_MOST_CASES,
        MOST_CASES_IN_BRIEF=_MOST_CASES_IN_BRIEF,
        MOST_PROBLEMS=_MOST_PROBLEMS,
        MOST_NAMES=_MOST_NAMES,
        message=lambda finding: language.fill(finding.rule.message, finding.facts),
        title=lambda thing: thing.title[language.code],
        share=lambda tally: _share(tally, language.share),
        days=_days,
        spread=charts.spread,
        distribution=lambda tally, limit: charts.distribution(tally, limit, language),
        shares=lambda tallies: charts.shares(tallies, language),
        outcome_words=lambda: {one: language.text(f"outcome_{one}") for one in Outcome},
        map_rows=_map_rows,
        ranked=_ranked,
        breaches=_breaches,
        advice=_advice,
        otherwise=_otherwise,
        sums=_sums,
        met=_met,
        service_name=partial(_service_name, code=language.code),
        logs_of=lambda report: [i for i in report.inputs if i.kind is InputKind.CASE_LOG],
    )
    environment.filters["title_of"] = lambda rule: rule.title[language.code]
    environment.filters["prose"] = _prose
    return environment


_CLASSES: Final = {
    Outcome.VIOLATION: "v",
    Outcome.UNDETERMINED: "u",
    Outcome.UPCOMING: "k",
    Outcome.ADVICE: "r",
    Outcome.WAIVED: "w",
    Outcome.BASELINED: "b",
    Outcome.COMPLIANT: "c",
    Outcome.NOT_APPLICABLE: "n",
}
"""Short names, as they stand in every cell of a map of a thousand clinics."""


def _prose(text: str) -> Markup:
    """Return text, escaped, with what stands between backticks marked as code."""
    from markupsafe import Markup, escape

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


def _limit(report: Report) -> int | None:
    rule = report.ruleset.reply_rule
    return None if rule is None else int(rule.params["working_days"])


def _share(tally: Tally, written: Any) -> str:
    share = tally.on_time_share
    return "–" if share is None else written(share)


def _days(tally: Tally) -> list[str]:
    return ["–" if day is None else str(day) for day in (*tally.percentiles(50, 90), tally.longest)]


def _map_rows(report: Report) -> Iterator[tuple[ClinicReport, list[Outcome | None]]]:
    """Yield each clinic with the worst outcome for each service, and for the reply time last."""
    services = list(report.ruleset.services)
    for clinic in report.clinics:
        worst = clinic.by_service
        replies = next((r.outcome for r in clinic.results if r.rule.check == REPLY_TIME), None)
        yield clinic, [*(worst.get(service) for service in services), replies]


def _ranked(report: Report) -> list[tuple[int, ClinicReport]]:
    """Return clinics with cases by their place in the report, the least in time first."""
    clinics = [(n, clinic) for n, clinic in enumerate(report.clinics) if clinic.cases]
    return sorted(clinics, key=lambda one: _least_in_time(one[1]))


def _least_in_time(clinic: ClinicReport) -> tuple[float, str]:
    share = clinic.cases.total.on_time_share if clinic.cases else None
    return (2.0 if share is None else share, clinic.name)


def _breaches(clinic: ClinicReport) -> list[Finding]:
    return [one for one in clinic.findings if one.outcome is not Outcome.ADVICE]


def _advice(clinic: ClinicReport) -> list[Finding]:
    return [one for one in clinic.findings if one.outcome is Outcome.ADVICE]


def _otherwise(clinic: ClinicReport) -> list[tuple[Outcome, list[Rule]]]:
    """Return the rules without a finding, by outcome."""
    told = {finding.rule.id for finding in clinic.findings}
    rules: dict[Outcome, list[Rule]] = {}
    for result in clinic.results:
        if result.rule.id not in told:
            rules.setdefault(result.outcome, []).append(result.rule)
    return sorted(rules.items(), key=lambda one: one[0].badness)


def _sums(tally: Tally) -> list[tuple[CaseOutcome, int]]:
    return [(outcome, tally[outcome]) for outcome in CaseOutcome if tally[outcome]]


def _service_name(report: Report, service: str | None, code: str) -> str:
    """Return the catalogue's name of a service; case types of a clinic's own are their names."""
    known = report.ruleset.services.get(service or "")
    return known.name[code] if known else service or "–"


def _met(report: Report) -> Mapping[str, Counter[Outcome]]:
    """Return, rule by rule, how many clinics it came out how for."""
    counts = {rule.id: Counter[Outcome]() for rule in report.rules}
    for clinic in report.clinics:
        for result in clinic.results:
            counts[result.rule.id][result.outcome] += 1
    return counts
