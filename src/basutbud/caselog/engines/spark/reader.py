"""Logs as a cluster reads them: looked at first, then staged together as far as they are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
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
    ) -> tuple[list[Seen], list[Problem]]:
        """Return the logs that can be read, and the problems of the others.

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
        seen = [
            *TextLook(spark, self.dialect).seen(texts, failures),
            *TableLook(spark, self.dialect, self.folder).seen(tables, failures),
        ]
        return sorted(seen, key=lambda one: one.log.number), failures

    def stage(self, logs: Sequence[Seen]) -> list[LogRead]:
        """Stage the rows of logs, and return how each was read, numbered as they are given.

        Raise InputError where they cannot be read or are changed meanwhile, and AssertionError
        where rows are lost all the same.
        """
        alike = defaultdict[tuple[object, ...], list[tuple[int, Seen]]](list)
        for log, seen in enumerate(logs):
            alike[seen.alike].append((log, seen))
        with reading(logs[0].log.source.shown if len(logs) == 1 else ""):
            rows = [self._rows(together) for together in alike.values()]
            self.engine.hold("staged_row", reduce(lambda one, other: one.unionAll(other), rows))
            staged = {log: met for log, *met in self.engine.query(_MET).collect()}
            blank = defaultdict[int, list[int]](list)
            if any(nothing for *_, nothing in staged.values()):
                for log, row in self.engine.query(_NOTHING).toLocalIterator():
                    blank[log].append(row)
        reads = []
        for log, seen in enumerate(logs):
            count, ids, last, _ = staged.get(log, (0, 0, -1, 0))
            lines = count if seen.profile is None else seen.profile.lines - seen.header.line
            if (count, last, ids) != (lines, lines - 1, lines * (lines - 1) // 2):
                if self.changed([seen]):
                    raise InputError(seen.changed)
                raise AssertionError("rows are not where they were counted")
            reads.append(_log_read(seen, log, count, blank[log]))
        return reads

    def unreadable(self, logs: Sequence[Seen]) -> Mapping[int, Sequence[Problem]]:
        """Return, by number, the problems of logs that cannot be staged, found by halves."""
        try:
            self.stage(logs)
        except InputError as error:
            if len(logs) == 1:
                return {logs[0].log.number: error.problems}
        else:
            return {}
        half = len(logs) // 2
        return {**self.unreadable(logs[:half]), **self.unreadable(logs[half:])}

    def changed(self, seen: Sequence[Seen]) -> list[Seen]:
        """Return those whose files are others now than those that were looked at, or are gone."""
        logs = [one.log for one in seen]
        now = as_many_as_can(logs, self._listed, [])
        return [one for one in seen if now.get(one.log.file.key) != one.log.file]

    def _listed(self, logs: Sequence[ClusterLog]) -> Mapping[str, ClusterFile]:
        patterns = [log.file.pattern for log in logs]
        return {file.key: file for file in files_at(self.engine.spark, patterns, "")}

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

    def _rows(self, alike: Sequence[tuple[int, Seen]]) -> DataFrame:
        """Return the staged rows of logs that are alike, each with its number."""
        first, spark = alike[0][1], self.engine.spark
        patterns = [seen.log.file.pattern for _, seen in alike]
        if first.profile is None or first.encoding is None:
            columns = "path STRING, log INT, file_unit STRING"
            units = [(seen.log.file.key, log, seen.log.unit) for log, seen in alike]
            table = read_tables(spark, patterns, first.plan)
            placed = table.join(self.engine.small(columns, units), "path")
            return rows_of_table(placed.withColumnRenamed("number", "row"), first.plan)
        columns = "path STRING, block BIGINT, shift BIGINT, log INT, file_unit STRING"
        blocks = [
            (seen.log.file.key, block, shift - seen.header.line, log, seen.log.unit)
            for log, seen in alike
            if seen.profile is not None
            for block, shift in seen.profile.shifts.items()
        ]
        lines = (
            lines_of(spark, patterns, first.encoding)
            .join(self.engine.small(columns, blocks), ["path", "block"])
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
