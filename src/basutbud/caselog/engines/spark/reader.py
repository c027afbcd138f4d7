"""Logs as a cluster reads them: looked at first, then staged together as far as they are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from basutbud.caselog.engine import FAULT
from basutbud.caselog.engines.spark.engine import SparkEngine
from basutbud.caselog.engines.spark.faults import reading
from basutbud.caselog.engines.spark.fields import LOG_PLACES, rows_of_lines, rows_of_table
from basutbud.caselog.engines.spark.files import (
    ClusterFile,
    files_at,
    identified,
    kind_not_read,
    logs_among,
    name_without_endings,
    uri_of,
)
from basutbud.caselog.engines.spark.lines import lines_of
from basutbud.caselog.engines.spark.looking import ClusterLog, Seen, as_many_as_can
from basutbud.caselog.engines.spark.records import records_of
from basutbud.caselog.engines.spark.tablelook import TableLook
from basutbud.caselog.engines.spark.tables import read_tables
from basutbud.caselog.engines.spark.textlook import TextLook, line_sql
from basutbud.caselog.reading.linemap import LineMap
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.request import Dialect, LogSource
from basutbud.errors import InputError, Location, Problem
from basutbud.safetext import safe_text

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Found = tuple[LogSource, ClusterFile]


@dataclass(frozen=True, slots=True)
class ClusterReader:
    """Reads logs by way of a cluster, which finds, hashes and reads their files.

    Of what is in them only first lines, counts, and columns' names come here. ``folder`` takes
    what describes the columns of a Parquet file.
    """

    engine: SparkEngine
    dialect: Dialect
    folder: Path

    def found(self, sources: Iterable[LogSource]) -> tuple[list[Found], list[Problem]]:
        """Return each log with its file, those of a folder or a pattern one by one.

        With them go the problems of what is not there, or passed over.
        """
        found: list[Found] = []
        problems: list[Problem] = []
        for source in sources:
            try:
                found += self._at(source, problems)
            except InputError as error:
                problems += error.problems
        return found, problems

    def look_at(
        self, found: Sequence[Found], unit_of: Callable[[int, LogSource], str | None]
    ) -> tuple[list[list[Seen]], list[Problem]]:
        """Return the logs that can be read, those together that are alike, and others' problems.

        ``unit_of`` gives the unit of a log without a column for it, or None where it must have one.
        """
        failures: list[Problem] = []
        logs = []
        for number, (source, file) in enumerate(found):
            if kind := kind_not_read(file.path):
                place = Location(source.shown)
                failures.append(Problem("spark_not_read", place, {"kind": kind}))
                continue
            logs.append(ClusterLog(number, source, file, file.unit or unit_of(number, source)))
        spark = self.engine.spark

        known = as_many_as_can(logs, self._identities, failures)
        logs = [
            replace(log, sha256=known[log.file.key][0], footer=known[log.file.key][1])
            for log in logs
            if log.file.key in known
        ]
        tables = [log for log in logs if log.footer or log.file.path.endswith(".parquet")]
        texts = [log for log in logs if log not in tables]
        by_kind = defaultdict[tuple[object, ...], list[Seen]](list)
        for seen in TextLook(spark, self.dialect).seen(texts, failures):
            by_kind[seen.alike].append(seen)
        for seen in TableLook(spark, self.dialect, self.folder).seen(tables, failures):
            by_kind[seen.alike].append(seen)
        return list(by_kind.values()), failures

    def stage(self, alike: Sequence[Seen], numbers: Mapping[int, int]) -> list[LogRead]:
        """Stage the rows of logs that are alike; ``numbers`` are those of logs by number asked for.

        Raise InputError where they cannot be read, and AssertionError where rows are lost.
        """
        logs = [numbers[seen.log.number] for seen in alike]
        with reading(alike[0].log.source.shown):
            rows = self._rows(alike, logs)
            self.engine.hold("staged_row", rows)
            staged = {log: met for log, *met in self.engine.query(_MET).collect()}
            blank = defaultdict[int, list[int]](list)
            if any(nothing for *_, nothing in staged.values()):
                for log, row in self.engine.query(_NOTHING).toLocalIterator():
                    blank[log].append(row)
        reads = []
        for seen, log in zip(alike, logs, strict=True):
            count, ids, last, _ = staged.get(log, (0, 0, -1, 0))
            lines = count if seen.profile is None else seen.profile.lines - seen.header.line
            if (count, last, ids) != (lines, lines - 1, lines * (lines - 1) // 2):
                raise AssertionError("rows are not where they were counted")
            reads.append(_log_read(seen, log, count, blank[log]))
        return reads

    def changed(self, alike: Sequence[Seen]) -> list[Seen]:
        """Return those whose files are others now than those that were looked at, or are gone."""
        logs = [seen.log for seen in alike]

        def listed(logs: Sequence[ClusterLog]) -> Mapping[str, ClusterFile]:
            patterns = [log.file.pattern for log in logs]
            return {file.key: file for file in files_at(self.engine.spark, patterns, "")}

        now = as_many_as_can(logs, listed, [])
        return [seen for seen in alike if now.get(seen.log.file.key) != seen.log.file]

    def _at(self, source: LogSource, problems: list[Problem]) -> list[Found]:
        spark = self.engine.spark
        if source.uri is None:
            files = files_at(spark, uri_of(source.path), source.shown)
            if not files:
                raise InputError(Problem("spark_hidden", Location(source.shown)))
            return [(source, files[0])]
        logs, others = logs_among(files_at(spark, source.uri, source.shown), source.uri)
        problems += [
            Problem("unread_kind", Location(safe_text(file.path)), {"ending": ending})
            for file, ending in others
        ]
        if not logs:
            raise InputError(Problem("missing", Location(source.shown)))
        return [
            (
                replace(
                    source,
                    shown=(shown := safe_text(file.path)),
                    name=name_without_endings(shown),
                    uri=file.pattern,
                ),
                file,
            )
            for file in logs
        ]

    def _identities(self, logs: Sequence[ClusterLog]) -> dict[str, tuple[str | None, bytes]]:
        """Return the SHA-256 of files, and the footers of those that are Parquet, by key.

        Those that no worker should hold whole have neither.
        """
        known = identified(self.engine.spark, [log.file for log in logs])
        return {log.file.key: known.get(log.file.key, (None, b"")) for log in logs}

    def _rows(self, alike: Sequence[Seen], logs: Sequence[int]) -> DataFrame:
        from pyspark.sql.functions import broadcast

        first, spark = alike[0], self.engine.spark
        patterns = [seen.log.file.pattern for seen in alike]
        if first.profile is None or first.encoding is None:
            columns = "path STRING, log INT, file_unit STRING"
            units = [
                (seen.log.file.key, log, seen.log.unit)
                for seen, log in zip(alike, logs, strict=True)
            ]
            table = read_tables(spark, patterns, first.plan)
            placed = table.join(broadcast(self.engine.small(columns, units)), "path")
            return rows_of_table(placed.withColumnRenamed("number", "row"), first.plan)
        columns = "path STRING, block BIGINT, shift BIGINT, log INT, file_unit STRING"
        blocks = [
            (seen.log.file.key, block, shift - seen.header.line, log, seen.log.unit)
            for seen, log in zip(alike, logs, strict=True)
            if seen.profile is not None
            for block, shift in seen.profile.shifts.items()
        ]
        lines = (
            lines_of(spark, patterns, first.encoding)
            .join(broadcast(self.engine.small(columns, blocks)), ["path", "block"])
            .selectExpr(
                "log",
                "number + shift AS row",
                "file_unit",
                f"{line_sql(first.encoding)} AS line",
            )
            .where("row >= 0")
        )
        decoded, odd = first.encoding != "utf-8", first.profile.odd > 0
        return rows_of_lines(records_of(lines, first.plan, decoded=decoded, odd=odd), first.plan)


_MET = f"""
    SELECT log, count(*), sum(row_id - CAST(log AS BIGINT) * {LOG_PLACES}),
           max(row_id) - CAST(log AS BIGINT) * {LOG_PLACES},
           count_if(fault = {FAULT["nothing"]}) FROM staged_row GROUP BY log
"""
_NOTHING = f"""
    SELECT log, row_id - CAST(log AS BIGINT) * {LOG_PLACES} AS row FROM staged_row
    WHERE fault = {FAULT["nothing"]} ORDER BY row_id
"""


def _log_read(seen: Seen, log: int, rows: int, blank: Sequence[int]) -> LogRead:
    return LogRead(
        number=seen.log.number,
        shown=seen.log.source.shown,
        sha256=seen.log.sha256,
        form=seen.form,
        encoding=seen.encoding,
        header=seen.header,
        first=log * LOG_PLACES,
        rows=rows,
        line_map=LineMap(seen.header.line, blank=blank),
    )
