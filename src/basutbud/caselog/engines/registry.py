"""The engines by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from basutbud.caselog.engine import Engine, NoRoomError
from basutbud.caselog.request import EngineOptions
from basutbud.errors import Location, Problem, UsageError


@contextmanager
def open_engine(options: EngineOptions, folder: Path) -> Iterator[Engine]:
    """Yield the engine asked for, with ``folder`` to put in what memory does not hold.

    Raise UsageError where neither memory nor folder holds what is worked on.
    """
    with closing(_opened(options, folder)) as engine:
        try:
            yield engine
        except NoRoomError:
            raise UsageError(Problem("no_room", Location(""))) from None


def _opened(options: EngineOptions, folder: Path) -> Engine:
    if options.engine == "spark":
        from basutbud.caselog.engines.spark_engine import SparkEngine

        return SparkEngine(options, folder)
    from basutbud.caselog.engines.duckdb_engine import DuckDbEngine

    return DuckDbEngine(folder, options.memory)
