"""Reply times, in one table each by clinic, month, tertial and case type: columns add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from basutbud.formats.common.headline import column_title
from basutbud.formats.common.view import View
from basutbud.formats.xlsx.sheet import Band, Cell, Column, Kind, Sheet
from basutbud.formats.xlsx.sheets import names
from basutbud.model.cases import Tally, UnitCases
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome


def sheets(report: Report, view: View) -> tuple[Sheet, ...]:
    """Return the reply times of clinics with cases: in all, by month, tertial and case type."""
    language = view.language

    def by_type(cases: UnitCases) -> Iterator[tuple[Cell, Tally]]:
        for name, tally in cases.by_service.items():
            known = names.service(name, report, language)
            yield known or language.text("no_service"), tally

    return (
        _by_clinic(report, view),
        _split(
            report,
            view,
            "replies_by_month",
            Column(_text(view, "column_of_month"), 11, Kind.MONTH),
            lambda cases: _by_month(cases.by_month),
        ),
        _split(
            report,
            view,
            "replies_by_tertial",
            Column(_text(view, "column_of_tertial"), 11),
            lambda cases: iter(cases.by_tertial.items()),
        ),
        _split(
            report,
            view,
            "replies_by_service",
            Column(_text(view, "column_of_service"), 30, Kind.LONG),
            by_type,
        ),
    )


def _text(view: View, key: str) -> str:
    return view.language.text(key)


def _by_month(months: Mapping[str, Tally]) -> Iterator[tuple[Cell, Tally]]:
    for month, tally in months.items():
        yield date.fromisoformat(f"{month}-01"), tally


def _by_clinic(report: Report, view: View) -> Sheet:
    """Return a row a clinic: all its cases, and those since the requirement took effect."""
    alone = report.of_logs_alone
    who, counts = _who(report, view, 24.5), _counted(view)
    bound = [] if alone else [_bound(column, view) for column in counts]
    edge = len(who) + len(counts)
    bands = [
        Band(_text(view, "sheet_all_cases"), len(who), edge - 1),
        Band(_text(view, "sheet_bound_cases"), edge, edge + len(bound) - 1, aside=True),
    ]
    return Sheet(
        name=_text(view, "replies_heading"),
        columns=[*who, *counts, *bound],
        rows=[
            [
                *_named(clinic),
                *_figures(cases.total),
                *([] if alone else _figures(cases.in_force)),
            ]
            for clinic, cases in _with_cases(report)
        ],
        bands=[] if alone else bands,
    )


def _split(
    report: Report,
    view: View,
    name: str,
    by: Column,
    parts: Callable[[UnitCases], Iterator[tuple[Cell, Tally]]],
) -> Sheet:
    """Return a row for each clinic and part of its cases."""
    return Sheet(
        name=_text(view, name),
        columns=[*_who(report, view, 36), by, *_counted(view)],
        rows=[
            [*_named(clinic), part, *_figures(tally)]
            for clinic, cases in _with_cases(report)
            for part, tally in parts(cases)
        ],
    )


def _with_cases(report: Report) -> Iterator[tuple[ClinicReport, UnitCases]]:
    for clinic in report.clinics:
        if clinic.cases is not None:
            yield clinic, clinic.cases


def _who(report: Report, view: View, width: float) -> list[Column]:
    name = Column(column_title(report, view.language), width, Kind.LONG)
    return [name, Column(_text(view, "sheet_hsa_id"), 26)]


def _named(clinic: ClinicReport) -> list[Cell]:
    return [clinic.name, clinic.shown_id]


def _counted(view: View) -> list[Column]:
    counts = (
        "sheet_read",
        "column_on_time",
        "column_late",
        "column_overdue",
        "column_open",
        "sheet_set_aside",
    )
    spans = ("sheet_median", "sheet_ninetieth", "sheet_longest")
    return [
        *(Column(_text(view, key), 8.5, Kind.COUNT) for key in counts),
        Column(_text(view, "sheet_share"), 8.5, Kind.SHARE),
        *(Column(_text(view, key), 11) for key in spans),
    ]


def _bound(column: Column, view: View) -> Column:
    title = view.language.text("sheet_bound", title=column.title)
    return Column(title, column.width, column.kind, aside=True)


def _figures(tally: Tally) -> list[Cell]:
    return [
        tally.read,
        tally[CaseOutcome.ON_TIME],
        tally[CaseOutcome.LATE],
        tally[CaseOutcome.OVERDUE],
        tally[CaseOutcome.OPEN],
        tally.set_aside,
        tally.on_time_share,
        *tally.days,
    ]
