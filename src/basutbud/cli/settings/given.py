"""A value that is given to a setting, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from basutbud.errors import Location
from basutbud.safetext import safe_text


@dataclass(frozen=True, slots=True)
class Given:
    """A value as a command takes it; of a list also where each item of it stands.

    The place of a flag or a variable is its name; the default has none.
    """

    value: Any
    location: Location
    items: tuple[Location, ...] = ()

    def location_of(self, words: set[str]) -> Location | None:
        """Return where one of these words is given, as a whole or beside a ``=``."""
        values = self.value if isinstance(self.value, list) else [self.value]
        locations = self.items or (self.location,) * len(values)
        for value, location in zip(values, locations, strict=True):
            text = str(value)
            if words & {safe_text(part) for part in (text, *text.split("=", 1))}:
                return location
        return None


ByName = Mapping[str, Given]
