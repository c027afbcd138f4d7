"""The verdict as a symbol, in a sentence and in numbers, and what to call those audited."""

from __future__ import annotations

from basutbud.formats.symbols import VERDICT_SYMBOLS
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome, Verdict


def verdict_symbol(report: Report) -> str:
    """Return the verdict's symbol; with an obligation undecided it is a question mark."""
    if report.verdict is Verdict.COMPLIANT and not report.conclusive:
        return "?"
    return VERDICT_SYMBOLS[report.verdict]


def conclusion(report: Report, language: Language) -> str:
    """Say the verdict, as of when, and by what rule set."""
    return language.text(
        "concise_end",
        verdict=language.verdict(report),
        as_of=report.as_of,
        ruleset=report.ruleset.edition,
    )


def audited(report: Report, language: Language) -> str:
    """Say how many were audited."""
    key = "units_n" if report.of_logs_alone else "clinics_n"
    return language.text(key, n=len(report.clinics))


def column_title(report: Report, language: Language) -> str:
    """Return the title of the column with the names of those audited."""
    return language.text("column_unit" if report.of_logs_alone else "column_clinic")


def in_numbers(report: Report, language: Language) -> str:
    """Say the verdict's numbers in one sentence."""
    return "; ".join(numbers(report, language))


def numbers(report: Report, language: Language) -> list[str]:
    """Say what is unread, and how many clinics are in breach, will be, or could not be decided.

    Each clinic is in one number, so that they add up to all.
    """
    parts = [] if report.complete else _unread(report, language)
    parts += _in_breach(report, language)
    undetermined, of = report.clinic_outcomes[Outcome.UNDETERMINED], len(report.clinics)
    if not parts:
        parts.append(
            language.text("all_units_comply" if report.of_logs_alone else "all_comply", n=of)
        )
        if undetermined:
            parts.append(language.text("undetermined_n", n=undetermined))
        return parts
    if undetermined:
        parts.append(language.text("undetermined_n", n=undetermined))
    if report.without_breach:
        parts.append(language.text("without_breach_n", n=report.without_breach))
    return parts


def _in_breach(report: Report, language: Language) -> list[str]:
    outcomes, of = report.clinic_outcomes, len(report.clinics)
    many = "one" if of == 1 else "n"
    parts = []
    if violating := outcomes[Outcome.VIOLATION]:
        who = "units" if report.of_logs_alone else "clinics"
        parts.append(language.text(f"violating_{who}_{many}", n=violating, of=of))
    if upcoming := outcomes[Outcome.UPCOMING]:
        parts.append(language.text(f"upcoming_{many}", n=upcoming, of=of))
    return parts


def _unread(report: Report, language: Language) -> list[str]:
    met = {one.path for one in report.inputs}
    others = [problem for problem in report.rejections if problem.location.path not in met]
    never_met = {problem.location.path for problem in others} - {""}
    files = sum(not one.read for one in report.inputs) + len(never_met)
    parts = [language.text("files_unread_n", n=files)] if files else []
    if report.rejected_rows:
        parts.append(language.text("rows_rejected_n", n=report.rejected_rows))
    parts += [language.what(problem) for problem in others if not problem.location.path]
    return parts or [language.what(report.rejections[0])]
