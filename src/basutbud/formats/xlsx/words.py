"""Names that several sheets write alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from basutbud.formats.symbols import SYMBOLS
from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

MOST_NAMES: Final = 50
"""Names in one cell; the rest is counted there."""


def outcome(found: Outcome, language: Language) -> str:
    """Return the outcome's symbol and word."""
    return f"{SYMBOLS[found]} {language.text(f'outcome_{found}')}"


def who(report: Report, language: Language) -> str:
    """Return the heading over the audited."""
    return language.text("column_unit" if report.of_logs_alone else "column_clinic")


def provider(clinic: ClinicReport, language: Language) -> str | None:
    """Return who runs the clinic, if it is known."""
    return None if clinic.provider is None else language.text(f"provider_{clinic.provider}")


def service(known: str | None, report: Report, language: Language) -> str | None:
    """Return a service's official name, or a log's own name for what the catalogue lacks."""
    found = report.ruleset.services.get(known or "")
    return known if found is None else found.name[language.code]


def names(found: Iterable[str], total: int, language: Language) -> str:
    """Return names in a row, the first of them where they are many, and how many more."""
    shown = list(islice(found, MOST_NAMES))
    more = total - len(shown)
    return ", ".join(shown) + (language.text("more_names", n=more) if more else "")
