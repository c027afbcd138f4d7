"""The reply times: how many cases were answered within each working day, and how many were not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from basutbud.formats.html.charts.plot import (
    BASE,
    LEFT,
    LETTER,
    RIGHT,
    TOP,
    WIDTH,
    Bar,
    Label,
    Plot,
    Tick,
)
from basutbud.language import Language
from basutbud.model.cases import Tally
from basutbud.model.vocabulary import CaseOutcome

_SINGLY: Final = 3
"""Days after the limit that have a column each; later ones share one."""
_ENDS: Final = (5, 10, 20, 40)
"""The last days of columns that stand for several; the last of all has no end."""
_STEP: Final = 42
_BAR: Final = 30
_LEAST: Final = 2
"""No column with cases is lower than can be seen."""


class Span(NamedTuple):
    """Working days ``first`` to ``last``, and the cases answered within them.

    ``last`` is None where there is no end to them.
    """

    first: int
    last: int | None
    cases: int

    @property
    def label(self) -> str:
        """The days in figures."""
        if self.last is None:
            return f"{self.first}+"
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def spans(tally: Tally, limit: int) -> list[Span]:
    """Return the days until the longest that a reply took: singly at first, then together."""
    longest = tally.longest or 0
    return [
        Span(
            first,
            last,
            sum(
                cases
                for day, cases in tally.working_days.items()
                if first <= day and (last is None or day <= last)
            ),
        )
        for first, last in _bounds(limit)
        if first <= max(longest, limit)
    ]


def _bounds(limit: int) -> Iterator[tuple[int, int | None]]:
    singly = limit + _SINGLY
    yield from ((day, day) for day in range(singly + 1))
    first = singly + 1
    for last in _ENDS:
        if last > first:
            yield first, last
            first = last + 1
    yield first, None


def histogram(tally: Tally, limit: int, language: Language) -> Plot:
    """Return a column for each span of days, and one each for overdue and open cases."""
    columns = [
        (one.label, one.cases, "good" if one.last is not None and one.last <= limit else "late")
        for one in spans(tally, limit)
    ]
    columns += [
        (language.text(f"page_bar_{outcome}"), tally[outcome], kind)
        for outcome, kind in ((CaseOutcome.OVERDUE, "overdue"), (CaseOutcome.OPEN, "open"))
        if tally[outcome]
    ]
    most = max((cases for _, cases, _ in columns), default=1) or 1
    bars, ticks, labels = [], [], []
    each = max(_STEP, len(language.number(most)) * LETTER + _BAR / 2)
    x = float(LEFT)
    for label, cases, kind in columns:
        step = each if kind in ("good", "late") else 2 * each
        height = max(cases / most * (BASE - TOP), _LEAST if cases else 0)
        y, middle = round(BASE - height, 1), x + step / 2
        bars.append(Bar(middle - _BAR / 2, y, _BAR, round(height, 1), kind))
        ticks.append(Tick(middle, label))
        labels.append(Label(middle, y - 5, language.number(cases)))
        x += step
    rule = LEFT + (limit + 1) * each
    labels.append(Label(rule + 5, TOP - 5, language.text("page_limit", n=limit), "start"))
    return Plot(
        x_ticks=tuple(ticks),
        bars=tuple(bars),
        labels=tuple(labels),
        rule=rule,
        width=max(x + WIDTH - RIGHT, WIDTH),
    )
