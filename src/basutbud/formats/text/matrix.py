"""Clinics × services: one letter a service, one symbol an outcome, the worst clinics first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from string import ascii_uppercase
from typing import Final

from rich import box
from rich.columns import Columns
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from basutbud.formats.symbols import SYMBOLS
from basutbud.formats.text.marks import heading, symbol, worded
from basutbud.formats.view import View
from basutbud.model.report import ClinicReport, Report, Result
from basutbud.model.ruleset import REPLY_TIME, Service
from basutbud.model.vocabulary import Outcome

MOST_CLINICS: Final = 25
"""Clinics listed before the rest is counted; ``-v`` lists all."""

_NARROW: Final = 76
"""Columns below which an outcome is its symbol alone."""

Outcomes = Mapping[str, Outcome]


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield the matrix with its legend; nothing without clinic files."""
    clinics = [clinic for clinic in report.clinics if clinic.provider is not None]
    if not clinics:
        return
    language = view.language
    services = list(report.ruleset.services.values())
    letters = dict(zip((service.id for service in services), _letters(), strict=False))
    outcomes = [clinic.by_service for clinic in clinics]
    yield heading(language.text("matrix_heading"))
    listed = clinics if view.detail > 0 or len(clinics) <= MOST_CLINICS else clinics[:MOST_CLINICS]
    if len(listed) < len(clinics):
        yield _by_service_table(services, letters, outcomes, view)
    yield _matrix(listed, outcomes, services, letters, view)
    if len(listed) < len(clinics):
        yield Text(
            language.text(
                "clinics_folded",
                n=len(clinics) - len(listed),
                violating=sum(
                    bool(clinic.count(Outcome.VIOLATION)) for clinic in clinics[len(listed) :]
                ),
            )
        )
    yield _legend(clinics, outcomes, view)
    if len(listed) == len(clinics):
        yield _key(services, letters, view)


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from ("".join(pair) for pair in product(ascii_uppercase, repeat=2))


def _matrix(
    clinics: Sequence[ClinicReport],
    outcomes: Sequence[Outcomes],
    services: Sequence[Service],
    letters: dict[str, str],
    view: View,
) -> Table:
    language = view.language
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False)
    table.add_column(language.text("column_clinic"), min_width=18, overflow="fold")
    narrow = view.width < _NARROW
    table.add_column("" if narrow else language.text("column_outcome"), no_wrap=True)
    for position, service in enumerate(services):
        first_advised = position > 0 and services[position - 1].mandatory and not service.mandatory
        table.add_column(("│ " if first_advised else "") + letters[service.id], no_wrap=True)
    reply_time = language.text("column_reply_time")
    table.add_column("│ " + (reply_time[:1] if narrow else reply_time), no_wrap=True)
    for clinic, met in zip(clinics, outcomes, strict=False):
        cells = []
        for position, service in enumerate(services):
            bar = position > 0 and services[position - 1].mandatory and not service.mandatory
            mark = symbol(met[service.id]) if service.id in met else Text(" ")
            cells.append(Text.assemble("│ ", mark) if bar else mark)
        replies = (symbol(result.outcome) for result in _reply_times(clinic))
        cells.append(Text.assemble("│ ", *replies))
        outcome = symbol(clinic.outcome) if narrow else worded(clinic.outcome, language)
        table.add_row(Text(clinic.name), outcome, *cells)
    return table


def _reply_times(clinic: ClinicReport) -> list[Result]:
    """Return the result of the reply-time rule, if it was applied."""
    return [result for result in clinic.results if result.rule.check == REPLY_TIME]


def _by_service_table(
    services: Sequence[Service],
    letters: dict[str, str],
    outcomes: Sequence[Outcomes],
    view: View,
) -> Table:
    """Return how every service stands over all clinics: the summary that folds a large audit."""
    language = view.language
    shown = [outcome for outcome in Outcome if any(outcome in met.values() for met in outcomes)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("")
    table.add_column(language.text("column_service"), overflow="fold")
    for outcome in shown:
        table.add_column(worded(outcome, language), justify="right")
    for service in services:
        counts = Counter(met[service.id] for met in outcomes if service.id in met)
        table.add_row(
            letters[service.id],
            Text(service.name[language.code]),
            *(language.number(counts[outcome]) for outcome in shown),
        )
    return table


def _legend(clinics: Sequence[ClinicReport], outcomes: Sequence[Outcomes], view: View) -> Text:
    met = {outcome for clinic in outcomes for outcome in clinic.values()}
    met |= {result.outcome for clinic in clinics for result in _reply_times(clinic)}
    parts = [
        f"{SYMBOLS[outcome]} {view.language.text(f'outcome_{outcome}')}"
        for outcome in Outcome
        if outcome in met
    ]
    return Text("  ".join(parts), style="dim")


def _key(services: Sequence[Service], letters: dict[str, str], view: View) -> Columns:
    language = view.language
    return Columns(
        [
            Text(f"{letters[service.id]} {service.name[language.code]}", style="dim")
            for service in services
        ],
        padding=(0, 2),
        column_first=True,
    )
