"""Where rows stand: from the place of a row in a table to its line and record in the file."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gaps:
    """The lines below the header that have no row in the table, numbered from 1.

    ``nothing`` are blank or go on with the record before; ``faults`` are records that cannot be
    taken apart, by reason. ``nothing`` is sorted.
    """

    nothing: array[int]
    faults: Mapping[int, str]

    @classmethod
    def none(cls) -> Gaps:
        """Return no gaps."""
        return cls(array("q"), {})


class LineMap:
    """The rows of one log in file order, where some lines have no row, and some rows are blank."""

    def __init__(self, header_line: int, gaps: Gaps, blank: Sequence[int] = ()) -> None:
        """Count, for each gap, the rows above it. ``blank`` are rows, counted from 0."""
        self.gaps = gaps
        self._header = header_line
        self._lines = array("q", sorted([*gaps.nothing, *gaps.faults]))
        self._above = array(
            "q", (line - header_line - 1 - index for index, line in enumerate(self._lines))
        )
        self._nothing = array("q", sorted([*gaps.nothing, *map(self.line, blank)]))

    @property
    def whole(self) -> bool:
        """Whether every line has a row that is a record."""
        return not self._lines and not self._nothing

    def line(self, row: int) -> int:
        """Return the line on which a row, counted from 0, begins."""
        if not self._above:
            return self._header + 1 + row
        return self._header + 1 + row + bisect_right(self._above, row)

    def in_order(self) -> Callable[[int], tuple[int, int]]:
        """Return what gives the line and record of rows that are asked for in rising order.

        It goes along the gaps, where ``line`` and ``record`` search them anew for each row.
        """
        above, nothing, header = self._above, self._nothing, self._header
        gaps = blanks = 0

        def line_and_record(row: int) -> tuple[int, int]:
            nonlocal gaps, blanks
            while gaps < len(above) and above[gaps] <= row:
                gaps += 1
            line = header + 1 + row + gaps
            while blanks < len(nothing) and nothing[blanks] < line:
                blanks += 1
            return line, line - header - blanks

        return line_and_record

    def row(self, line: int) -> int | None:
        """Return which row begins on a line; None for a line without one."""
        position = bisect_left(self._lines, line)
        gap = position < len(self._lines) and self._lines[position] == line
        return None if gap or line <= self._header else line - self._header - 1 - position

    def record(self, line: int) -> int:
        """Return which record of the file stands on a line, from 1; damaged ones count."""
        return line - self._header - bisect_left(self._nothing, line)
