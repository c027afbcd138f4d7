"""A sample of a log: the units and services it names, so that the engine can number them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from basutbud.caselog.columns import Columns
from basutbud.caselog.plan import SPACES

_PLACES: Final = 1_000
_BYTES: Final = 4096
_MOST: Final = 20_000


def sampled_texts(
    path: Path, delimiter: str, columns: Columns, *, skip: int
) -> dict[str, list[str]]:
    """Return texts of ``unit`` and ``service`` from all over a UTF-8 file, in order.

    A text that is missed, or misread, costs time and nothing else.
    """
    found: dict[str, set[str]] = {
        role: set() for role in ("unit", "service") if role in columns.positions
    }
    size = path.stat().st_size
    step = max(_BYTES, size // _PLACES)
    with path.open("rb", buffering=0) as stream:
        for start in range(0, size, step):
            stream.seek(start)
            text = stream.read(_BYTES).decode("utf-8", "replace")
            lines = text.replace("\r", "").split("\n")
            whole = lines[(1 if start else skip) : None if size <= _BYTES else -1]
            rows = (
                csv.reader(whole, delimiter=delimiter) if '"' in text else _split(whole, delimiter)
            )
            for fields in rows:
                for role, texts in found.items():
                    position = columns.positions[role]
                    if position < len(fields) and len(texts) < _MOST:
                        texts.add(fields[position].strip(SPACES))
    return {role: sorted(texts - {""}) for role, texts in found.items()}


def _split(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return (line.split(delimiter) for line in lines)
