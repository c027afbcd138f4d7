"""A decision as data: the services it names and the rules that encode its obligations."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from basutbud.model.vocabulary import Provider, Severity

REPLY_TIME: Final = "reply-time"
"""The check that limits reply times; at most one rule of a rule set has it."""

Translated = Mapping[str, str]
"""The same sentence by language code: ``{"sv": …, "en": …}``."""
WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
KEYS_OF_ALL_SERVICES: Final = frozenset({"status", "in_operation", "reason", "since"})
"""The keys that every service may have in a clinic file; no attribute has these names."""


@dataclass(frozen=True, slots=True)
class Service:
    """An e-service of the catalogue. ``attributes`` has the JSON Schema of each, by its key."""

    id: str
    name: Translated
    mandatory: bool
    aliases: tuple[str, ...]
    attributes: Mapping[str, Mapping[str, Any]]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a clinic file or log may use for it: its id, names and aliases."""
        return (self.id, *self.name.values(), *self.aliases)


@dataclass(frozen=True, slots=True)
class InForce:
    """When a rule takes effect: a day for each kind of provider, or the agreement's own day."""

    region: date
    private: date
    from_agreement: bool

    def since(self, provider: Provider, agreement: date | None) -> date:
        """Return the first day the rule binds a clinic with this provider and agreement."""
        if provider is Provider.REGION:
            return self.region
        return agreement if self.from_agreement and agreement is not None else self.private


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule's ground: the decision's own words, and the ruling where they are silent.

    A ruling may have several paragraphs, one a line.
    """

    quote: str
    source: Translated
    ruling: Translated | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another ruling on what a rule's clause leaves open.

    ``ground`` says why it could be ruled so; ``params`` are the rule's parameters under it.
    ``final_reply``: only a final reply counts, where the log tells it from others.
    """

    id: str
    title: Translated
    ground: Translated
    params: Mapping[str, Any]
    final_reply: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One obligation of the decision. ``check`` names the check that judges it by ``params``.

    ``title`` names the breach, and ``requirement`` what a clinic without one fulfils.
    ``alternatives`` are rulings that could have been made instead, each judged when asked for.
    """

    id: str
    title: Translated
    requirement: Translated
    clause: Clause
    severity: Severity
    in_force: InForce
    check: str
    params: Mapping[str, Any]
    message: Translated
    remedy: Translated
    alternatives: tuple[Alternative, ...] = ()

    @property
    def limit(self) -> int | None:
        """The working days within which a reply is in time; None for other kinds of rules."""
        return int(self.params["working_days"]) if self.check == REPLY_TIME else None

    @property
    def requires_service(self) -> bool:
        """Whether the rule requires that an e-service is offered."""
        return self.params.get("expect") == "offered"

    @property
    def digest(self) -> str:
        """The SHA-256 of all that decides an outcome; a corrected wording does not change it."""
        force = self.in_force
        judged_by = {
            "check": self.check,
            "params": self.params,
            "severity": self.severity,
            "in_force": {
                "region": force.region.isoformat(),
                "private": force.private.isoformat(),
                "from_agreement": force.from_agreement,
            },
        }
        written = json.dumps(judged_by, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def weekdays_off(self) -> list[int]:
        """The days of the week that never count, from Monday as 0."""
        counted = self.params.get("weekdays", WEEKDAYS)
        return [number for number, day in enumerate(WEEKDAYS) if day not in counted]


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day that is no working day though its weekday counts, with its name and legal ground."""

    date: date
    name: str
    ground: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The free days of a country, which are known from ``first`` to ``last``.

    ``path`` is its file, as it is printed.
    """

    path: str
    country: str
    first: date
    last: date
    free_days: tuple[FreeDay, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when, and where it can be read."""

    authority: str
    date: date
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A decision: its services, its unit kinds, its calendar and its rules, all validated."""

    id: str
    version: str
    sha256: str
    title: Translated
    decision: Decision
    unit_kinds: Mapping[str, Translated]
    services: Mapping[str, Service]
    calendar: Calendar
    rules: tuple[Rule, ...]

    @property
    def edition(self) -> str:
        """Which rule set, and which version of it."""
        return f"{self.id} {self.version}"

    @property
    def service_names(self) -> dict[str, str]:
        """Every accepted name of a service, folded, with its id."""
        return {
            fold_name(name): service.id
            for service in self.services.values()
            for name in service.names
        }

    def service_name(self, service: str, code: str) -> str:
        """Return the catalogue's name of a service; a case type outside it is its own name."""
        known = self.services.get(service)
        return service if known is None else known.name[code]

    @property
    def reply_rule(self) -> Rule | None:
        """The rule that limits reply times, if there is one; there is never a second."""
        return next((rule for rule in self.rules if rule.check == REPLY_TIME), None)

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, if there is one."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def fold_name(name: str) -> str:
    """Return a service name as it is compared: NFC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
