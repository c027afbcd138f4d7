"""The engines by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Final

from basutbud.caselog.plan import Engine, NoRoomError
from basutbud.caselog.request import Means
from basutbud.errors import Location, Problem, UsageError

_PACKED: Final = {".gz": 8, ".zst": 8, ".parquet": 8}
"""How much larger the text is, about."""
_LARGE: Final = 64 * 1024**2
"""Bytes below which a log's rows do not fill what is packed at a time."""
_MOST_IN_MEMORY: Final = 0.85
"""The share of the memory up to which the text of logs leaves room for their rows."""


@contextmanager
def open_engine(means: Means, folder: Path, logs: Sequence[Path]) -> Iterator[Engine]:
    """Yield the engine asked for, with ``folder`` to put in what memory does not hold.

    Raise UsageError where neither memory nor folder holds what is worked on.
    """
    with closing(_opened(means, folder, logs)) as engine:
        try:
            yield engine
        except NoRoomError:
            raise UsageError(Problem("no_room", Location(""))) from None


def _opened(means: Means, folder: Path, logs: Sequence[Path]) -> Engine:
    if means.engine == "spark":
        from basutbud.caselog.spark_engine import SparkEngine

        return SparkEngine(means, folder)
    from basutbud.caselog.duckdb_engine import DuckDbEngine

    large = sum(size for log in logs if (size := _unpacked_size(log)) >= _LARGE)
    if large:  # what counts many rows is loaded while they are read
        Thread(target=import_module, args=("numpy",)).start()
    return DuckDbEngine(folder, means.memory, on_disk=large > _MOST_IN_MEMORY * means.memory)


def _unpacked_size(log: Path) -> int:
    """Guess how many bytes of text a log holds; 0 where it cannot be looked at."""
    try:
        size = log.stat().st_size
    except OSError:
        return 0
    return size * _PACKED.get(log.suffix.casefold(), 1)
