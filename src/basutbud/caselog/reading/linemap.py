"""Maps a row's number in a log's table to its line and record in the file."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence


class LineMap:
    """The rows of one log in file order, though some lines have no row, and some rows are blank.

    ``faults`` has, by line, the faults of records that cannot be split and have no row. ``blank``
    counts the blank rows.
    """

    def __init__(
        self,
        header_line: int,
        nothing: Iterable[int] = (),
        faults: Mapping[int, str] | None = None,
        blank: Sequence[int] = (),
    ) -> None:
        """Count, for each line without a row, the rows above it.

        ``nothing`` are lines that are blank or continue the record before; ``blank`` are the blank
        rows, from 0.
        """
        self.faults = faults or {}
        self.blank = len(blank)
        self._header = header_line
        lines = sorted([*nothing, *self.faults])
        self._above = array("q", (line - header_line - 1 - at for at, line in enumerate(lines)))
        without = (line for line in lines if line not in self.faults)
        self._nothing = array("q", sorted([*without, *map(self.line, blank)]))

    def line(self, row: int) -> int:
        """Return the line on which a row, from 0, begins."""
        if not self._above:
            return self._header + 1 + row
        return self._header + 1 + row + bisect_right(self._above, row)

    def in_order(self) -> Callable[[int], tuple[int, int]]:
        """Return a function from row to line and record, to be called with rising rows.

        It walks along the gaps, where ``line`` and ``record`` search them for each row.
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

    def record(self, line: int) -> int:
        """Return the number of the record on a line, from 1; damaged records count."""
        return line - self._header - bisect_left(self._nothing, line)
