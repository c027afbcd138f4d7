"""Looks at Parquet on a cluster: the columns that a file says it has, and what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from basutbud.caselog.engine import Plan, UnreadableError
from basutbud.caselog.engines.spark.files import MOST_WHOLE
from basutbud.caselog.engines.spark.looking import ClusterLog, Seen, as_many_as_can
from basutbud.caselog.engines.spark.tables import (
    columns_by_footer,
    columns_by_spark,
    contents_asked,
)
from basutbud.caselog.parquet.table import find_table, refuse_content
from basutbud.caselog.parquet.text import SPARK, content_sql
from basutbud.caselog.parquet.types import ParquetColumn
from basutbud.caselog.request import Dialect
from basutbud.caselog.unpacking.opening import Form
from basutbud.errors import InputError, Location, Problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class TableLook:
    """Looks at Parquet. ``folder`` takes what describes its columns, one file at a time."""

    spark: SparkSession
    dialect: Dialect
    folder: Path

    def seen(self, logs: Sequence[ClusterLog], failures: list[Problem]) -> Iterator[Seen]:
        """Yield the logs that can be read; what is wrong with others is added to the failures."""
        asked = defaultdict[tuple[object, ...], list[Seen]](list)
        for log in logs:
            shown = log.source.shown
            columns = as_many_as_can([log], self._columns, failures).get(log.file.key)
            if columns is None:
                continue
            dialect = self.dialect
            if not log.footer and dialect.timestamp_zone != "UTC":
                # Which of its moments are UTC by the file's own word is not known.
                dialect = replace(dialect, timestamp_zone=None)
            try:
                header, roles = find_table(columns, shown, dialect, unit_needed=log.unit is None)
            except InputError as error:
                failures += error.problems
                continue
            plan = Plan(Path(log.file.path), header.columns, header.fields, parquet=roles)
            seen = Seen(log, Form.PARQUET, header, plan)
            if content_sql(roles, SPARK):
                asked[seen.alike].append(seen)
            else:
                yield seen
        for alike in asked.values():
            yield from self._by_content(alike, failures)

    def _columns(self, logs: Sequence[ClusterLog]) -> Mapping[str, list[ParquetColumn]]:
        (log,) = logs
        if not log.footer and log.file.size > MOST_WHOLE:
            return {log.file.key: columns_by_spark(self.spark, log.file)}
        try:
            return {log.file.key: columns_by_footer(log.footer, self.folder)}
        except UnreadableError:
            place = Location(log.source.shown)
            raise InputError(Problem("log_broken_parquet", place)) from None

    def _by_content(self, alike: Sequence[Seen], failures: list[Problem]) -> Iterator[Seen]:
        plan = alike[0].plan

        def ask(logs: Sequence[ClusterLog]) -> Mapping[str, Sequence[bool]]:
            return contents_asked(self.spark, [log.file.pattern for log in logs], plan)

        answers = as_many_as_can([seen.log for seen in alike], ask, failures)
        for seen in alike:
            answer = answers.get(seen.log.file.key)
            if answer is None:  # it cannot be read, which is among the failures
                continue
            try:
                refuse_content(plan.parquet, answer, seen.log.source.shown)
                yield seen
            except InputError as error:
                failures += error.problems
