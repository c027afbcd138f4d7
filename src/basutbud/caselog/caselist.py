"""The case list: every case not answered in time, a line each, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from basutbud.caselog.classification import case_list_sql
from basutbud.caselog.plan import Engine
from basutbud.caselog.reading import LogRead
from basutbud.caselog.units import Units
from basutbud.model.cases import CASE_LIST_COLUMNS
from basutbud.safetext import harmless_cell, safe_id


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
        "unit_cell", "id INTEGER, cell VARCHAR", [(n, cell(units.shown(n))) for n in units.numbers]
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
    places = [(read.places.in_order(), read.first, read.has_lines) for read in reads]
    for made, to_make in engine.rows(case_list_sql(case_ids=case_ids)):
        if made is not None:
            yield made
            continue
        log, place, case_id, plain, line_end = to_make
        line_and_record, first, has_lines = places[log]
        line, record = line_and_record(place - first)
        shown = case_id if plain else cell(safe_id(case_id))
        yield f"{logs[log]},{line if has_lines else ''},{record},{shown},{line_end}"


def cell(text: str) -> str:
    """Return text as a cell of CSV that no spreadsheet takes for a formula."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([harmless_cell(text)])
    return line.getvalue() if text else ""
