"""Clinics by services: the worst outcome of each, in words, the worst clinics first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from basutbud.formats.common.headline import clinic_shortfall, column_title
from basutbud.formats.common.symbols import with_symbol
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Band, Cell, Column, Kind, Sheet
from basutbud.formats.xlsx.sheets import names
from basutbud.formats.xlsx.sheets.findings import Looked
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import REPLY_TIME, Service

_WIDTH: Final = 11
"""Room for the outcome of a service, in two lines if need be."""
_WIDER: Final = 14
"""Room for the longest outcome of a clinic in either language."""


def sheet(report: Report, view: View, places: Mapping[Looked, str]) -> Sheet:
    """Return the matrix, each outcome linked to its finding; logs alone have no services."""
    language = view.language
    alone = report.of_logs_alone
    services = [] if alone else list(report.ruleset.services.values())
    who = [
        Column(column_title(report, language), 28, Kind.LONG),
        Column(language.text("column_outcome"), _WIDER, Kind.OUTCOME),
        Column(language.text("reply_time"), _WIDER, Kind.OUTCOME),
    ]
    coming = [clinic_shortfall(report, clinic, language) for clinic in report.clinics]
    upcoming = (
        [Column(language.text("sheet_upcoming"), 40, Kind.LONG, printed=False)]
        if any(coming)
        else []
    )
    about = [
        Column(language.text("sheet_hsa_id"), 30, printed=False),
        Column(language.text("sheet_unit_kind"), 23, Kind.LONG, printed=False),
        Column(language.text("sheet_provider"), 19, Kind.LONG, printed=False),
    ]
    offered = [
        Column(
            service.name[language.code],
            _WIDTH,
            Kind.OUTCOME,
            aside=not service.mandatory,
            upright=True,
        )
        for service in services
    ]
    return Sheet(
        name=language.text("sheet_units" if alone else "matrix_heading"),
        columns=[*who, *offered, *([] if alone else about), *upcoming],
        rows=[
            [*_row(clinic, services, report, view), *([said or None] if upcoming else [])]
            for clinic, said in zip(report.clinics, coming, strict=True)
        ],
        bands=_bands(services, len(who), view),
        links=_links(report, services, places),
    )


def _links(
    report: Report, services: Sequence[Service], places: Mapping[Looked, str]
) -> dict[tuple[int, int], str]:
    """Return the place of the finding behind each outcome that has one, by row and column."""
    links = {}
    for row, clinic in enumerate(report.clinics):
        met = clinic.by_service
        shown = [
            (None, clinic.outcome),
            (REPLY_TIME, clinic.reply_time),
            *((service.id, met.get(service.id)) for service in services),
        ]
        for position, (what, outcome) in enumerate(shown, 1):
            if outcome and (place := places.get((clinic.identity, what, outcome))):
                links[row, position] = place
    return links


def _bands(services: Sequence[Service], start: int, view: View) -> list[Band]:
    """Return a heading over each run of mandatory, and of recommended, services."""
    bands = []
    for mandatory, run in groupby(services, key=lambda service: service.mandatory):
        end = start + len(list(run))
        key = "mandatory_services" if mandatory else "recommended_services"
        bands.append(Band(view.language.text(key), start, end - 1, aside=not mandatory))
        start = end
    return bands


def _row(
    clinic: ClinicReport, services: Sequence[Service], report: Report, view: View
) -> list[Cell]:
    language = view.language
    met = clinic.by_service
    row: list[Cell] = [
        clinic.name,
        with_symbol(clinic.outcome, language),
        with_symbol(clinic.reply_time, language) if clinic.reply_time else None,
    ]
    if report.of_logs_alone:
        return row
    row += [
        with_symbol(met[service.id], language) if service.id in met else None
        for service in services
    ]
    row += [
        clinic.shown_id,
        names.kind(clinic, report, language),
        names.provider(clinic, language),
    ]
    return row
