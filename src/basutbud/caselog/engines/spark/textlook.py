"""Looks at text on a cluster: counts its lines, and finds its encoding and its header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from basutbud.caselog.engine import Plan
from basutbud.caselog.engines.spark.fields import quoted
from basutbud.caselog.engines.spark.files import NOT_READ
from basutbud.caselog.engines.spark.lines import WIDE, Profile, head_of, lines_of, profiled
from basutbud.caselog.engines.spark.looking import ClusterLog, Seen, as_many_as_can
from basutbud.caselog.letters.encoding import encoding_of_words, presume_encoding
from basutbud.caselog.reading.header import HEADER_LINES, Header, find_header
from basutbud.caselog.reading.intake import RECORDS, fields_of_rows
from basutbud.caselog.request import ENCODINGS, Dialect
from basutbud.caselog.unpacking.opening import Form, NotReadError, form_of_head
from basutbud.errors import InputError, Location, Problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CHARSETS: Final = {
    **WIDE,
    "windows-1252": "windows-1252",
    "latin-1": "ISO-8859-1",
    "iso-8859-15": "ISO-8859-15",
    "cp850": "IBM850",
    "cp437": "IBM437",
    "mac-roman": "x-MacRoman",
}
"""The encodings by Java's names."""
_HEAD: Final = 512
_MOST_WORDS: Final = 20_000
"""The most frequent words of a log from which its encoding is found, at most."""
_WORDS: Final = r"[^A-Za-z\x80-\xff]+"


def line_sql(encoding: str) -> str:
    """Return SQL for a line's text. Except in UTF-8, invalid bytes become U+FFFD."""
    charset = _CHARSETS.get(encoding)
    if charset is None:
        return "value"
    text = f"decode(CAST(value AS BINARY), '{charset}')"
    return f"trim(TRAILING '\\r' FROM {text})" if encoding in WIDE else text


@dataclass(slots=True)
class TextLook:
    """Looks at text. Headers are looked for once in files that begin with the same one."""

    spark: SparkSession
    dialect: Dialect
    _headers: dict[tuple[object, ...], tuple[Header, int]] = field(default_factory=dict)

    def seen(self, logs: Sequence[ClusterLog], failures: list[Problem]) -> Iterator[Seen]:
        """Yield the logs that can be read; what is wrong with others is added to the failures."""
        profiles = as_many_as_can(logs, self._profiled(self.dialect.encoding or "utf-8"), failures)
        for log in logs:
            if log.file.size == 0:
                failures.append(Problem("log_empty", Location(log.source.shown)))
                continue
            if log.file.key not in profiles:
                continue
            try:
                yield from self._look(log, profiles[log.file.key], failures)
            except InputError as error:
                failures += error.problems
            except NotReadError as error:
                place, kind = Location(log.source.shown), {"kind": error.kind}
                failures.append(Problem(error.code, place, kind))

    def _profiled(self, encoding: str) -> Callable[[Sequence[ClusterLog]], Mapping[str, Profile]]:
        def work(logs: Sequence[ClusterLog]) -> Mapping[str, Profile]:
            return profiled(lines_of(self.spark, [log.file.pattern for log in logs], encoding))

        return work

    def _look(self, log: ClusterLog, profile: Profile, failures: list[Problem]) -> Iterator[Seen]:
        shown = log.source.shown
        head = profile.first[:_HEAD]
        form = form_of_head(head)
        if form is not Form.TEXT or head.startswith(tuple(NOT_READ)):
            kind = next((kind for magic, kind in NOT_READ.items() if head.startswith(magic)), form)
            raise InputError(Problem("spark_not_read", Location(shown), {"kind": str(kind)}))
        encoding = self.dialect.encoding or presume_encoding(head, shown)
        if encoding in WIDE and not self.dialect.encoding:
            again = as_many_as_can([log], self._profiled(encoding), failures)
            if not again:
                return
            profile = again[log.file.key]
        elif encoding == "utf-8" and profile.not_utf8 and not self.dialect.encoding:
            encoding = encoding_of_words(self._foreign_words(log), shown)
        header, fields = self._header(log, encoding, profile)
        plan = Plan(Path(log.file.path), header.columns, fields, header.delimiter)
        yield Seen(log, Form.TEXT, header, plan, encoding, profile)

    def _header(self, log: ClusterLog, encoding: str, profile: Profile) -> tuple[Header, int]:
        key = (encoding, profile.first, log.unit is None)
        if key in self._headers:
            return self._headers[key]
        lines = lines_of(self.spark, [log.file.pattern], encoding)
        feed = "\n".encode(WIDE.get(encoding, "ascii"))
        whole = feed.join(head_of(lines, HEADER_LINES + RECORDS))
        text = TextIOWrapper(BytesIO(whole), ENCODINGS[encoding], errors="replace", newline=None)
        head = [line.rstrip("\n") for line in islice(text, HEADER_LINES)]
        header = find_header(
            head, log.source.shown, self.dialect, encoding, unit_needed=log.unit is None
        )
        text.seek(0)
        found = header, fields_of_rows(islice(text, header.line, None), header)
        if header.line == 1:
            self._headers[key] = found
        return found

    def _foreign_words(self, log: ClusterLog) -> Mapping[bytes, int]:
        """Count the words of a log that are not ASCII, on the cluster."""
        words = (
            lines_of(self.spark, [log.file.pattern])
            .selectExpr(
                "explode(split(decode(CAST(value AS BINARY), 'ISO-8859-1'),"
                f" {quoted(_WORDS)})) AS word"
            )
            .where("octet_length(word) > length(word)")
            .groupBy("word")
            .count()
            .orderBy("count", "word", ascending=[False, True])
            .limit(_MOST_WORDS)
        )
        return {word.encode("latin-1"): count for word, count in map(tuple, words.collect())}
