"""One file into the engine's table: as it lies where it is plain, else by way of a copy.

That rows stand where they are said to is held against the file in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any, Final

from basutbud.caselog.encoding import found_encoding, is_utf8, presumed_encoding
from basutbud.caselog.header import HEADER_LINES, Header, find_header
from basutbud.caselog.parquet_table import find_table
from basutbud.caselog.places import Gaps, Places
from basutbud.caselog.plaincopy import Copied, copy_plain
from basutbud.caselog.plan import SPACES, Engine, Plan, Read, UnreadableError
from basutbud.caselog.proof import holds
from basutbud.caselog.records import Shape
from basutbud.caselog.request import ENCODINGS, Dialect
from basutbud.caselog.sample import sampled_texts
from basutbud.caselog.survey import hash_of, survey
from basutbud.caselog.workbook.copying import PART, copy_sheet
from basutbud.errors import InputError, Location, Problem

_HEAD: Final = 1024 * 1024
_SMALL: Final = 4 * 1024 * 1024
_TOLD_EVERY: Final = 0.2
"""Seconds between two tellings of how far the reading has come."""
_ROW: Final = 80
"""Bytes of a usual row, by which rows are guessed while a log is read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of reading one log.

    ``texts`` are the files that were read for it, if it has lines; ``scanned`` tells where rows
    stand in them.
    """

    header: Header
    encoding: str | None
    read: Read
    gaps: Gaps
    scanned: Places
    texts: Sequence[Path] = ()
    sha256: str | None = None

    def blank_among(self, rows: list[int]) -> list[int]:
        """Return those rows whose whole line is blank; a table's rows have no line to look at."""
        ahead = {self.scanned.line(row): row for row in rows}
        marks = SPACES + self.header.delimiter + '"\r\n'
        blank = []
        for number, line in enumerate(_lines(self.texts), start=1):
            if number in ahead and not line.strip(marks):
                blank.append(ahead[number])
        return blank


@dataclass(frozen=True, slots=True)
class Intake:
    """A log on its way into the table.

    ``folder`` takes what must be copied; ``tell`` is told of bytes and rows read. ``unit`` is the
    unit of a log without a column for it; None where it must have one. ``sheet`` names the sheet of
    a workbook that has several.
    """

    engine: Engine
    dialect: Dialect
    folder: Path
    tell: Callable[[int, int], None]
    shown: str
    path: Path
    log: int
    unit: str | None
    sheet: str | None = None

    def text(self) -> Taken:
        """Read text, as it lies if it is plain."""
        with self.path.open("rb") as stream:
            head = stream.read(_HEAD)
        encoding = self.dialect.encoding or presumed_encoding(head, self.shown)
        if encoding == "utf-8" and not is_utf8(head):
            encoding = self.dialect.encoding or found_encoding(self.path, self.shown)
        if encoding.startswith("utf-16") and self.path.stat().st_size % 2:
            raise InputError(Problem("log_encoding", Location(self.shown)))
        header = self._header(head, encoding)
        if encoding == "utf-8" and not _open_quotes(head):
            result = self._direct(header)
            if isinstance(result, Taken):
                return result
            if result and not self.dialect.encoding:
                encoding = found_encoding(self.path, self.shown)
        return self._by_copy(header, encoding)

    def workbook(self) -> Taken:
        """Read a sheet, by way of a copy."""
        target = self.folder / "sheet"
        header, columns, copied = copy_sheet(
            self.path, target, self.shown, self.dialect, self.sheet, unit_needed=self.unit is None
        )
        self.tell(copied.size // 2, 0)
        in_copy = replace(header, delimiter=PART, columns=columns, fields=columns.width)
        taken = self._copied(in_copy, [copied], None, quoted=False)
        return replace(taken, header=replace(header, delimiter=PART))

    def parquet(self) -> Taken:
        """Read Parquet, which keeps its columns apart and has no lines."""
        path = _plainly_named(self.path, self.folder)
        try:
            header, columns = find_table(
                self.engine, path, self.shown, self.dialect, unit_needed=self.unit is None
            )
            unit = self._unit(header)
            plan = Plan(path, header.columns, header.fields, unit=unit, parquet=columns)
            read = self._read(plan, self.path.stat().st_size)
        except UnreadableError:
            raise InputError(Problem("log_broken_parquet", Location(self.shown))) from None
        return Taken(header, None, read, Gaps.none(), Places(0, Gaps.none()))

    def _header(self, head: bytes, encoding: str) -> Header:
        text = TextIOWrapper(BytesIO(head), ENCODINGS[encoding], errors="replace", newline=None)
        lines = [line.rstrip("\n") for line in islice(text, HEADER_LINES)]
        needed = self.unit is None
        return find_header(lines, self.shown, self.dialect, encoding, unit_needed=needed)

    def _unit(self, header: Header) -> str | None:
        return None if "unit" in header.columns.positions else self.unit

    def _plan(self, header: Header, path: Path, *, skip: int, **more: Any) -> Plan:
        texts = sampled_texts(path, header.delimiter, header.columns, skip=skip)
        return Plan(
            _plainly_named(path, self.folder),
            header.columns,
            header.fields,
            header.delimiter,
            skip,
            unit=self._unit(header),
            texts=texts,
            **more,
        )

    def _direct(self, header: Header) -> Taken | bool:
        """Read a file where it lies, and look into its bytes meanwhile.

        If it is not plain after all, forget it, and return whether its encoding is in doubt.
        """
        engine, stop = self.engine, Event()

        with ThreadPoolExecutor(1) as pool:
            look = pool.submit(survey, self.path, header.delimiter, stop.is_set)
            try:
                spaced = self.path.stat().st_size <= _SMALL and look.result().spaced
                plan = self._plan(header, self.path, skip=header.line, spaced=spaced)
                read = self._read(plan, self.path.stat().st_size)
            except UnreadableError:
                stop.set()
                return False
            except BaseException:
                stop.set()
                raise
            found = look.result()
        if found.spaced and not plan.spaced:
            engine.discard(self.log)
            plan = replace(plan, spaced=True)
            read = self._read(plan, 0)
        gaps = Gaps(Gaps.none().nothing, read.refused)
        places = Places(header.line, gaps)
        whole = found.lines - header.line - found.trailing == read.rows + len(read.refused)
        doubtful = "bad_bytes" in read.refused.values()
        if (
            doubtful
            or found.odd
            or not whole
            or not holds(engine, plan, read, places, found.sample())
        ):
            engine.discard(self.log)
            return doubtful
        return Taken(header, "utf-8", read, gaps, places, [self.path], found.sha256)

    def _read(self, plan: Plan, size: int) -> Read:
        """Have the engine read, and tell of it as of so many of the log's bytes."""
        told = [0, 0]
        done = Event()

        def tell_up_to(part: float, rows: int) -> None:
            now = [int(size * part), rows]
            self.tell(now[0] - told[0], now[1] - told[1])
            told[:] = now

        def watch() -> None:
            while not done.wait(_TOLD_EVERY):
                tell_up_to(part := self.engine.progress(), int(part * size / _ROW))

        if size < _SMALL:
            read = self.engine.read(plan, self.log)
        else:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(watch)
                try:
                    read = self.engine.read(plan, self.log)
                finally:
                    done.set()
        tell_up_to(1.0, read.rows)
        return read

    def _by_copy(self, header: Header, encoding: str) -> Taken:
        """Read a copy that is plain."""
        target = self.folder / "plain"
        columns = header.columns
        trailing = header.fields - columns.width
        received = columns.positions["received"]
        shape = Shape(header.delimiter, columns.width, trailing, received, header.line)
        with ThreadPoolExecutor(1) as pool:
            sha256 = pool.submit(hash_of, self.path)
            parts = copy_plain(
                self.path, ENCODINGS[encoding], target, shape, lambda size: self.tell(size // 2, 0)
            )
            taken = self._copied(header, parts, encoding)
        return replace(taken, sha256=sha256.result())

    def _copied(
        self, header: Header, parts: Iterable[Copied], encoding: str | None, **more: bool
    ) -> Taken:
        """Read the parts of a copy, each while the next is made."""
        with ThreadPoolExecutor(1) as pool:
            try:
                under_way = [
                    (part, pool.submit(self._read_part, header, part, **more)) for part in parts
                ]
                read = [(part, reading.result()) for part, reading in under_way]
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return _joined(header, encoding, read)

    def _read_part(self, header: Header, part: Copied, **more: bool) -> Read:
        plan = self._plan(header, part.path, skip=0, spaced=part.spaced, **more)
        try:
            read = self._read(plan, part.size - part.size // 2)
        except UnreadableError:
            raise InputError(Problem("unreadable", Location(self.shown))) from None
        scanned = Places(0, Gaps(Gaps.none().nothing, read.refused))
        whole = read.rows + len(read.refused) == part.rows
        sample = {row + 1: line for row, line in part.sample.items()}
        if not whole or not holds(self.engine, plan, read, scanned, sample):
            raise AssertionError(f"the lines of {self.shown} are not numbered as in the file")
        return read


def _joined(header: Header, encoding: str | None, parts: Sequence[tuple[Copied, Read]]) -> Taken:
    """Put together what came of the parts of a copy."""
    nothing, faults = Gaps.none().nothing, dict[int, str]()
    refused = dict[int, str]()
    lines = 0
    for part, read in parts:
        nothing.extend(part.gaps.nothing)
        faults |= part.gaps.faults
        refused |= {line + lines: fault for line, fault in read.refused.items()}
        lines += part.rows
    in_file = Places(header.line, Gaps(nothing, faults))
    return Taken(
        header=header,
        encoding=encoding,
        read=Read(parts[0][1].first, sum(read.rows for _, read in parts), refused),
        gaps=Gaps(
            nothing, faults | {in_file.line(line - 1): fault for line, fault in refused.items()}
        ),
        scanned=Places(0, Gaps(Gaps.none().nothing, refused)),
        texts=[part.path for part, _ in parts],
    )


def _lines(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            yield from lines


def _open_quotes(head: bytes) -> bool:
    """Tell whether any of the first lines leaves a quote open."""
    return b'"' in head and any(line.count(b'"') % 2 for line in head.split(b"\n")[:-1])


def _plainly_named(path: Path, folder: Path) -> Path:
    """Return a path that no engine takes for a pattern: a link to it, if need be."""
    if str(path).isprintable() and not any(mark in str(path) for mark in "*?[{"):
        return path
    link = folder / "log"
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    return link
