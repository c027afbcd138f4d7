"""The verdict as a symbol, in a sentence and in numbers, and the name of those audited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.formats.common.excuses import compliance
from basutbud.formats.common.symbols import SYMBOLS, TONES, UNCERTAIN, VERDICT_SYMBOLS
from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.shortfall import Shortfall
from basutbud.model.vocabulary import FailOn, Outcome, Verdict

_NONE: Final = "0"
"""What is tolerated by default."""
_SIGN: Final = VERDICT_SYMBOLS[Verdict.UPCOMING]


def verdict_symbol(report: Report) -> str:
    """Return the verdict's symbol; with an obligation undecided it is a question mark.

    If breaches are excused, it is the symbol of the excuse.
    """
    if report.verdict is Verdict.COMPLIANT and report.excuse:
        return SYMBOLS[report.excuse]
    if report.verdict is Verdict.COMPLIANT and not report.conclusive:
        return UNCERTAIN
    return VERDICT_SYMBOLS[report.verdict]


def tone(report: Report) -> Outcome:
    """Return the outcome whose colour the verdict has."""
    return TONES[verdict_symbol(report)]


def verdict_line(report: Report, language: Language) -> str:
    """Say the verdict in one line: symbol, word, date, on what condition, and numbers."""
    return f"{dated_verdict(report, language)}: {in_numbers(report, language)}"


def dated_verdict(report: Report, language: Language) -> str:
    """Say the verdict, as of when, and on what condition."""
    verdict = f"{verdict_symbol(report)} {language.verdict(report)}"
    said = language.text("verdict_line", verdict=verdict, as_of=as_of(report, language))
    return ", ".join([said, *map(_continued, conditions(report, language))])


def conclusion(report: Report, language: Language) -> str:
    """Say the verdict, as of when, by what rule set, on what condition, and what is to come."""
    verdict = f"{verdict_symbol(report)} {language.verdict(report)}"
    said = language.text(
        "concise_end",
        verdict=verdict,
        as_of=as_of(report, language),
        ruleset=report.ruleset.edition,
    )
    said = ", ".join([said, *map(_continued, conditions(report, language))])
    coming = shortfall(report, language) if report.verdict is Verdict.UPCOMING else ""
    details = "; ".join(filter(None, (coming, compliance(report, language))))
    return f"{said}: {details}" if details else said


def as_of(report: Report, language: Language) -> str:
    """Return the day of the audit, marked where it was chosen."""
    day = report.as_of.isoformat()
    return language.text("day_chosen", day=day) if report.mandate.as_of_given else day


def conditions(report: Report, language: Language) -> list[str]:
    """Say that all was judged as if it bound already, and what loosens the audit, if anything."""
    found = [language.text("as_if_in_force")] if report.as_if_in_force else []
    if options := ", ".join(_loosening(report.mandate)):
        found.append(language.text("options_set", options=options))
    return found


def _loosening(mandate: Mandate) -> Iterator[str]:
    """Yield the options, as they are given, by which an audit may pass that would not otherwise."""
    if mandate.fail_on is not FailOn.ERROR:
        yield f"--fail-on {mandate.fail_on}"
    if mandate.max_rejected != _NONE:
        yield f"--max-rejected {mandate.max_rejected}"
    if mandate.allow_empty:
        yield "--allow-empty"
    yield from (f"--select {pattern}" for pattern in mandate.select)
    yield from (f"--ignore {pattern}" for pattern in mandate.ignore)
    if mandate.baseline is not None:
        yield f"--baseline {mandate.baseline}"
    if mandate.worse_by != _NONE:
        yield f"--worse-by {mandate.worse_by}"


def _continued(sentence: str) -> str:
    """Return a sentence as the continuation of another."""
    return sentence[:1].lower() + sentence[1:]


def audited_count(report: Report, language: Language) -> str:
    """Say how many were audited."""
    key = "units_n" if report.of_logs_alone else "clinics_n"
    return language.text(key, n=len(report.clinics))


def column_title(report: Report, language: Language) -> str:
    """Return the title of the column with the names of those audited."""
    return language.text("column_unit" if report.of_logs_alone else "column_clinic")


def in_numbers(report: Report, language: Language) -> str:
    """Say the verdict's numbers in one sentence."""
    return "; ".join(verdict_numbers(report, language))


def verdict_numbers(report: Report, language: Language) -> list[str]:
    """Say what is unread, and how many clinics are in breach, will be, or could not be decided.

    Each clinic is counted once, so that the numbers add up. Warnings are counted separately.
    """
    parts = [] if report.complete else _unread(report, language)
    parts += _in_breach(report, language)
    if coming := shortfall(report, language):
        parts.append(_continued(coming) if parts else coming)
    outcomes, of = report.clinic_outcomes, len(report.clinics)
    without_breach = report.without_breach
    if complying := compliance(report, language):
        parts.append(complying)
    if not parts:
        key = "all_units_comply" if report.of_logs_alone else "all_comply"
        parts.append(language.text(key, n=of))
        without_breach = 0
    for key, n in (
        ("undetermined_n", outcomes[Outcome.UNDETERMINED]),
        ("warned_n", outcomes[Outcome.WARNING]),
        ("waived_n", report.with_excuse_alone(Outcome.WAIVED)),
        ("baselined_n", report.with_excuse_alone(Outcome.BASELINED)),
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
