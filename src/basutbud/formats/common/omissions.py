"""What was not audited, and why, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from basutbud.language import Language
from basutbud.model.report import Report


def undecided(report: Report, language: Language, most_names: int) -> Iterator[str]:
    """Say, one sentence a reason, which rules could not be decided for which clinics."""
    for one in report.undecided:
        yield language.text(
            "undetermined",
            reason=language.text(f"undetermined_{one.reason}"),
            names=language.several([clinic.name for clinic in one.clinics], most_names),
            rules="; ".join(rule.requirement[language.code] for rule in one.rules),
        )


def left_out(report: Report, language: Language, most_names: int) -> Iterator[str]:
    """Say which units in the logs are not audited, and which rules and clinics were left out."""
    if units := list(report.statistics.unmatched):
        names = language.several(units, most_names)
        yield language.text("unmatched_units", n=len(units), names=names)
    if report.rules_left_out:
        yield language.text("rules_left_out", n=report.rules_left_out)
    for note in report.notes:
        yield f"{language.what(note)}."
