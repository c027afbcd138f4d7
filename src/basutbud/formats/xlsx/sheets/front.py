"""The first sheet: the verdict, the figures asked for first, what to do first, and charts."""

from __future__ import annotations

from collections.abc import Iterator

from basutbud.formats.common.excuses import remainders
from basutbud.formats.common.frontpage import Thing, figures, first_things
from basutbud.formats.common.headline import as_of, conditions, in_numbers, tone, verdict_symbol
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.charts.drawing import Drawn
from basutbud.formats.xlsx.sheet import Front
from basutbud.formats.xlsx.sheets.findings import Places
from basutbud.model.report import Report
from basutbud.model.ruleset import REPLY_TIME, Rule
from basutbud.model.vocabulary import Outcome


def front(report: Report, view: View, drawn: Drawn, places: Places) -> Front:
    """Return the front; its first things lead to the places of findings."""
    language = view.language
    return Front(
        name=language.text("sheet_summary"),
        title=f"{verdict_symbol(report)} {language.verdict(report)}",
        tone=tone(report),
        lines=[*_lines(report, view)],
        figures=[*figures(report, language)],
        heading=language.text("front_first"),
        things=[(thing, _place(thing, places, view)) for thing in first_things(report, language)],
        charts=drawn.charts,
        remarks=drawn.remarks,
    )


def _lines(report: Report, view: View) -> Iterator[str]:
    language, ruleset = view.language, report.ruleset
    yield language.text(
        "sheet_title",
        title=ruleset.title[language.code],
        reference=ruleset.decision.reference,
        as_of=as_of(report, language),
    )
    said = in_numbers(report, language)
    yield f"{said[:1].upper()}{said[1:]}."
    yield from conditions(report, language)
    yield from remainders(report, language)
    if report.of_logs_alone:
        yield language.text("any_day")
    first, last = report.period
    if first or last:
        yield language.text("period", first=first or "…", last=last or "…")


def _place(thing: Thing, places: Places, view: View) -> str:
    """Return where more is said of a thing: at its finding, or where unread input is listed."""
    match thing.concerns:
        case None:
            return f"'{view.language.text('sheet_basis')}'!A1"
        case Rule(id=rule):
            worst = (places.of_rules.get((rule, outcome)) for outcome in Outcome)
            found = next(filter(None, worst), None)
        case clinic:
            outcome = clinic.reply_time
            found = outcome and places.of_clinics.get((clinic.identity, REPLY_TIME, outcome))
    return found or f"'{view.language.text('sheet_breaches')}'!A1"
