"""The elements of a chart, in the units of its box, and the scales that place values there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final, NamedTuple, TypeVar

from basutbud.language import Language

T = TypeVar("T")

WIDTH: Final = 560
HEIGHT: Final = 280
LEFT: Final = 48
RIGHT: Final = WIDTH - 24
TOP: Final = 22
BASE: Final = HEIGHT - 30

LETTER: Final = 7
"""About the width of a letter."""
_LINE: Final = 14
"""The height of a line of text."""


class Tick(NamedTuple):
    """A value on an axis: its position and its label."""

    at: float
    label: str


class Bar(NamedTuple):
    """A bar from ``y`` down to the base."""

    x: float
    y: float
    width: float
    height: float
    kind: str


class Line(NamedTuple):
    """A line through points, as SVG writes them; a band is a line that encloses what it fills."""

    points: str
    kind: str


class Mark(NamedTuple):
    """A point, with the text that is shown when a pointer is on it."""

    x: float
    y: float
    radius: float
    kind: str
    title: str


class Label(NamedTuple):
    """Words in the chart: from ``x`` on (start), around it (middle), or up to it (end)."""

    x: float
    y: float
    text: str
    anchor: str = "middle"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, about."""
        width = len(self.text) * LETTER
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - _LINE, left + width, self.y


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart. ``rule`` is where an upright line parts what is in time from what is not."""

    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    rule: float | None = None
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    base: float = BASE
    top: float = TOP

    @property
    def right(self) -> float:
        """The right end of the axes."""
        return self.width - (WIDTH - RIGHT)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values ``low`` to ``high`` to places ``start`` to ``end``; beyond them, to the ends."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Return the position of a value."""
        low, high, value = self.low, self.high, min(max(value, self.low), self.high)
        if self.logarithmic:
            low, high, value = log10(low), log10(high), log10(value)
        part = (value - low) / (high - low) if high > low else 0.5
        return round(self.start + part * (self.end - self.start), 1)


def share_scale(shares: Iterable[float]) -> Scale:
    """Return an upright scale to 100 %, from the least of the shares down to the next tenth."""
    lowest = min(shares, default=0.0)
    return Scale(max(0.0, min(floor(lowest * 10) / 10, 0.9)), 1.0, BASE, TOP)


def share_ticks(scale: Scale, language: Language) -> Iterator[Tick]:
    """Yield some four to six shares that go up evenly to 100 %."""
    span = round((scale.high - scale.low) * 100)
    step = next(step for step in (2, 5, 10, 20, 25) if span / step <= 5 or step == 25)  # noqa: PLR2004 - ticks
    for percent in range(100, ceil(scale.low * 100) - 1, -step):
        yield Tick(scale.at(percent / 100), language.share(percent / 100))


def format_points(points: Iterable[tuple[float, float]]) -> str:
    """Return points as SVG writes them."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def drop_overlapping(labels: Iterable[Label]) -> Iterator[Label]:
    """Yield the labels that overlap none before them: the first matter most."""
    taken: list[tuple[float, float, float, float]] = []
    for label in labels:
        left, top, right, bottom = label.box
        if any(left < r and right > l and top < b and bottom > t for l, t, r, b in taken):  # noqa: E741 - left
            continue
        taken.append(label.box)
        yield label


def split_at_gaps(items: Sequence[T | None]) -> Iterator[list[tuple[int, T]]]:
    """Yield what stands side by side, each with its number: None is a gap between them."""
    here: list[tuple[int, T]] = []
    for number, item in enumerate(items):
        if item is not None:
            here.append((number, item))
        elif here:
            yield here
            here = []
    if here:
        yield here
