"""The proof, in every run, that rows stand where they are said to: some are looked up."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from basutbud.caselog.ids import composed
from basutbud.caselog.places import Places
from basutbud.caselog.plan import SPACES, Engine, Plan, Read


def holds(
    engine: Engine, plan: Plan, read: Read, places: Places, sample: Mapping[int, bytes]
) -> bool:
    """Tell whether the rows of some lines, by number, have the case ids that the file has there."""
    expected = {
        read.first + row: case_id
        for number, line in sample.items()
        if (row := places.row(number)) is not None and (case_id := _case_id(line, plan)) is not None
    }
    wanted = ", ".join(f"({place})" for place in expected) or "(-1)"
    looked_up = f"SEMI JOIN (VALUES {wanted}) AS wanted (row_at) ON row_at = place"
    found = dict(engine.rows(f"SELECT place, case_id FROM row_read {looked_up}"))
    return {place: text or "" for place, text in found.items()} == expected


def _case_id(line: bytes, plan: Plan) -> str | None:
    """Split a line with the standard library; None where it is no whole record."""
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
