"""Names that several sheets write alike; an empty cell stands for what is not known."""

from __future__ import annotations

from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report


def provider(clinic: ClinicReport, language: Language) -> str | None:
    """Return who runs the clinic, if it is known."""
    return None if clinic.provider is None else language.text(f"provider_{clinic.provider}")


def kind(clinic: ClinicReport, report: Report, language: Language) -> str | None:
    """Return what kind of unit the clinic is, if it is known."""
    return None if clinic.kind is None else report.ruleset.unit_kinds[clinic.kind][language.code]


def service(known: str | None, report: Report, language: Language) -> str | None:
    """Return a service's official name, or a log's own name for what the catalogue lacks."""
    return report.ruleset.service_name(known, language.code) if known else None
