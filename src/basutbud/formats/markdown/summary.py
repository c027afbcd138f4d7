"""The verdict, the numbers, the table of clinics, and what the report rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.formats.headline import numbers, verdict_symbol
from basutbud.formats.markdown.room import NOTE, fitting, size
from basutbud.formats.marked import coded, marked
from basutbud.formats.symbols import SYMBOLS
from basutbud.formats.view import View
from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import InputKind, Outcome

_COUNTED: Final[tuple[Outcome, ...]] = tuple(
    outcome for outcome in Outcome if outcome not in (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)
)


def head(report: Report, view: View) -> str:
    """Return the verdict with its date, what it is about, and the numbers."""
    language = view.language
    verdict = f"{language.verdict(report)} {language.text('as_of', as_of=report.as_of)}"
    title = f"{report.ruleset.title[language.code]} ({report.ruleset.decision.reference})"
    lines = [f"## {verdict_symbol(report)} {marked(verdict)}", f"**{marked(title)}**"]
    lines.append(" · ".join(marked(part) for part in _numbers(report, language)))
    lines += [marked(note) for note in _conditions(report, language)]
    return "\n\n".join(lines) + "\n\n"


def _numbers(report: Report, language: Language) -> Iterator[str]:
    alone = report.of_logs_alone
    yield from numbers(report, language)
    yield language.text("units_n" if alone else "clinics_n", n=len(report.clinics))
    logs = sum(one.kind is InputKind.CASE_LOG for one in report.inputs)
    yield language.text("logs_n", n=logs)
    yield language.text("rows_n", n=report.statistics.total.read)
    share = report.replies.on_time_share
    if share is not None:
        yield f"{language.text('column_in_time')}: {language.share(share)}"


def _conditions(report: Report, language: Language) -> Iterator[str]:
    first, last = report.period
    if first is not None or last is not None:
        yield language.text("period", first=first or "…", last=last or "…")
    if report.of_logs_alone:
        yield language.text("any_day")


def clinics(report: Report, view: View, room: int) -> str:
    """Return the table, as many clinics as there is room for, the worst first."""
    if not report.clinics:
        return ""
    language = view.language
    told = [outcome for outcome in _COUNTED if report.outcomes[outcome]]
    header = _header(report, told, language)
    rows = [_row(clinic, told, language) for clinic in report.clinics]
    kept = fitting(rows, room - size(header) - NOTE)
    rest = report.clinics[len(kept) :]
    table = f"{header}{''.join(kept)}\n"
    if not rest:
        return table
    violating = sum(bool(clinic.count(Outcome.VIOLATION)) for clinic in rest)
    note = language.text("clinics_unlisted", n=len(rest), violating=violating)
    return f"{table}{marked(note)}\n\n"


def _header(report: Report, told: list[Outcome], language: Language) -> str:
    names = [language.text("column_unit" if report.of_logs_alone else "column_clinic")]
    names.append(language.text("column_outcome"))
    names += [f"{SYMBOLS[outcome]} {language.text(f'outcome_{outcome}')}" for outcome in told]
    names.append(language.text("column_in_time"))
    rule = ["---", "---", *("--:" for _ in names[2:])]
    return _cells(marked(name) for name in names) + _cells(iter(rule))


def _row(clinic: ClinicReport, told: list[Outcome], language: Language) -> str:
    share = clinic.cases.total.on_time_share if clinic.cases else None
    outcome = clinic.outcome
    return _cells(
        iter(
            (
                marked(clinic.name),
                f"{SYMBOLS[outcome]} {language.text(f'outcome_{outcome}')}",
                *(language.number(clinic.count(one)) for one in told),
                "–" if share is None else language.share(share),
            )
        )
    )


def _cells(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def provenance(report: Report, language: Language) -> str:
    """Return what the report rests on: rule set, tool."""
    ruleset = report.ruleset
    named = f"{ruleset.id} {ruleset.version}"
    return (
        "---\n\n"
        + language.text(
            "rests_on",
            ruleset=coded(named),
            sha256=coded(ruleset.sha256[:12]),
            as_of=report.as_of,
            tool=coded(f"basutbud {report.tool_version}"),
        )
        + "\n"
    )
