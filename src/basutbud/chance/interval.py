"""The confidence interval of a share."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Final

_Z: Final = NormalDist().inv_cdf(0.975)


def share_interval(part: int, whole: int) -> tuple[float, float] | None:
    """Return the 95 % confidence interval of a share, from 0 to 1; None if the whole is 0.

    Wilson's score interval without continuity correction (Wilson 1927, J Am Stat Assoc 22:209–212;
    method 3 of Newcombe 1998, Stat Med 17:857–872), which also holds for small numbers and for
    shares of 0 and 1: the interval of three in three starts at 44 %.
    """
    if not whole:
        return None
    share, z2 = part / whole, _Z * _Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = _Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return (middle - reach if part else 0.0, middle + reach if part < whole else 1.0)
