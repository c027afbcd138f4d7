"""The case list: every case of those audited that was not answered in time, as lines of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from basutbud.caselog.classification import CASE_LIST, OUTCOMES
from basutbud.caselog.plan import Engine
from basutbud.caselog.reading import LogRead
from basutbud.caselog.units import Units
from basutbud.model.tables import CASE_LIST_COLUMNS
from basutbud.safetext import is_plain_id, safe_id


def case_list(
    engine: Engine,
    reads: Sequence[LogRead],
    units: Units,
    services: Sequence[str],
    *,
    case_ids: bool,
) -> Iterator[str]:
    """Yield the lines, in the order of the logs; without ``case_ids`` their column is empty."""
    yield ",".join(CASE_LIST_COLUMNS) + "\n"
    unit_cells = {n: cell(units.shown(n)) for n in units.numbers if units.audited(n)}
    service_cells: dict[int | None, str] = {n: cell(name) for n, name in enumerate(services)}
    service_cells[None] = ""
    log_cells = [cell(read.shown) for read in reads]
    current = -1
    for row in engine.rows(CASE_LIST):
        log, place, case_id, unit, service, received, due, reply, waited, outcome = row
        if unit not in unit_cells:
            continue
        if log != current:
            current, read = log, reads[log]
            line_and_record, has_lines = read.places.in_order(), read.has_lines
        line, record = line_and_record(place - read.first)
        shown = case_id if is_plain_id(case_id) else cell(safe_id(case_id))
        yield (
            f"{log_cells[log]},{line if has_lines else ''},{record},{shown if case_ids else ''},"
            f"{unit_cells[unit]},{service_cells[service]},{received},{due},{reply or ''},{waited},"
            f"{OUTCOMES[outcome]}\n"
        )


def cell(text: str) -> str:
    """Return text as a cell of CSV; a guard against formulas is for who writes a file of it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([text])
    return line.getvalue() if text else ""
