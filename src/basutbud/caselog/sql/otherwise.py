"""The outcomes of cases by other ways to count working days, in SQL that all engines understand.

It reads ``standing`` and ``audit`` (see ``outcomes``), and ``otherwise``, the calendar of each way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from basutbud.caselog.sql.outcomes import OUTCOMES
from basutbud.model.vocabulary import CaseOutcome

IN_VIEW: Final = frozenset(
    {CaseOutcome.ON_TIME, CaseOutcome.LATE, CaseOutcome.OPEN, CaseOutcome.OVERDUE}
)
"""The outcomes that depend on how working days are counted."""
_O: Final = {outcome.name.lower(): number for number, outcome in enumerate(OUTCOMES)}
_IN_VIEW: Final = f"({', '.join(str(OUTCOMES.index(one)) for one in OUTCOMES if one in IN_VIEW)})"


def calendar_columns(ways: int) -> str:
    """Return the columns of the table ``otherwise``: each day, and when a case is due each way."""
    return "day DATE" + "".join(f", due_{way} DATE" for way in range(ways))


def otherwise_sql(last_days: Sequence[date]) -> str:
    """Return SQL for cases by unit, force, and their outcomes by other ways to count working days.

    Each way has a last day that its calendar can judge.
    """
    ways = range(len(last_days))
    outcomes = ", ".join(
        f"""CAST(CASE
            WHEN greatest(received, CAST(reply_at AS DATE)) > DATE '{last_days[way]}'
                THEN {_O["rejected"]}
            WHEN reply_at IS NULL AND due_{way} < as_of THEN {_O["overdue"]}
            WHEN reply_at IS NULL THEN {_O["open"]}
            WHEN CAST(reply_at AS DATE) > due_{way} THEN {_O["late"]}
            ELSE {_O["on_time"]} END AS TINYINT) AS outcome_{way}"""
        for way in ways
    )
    return f"""
        SELECT unit_id, in_force, {outcomes}, count(*)
        FROM standing JOIN otherwise ON otherwise.day = received CROSS JOIN audit
        WHERE outcome IN {_IN_VIEW} AND unit_id IS NOT NULL GROUP BY ALL
    """
