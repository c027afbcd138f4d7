"""The verdict, the numbers, the table of clinics, and what the report rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.formats.common.excuses import remainders
from basutbud.formats.common.headline import (
    audited_count,
    column_title,
    dated_verdict,
    verdict_numbers,
)
from basutbud.formats.common.markdown_escape import code_span, escape_markdown
from basutbud.formats.common.symbols import with_symbol
from basutbud.formats.common.view import View
from basutbud.formats.markdown.room import NOTE, fitting, size
from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

_COUNTED: Final[tuple[Outcome, ...]] = tuple(
    outcome for outcome in Outcome if outcome not in (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)
)


def head(report: Report, view: View) -> str:
    """Return the verdict with its date, the decision, and the numbers."""
    language = view.language
    title = f"{report.ruleset.title[language.code]} ({report.ruleset.decision.reference})"
    lines = [
        f"## {escape_markdown(dated_verdict(report, language))}",
        f"**{escape_markdown(title)}**",
    ]
    lines.append(" · ".join(escape_markdown(part) for part in _numbers(report, language)))
    lines += [escape_markdown(note) for note in _conditions(report, language)]
    return "\n\n".join(lines) + "\n\n"


def _numbers(report: Report, language: Language) -> Iterator[str]:
    yield from verdict_numbers(report, language)
    yield audited_count(report, language)
    yield language.text("logs_n", n=report.logs_given)
    yield language.text("rows_n", n=report.statistics.total.read)
    share = report.replies.on_time_share
    if share is not None:
        yield f"{language.text('column_on_time')}: {language.share(share)}"


def _conditions(report: Report, language: Language) -> Iterator[str]:
    first, last = report.period
    if first is not None or last is not None:
        yield language.text("period", first=first or "…", last=last or "…")
    if report.of_logs_alone:
        yield language.text("any_day")
    yield from remainders(report, language)


def clinics(report: Report, view: View, room: int) -> str:
    """Return the table of as many clinics as fit, the worst first."""
    if not report.clinics:
        return ""
    language = view.language
    shown = [outcome for outcome in _COUNTED if report.outcomes[outcome]]
    header = _header(report, shown, language)
    rows = [_row(clinic, shown, language) for clinic in report.clinics]
    kept = fitting(rows, room - size(header) - NOTE)
    rest = report.clinics[len(kept) :]
    table = f"{header}{''.join(kept)}\n"
    if not rest:
        return table
    violating = sum(bool(clinic.count(Outcome.VIOLATION)) for clinic in rest)
    note = language.text("clinics_unlisted", n=len(rest), violating=violating)
    return f"{table}{escape_markdown(note)}\n\n"


def _header(report: Report, shown: list[Outcome], language: Language) -> str:
    names = [column_title(report, language)]
    names.append(language.text("column_outcome"))
    names += [with_symbol(outcome, language) for outcome in shown]
    names.append(language.text("column_on_time"))
    rule = ["---", "---", *("--:" for _ in names[2:])]
    return _cells(escape_markdown(name) for name in names) + _cells(iter(rule))


def _row(clinic: ClinicReport, shown: list[Outcome], language: Language) -> str:
    share = clinic.cases.total.on_time_share if clinic.cases else None
    return _cells(
        iter(
            (
                escape_markdown(clinic.name),
                with_symbol(clinic.outcome, language),
                *(language.number(clinic.count(one)) for one in shown),
                language.share(share, aligned=True),
            )
        )
    )


def _cells(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def provenance(report: Report, language: Language) -> str:
    """Return what the report rests on: rule set, tool."""
    return (
        "---\n\n"
        + language.text(
            "rests_on",
            ruleset=code_span(report.ruleset.edition),
            sha256=code_span(report.ruleset.sha256[:12]),
            as_of=report.as_of,
            tool=code_span(f"basutbud {report.tool_version}"),
        )
        + "\n"
    )
