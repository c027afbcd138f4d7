"""A log on a cluster, as it is known before its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from basutbud.caselog.engine import Plan
from basutbud.caselog.engines.spark.faults import reading
from basutbud.caselog.engines.spark.files import ClusterFile
from basutbud.caselog.engines.spark.lines import Profile
from basutbud.caselog.reading.header import Header
from basutbud.caselog.request import LogSource
from basutbud.caselog.unpacking.opening import Form
from basutbud.errors import InputError, Location, Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClusterLog:
    """A log to read: its number among those asked for, its file, and what identifies that.

    ``unit`` is the unit of a log without a column for it; None where it must have one. ``footer``
    describes the columns of a Parquet file, as far as that is known.
    """

    number: int
    source: LogSource
    file: ClusterFile
    unit: str | None
    sha256: str | None = None
    footer: bytes = b""


@dataclass(frozen=True, slots=True)
class Seen:
    """A log looked at: how it is to be read. ``profile`` is of its lines, if it has any."""

    log: ClusterLog
    form: Form
    header: Header
    plan: Plan
    encoding: str | None = None
    profile: Profile | None = None

    @property
    def alike(self) -> tuple[object, ...]:
        """What logs must have in common to be read together."""
        return (
            self.encoding,
            self.plan.delimiter,
            self.plan.fields,
            self.plan.columns.width,
            tuple(sorted(self.plan.columns.positions.items())),
            tuple(sorted(self.plan.parquet.items())),
            self.profile is not None and self.profile.odd > 0,
        )

    @property
    def changed(self) -> Problem:
        """The problem of a log whose file is another now."""
        return Problem("log_changed", Location(self.log.source.shown))


def as_many_as_can(
    logs: Sequence[ClusterLog],
    work: Callable[[Sequence[ClusterLog]], Mapping[str, T]],
    failures: list[Problem],
) -> dict[str, T]:
    """Do some work on all logs at once, or one by one where that fails; by keys of their files.

    What cannot be read is added to the failures.
    """
    if not logs:
        return {}
    try:
        with reading(logs[0].source.shown if len(logs) == 1 else ""):
            return dict(work(logs))
    except InputError as error:
        if len(logs) == 1:
            failures += error.problems
            return {}
    return {
        key: found for log in logs for key, found in as_many_as_can([log], work, failures).items()
    }
