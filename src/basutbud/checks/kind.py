"""The types of a check, which takes values and returns deviations, and knows no file or clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from basutbud.model.cases import Case, UnitCases
from basutbud.model.clinic import Pointer
from basutbud.model.finding import FactValue
from basutbud.model.overtime.measure import Measure
from basutbud.model.ruleset import Service

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A clinic as a check sees it.

    ``data`` is the clinic's file, ``cases`` its part of the logs. ``in_force``: the rule binds the
    clinic at the audit's date. ``day`` is the day the clinic is judged on: the audit's date or,
    before the rule takes effect, the day it does. ``services`` are the clinic's declarations by the
    catalogue's ids; a check by cases finds no more of them than their ``status``.
    """

    data: Mapping[str, Any]
    catalogue: Mapping[str, Service]
    cases: UnitCases | None
    day: date
    in_force: bool
    services: Mapping[str, Mapping[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up the clinic's declarations, which most checks use."""
        object.__setattr__(self, "services", self.data.get("services", {}))


@dataclass(frozen=True, slots=True)
class Deviation:
    """One departure from the rule. ``early``: it dates from before the rule took effect."""

    pointer: Pointer
    facts: Mapping[str, FactValue]
    service: str | None = None
    cases: tuple[Case, ...] = ()
    measure: Measure | None = None
    early: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a check found. ``undetermined`` is a code for why it could not be decided."""

    deviations: tuple[Deviation, ...] = ()
    applicable: bool = True
    undetermined: str | None = None


Check = Callable[[Subject], Assessment]
NOT_APPLICABLE = Assessment(applicable=False)
COMPLIANT = Assessment()
NO_LOG = Assessment(undetermined="no_log")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check.

    ``params`` is the schema of its parameters. Given a rule's parameters, ``facts`` names what its
    message may be filled with, ``service`` the one service it is about, if any, and ``prepare``
    returns the check. It is applied to every clinic or, if ``by_cases``, to every clinic with
    cases. ``alternatives`` is the schema of what another ruling may change; None where none can.
    """

    params: Mapping[str, Any]
    facts: Callable[[Params], frozenset[str]]
    service: Callable[[Params], str | None]
    prepare: Callable[[Params], Check]
    by_cases: bool = False
    alternatives: Mapping[str, Any] | None = None


def no_service(_: Params) -> None:
    """Return None, for a rule that is about no service or about several."""
