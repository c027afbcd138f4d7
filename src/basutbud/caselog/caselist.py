"""The case list: every case of those audited that was not answered in time, as lines of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from basutbud.caselog.classification import case_list_sql
from basutbud.caselog.plan import Engine
from basutbud.caselog.reading import LogRead
from basutbud.caselog.units import Units
from basutbud.model.tables import CASE_LIST_COLUMNS
from basutbud.safetext import safe_id


def case_list(
    engine: Engine,
    reads: Sequence[LogRead],
    units: Units,
    services: Sequence[str],
    *,
    case_ids: bool,
) -> Iterator[str]:
    """Yield the lines, in the order of the logs; without ``case_ids`` their column is empty."""
    engine.fill(
        "unit_cell",
        "id INTEGER, cell VARCHAR",
        [(n, cell(units.shown(n))) for n in units.numbers if units.audited(n)],
    )
    engine.fill(
        "service_cell", "id INTEGER, cell VARCHAR", [(n, cell(s)) for n, s in enumerate(services)]
    )
    logs = [cell(read.shown) for read in reads]
    engine.fill(
        "log_cell",
        "log INTEGER, cell VARCHAR, to_line BIGINT, to_record BIGINT",
        [
            (log, logs[log], read.offset, 1 - read.first if read.places.whole else None)
            for log, read in enumerate(reads)
        ],
    )
    yield ",".join(CASE_LIST_COLUMNS) + "\n"
    yield from _lines(engine.rows(case_list_sql(case_ids=case_ids)), zip(logs, reads, strict=True))


def _lines(
    rows: Iterable[tuple[str | None, int, str, str | None]], logs: Iterator[tuple[str, LogRead]]
) -> Iterator[str]:
    """Yield lines as the engine made them, or put together from its rows, log after log."""
    end = 0
    for made, place, line_end, case_id in rows:
        if made is not None:
            yield made
            continue
        while place >= end:
            log, read = next(logs)
            first, end = read.first, read.first + read.rows
            line_and_record, has_lines = read.places.in_order(), read.has_lines
        line, record = line_and_record(place - first)
        shown = "" if case_id is None else f"{cell(safe_id(case_id))},"
        yield f"{log},{line if has_lines else ''},{record},{shown}{line_end}"


def cell(text: str) -> str:
    """Return text as a cell of CSV; a guard against formulas is for who writes a file of it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([text])
    return line.getvalue() if text else ""
