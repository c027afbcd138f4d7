"""The verdict in numbers: one sentence that every format for people begins with."""

from __future__ import annotations

from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome


def in_numbers(report: Report, language: Language) -> str:
    """Say how many clinics are in breach, will be, or could not be decided, and what is unread."""
    violating = sum(bool(clinic.count(Outcome.VIOLATION)) for clinic in report.clinics)
    upcoming = sum(
        bool(clinic.count(Outcome.UPCOMING)) and not clinic.count(Outcome.VIOLATION)
        for clinic in report.clinics
    )
    of, alone = len(report.clinics), report.of_logs_alone
    parts = [] if report.complete else _unread(report, language)
    if violating and alone:
        parts.append(language.text("violating_units_n", n=violating, of=of))
    elif violating:
        key = "violating_one" if of == 1 else "violating_n"
        parts.append(language.text(key, n=violating, of=of))
    if upcoming:
        parts.append(language.text("upcoming_n", n=upcoming, of=of))
    if not parts:
        parts.append(language.text("all_units_comply" if alone else "all_comply", n=of))
    undetermined = sum(bool(clinic.count(Outcome.UNDETERMINED)) for clinic in report.clinics)
    if undetermined:
        parts.append(language.text("undetermined_n", n=undetermined))
    return "; ".join(parts)


def _unread(report: Report, language: Language) -> list[str]:
    files = sum(not one.read for one in report.inputs)
    parts = [language.text("files_unread_n", n=files)] if files else []
    if report.rejected_rows:
        parts.append(language.text("rows_rejected_n", n=report.rejected_rows))
    return parts or [language.what(report.rejections[0])]
