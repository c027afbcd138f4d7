"""The case list: every case of those audited that was not answered in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from basutbud.caselog.engine import Engine
from basutbud.caselog.reading.logread import LogRead
from basutbud.caselog.sql.outcomes import CASE_LIST, OUTCOMES
from basutbud.caselog.units import Units
from basutbud.model.tables import CaseRow
from basutbud.safetext import safe_id


def case_list(
    engine: Engine,
    reads: Sequence[LogRead],
    units: Units,
    services: Sequence[str],
    clinic_names: Mapping[str, str],
    *,
    case_ids: bool,
) -> Iterator[CaseRow]:
    """Yield the cases, in the order of the logs; without ``case_ids`` their column is empty.

    ``clinic_names`` are by HSA-id.
    """
    shown_units = {
        n: (units.shown(n), clinic_names.get(units.name(n), ""))
        for n in units.numbers
        if units.audited(n)
    }
    outcomes = [outcome.value for outcome in OUTCOMES]
    current = -1
    for row in engine.rows(CASE_LIST):
        log, row_id, case_id, unit, service, received, due, reply, waited, outcome = row
        if unit not in shown_units:
            continue
        if log != current:
            current, read = log, reads[log]
            line_and_record, has_lines = read.line_map.in_order(), read.has_lines
        line, record = line_and_record(row_id - read.first)
        shown_unit, clinic = shown_units[unit]
        yield (
            read.shown,
            line if has_lines else None,
            record,
            safe_id(case_id) if case_ids else None,
            shown_unit,
            None if service is None else services[service],
            received,
            due,
            reply,
            waited,
            outcomes[outcome],
            clinic,
        )
