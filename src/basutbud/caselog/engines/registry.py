"""The engines by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from basutbud.caselog.engine import Engine, NoRoomError
from basutbud.caselog.request import Dialect, EngineOptions
from basutbud.errors import Location, Problem, UsageError

if TYPE_CHECKING:
    from basutbud.caselog.engines.spark.reader import ClusterReader


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


def cluster_reader(engine: Engine, dialect: Dialect, folder: Path) -> ClusterReader:
    """Return what has a cluster read logs, ``folder`` taking what must lie in a file."""
    from basutbud.caselog.engines.spark.engine import SparkEngine
    from basutbud.caselog.engines.spark.reader import ClusterReader

    return ClusterReader(cast(SparkEngine, engine), dialect, folder)


def _opened(options: EngineOptions, folder: Path) -> Engine:
    if options.engine == "spark":
        from basutbud.caselog.engines.spark.engine import SparkEngine
        from basutbud.caselog.engines.spark.session import Session

        return SparkEngine(Session(options, folder))
    from basutbud.caselog.engines.duckdb_engine import DuckDbEngine

    return DuckDbEngine(folder, options.memory)
