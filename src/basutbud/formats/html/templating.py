"""The environment of the templates: the functions that they call, and how text is escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from basutbud import __version__
from basutbud.formats.common import omissions, rulings
from basutbud.formats.common.excuses import justification
from basutbud.formats.common.headline import clinic_among
from basutbud.formats.common.remarks import not_yet
from basutbud.formats.common.ruletext import in_force
from basutbud.formats.common.symbols import SYMBOLS, symbol_of, word_of
from basutbud.formats.common.view import View
from basutbud.formats.html.charts.heat import LEVELS
from basutbud.formats.html.charts.histogram import spans
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import CaseOutcome, Outcome

_ASSETS: Final = "basutbud.formats.html.assets"
_STYLES: Final = ("style.css", "tables.css", "charts.css", "print.css")
"""The parts of the style sheet; print takes back what the others say of the screen."""
_MOST_CASES: Final = 10
_MOST_CASES_IN_BRIEF: Final = 3
_MOST_PROBLEMS: Final = 200
_MOST_NAMES: Final = 30
_MOST_SERVICES: Final = 17
"""Services that the matrix has room for."""

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


def render_page(view: View, template: str, **values: Any) -> str:
    """Return a page that is no report of an audit, made from a template."""
    page: str = (
        environment(view).get_template(template).render(tool=__version__, part=False, **values)
    )
    return page


def environment(view: View) -> Environment:
    """Return the templates' environment; what stands in a page is escaped, whatever it says."""
    language = view.language
    environment = Environment(
        loader=PackageLoader("basutbud.formats.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = "".join(map(_asset, _STYLES)), _asset("script.js")
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
        LEVELS=LEVELS,
        MOST_CASES=_MOST_CASES,
        MOST_CASES_IN_BRIEF=_MOST_CASES_IN_BRIEF,
        MOST_PROBLEMS=_MOST_PROBLEMS,
        MOST_SERVICES=_MOST_SERVICES,
        days=_days,
        spans=spans,
        outcome_words=lambda: {one: language.text(f"outcome_{one}") for one in Outcome},
        map_rows=_map_rows,
        undecided=partial(omissions.undecided, language=language, most_names=_MOST_NAMES),
        left_out=partial(omissions.left_out, language=language, most_names=_MOST_NAMES),
        ranked=_ranked,
        otherwise=_otherwise,
        sums=_sums,
        met=_met,
        grounds=partial(_grounds, code=language.code),
        in_force=in_force,
        rulings=rulings,
    )
    environment.filters["prose"] = prose
    return environment


def prose(text: str) -> Markup:
    """Return text, escaped, with words between backticks marked as code."""
    parts = text.strip().split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    marked = [
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    ]
    return Markup().join(marked)


def _asset(name: str) -> str:
    return files(_ASSETS).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the hash by which the page's policy allows its own style or script (CSP level 2)."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _days(tally: Tally) -> list[str]:
    return ["–" if day is None else str(day) for day in tally.days]


def _map_rows(report: Report) -> Iterator[tuple[ClinicReport, list[Outcome | None]]]:
    """Yield each clinic with the worst outcome for each service, and for the reply time last."""
    services = list(report.ruleset.services)
    for clinic in report.clinics:
        worst = clinic.by_service
        yield clinic, [*(worst.get(service) for service in services), clinic.reply_time]


def _ranked(report: Report) -> list[ClinicReport]:
    """Return clinics with cases, the least in time first."""
    return sorted((one for one in report.clinics if one.cases), key=lambda one: one.promptness)


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
    """Return for each rule how many clinics have each outcome."""
    counts = {rule.id: Counter[Outcome]() for rule in report.rules}
    for clinic in report.clinics:
        for result in clinic.results:
            counts[result.rule.id][result.outcome] += 1
    return counts


def _grounds(report: Report, code: str) -> Mapping[str, Mapping[str, list[Rule]]]:
    """Return the rules grouped by their clause in the decision, and by their ruling."""
    grounds: dict[str, dict[str, list[Rule]]] = {}
    for rule in report.rules:
        ruling = rule.clause.ruling[code] if rule.clause.ruling else ""
        of_source = grounds.setdefault(rule.clause.source[code], {})
        of_source.setdefault(ruling, []).append(rule)
    return grounds
