"""Finds how a log is written, and has the engine stage its rows."""

from __future__ import annotations

import csv
import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Final, Protocol

from basutbud.caselog.engine import FAULT, FileEngine, Plan, UnreadableError
from basutbud.caselog.letters.encoding import find_encoding, is_utf8, presume_encoding
from basutbud.caselog.parquet.table import find_table, refuse_content
from basutbud.caselog.parquet.text import DUCKDB, content_sql, parquet_source, quoted
from basutbud.caselog.parquet.types import SCHEMA_SQL, columns_of
from basutbud.caselog.reading.header import HEADER_LINES, Header, find_header
from basutbud.caselog.reading.linemap import LineMap
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.reading.plaincopy import Copied, DoubtfulEncodingError, copy_plain
from basutbud.caselog.reading.records import Shape
from basutbud.caselog.reading.spotcheck import verify_sampled_lines
from basutbud.caselog.request import ENCODINGS, Dialect, LogSource
from basutbud.caselog.unpacking.opening import Form
from basutbud.caselog.workbook.copying import PART, copy_sheet
from basutbud.errors import InputError, Location, Problem

_HEAD: Final = 1024 * 1024
_SMALL: Final = 4 * 1024 * 1024
_REPORT_EVERY: Final = 0.2
"""Seconds between two reports of progress."""
_ROW: Final = 80
"""Bytes of a usual row, by which rows are estimated while a log is read."""
RECORDS: Final = 1_000
"""Records at the beginning of a log from which its number of fields is found."""


class StagedRows(Protocol):
    """Takes the rows of a log as they are staged. ``next`` is the row id of the next."""

    next: int

    def judge(self, count: int) -> None:
        """Take the rows that are staged now, ``count`` of them, before the next are staged."""

    def discard(self) -> None:
        """Forget the rows taken so far, as the log is read again."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A log on its way to the engine, number ``number`` of those asked for.

    ``path`` is its file, unpacked; ``folder`` takes what must be copied. ``first`` is the row id of
    its first row. ``unit`` is the unit of a log without a column for it; None if it must have one.
    ``tell`` takes numbers of bytes and rows read.
    """

    engine: FileEngine
    dialect: Dialect
    folder: Path
    source: LogSource
    number: int
    first: int
    unit: str | None
    tell: Callable[[int, int], None]
    staged: StagedRows
    path: Path

    def read(self, form: Form) -> LogRead:
        """Read the log, and hash it if it is text. Raise InputError, OSError, NotReadError."""
        match form:
            case Form.TEXT:
                return self._text()
            case Form.WORKBOOK:
                return self._workbook()
            case Form.PARQUET:
                return self._parquet()

    @property
    def _shown(self) -> str:
        return self.source.shown

    def _text(self) -> LogRead:
        """Read text, by way of a plain copy."""
        with self.path.open("rb") as stream:
            head = stream.read(_HEAD)
        named = self.dialect.encoding
        encoding = named or presume_encoding(head, self._shown)
        presumed = encoding == "utf-8" and not named
        if presumed and not is_utf8(head):
            encoding, presumed = find_encoding(self.path, self._shown), False
        if encoding.startswith("utf-16") and self.path.stat().st_size % 2:
            raise InputError(Problem("log_encoding", Location(self._shown)))
        return self._read_text(head, encoding, presumed=presumed)

    def _workbook(self) -> LogRead:
        """Read a sheet, by way of a copy."""
        target, needed = self.folder / "sheet", self._needed
        header, columns, copied = copy_sheet(
            self.path, target, self._shown, self.dialect, self.source.sheet, unit_needed=needed
        )
        self.tell(copied.size // 2, 0)
        in_copy = replace(header, delimiter=PART, columns=columns, fields=columns.width)
        rows, line_map = self._stage_parts(in_copy, [copied], columns.width, quoted=False)
        return self._log_read(Form.WORKBOOK, replace(header, delimiter=PART), rows, line_map)

    def _parquet(self) -> LogRead:
        """Read Parquet, which keeps its columns apart and has no lines."""
        path = _plainly_named(self.path, self.folder)
        try:
            described = columns_of(self.engine.parquet(SCHEMA_SQL.format(file=quoted(str(path)))))
            header, columns = find_table(
                described, self._shown, self.dialect, unit_needed=self._needed
            )
            if asked := content_sql(columns, DUCKDB):
                source = parquet_source(path, header.columns.width)
                ((*answers,),) = self.engine.parquet(f"SELECT {', '.join(asked)} FROM {source}")
                refuse_content(columns, answers, self._shown)
            unit = self._unit(header)
            plan = Plan(path, header.columns, header.fields, unit=unit, parquet=columns)
            rows = self._stage(plan, self.path.stat().st_size)
        except UnreadableError:
            raise InputError(Problem("log_broken_parquet", Location(self._shown))) from None
        nothing = self.engine.rows(
            f"SELECT row_id FROM staged_row WHERE fault = {FAULT['nothing']} ORDER BY row_id"
        )
        line_map = LineMap(header.line, blank=[row_id for (row_id,) in nothing])
        self.staged.judge(rows)
        return self._log_read(Form.PARQUET, header, rows, line_map)

    def _log_read(
        self,
        form: Form,
        header: Header,
        rows: int,
        line_map: LineMap,
        encoding: str | None = None,
        sha256: str = "",
    ) -> LogRead:
        return LogRead(
            number=self.number,
            shown=self._shown,
            sha256=sha256,
            form=form,
            encoding=encoding,
            header=header,
            first=self.first,
            rows=rows,
            line_map=line_map,
        )

    @property
    def _needed(self) -> bool:
        """Whether the log must have a column for the unit."""
        return self.unit is None

    def _unit(self, header: Header) -> str | None:
        return None if "unit" in header.columns.positions else self.unit

    def _read_text(self, head: bytes, encoding: str, *, presumed: bool) -> LogRead:
        """Read text in an encoding; if that turns out wrong, find another and start again."""
        text = TextIOWrapper(BytesIO(head), ENCODINGS[encoding], errors="replace", newline=None)
        lines = [line.rstrip("\n") for line in islice(text, HEADER_LINES)]
        header = find_header(lines, self._shown, self.dialect, encoding, unit_needed=self._needed)
        text.seek(0)
        fields = fields_of_rows(islice(text, header.line, None), header)
        shape = Shape(
            header.delimiter,
            header.columns.width,
            fields - header.columns.width,
            header.columns.positions["received"],
            header.line,
            presumed=presumed,
        )
        digest = hashlib.sha256()

        def take(raw: bytes) -> None:
            digest.update(raw)
            self.tell(len(raw) // 2, 0)

        parts = copy_plain(self.path, ENCODINGS[encoding], self.folder / "plain", shape, take)
        try:
            rows, line_map = self._stage_parts(header, parts, fields)
        except DoubtfulEncodingError:
            found = find_encoding(self.path, self._shown)
            self.staged.discard()
            return self._read_text(head, found, presumed=False)
        return self._log_read(Form.TEXT, header, rows, line_map, encoding, digest.hexdigest())

    def _stage_parts(
        self, header: Header, parts: Iterable[Copied], fields: int, *, quoted: bool = True
    ) -> tuple[int, LineMap]:
        """Stage the parts of a copy, each while the next is made. Return rows and line map."""

        def stage(part: Copied) -> None:
            plan = Plan(
                _plainly_named(part.path, self.folder),
                header.columns,
                fields,
                header.delimiter,
                quoted=quoted,
                spaced=part.spaced,
                unit=self._unit(header),
            )
            self._stage_part(plan, part)
            part.path.unlink()

        rows, nothing, faults = 0, array("q"), dict[int, str]()
        with ThreadPoolExecutor(1) as pool:
            under_way = []
            try:
                for part in parts:
                    under_way.append(pool.submit(stage, part))
                    rows += part.rows
                    nothing.extend(part.nothing)
                    faults |= part.faults
                for staging in under_way:
                    staging.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return rows, LineMap(header.line, nothing, faults)

    def _stage_part(self, plan: Plan, part: Copied) -> None:
        """Stage a part of a copy. Raise AssertionError if rows are not numbered like its lines."""
        try:
            rows = self._stage(plan, part.size - part.size // 2)
        except UnreadableError:
            raise InputError(Problem("unreadable", Location(self._shown))) from None
        if rows != part.rows or not verify_sampled_lines(self.engine, plan, part.sample):
            raise AssertionError(f"the lines of {self._shown} are not numbered as in the file")
        self.staged.judge(rows)

    def _stage(self, plan: Plan, size: int) -> int:
        """Have the engine read a file, and report its progress as ``size`` of the log's bytes."""
        reported = [0, 0]
        done = Event()

        def report_up_to(part: float, rows: int) -> None:
            now = [int(size * part), rows]
            self.tell(now[0] - reported[0], now[1] - reported[1])
            reported[:] = now

        def watch() -> None:
            while not done.wait(_REPORT_EVERY):
                report_up_to(part := self.engine.progress(), int(part * size / _ROW))

        if size < _SMALL:
            rows = self.engine.stage(plan)
        else:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(watch)
                try:
                    rows = self.engine.stage(plan)
                finally:
                    done.set()
        report_up_to(1.0, rows)
        return rows


def fields_of_rows(lines: Iterable[str], header: Header) -> int:
    """Return how many fields a row may have, those beyond the last column being empty.

    It is the header's number, or a greater one that most rows at the beginning have, which then all
    end with delimiters. A single row with more is damaged, even if its last field is empty, as a
    delimiter in a text has shifted its fields.
    """
    met: Counter[int] = Counter()
    try:
        for fields in islice(csv.reader(lines, delimiter=header.delimiter), RECORDS):
            met[len(fields)] += bool(fields)
    except csv.Error:
        return header.fields
    (usual, rows), *_ = met.most_common(1) or [(0, 0)]
    return usual if usual > header.fields and rows > 1 and 2 * rows > met.total() else header.fields


def _plainly_named(path: Path, folder: Path) -> Path:
    """Return a path that no engine takes for a pattern, a link to the file if need be."""
    if str(path).isprintable() and not any(mark in str(path) for mark in "*?[{"):
        return path
    link = folder / "log"
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    return link
