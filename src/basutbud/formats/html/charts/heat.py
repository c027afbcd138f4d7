"""The heat map: each clinic's share in time by month, and where it is more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from basutbud.chance.months import fill_gaps
from basutbud.formats.html.charts.months import ARROWS
from basutbud.model.cases import Tally, chart_months
from basutbud.model.finding import ClinicReport

LEVELS: Final = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Shares not in time: a cell has the shade of the last that its own is above; none is shade 0."""
MOST_MONTHS: Final = 24
"""Months that there is room for beside each other, on a screen and on paper: the last."""
_FEW: Final = 10
"""Fewer cases than these say little, and stand in brackets."""


class Cell(NamedTuple):
    """A share, in whole per cent, rounded down; its shade; and the way a signal points."""

    text: str
    shade: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Clinics, each with its cells, one for each of the months; None where none was judged.

    ``earlier`` months are not shown.
    """

    months: tuple[str, ...]
    earlier: int
    rows: tuple[tuple[ClinicReport, tuple[Cell | None, ...]], ...]

    @property
    def years(self) -> list[tuple[str, int]]:
        """The years that the months are of, and how many of each."""
        return [(year, len([*of])) for year, of in groupby(month[:4] for month in self.months)]


def heat_map(clinics: Sequence[ClinicReport]) -> HeatMap | None:
    """Return the map of clinics that have cases, the least in time first; None without any."""
    shown = sorted((one for one in clinics if one.cases), key=lambda one: one.promptness)
    every = fill_gaps(name for one in shown if one.cases for name in one.cases.by_month)
    if not every:
        return None
    months = tuple(every[-MOST_MONTHS:])
    return HeatMap(
        months,
        len(every) - len(months),
        tuple((one, tuple(_cells(one.cases.by_month, months))) for one in shown if one.cases),
    )


def _cells(tallies: Mapping[str, Tally], months: Sequence[str]) -> Iterator[Cell | None]:
    signals = {month.name: month.signals for month in chart_months(tallies).months if month.signals}
    for month in months:
        tally = tallies.get(month)
        share = tally.on_time_share if tally else None
        if tally is None or share is None:
            yield None
            continue
        text = str(int(share * 100))
        arrow = ARROWS[signals[month][0].direction] if month in signals else ""
        yield Cell(f"({text})" if tally.decided < _FEW else text + arrow, _shade(1 - share))


def _shade(late: float) -> int:
    return sum(late > level for level in LEVELS)
