"""The outcome of every case, as SQL: written once, in words that several engines share.

It reads four tables. ``stamped``: the log's lines, with days as text. ``calendar``: a row for
each day, with its ordinals and due date. ``unit`` and ``service``: what the log's texts stand
for.
"""

from __future__ import annotations

from typing import Final

ROW_COLUMNS: Final = """
    log INTEGER, line BIGINT, unit_id INTEGER, service_id INTEGER, case_id VARCHAR,
    received DATE, due DATE, first_reply DATE, reply_minute INTEGER, days INTEGER,
    in_force BOOLEAN, fault VARCHAR, outcome VARCHAR
"""
"""The table ``case_row``: every record of every log, with its outcome."""


def classify_sql(stamped: str, *, log: int, header_line: int) -> str:
    """Return SQL for one log's rows in the shape of ``ROW_COLUMNS``.

    Uses the parameters of the audit from the one-row table ``audit``: ``as_of``, ``period_from``,
    ``period_to`` and ``today_before``, the ordinal of the audit's date.
    """
    # Sound by construction: two numbers and this package's own SQL.
    return f"""
    WITH stamped AS ({stamped}),
    joined AS (
        SELECT stamped.line, stamped.case_id, stamped.received_minute, stamped.first_reply_minute,
               unit.id AS unit_id, unit.in_force_from,
               service.id AS service_id, arrival.day AS received, arrival.due, arrival.base,
               reply.day AS replied, reply.before,
               CASE WHEN stamped.fault IS NOT NULL THEN stamped.fault
                    WHEN stamped.case_id = '' THEN 'case_id:missing'
                    WHEN unit.fault IS NOT NULL THEN unit.fault
                    WHEN stamped.received = '' THEN 'received:missing'
                    WHEN arrival.day IS NULL THEN 'received:stamp'
                    WHEN stamped.first_reply <> '' AND reply.day IS NULL THEN 'first_reply:stamp'
               END AS why
        FROM stamped
        LEFT JOIN unit ON unit.text = stamped.unit
        LEFT JOIN service ON service.text = stamped.service
        LEFT JOIN calendar AS arrival ON arrival.day_text = stamped.received_day
        LEFT JOIN calendar AS reply ON reply.day_text = stamped.first_reply_day
        WHERE stamped.line > {header_line} AND stamped.fault IS DISTINCT FROM 'nothing'
    )
    SELECT {log}, line, unit_id, service_id, case_id, received, due, replied, first_reply_minute,
           CASE WHEN coalesce(replied, as_of) <= received THEN 0
                ELSE greatest(0, coalesce(before, today_before) - base + 1) END,
           received >= in_force_from,
           why,
           CASE WHEN why IS NOT NULL THEN 'rejected'
                WHEN received < period_from OR received > period_to THEN 'outside'
                WHEN replied < received THEN 'contradictory'
                WHEN replied = received AND first_reply_minute < received_minute
                THEN 'contradictory'
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
            ORDER BY first_reply NULLS LAST, coalesce(reply_minute, 0), log, line
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

HISTOGRAM: Final = """
    SELECT log, unit_id, service_id, year(received) * 100 + month(received) AS month,
           coalesce(in_force, false) AS in_force, outcome, days, count(*) AS cases,
           min(received), max(received)
    FROM case_row GROUP BY ALL
"""
"""Everything that is counted, as one small table."""

NOT_IN_TIME: Final = "outcome IN ('late', 'overdue')"

_CASE: Final = """
    SELECT log, line, case_id, unit_id, service_id, received, due, first_reply, days, outcome,
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
