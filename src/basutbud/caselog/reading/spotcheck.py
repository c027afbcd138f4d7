"""Verifies in every run, by a sample, that rows have the numbers of their lines."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from basutbud.caselog.engine import SPACES, Engine, Plan
from basutbud.caselog.sql.ids import composed


def verify_sampled_lines(engine: Engine, plan: Plan, sample: Mapping[int, bytes]) -> bool:
    """Tell whether the staged rows of some lines, from 0, have the case ids of these lines."""
    expected = {
        row: case_id
        for row, line in sample.items()
        if (case_id := _case_id(line, plan)) is not None
    }
    row_ids = ", ".join(map(str, expected)) or "-1"
    found = engine.rows(f"SELECT row_id, case_id FROM staged_row WHERE row_id IN ({row_ids})")
    return {row_id: text or "" for row_id, text in found} == expected


def _case_id(line: bytes, plan: Plan) -> str | None:
    """Return the case id of a line, split with the standard library; None if it is no record."""
    try:
        text = line.decode()
        fields = (
            next(csv.reader([text], delimiter=plan.delimiter, strict=True), [])
            if plan.quoted
            else text.split(plan.delimiter)
        )
    except (UnicodeDecodeError, csv.Error):
        return None
    position = plan.columns.positions["case_id"]
    return composed(fields[position].strip(SPACES)) if len(fields) >= plan.columns.width else None
