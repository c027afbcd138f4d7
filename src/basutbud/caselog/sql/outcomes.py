"""The outcome of every case, in SQL that all engines understand.

It reads ``staged_row`` (see ``engine.Engine``), ``calendar`` (a row for each day, with its ordinals
and due date), ``unit`` and ``service`` (what the log's texts stand for) and the one-row table
``audit``: ``as_of``, ``period_from``, ``period_to`` and ``today_before``, the ordinal of the
audit's date. It makes ``judged``, a row for each record of all logs. Outcomes go by number, as
``OUTCOMES`` has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from basutbud.caselog.engine import FAULT
from basutbud.model.vocabulary import NO_CASE, CaseOutcome

OUTCOMES: Final = tuple(CaseOutcome)
AUDIT: Final = "as_of DATE, period_from DATE, period_to DATE, today_before INTEGER"
CALENDAR: Final = "day DATE, base INTEGER, before INTEGER, due DATE, hour_repeats BOOLEAN"
UNIT: Final = "text VARCHAR, id INTEGER, fault INTEGER, in_force_from DATE"
SERVICE: Final = "text VARCHAR, id INTEGER, fault INTEGER"
"""The columns of the small tables."""
JUDGED: Final = (
    "log INTEGER, row_id BIGINT, unit_id INTEGER, service_id INTEGER, case_id VARCHAR,"
    " received DATE, reply_at TIMESTAMP, hashed BIGINT, in_force BOOLEAN, waited INTEGER,"
    " outcome TINYINT"
)
REJECTED: Final = "log INTEGER, row_id BIGINT, fault INTEGER, wrong VARCHAR, received DATE"
"""The columns of the tables that grow with each log."""
_O: Final = {outcome.name.lower(): number for number, outcome in enumerate(OUTCOMES)}
_NO_CASE: Final = f"({', '.join(str(OUTCOMES.index(one)) for one in OUTCOMES if one in NO_CASE)})"
_ANSWERED: Final = f"({_O['on_time']}, {_O['late']})"
_SET_ASIDE: Final = f"({_O['rejected']}, {_O['outside']})"
_NOTABLE: Final = f"({_O['late']}, {_O['overdue']}, {_O['contradictory']})"
_PYTHON_YEARS: Final = ("TIMESTAMP '0002-01-01'", "TIMESTAMP '9998-12-31'")
_SHIFTED: Final = f"({FAULT['too_few_fields']}, {FAULT['too_many_fields']})"
NOT_IN_TIME: Final = f"({_O['late']}, {_O['overdue']})"

_JOINED: Final = """
    FROM staged_row
    JOIN unit ON unit.text = staged_row.unit
    JOIN service ON service.text = staged_row.service
    LEFT JOIN calendar AS arrival ON arrival.day = CAST(received_at AS DATE)
    LEFT JOIN calendar AS reply ON reply.day = CAST(reply_at AS DATE)
    CROSS JOIN audit
"""
_REJECTED: Final = """
    staged_row.fault <> 0 OR unit.fault <> 0 OR service.fault <> 0 OR arrival.day IS NULL
    OR (reply_at IS NOT NULL AND reply.day IS NULL)
"""


def judged_sql(log: int | str, first: int, hashed: str) -> str:
    """Return SQL for the staged rows of a log with their outcomes, row ids counted from ``first``.

    ``log`` is its number, or SQL for it. ``waited`` are working days, to the audit where
    unanswered. ``hashed`` is SQL for a hash of ``unit.id`` and ``case_id``.
    """
    return f"""
        SELECT {log} AS log, {first} + row_id AS row_id,
               CASE WHEN staged_row.fault NOT IN {_SHIFTED} THEN unit.id END AS unit_id,
               service.id AS service_id, case_id, arrival.day AS received, reply_at,
               {hashed} AS hashed,
               coalesce(arrival.day >= in_force_from, FALSE) AS in_force,
               CAST(CASE WHEN coalesce(reply.day, as_of) <= arrival.day THEN 0
                         ELSE greatest(0, coalesce(reply.before, today_before) - arrival.base + 1)
                    END AS INTEGER) AS waited,
               CAST(CASE
                    WHEN {_REJECTED} THEN {_O["rejected"]}
                    WHEN arrival.day < period_from OR arrival.day > period_to THEN {_O["outside"]}
                    WHEN reply.day < arrival.day THEN {_O["contradictory"]}
                    WHEN reply.day = arrival.day
                         AND coalesce(reversed, reply_at < received_at
                                      AND NOT (arrival.hour_repeats AND hour(received_at) = 2
                                               AND hour(reply_at) = 2))
                        THEN {_O["contradictory"]}
                    WHEN reply.day IS NULL AND arrival.due < as_of THEN {_O["overdue"]}
                    WHEN reply.day IS NULL THEN {_O["open"]}
                    WHEN reply.day > arrival.due THEN {_O["late"]}
                    ELSE {_O["on_time"]}
               END AS TINYINT) AS outcome
        {_JOINED} WHERE staged_row.fault <> {FAULT["nothing"]}
    """


def rejected_sql(log: int | str, first: int) -> str:
    """Return SQL for the rejected rows: log, row_id, fault, the wrong text, the day of receipt.

    The day is moved into the years that Python supports.
    """
    received = f"least({_PYTHON_YEARS[1]}, greatest({_PYTHON_YEARS[0]}, received_at))"
    return f"""
        SELECT {log} AS log, {first} + row_id AS row_id,
               CAST(CASE WHEN staged_row.fault <> 0 THEN staged_row.fault
                         WHEN unit.fault <> 0 THEN unit.fault ELSE service.fault END AS INTEGER)
                   AS fault,
               CASE WHEN staged_row.fault <> 0 THEN wrong
                    WHEN unit.fault <> 0 THEN staged_row.unit ELSE staged_row.service END AS wrong,
               CAST({received} AS DATE) AS received
        {_JOINED} WHERE ({_REJECTED}) AND staged_row.fault <> {FAULT["nothing"]}
    """


def any_rejected_sql(first: int) -> str:
    """Return SQL that has one row if any row from a row_id on is rejected, and else none."""
    return f"SELECT 1 FROM judged WHERE row_id >= {first} AND outcome = {_O['rejected']} LIMIT 1"


def staged_texts_sql(column: str, log: int | str) -> str:
    """Return SQL for the texts of a column, each with the first log where a row of it can be read.

    ``log`` is the number of the log that is staged, or SQL for it.
    """
    return f"""
        SELECT {column}, min(CASE WHEN fault = 0 THEN {log} END) FROM staged_row GROUP BY {column}
    """


def read_texts_sql(column: str) -> str:
    """Return SQL for the texts of a column in rows that can be read, log by log."""
    return f"SELECT DISTINCT log, {column} FROM staged_row WHERE fault = 0"


def days_met_sql(first: date, last: date) -> str:
    """Return SQL for the first and the last day of all staged stamps, within these two days.

    A stamp may have a day that is in no calendar, and that Python does not support.
    """
    bounds = f"TIMESTAMP '{first}'", f"TIMESTAMP '{last}'"
    return f"""
        SELECT CAST(greatest({bounds[0]}, least({bounds[1]}, earliest)) AS DATE),
               CAST(greatest({bounds[0]}, least({bounds[1]}, latest)) AS DATE)
        FROM (
            SELECT least(min(received_at), min(reply_at)) AS earliest,
                   greatest(max(received_at), max(reply_at)) AS latest FROM staged_row
        ) AS met WHERE earliest IS NOT NULL
    """


REPEATED: Final = f"""
    SELECT hashed FROM judged WHERE outcome NOT IN {_SET_ASIDE}
    GROUP BY hashed HAVING count(*) > 1
"""
"""The hashes of the case ids that a unit has more than once, on whatever days."""
CANDIDATE: Final = f"""
    SELECT log, row_id, unit_id, service_id, case_id, received, reply_at, outcome FROM judged
    WHERE outcome NOT IN {_SET_ASIDE} AND hashed IN (SELECT hashed FROM repeated)
"""
"""The rows that may be superseded by another."""
SUPERSEDED: Final = f"""
    SELECT row_id FROM (
        SELECT row_id, row_number() OVER (
            PARTITION BY unit_id, case_id, received
            ORDER BY reply_at IS NULL, outcome = {_O["contradictory"]}, reply_at, row_id
        ) AS turn
        FROM candidate
    ) AS ranked WHERE turn > 1
"""
"""The row ids of superseded rows.

Of rows with the same unit, case id and day of receipt, an answered one stands before one that is
not, one that can be judged before a contradictory one, and then the earliest first reply.
"""
RECURRING: Final = """
    SELECT unit_id, count(*) FROM (
        SELECT unit_id, case_id FROM candidate
        GROUP BY unit_id, case_id HAVING min(received) < max(received)
    ) AS recurring GROUP BY unit_id
"""
"""How many case ids of each unit stand for several cases, received on different days."""
OF_SEVERAL_TYPES: Final = """
    SELECT log, CAST(sum(n) AS BIGINT) FROM (
        SELECT log, count(*) AS n FROM candidate
        GROUP BY log, unit_id, case_id, received HAVING min(service_id) < max(service_id)
    ) AS shared GROUP BY log
"""
"""How many rows of each log have their case id and day of receipt with one of another case type."""
STANDING: Final = "SELECT * FROM judged"
"""The records as they are judged, where no case stands twice."""
STANDING_ONCE: Final = f"""
    SELECT log, judged.row_id, unit_id, service_id, case_id, received, reply_at, in_force, waited,
           CASE WHEN superseded.row_id IS NULL THEN outcome
                ELSE CAST({_O["superseded"]} AS TINYINT) END AS outcome
    FROM judged LEFT JOIN superseded ON superseded.row_id = judged.row_id
"""
"""The same, where some rows are superseded."""
NOTABLE: Final = f"""
    SELECT standing.row_id, log, unit_id, service_id, case_id, received, calendar.due,
           CAST(reply_at AS DATE) AS first_reply, in_force, waited, outcome
    FROM standing JOIN calendar ON calendar.day = received WHERE outcome IN {_NOTABLE}
"""
"""The cases that are listed one by one."""
_DAYS: Final = f"CASE WHEN outcome IN {_ANSWERED} THEN waited ELSE -1 END AS days"
"""The working days of answered cases, else -1."""
_MOST_DAYS: Final = 4_000_000
"""More days than there are up to the year 9999."""
SERVICE_KEY: Final = "service_id"
MONTH: Final = "year(received) * 12 + month(received)"
"""The number of a month, as ``month_name`` takes it."""
MONTHS_IN_TERTIAL: Final = 4
TERTIAL: Final = f"{MONTH} - (month(received) - 1) % {MONTHS_IN_TERTIAL}"
"""The first month of the third of a year."""


_PART: Final = f"""CAST(array_sort(array_agg(
    (n * {_MOST_DAYS} + days + 1) * {len(OUTCOMES)} + outcome)) AS STRING)"""
"""Rows, working days and outcomes: a text that is the same wherever these are the same.

It lists numbers, each of which ``read_part`` takes apart.
"""
BY_LOG: Final = f"""
    SELECT unit_id, log, in_force, {_PART},
           min(first) FILTER (WHERE outcome NOT IN {_NO_CASE}),
           max(last) FILTER (WHERE outcome NOT IN {_NO_CASE})
    FROM (
        SELECT unit_id, log, in_force, outcome, {_DAYS}, count(*) AS n,
               min(received) AS first, max(received) AS last
        FROM standing GROUP BY ALL
    ) AS counted GROUP BY unit_id, log, in_force
"""
"""Rows by unit, log and whether the rule bound, with the first and last day of a case."""


def parts_sql(*keys: str) -> str:
    """Return SQL for the cases of each unit by expressions of ``standing``."""
    named = ", ".join(f"{key} AS key_{number}" for number, key in enumerate(keys))
    grouped = ", ".join(f"key_{number}" for number in range(len(keys)))
    return f"""
        SELECT unit_id, {grouped}, {_PART}
        FROM (
            SELECT unit_id, {named}, outcome, {_DAYS}, count(*) AS n
            FROM standing WHERE outcome NOT IN {_NO_CASE} AND unit_id IS NOT NULL GROUP BY ALL
        ) AS counted GROUP BY unit_id, {grouped}
    """


def read_part(part: str) -> Iterator[tuple[int, int, int]]:
    """Yield outcome, working days and rows from a part's text; the days are -1 without a reply."""
    for number in part.strip("[]").split(", "):
        rest, outcome = divmod(int(number), len(OUTCOMES))
        rows, days = divmod(rest, _MOST_DAYS)
        yield outcome, days - 1, rows


LISTED: Final = """log, row_id, case_id, unit_id, service_id, received, due, first_reply,
    waited, outcome, in_force"""


def worst_sql(most: int) -> str:
    """Return SQL for each unit's longest waits and contradictory rows, up to a limit."""
    contradictory = f"outcome = {_O['contradictory']}"
    return f"""
        SELECT {LISTED}
        FROM (
            SELECT *, row_number() OVER (
                PARTITION BY unit_id, in_force, {contradictory}
                ORDER BY waited DESC, received, row_id
            ) AS turn
            FROM notable
        ) AS ranked WHERE turn <= {most}
        ORDER BY unit_id, {contradictory}, waited DESC, received, row_id
    """


CASE_LIST: Final = f"""
    SELECT log, row_id, case_id, unit_id, service_id, CAST(received AS STRING),
           CAST(due AS STRING), CAST(first_reply AS STRING), waited, outcome
    FROM notable WHERE outcome IN {NOT_IN_TIME} ORDER BY row_id
"""
"""Every case not answered in time, in the order of the logs."""


def rejections_sql(most: int | None) -> str:
    """Return SQL for each log's first rejected rows: log, row_id, fault, wrong text, received."""
    turn = "row_number() OVER (PARTITION BY log ORDER BY row_id) AS turn"
    first = f"(SELECT *, {turn} FROM rejected) AS ranked WHERE turn <= {most}"
    return f"""
        SELECT log, row_id, fault, wrong, received
        FROM {"rejected" if most is None else first} ORDER BY row_id
    """


SOUGHT: Final = "case_id VARCHAR"
"""The column of a table with the one case id that is looked for."""
SOUGHT_CASES: Final = f"""
    SELECT log, standing.row_id, standing.case_id, unit_id, service_id, received, calendar.due,
           CAST(reply_at AS DATE) AS first_reply, waited, outcome, in_force
    FROM standing JOIN sought ON sought.case_id = standing.case_id
    JOIN calendar ON calendar.day = received
    WHERE outcome <> {_O["rejected"]} ORDER BY standing.row_id
"""
SOUGHT_REJECTED: Final = """
    SELECT rejected.log, rejected.row_id, fault, wrong, rejected.received
    FROM rejected JOIN judged ON judged.row_id = rejected.row_id
    JOIN sought ON sought.case_id = judged.case_id ORDER BY rejected.row_id
"""
