"""Logs read and judged by a cluster, all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from basutbud.caselog.engine import TEXT_COLUMNS
from basutbud.caselog.request import LogSource
from basutbud.caselog.rowjudge import RowJudge
from basutbud.caselog.sql.outcomes import read_texts_sql
from basutbud.errors import InputError, Problem, UsageError

if TYPE_CHECKING:
    from basutbud.caselog.engines.spark.looking import Seen
    from basutbud.caselog.engines.spark.reader import ClusterReader
    from basutbud.caselog.scan import ScanUnderWay

_Broken = Mapping[int, Sequence[Problem]]
"""Logs that cannot be read, by number, and why."""


def read_together(
    scan: ScanUnderWay, cluster: ClusterReader, sources: Sequence[LogSource]
) -> list[LogSource]:
    """Read and judge logs by way of a cluster, and return those it found.

    Where one turns out not to be read after all, the others are read anew without it.
    """
    found, problems = cluster.found(sources)
    logs, failures = cluster.look_at(found, scan.unit_of)
    scan.failures += [*problems, *failures]
    while logs and (broken := _read(scan, cluster, logs)):
        scan.failures += [problem for problems in broken.values() for problem in problems]
        scan.reads.clear()
        scan.rows = RowJudge(scan.engine, scan.inputs, scan.units)
        logs = [seen for seen in logs if seen.log.number not in broken]
    return [source for source, _ in found]


def _read(scan: ScanUnderWay, cluster: ClusterReader, logs: Sequence[Seen]) -> _Broken:
    """Read and judge logs, and return those that cannot be read after all."""
    try:
        scan.reads += cluster.stage(logs)
    except InputError as error:
        if broken := cluster.unreadable(logs):
            return broken
        raise UsageError(*error.problems) from error
    scan.rows.judge_together()
    if broken := _garbled(scan):
        return broken
    return {seen.log.number: [seen.changed] for seen in cluster.changed(logs)}


def _garbled(scan: ScanUnderWay) -> _Broken:
    """Return the logs with garbled texts. Only where all texts have any are they asked for."""
    try:
        scan.refuse_garbled(scan.reads[0], scan.rows.texts_read)
    except InputError:
        pass
    else:
        return {}
    texts_read = defaultdict[int, dict[str, set[str]]](
        lambda: {role: set() for role in TEXT_COLUMNS}
    )
    for role in TEXT_COLUMNS:
        for log, text in scan.engine.rows(read_texts_sql(role)):
            texts_read[log][role].add(text)
    broken = {}
    for log, texts in texts_read.items():
        try:
            scan.refuse_garbled(scan.reads[log], texts)
        except InputError as error:
            broken[scan.reads[log].number] = error.problems
    return broken
