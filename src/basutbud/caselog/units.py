"""The units in logs: which clinic each text stands for, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from unicodedata import normalize

from basutbud.caselog.engine import SPACES
from basutbud.caselog.sql.unfit import unfit_value
from basutbud.model.ruleset import fold_name
from basutbud.safetext import is_person_hsa_id, safe_text, shown_hsa_id

_HSA_ID = re.compile(r"SE[0-9]{10}-[A-Z0-9]{1,18}")


class Units:
    """Numbers the units met, and keeps their ids and how they are shown.

    ``audited`` maps HSA-ids to the day the reply-time rule binds them; None takes any text for a
    unit, bound always. ``named`` maps clinics' folded names to their HSA-ids, or to None where
    several have the name.
    """

    def __init__(
        self,
        audited: Mapping[str, date] | None,
        named: Mapping[str, str | None] | None = None,
    ) -> None:
        """Start with no unit met."""
        self._audited = audited
        self._named = named or {}
        self._met_by_name: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._logs: dict[str, str] = {}
        self._shown: dict[int, str] = {}

    def resolve(self, text: str) -> tuple[int | None, str | None, date | None]:
        """Return a unit's number, the fault of a text that is no unit, and the day it is bound."""
        if text in self._logs:
            return self._number(text), None, date.min if self._audited is None else None
        text = text.strip(SPACES)
        name = text.upper()
        if unfit_value(text):
            return None, "unit:unfit", None
        if not text:
            return None, "unit:missing", None
        if is_person_hsa_id(name):
            return None, "unit:person", None
        if self._audited is None:
            unit = name if _HSA_ID.fullmatch(name) else normalize("NFC", text)
            return self._number(unit), None, date.min
        if _HSA_ID.fullmatch(name):
            return self._number(name), None, self._audited.get(name)
        if (plain := fold_name(text)) not in self._named:
            return None, "unit:not_hsa_id", None
        named = self._named[plain]
        if named is None:
            return None, "unit:name_of_several", None
        number = self._met_by_name[plain] = self._number(named)
        return number, None, self._audited.get(named)

    @property
    def met_by_name(self) -> Mapping[str, int]:
        """The numbers of units that logs give by name, by their folded names."""
        return self._met_by_name

    def of_log(self, number: int, shown: str) -> str:
        """Return an internal name for the unit of a log without a unit column."""
        name = f"\x01\n{number}"  # no text of a log holds both
        self._logs[name] = shown
        return name

    def name(self, number: int) -> str:
        """Return the unit's id, for matching."""
        return self._names[number]

    @property
    def numbers(self) -> range:
        """The numbers of the units met."""
        return range(len(self._names))

    def shown(self, number: int) -> str:
        """Return the unit's id, safe to show."""
        if number not in self._shown:
            self._shown[number] = self._made_safe(self.name(number))
        return self._shown[number]

    def _made_safe(self, name: str) -> str:
        if name in self._logs:
            return self._logs[name]
        return shown_hsa_id(name) if _HSA_ID.fullmatch(name) else safe_text(name)

    def audited(self, number: int) -> bool:
        """Tell whether a unit is among those audited."""
        return self._audited is None or self.name(number) in self._audited

    def is_hsa_id(self, number: int) -> bool:
        """Tell whether a unit's id is an HSA-id."""
        return _HSA_ID.fullmatch(self.name(number)) is not None

    def known_beforehand(self, number: int) -> bool:
        """Tell whether a unit is known from a clinic file or a log's name, not from rows alone."""
        name = self.name(number)
        return name in self._logs or (self._audited is not None and name in self._audited)

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self._names)
            self._names.append(name)
        return self._numbers[name]
