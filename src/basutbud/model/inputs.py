"""The files that an audit reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from basutbud.model.finding import ClinicReport
from basutbud.model.vocabulary import InputKind

_OF_ALL: Final = (InputKind.WAIVERS, InputKind.BASELINE)
"""Inputs that concern every clinic."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was opened, or should have been. ``records`` counts a log's rows.

    ``owner`` is the identity of the clinic that the file belongs to, empty if that clinic could not
    be read, None if the file may have any clinic's cases. ``log`` is the number of a log.
    """

    path: str
    kind: InputKind
    sha256: str | None
    read: bool
    records: int | None = None
    owner: str | None = None
    log: int | None = None

    def concerns(self, clinic: ClinicReport, logs: Collection[int]) -> bool:
        """Tell whether it is the clinic's own file, or has, or may have, its cases."""
        if self.kind in _OF_ALL or self.log in logs or self.owner == clinic.identity:
            return True
        return self.kind is InputKind.CASE_LOG and self.owner is None and not self.read
