"""SQL for every case not answered in time, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from basutbud.caselog.sql.outcomes import LISTED, NOT_IN_TIME

LATE_BY_UNIT: Final = (
    f"SELECT unit_id, count(*) FROM notable WHERE outcome IN {NOT_IN_TIME} GROUP BY unit_id"
)
"""How many cases of each unit were not answered in time."""


def late_sql(units: Iterable[int]) -> str:
    """Return SQL for these units' cases not answered in time, the longest waits first."""
    return f"""
        SELECT {LISTED}
        FROM notable WHERE outcome IN {NOT_IN_TIME} AND unit_id IN ({", ".join(map(str, units))})
        ORDER BY unit_id, waited DESC, received, row_id
    """
