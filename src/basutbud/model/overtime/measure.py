"""The numbers behind a finding on reply times."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Measure(NamedTuple):
    """The number of ``decided`` cases, and of those among them that were not in time.

    ``late`` cases had a reply after the limit; ``overdue`` ones had none when it passed.
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
