"""How much a finding on reply times weighs."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Measure(NamedTuple):
    """Of ``decided`` cases those that were not in time.

    ``late`` had a reply after the limit; ``overdue`` had none when the limit passed.
    """

    decided: int
    late: int
    overdue: int

    @property
    def not_in_time(self) -> int:
        """Cases late and overdue."""
        return self.late + self.overdue

    @property
    def late_share(self) -> Fraction:
        """The share of decided cases that were not in time, exact."""
        return Fraction(self.not_in_time, self.decided)
