"""A sample of a log: the units and services it names, so that the engine can number them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
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
    found: dict[str, Counter[str]] = {
        role: Counter() for role in ("unit", "service") if role in columns.positions
    }
    rows = 0
    for fields in _sampled_rows(path, delimiter, skip):
        rows += 1
        for role, texts in found.items():
            position = columns.positions[role]
            if position < len(fields):
                texts[fields[position].strip(SPACES)] += 1
    return {
        role: sorted(texts.keys() - {""})
        for role, texts in found.items()
        if sum(count == 1 for count in texts.values()) <= max(10, _MOST_NEW * rows)
    }


def _sampled_rows(path: Path, delimiter: str, skip: int) -> Iterator[list[str]]:
    size = path.stat().st_size
    with path.open("rb", buffering=0) as stream:
        for start in range(0, size, max(_BYTES, size // _PLACES)):
            stream.seek(start)
            text = stream.read(_BYTES).decode("utf-8", "replace")
            lines = text.replace("\r", "").split("\n")
            whole = lines[(1 if start else skip) : None if size <= _BYTES else -1]
            if '"' in text:
                yield from csv.reader(whole, delimiter=delimiter)
            else:
                yield from _split(whole, delimiter)


def _split(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return (line.split(delimiter) for line in lines)
