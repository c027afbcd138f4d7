"""A log that was read: how it is written, and where its rows stand."""

from __future__ import annotations

from dataclasses import dataclass

from basutbud.caselog.reading.header import Header
from basutbud.caselog.reading.linemap import LineMap
from basutbud.caselog.unpacking.opening import Form


@dataclass(frozen=True, slots=True)
class LogRead:
    """A log as the engine read it.

    ``first`` is the row id of its first row, and ``rows`` how many it has. ``encoding`` is None
    where the file has none, ``sha256`` where it is too large for a cluster to find it.
    """

    number: int
    shown: str
    sha256: str | None
    form: Form
    encoding: str | None
    header: Header
    first: int
    rows: int
    line_map: LineMap

    @property
    def records(self) -> int:
        """How many records the file holds, damaged ones too."""
        return self.rows - self.line_map.blank + len(self.line_map.faults)

    @property
    def has_lines(self) -> bool:
        """Whether the file has lines that a reader can look up."""
        return self.form is not Form.PARQUET

    def line_and_record(self, row_id: int) -> tuple[int | None, int]:
        """Return the line on which a row begins, if the file has lines, and its record, from 1."""
        line = self.line_map.line(row_id - self.first)
        return line if self.has_lines else None, self.line_map.record(line)
