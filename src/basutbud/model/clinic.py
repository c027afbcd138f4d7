"""A clinic as its file declares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

from basutbud.errors import Excerpt, Location, Problem, Value
from basutbud.model.ruleset import fold_name
from basutbud.model.vocabulary import Provider

STATUSES: Final = ("active", "inactive", "not-in-operation")
_STATUS: Final = {status: {"status": status} for status in STATUSES}
Pointer = tuple[str | int, ...]
"""A route into a clinic file: keys and list positions, outermost first."""


class Located(NamedTuple):
    """Where something stands in a file, and the line that stands there."""

    location: Location
    excerpt: Excerpt | None

    def problem(self, code: str, values: Mapping[str, Value] | None = None) -> Problem:
        """Return a problem with what stands here."""
        return Problem(code, self.location, values or {}, self.excerpt)


class Locator(Protocol):
    """Finds where pointers lead in one file; the reader of the file knows how."""

    def locate(self, pointer: Pointer) -> Located:
        """Return where a pointer leads, or its nearest ancestor where it is missing."""

    def outline(self, *keys: str) -> Locator:
        """Return a smaller locator, of these keys of the file and those just under them."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """One clinic. ``data`` is its file with services under their catalogue ids as mappings.

    ``hsa_id`` is for matching; ``shown_id`` and ``name`` are safe to show. ``identity`` is unique
    and may leave the process: the HSA-id, or a slow hash of a sole trader's.
    """

    path: str
    hsa_id: str
    shown_id: str
    identity: str
    name: str
    kind: str
    provider: Provider
    agreement_from: date | None
    data: Mapping[str, Any]
    case_logs: tuple[str, ...]
    locator: Locator

    @property
    def kept(self) -> Clinic:
        """The clinic as kept until its cases are judged: each service's status and location.

        A whole parsed file takes twenty times the memory of its text.
        """
        services = self.data["services"]
        statuses = {service: _STATUS[declared["status"]] for service, declared in services.items()}
        locator = self.locator.outline("hsa_id", "services", "case_logs")
        return replace(self, data={"services": statuses}, locator=locator)

    def status(self, service: str) -> str | None:
        """Return a service's declared status, or None where the file does not mention it."""
        declared = self.data["services"].get(service)
        return None if declared is None else str(declared["status"])


def ids_by_name(clinics: Iterable[Clinic]) -> dict[str, str | None]:
    """Return each clinic's HSA-id by its folded name; None if several clinics have the name."""
    names: dict[str, str | None] = {}
    for clinic in clinics:
        name = fold_name(clinic.name)
        names[name] = None if name in names else clinic.hsa_id
    return names
