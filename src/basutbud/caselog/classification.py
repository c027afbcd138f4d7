"""The outcome of every case, as SQL: written once, in words that several engines share.

It reads four tables. ``stamped``: the log's lines, stamps as moments. ``calendar``: a row for
each day, with its ordinals and due date. ``unit`` and ``service``: what the log's texts stand
for.
"""

from __future__ import annotations

from typing import Final

ROW_COLUMNS: Final = """
    log INTEGER, line BIGINT, unit_id INTEGER, service_id INTEGER, case_id VARCHAR,
    received DATE, due DATE, reply_at TIMESTAMP, days INTEGER,
    in_force BOOLEAN, fault VARCHAR, outcome VARCHAR
"""
"""The table ``case_row``: every record of every log, with its outcome."""


_IN_REPEATED_HOUR: Final = """(
    month(received) = 10 AND day(received) > 24 AND (received - DATE '1990-01-07') % 7 = 0
    AND hour(received_at) = 2 AND hour(reply_at) = 2
)"""
"""The hour that is passed twice when summer time ends, where an earlier clock may be later."""


def classify_sql(stamped: str, *, log: int, header_line: int) -> str:
    """Return SQL for one log's rows in the shape of ``ROW_COLUMNS``.

    Uses the parameters of the audit from the one-row table ``audit``: ``as_of``, ``period_from``,
    ``period_to`` and ``today_before``, the ordinal of the audit's date.
    """
    return f"""
    WITH stamped AS ({stamped}),
    joined AS (
        SELECT line, case_id, received_at, received_timed, reply_at, reply_timed,
               unit.id AS unit_id, unit.in_force_from, service.id AS service_id,
               arrival.day AS received, arrival.due, arrival.base,
               reply.day AS replied, reply.before,
               CASE WHEN stamped.fault IS NOT NULL THEN stamped.fault
                    WHEN case_id = '' THEN 'case_id:missing'
                    WHEN unit.fault IS NOT NULL THEN unit.fault
                    WHEN NOT has_received THEN 'received:missing'
                    WHEN arrival.day IS NULL THEN 'received:stamp'
                    WHEN has_reply AND reply.day IS NULL THEN 'first_reply:stamp'
               END AS why
        FROM stamped
        LEFT JOIN unit ON unit.text = stamped.unit
        LEFT JOIN service ON service.text = stamped.service
        LEFT JOIN calendar AS arrival ON arrival.day = CAST(received_at AS DATE)
        LEFT JOIN calendar AS reply ON reply.day = CAST(reply_at AS DATE)
        WHERE line > {header_line} AND stamped.fault IS DISTINCT FROM 'nothing'
    )
    SELECT {log}, line, unit_id, service_id, case_id, received, due, reply_at,
           CASE WHEN coalesce(replied, as_of) <= received THEN 0
                ELSE greatest(0, coalesce(before, today_before) - base + 1) END,
           received >= in_force_from,
           why,
           CASE WHEN why IS NOT NULL THEN 'rejected'
                WHEN received < period_from OR received > period_to THEN 'outside'
                WHEN replied < received THEN 'contradictory'
                WHEN replied = received AND received_timed AND reply_timed
                     AND reply_at < received_at AND NOT {_IN_REPEATED_HOUR} THEN 'contradictory'
                WHEN replied IS NULL AND due < as_of THEN 'overdue'
                WHEN replied IS NULL THEN 'open'
                WHEN replied > due THEN 'late'
                ELSE 'on_time'
           END
    FROM joined CROSS JOIN audit
    """


SUPERSEDE: Final = """
    UPDATE case_row SET outcome = 'superseded'
    FROM (
        SELECT place, row_number() OVER (
            PARTITION BY unit_id, case_id
            ORDER BY reply_at NULLS LAST, log, line
        ) AS turn
        FROM (SELECT rowid AS place, * FROM case_row WHERE outcome NOT IN ('rejected', 'outside'))
        SEMI JOIN (
            SELECT unit_id, case_id FROM case_row WHERE outcome NOT IN ('rejected', 'outside')
            GROUP BY unit_id, case_id HAVING count(*) > 1
        ) AS again USING (unit_id, case_id)
    ) AS ranked
    WHERE case_row.rowid = ranked.place AND ranked.turn > 1
"""
"""Of rows with the same unit and case id, the one with the earliest first reply stands."""

BY_LOG: Final = """
    SELECT unit_id, log, in_force, outcome, days, count(*), min(received), max(received)
    FROM case_row GROUP BY ALL
"""
"""Rows by unit, log, whether the rule bound, outcome and working days: what is counted first."""

BY_SERVICE: Final = """
    SELECT unit_id, service_id, outcome, days, count(*) FROM case_row
    WHERE outcome NOT IN ('superseded', 'rejected', 'outside') GROUP BY ALL
"""
"""Cases by unit and service."""

BY_MONTH: Final = """
    SELECT unit_id, year(received) * 100 + month(received), outcome, days, count(*) FROM case_row
    WHERE outcome NOT IN ('superseded', 'rejected', 'outside') GROUP BY ALL
"""
"""Cases by unit and month of receipt, as yyyymm."""

BY_SERVICE_AND_MONTH: Final = """
    SELECT unit_id, service_id, year(received) * 100 + month(received), outcome, count(*)
    FROM case_row WHERE outcome NOT IN ('superseded', 'rejected', 'outside') GROUP BY ALL
"""
"""Cases by unit, service and month, without their working days."""

NOT_IN_TIME: Final = "outcome IN ('late', 'overdue')"

_CASE: Final = """
    SELECT log, line, case_id, unit_id, service_id, received, due,
           CAST(reply_at AS DATE), days, outcome,
           coalesce(in_force, false)
    FROM case_row
"""


def worst_sql(most: int) -> str:
    """Return SQL for each unit's longest waits and its contradictory rows, at most so many."""
    return f"""{_CASE}
        WHERE {NOT_IN_TIME} OR outcome = 'contradictory'
        QUALIFY row_number() OVER (
            PARTITION BY unit_id, in_force, outcome = 'contradictory'
            ORDER BY days DESC, received, log, line
        ) <= {int(most)}
        ORDER BY unit_id, outcome = 'contradictory', days DESC, received, log, line
    """


CASE_LIST: Final = f"{_CASE} WHERE {NOT_IN_TIME} ORDER BY log, line"
"""Every case not answered in time, in the order of the logs."""
