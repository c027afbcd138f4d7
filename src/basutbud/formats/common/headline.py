"""The verdict as a symbol, in a sentence and in numbers, and the name of those audited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.formats.common.symbols import SYMBOLS, TONES, UNCERTAIN, VERDICT_SYMBOLS
from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.shortfall import Shortfall
from basutbud.model.vocabulary import Outcome, Verdict

_SIGN: Final = VERDICT_SYMBOLS[Verdict.UPCOMING]


def verdict_symbol(report: Report) -> str:
    """Return the verdict's symbol, or a question mark if an obligation is undecided."""
    if report.verdict is Verdict.COMPLIANT and not report.conclusive:
        return UNCERTAIN
    return VERDICT_SYMBOLS[report.verdict]


def tone(report: Report) -> Outcome:
    """Return the outcome whose colour the verdict has."""
    return TONES[verdict_symbol(report)]


def line(report: Report, language: Language) -> str:
    """Say the verdict in one line: symbol, word, date, on what condition, and numbers."""
    return f"{dated(report, language)}: {in_numbers(report, language)}"


def dated(report: Report, language: Language) -> str:
    """Say the verdict, as of when, and on what condition."""
    verdict = f"{verdict_symbol(report)} {language.verdict(report)}"
    said = language.text("verdict_line", verdict=verdict, as_of=report.as_of)
    return ", ".join([said, *_condition(report, language)])


def conclusion(report: Report, language: Language) -> str:
    """Say the verdict, as of when, by what rule set, on what condition, and what is to come."""
    verdict = f"{verdict_symbol(report)} {language.verdict(report)}"
    said = language.text(
        "concise_end", verdict=verdict, as_of=report.as_of, ruleset=report.ruleset.edition
    )
    said = ", ".join([said, *_condition(report, language)])
    if report.verdict is Verdict.UPCOMING:
        said += f": {shortfall(report, language)}"
    return said


def as_if_in_force(report: Report, language: Language) -> str:
    """Say that everything was judged as if in force, if it was; else nothing."""
    return language.text("as_if_in_force") if report.as_if_in_force else ""


def _condition(report: Report, language: Language) -> Iterator[str]:
    if condition := as_if_in_force(report, language):
        yield _continued(condition)


def _continued(sentence: str) -> str:
    """Return a sentence as the continuation of another."""
    return sentence[:1].lower() + sentence[1:]


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

    Each clinic is counted once, so that the numbers add up. Warnings are counted separately.
    """
    parts = [] if report.complete else _unread(report, language)
    parts += _in_breach(report, language)
    if coming := shortfall(report, language):
        parts.append(_continued(coming) if parts else coming)
    outcomes, of = report.clinic_outcomes, len(report.clinics)
    without_breach = report.without_breach
    if not parts:
        key = "all_units_comply" if report.of_logs_alone else "all_comply"
        parts.append(language.text(key, n=of))
        without_breach = 0
    for key, n in (
        ("undetermined_n", outcomes[Outcome.UNDETERMINED]),
        ("warned_n", outcomes[Outcome.WARNING]),
        ("without_breach_n", without_breach),
    ):
        if n:
            parts.append(language.text(key, n=n))
    if warnings := report.outcomes[Outcome.WARNING]:
        said = language.text("warnings_n", n=warnings)
        parts.append(f"{SYMBOLS[Outcome.WARNING]} {said}")
    return parts


def shortfall(report: Report, language: Language, *, sign: bool = False) -> str:
    """Say what will be a breach: from what day, in how many days, whose, and what is missing."""
    coming = report.shortfall
    if coming is None:
        return ""
    of = len(report.clinics)
    said = language.text(
        "upcoming_one" if of == 1 else "upcoming_n",
        day=coming.day,
        n=coming.days_left,
        clinics=language.number(coming.clinics),
        of=language.number(of),
        what=_missing(coming, language),
    )
    return f"{_SIGN} {said}" if sign else said


def clinic_among(report: Report, clinic: ClinicReport, language: Language) -> str:
    """Say so for one clinic among several; the verdict says so for a clinic by itself."""
    return clinic_shortfall(report, clinic, language) if len(report.clinics) > 1 else ""


def clinic_shortfall(report: Report, clinic: ClinicReport, language: Language) -> str:
    """Say what will be a breach at one clinic, with the symbol; else nothing."""
    coming = Shortfall.of([clinic], report.as_of)
    if coming is None:
        return ""
    said = language.text(
        "upcoming_one", day=coming.day, n=coming.days_left, what=_missing(coming, language)
    )
    return f"{_SIGN} {said}"


def _missing(coming: Shortfall, language: Language) -> str:
    parts = [
        language.text(key, n=n)
        for key, n in (("upcoming_services", coming.services), ("upcoming_others", coming.others))
        if n
    ]
    if coming.late:
        parts.append(language.text("upcoming_replies", share=coming.late_share))
    if coming.later:
        parts.append(language.text("upcoming_later", n=coming.later))
    if coming.later_clinics:
        parts.append(language.text("upcoming_clinics_later", n=coming.later_clinics))
    return "; ".join(parts)


def _in_breach(report: Report, language: Language) -> Iterator[str]:
    violating, of = report.clinic_outcomes[Outcome.VIOLATION], len(report.clinics)
    if violating:
        who = "units" if report.of_logs_alone else "clinics"
        many = "one" if of == 1 else "n"
        yield language.text(f"violating_{who}_{many}", n=violating, of=of)


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
