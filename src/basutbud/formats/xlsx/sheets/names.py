"""Names that several sheets share; None, an empty cell, where they are unknown."""

from __future__ import annotations

from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report


def provider(clinic: ClinicReport, language: Language) -> str | None:
    """Return the clinic's provider, if known."""
    return None if clinic.provider is None else language.text(f"provider_{clinic.provider}")


def kind(clinic: ClinicReport, report: Report, language: Language) -> str | None:
    """Return the clinic's kind of unit, if known."""
    return None if clinic.kind is None else report.ruleset.unit_kinds[clinic.kind][language.code]


def service(known: str | None, report: Report, language: Language) -> str | None:
    """Return a service's official name, or a case type that is not in the catalogue."""
    return report.ruleset.service_name(known, language.code) if known else None
