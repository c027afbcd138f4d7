"""A sample of a log: the units and services it names, so that the engine can number them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from basutbud.caselog.columns import Columns
from basutbud.caselog.plan import SPACES

_PLACES: Final = 1_000
_BYTES: Final = 4096
_MOST_NEW: Final = 0.001
"""The share of rows that may name what the sample did not: each costs two thousand others."""


def sampled_texts(
    path: Path, delimiter: str, columns: Columns, *, skip: int
) -> dict[str, list[str]]:
    """Return texts of ``unit`` and ``service`` from all over a UTF-8 file, in order.

    A column of ever new texts is left out; the share of new ones is told by how many of the sample
    were met once (Good 1953). A text that is missed, or misread, costs time and nothing else.
    """
    positions = {
        role: columns.positions[role] for role in ("unit", "service") if role in columns.positions
    }
    met: dict[str, Counter[str]] = {role: Counter() for role in positions}
    rows = 0
    for records in _sampled_records(path, delimiter, skip):
        rows += len(records)
        for role, position in positions.items():
            met[role].update([fields[position] for fields in records if len(fields) > position])
    found = {role: _trimmed(texts) for role, texts in met.items()}
    return {
        role: sorted(texts.keys() - {""})
        for role, texts in found.items()
        if sum(count == 1 for count in texts.values()) <= max(10, _MOST_NEW * rows)
    }


def _sampled_records(path: Path, delimiter: str, skip: int) -> Iterator[list[list[str]]]:
    """Yield the records that stand whole in each stretch of the sample, parted into fields."""
    size = path.stat().st_size
    with path.open("rb", buffering=0) as stream:
        for start in range(0, size, max(_BYTES, size // _PLACES)):
            stream.seek(start)
            text = stream.read(_BYTES).decode("utf-8", "replace")
            lines = text.replace("\r", "").split("\n")
            whole = lines[(1 if start else skip) : None if size <= _BYTES else -1]
            if '"' in text:
                yield list(csv.reader(whole, delimiter=delimiter))
            else:
                yield [line.split(delimiter) for line in whole]


def _trimmed(texts: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in texts.items():
        found[text.strip(SPACES)] += count
    return found
