"""Logs read and judged by a cluster, those together that are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from basutbud.caselog.request import LogSource
from basutbud.caselog.rowjudge import RowJudge
from basutbud.errors import InputError, Location, Problem

if TYPE_CHECKING:
    from basutbud.caselog.engines.spark.looking import Seen
    from basutbud.caselog.engines.spark.reader import ClusterReader
    from basutbud.caselog.scan import ScanUnderWay


def read_together(
    scan: ScanUnderWay, cluster: ClusterReader, sources: Sequence[LogSource]
) -> list[LogSource]:
    """Read and judge logs by way of a cluster, and return those it found.

    Where one turns out not to be read after all, the others are read anew without it.
    """
    found, problems = cluster.found(sources)
    groups, failures = cluster.look_at(found, scan.unit_of)
    scan.failures += [*problems, *failures]
    while broken := _read_groups(scan, cluster, groups):
        scan.rows = RowJudge(scan.engine, scan.inputs, scan.units)
        left = ([seen for seen in group if seen not in broken] for group in groups)
        groups = [group for group in left if group]
    scan.reads.sort(key=lambda read: read.first)
    return [source for source, _ in found]


def _read_groups(
    scan: ScanUnderWay, cluster: ClusterReader, groups: Sequence[Sequence[Seen]]
) -> Sequence[Seen]:
    """Read groups of logs that are alike, and return those logs that cannot be read."""
    scan.reads.clear()
    asked_for = sorted(seen.log.number for group in groups for seen in group)
    logs = {number: log for log, number in enumerate(asked_for)}
    broken = [one for group in groups for one in _read_group(scan, cluster, group, logs)]
    if not broken:
        broken = cluster.changed([seen for group in groups for seen in group])
        scan.failures += [
            Problem("log_changed", Location(seen.log.source.shown)) for seen in broken
        ]
    return broken


def _read_group(
    scan: ScanUnderWay, cluster: ClusterReader, group: Sequence[Seen], logs: Mapping[int, int]
) -> Sequence[Seen]:
    scan.rows.begin(logs[group[0].log.number])
    try:
        reads = cluster.stage(group, logs)
        scan.rows.judge_together()
        scan.refuse_garbled(reads[0])
    except InputError as error:
        scan.rows.discard()
        if len(group) > 1:
            return [one for seen in group for one in _read_group(scan, cluster, [seen], logs)]
        scan.failures += error.problems
        return group
    scan.reads += reads
    return ()
