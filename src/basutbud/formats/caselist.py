"""The case list: every case not answered in time, one line each, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from basutbud.model.cases import CASE_LIST_COLUMNS, Case

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_case_list(cases: Iterable[Case], target: TextIO, *, case_ids: bool) -> None:
    """Write the list, case by case as they come; without ``case_ids`` their column is empty."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(CASE_LIST_COLUMNS)
    for case in cases:
        writer.writerow(
            (
                _harmless(case.path),
                case.line,
                case.record,
                _harmless(case.case_id) if case_ids else "",
                _harmless(case.unit),
                _harmless(case.service or ""),
                case.received.isoformat(),
                case.due.isoformat(),
                case.first_reply.isoformat() if case.first_reply else "",
                case.working_days,
                case.outcome,
            )
        )


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
