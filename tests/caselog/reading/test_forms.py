"""One log in any forms that it can be written in: its outcomes are equal, or it is refused."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyarrow import parquet as pq

from basutbud.model.report import Report
from logs import HEADER, scan, stamp

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

AS_OF = date(2017, 6, 30)
PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "csv": bytes,
    "csv.gz": gzip.compress,
    "csv.zst": zstd.compress,
}
GUESSED = ("cp1252", "cp850")
"""Encodings that only letters tell; a log whose letters tell too little is refused."""
Row = tuple[str, str, str, datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Form:
    """How a log is written; what a kind of file has no use for is ignored by it.

    ``order`` is that of its columns, a note among them if ``noted``. ``typed``: times are no text.
    """

    kind: str
    order: Sequence[int]
    noted: bool
    typed: bool
    times: str
    encoding: str
    delimiter: str
    newline: str
    quoting: int

    def write(self, folder: Path, log: Sequence[Row]) -> Path:
        """Write the log."""
        path = folder / f"log.{self.kind}"
        noted = [(*row, f"{row[0]};{self.newline}då") for row in log]
        rows = [[self._cell(row[at]) for at in self._columns] for row in noted]
        names = [(*HEADER, "Anteckning")[at] for at in self._columns]
        if self.kind == "xlsx":
            _write_book(path, [names, *rows])
        elif self.kind == "parquet":
            columns = [pa.array(column) for column in zip(*rows, strict=True)]
            pq.write_table(pa.table(columns, names=names), path)
        else:
            text = io.StringIO()
            end, mark, quoting = self.newline, self.delimiter, self.quoting
            writer = csv.writer(text, delimiter=mark, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]  # one of csv's constants
            writer.writerows([names, *rows])
            path.write_bytes(PACKED[self.kind](text.getvalue().encode(self.encoding)))
        return path

    @property
    def _columns(self) -> list[int]:
        return [at for at in self.order if self.noted or at < len(HEADER)]

    def _cell(self, value: str | datetime | None) -> str | datetime | None:
        if isinstance(value, datetime) and not (self.typed and self.kind in ("xlsx", "parquet")):
            return stamp(value, self.times)[0]
        return value


def _write_book(path: Path, rows: Sequence[Sequence[str | datetime | None]]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(line, at, cell)
                elif cell:
                    sheet.write_string(line, at, cell)


moments = st.datetimes(datetime(2016, 1, 2), datetime(2017, 6, 29)).map(  # noqa: DTZ001 - local by intent
    lambda moment: moment.replace(hour=max(3, moment.hour), second=0, microsecond=0)
)
"""Not in the hour that is passed twice, or not at all, which only some forms tell."""
texts = st.text('abÅäöé019 -.,;|"+#=E', min_size=1, max_size=8).map(lambda text: f"x{text}x")
log_rows = st.tuples(
    texts | st.integers(0, 5).map(str) | st.just("2E+17"),
    st.sampled_from(("SE2321000131-E000000009001", "SE2321000131-E000000009002", "Björkens vård")),
    st.sampled_from(("Förnya recept", "Beställa tid", "Egenremiss", "Egen fråga")) | texts,
    moments,
    st.none() | moments,
)
forms = st.builds(
    Form,
    kind=st.sampled_from((*PACKED, "xlsx", "parquet")),
    order=st.permutations(range(6)),
    noted=st.booleans(),
    typed=st.booleans(),
    times=st.sampled_from(("plain", "compact-time", "seconds", "T", "offset", "utc", "foreign")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", *GUESSED)),
    delimiter=st.sampled_from((";", ",", "\t", "|")),
    newline=st.sampled_from(("\n", "\r\n", "\r")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
)


def outcomes(report: Report) -> dict[str, Any]:
    """Return what became of a log's rows: by unit, by case type, and case by case."""
    found: dict[str, Any] = {"all": report.statistics.total, "ids": report.statistics.recurring_ids}
    for unit in report.statistics.units.values():
        worst = [(one.case_id, one.received, one.outcome, one.working_days) for one in unit.worst]
        found[unit.unit] = unit.total, unit.by_service, unit.by_month, sorted(worst, key=repr)
    return found


@given(st.lists(log_rows, min_size=1, max_size=12), st.lists(forms, min_size=2, max_size=2))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_one_log_in_any_forms_has_equal_outcomes_or_is_refused(
    log: list[Row], worn: list[Form]
) -> None:
    """Kind of file, packing, encoding, delimiter, quotes, order of columns, and how times stand."""
    plain = Form("csv", range(6), False, False, "plain", "utf-8", ";", "\n", csv.QUOTE_MINIMAL)  # noqa: FBT003 - in the order of its fields
    with TemporaryDirectory() as folder:
        right = outcomes(scan(plain.write(Path(folder), log), as_of=AS_OF))
        for form in worn:
            report = scan(form.write(Path(folder), log), as_of=AS_OF)
            if form.encoding in GUESSED and not report.statistics.logs:
                assert report.rejections
            else:
                assert outcomes(report) == right
