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
_TICK_STEPS: Final = (2, 5, 10, 20)
"""Per cent from one tick to the next."""
_MOST_TICKS: Final = 5
"""Ticks on the scale of shares, beside its lowest."""


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

    @property
    def box(self) -> Box:
        """The space that it takes."""
        x, y, radius = self.x, self.y, self.radius
        return Box(x - radius, y - radius, x + radius, y + radius)


class Box(NamedTuple):
    """The edges of a space in the chart."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Return whether the two have any space in common."""
        across = self.left < other.right and self.right > other.left
        return across and self.top < other.bottom and self.bottom > other.top

    def lies_within(self, other: Box) -> bool:
        """Return whether it has no space outside the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


class Label(NamedTuple):
    """Words in the chart: from ``x`` on (start), around it (middle), or up to it (end)."""

    x: float
    y: float
    text: str
    anchor: str = "middle"

    @property
    def box(self) -> Box:
        """The space that it takes, about."""
        width = len(self.text) * LETTER
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - _LINE, left + width, self.y)


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
    step = next(step for step in _TICK_STEPS if span <= step * _MOST_TICKS)
    for percent in range(100, ceil(scale.low * 100) - 1, -step):
        yield Tick(scale.at(percent / 100), language.share(percent / 100))


def format_points(points: Iterable[tuple[float, float]]) -> str:
    """Return points as SVG writes them."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def place_labels(
    choices: Iterable[Sequence[Label]], marks: Sequence[Mark], named: Iterable[Mark] = ()
) -> Iterator[Label]:
    """Yield of each choice the label that covers the fewest marks; the first choices matter most.

    None is yielded if each would overlap a label before it, or a mark that it could be taken to
    name.
    """
    taken = [mark.box for mark in named]
    for labels in choices:
        free = [one for one in labels if not any(one.box.overlaps(box) for box in taken)]
        if free:
            best = min(free, key=lambda one: sum(one.box.overlaps(mark.box) for mark in marks))
            taken.append(best.box)
            yield best


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
