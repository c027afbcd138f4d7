"""What an audit was asked to do: all that decides its result, besides the files."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from basutbud.model.vocabulary import Closed, FailOn, Provider
from basutbud.safetext import safe_text

Period = tuple[date | None, date | None]
"""The first and the last day on which cases were received; None is open."""


class Command(Closed):
    """The command that made a report: of clinics with their logs, or of logs alone."""

    AUDIT = "audit"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class Mandate:
    """The options of an audit, by their names, so that it can be repeated.

    ``as_of_given`` is false if the day is today because none was given. Paths are relative to the
    working directory. ``max_rejected``, ``worse_by`` and ``columns`` are as the user wrote them:
    ``0,5%``, ``2``, ``received=Inkom``. ``lang``, ``case_ids`` and ``verbose`` only concern how the
    report is written.
    """

    as_of: date
    rules: str
    as_of_given: bool = False
    command: Command = Command.AUDIT
    paths: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    provider: Provider | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    allow_empty: bool = False
    as_if_in_force: bool = False
    period: Period = (None, None)
    fail_on: FailOn = FailOn.ERROR
    max_rejected: str = "0"
    require_logs: bool = False
    rulings: bool = False
    columns: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    sheets: tuple[str, ...] = ()
    timestamp_zone: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    worse_by: str = "0"
    lang: str = "sv"
    case_ids: bool = True
    verbose: bool = False

    @property
    def shown(self) -> Mandate:
        """The same, fit to print."""
        return replace(self, **{one.name: _shown(getattr(self, one.name)) for one in fields(self)})


def _shown(value: Any) -> Any:
    """Return a value with every text in it safe to print; enumerations are so already."""
    if type(value) is str:
        return safe_text(value)
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    return value
