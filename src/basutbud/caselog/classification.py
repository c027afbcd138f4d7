"""The outcome of every case, as SQL: written once, in words that the engines share.

It reads ``row_read`` (see ``plan.Engine``), ``calendar`` (a row for each day, with its ordinals and
due date), ``unit`` and ``service`` (what the log's texts stand for, by key) and the one-row table
``audit``: ``as_of``, ``period_from``, ``period_to`` and ``today_before``, the ordinal of the
audit's date. Outcomes go by number, as ``OUTCOMES`` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from basutbud.caselog.plan import FAULT
from basutbud.model.vocabulary import NO_CASE, CaseOutcome
from basutbud.safetext import PLAIN_ID

OUTCOMES: Final = tuple(CaseOutcome)
CALENDAR: Final = "day DATE, base INTEGER, before INTEGER, due DATE, hour_repeats BOOLEAN"
"""The columns of ``calendar``."""
_O: Final = {outcome.name.lower(): number for number, outcome in enumerate(OUTCOMES)}
_NO_CASE: Final = f"({', '.join(str(OUTCOMES.index(one)) for one in OUTCOMES if one in NO_CASE)})"
_ANSWERED: Final = f"({_O['on_time']}, {_O['late']})"
_PYTHON_YEARS: Final = ("TIMESTAMP '0002-01-01'", "TIMESTAMP '9998-12-31'")
_SHIFTED: Final = f"({FAULT['too_few_fields']}, {FAULT['too_many_fields']})"
_NOT_IN_TIME: Final = f"({_O['late']}, {_O['overdue']})"

STANDING: Final = "SELECT * FROM judged"
"""The records as they are judged, where no case is told twice."""
STANDING_ONCE: Final = f"""
    SELECT judged.* EXCEPT (outcome),
           CASE WHEN superseded.place IS NULL THEN outcome
                ELSE CAST({_O["superseded"]} AS TINYINT) END AS outcome
    FROM judged LEFT JOIN superseded ON superseded.place = judged.place
"""
"""The same, where superseded rows are told."""


def judged_sql(rows: str = "row_read") -> str:
    """Return SQL for every record of ``rows`` with its outcome.

    ``waited`` are working days, to the audit where unanswered.
    """
    return f"""
        SELECT place, log, row_read.fault, unit_key, service.id AS service_id, case_id, wrong,
               received_at, reply_at, arrival.day AS received, arrival.due,
               reply.day AS first_reply,
               CASE WHEN row_read.fault NOT IN {_SHIFTED} THEN unit.id END AS unit_id,
               received >= in_force_from AS in_force,
               CAST(CASE WHEN coalesce(reply.day, as_of) <= arrival.day THEN 0
                         ELSE greatest(0, coalesce(reply.before, today_before) - arrival.base + 1)
                    END AS INTEGER) AS waited,
               CAST(CASE
                    WHEN row_read.fault <> 0 OR unit.fault <> 0 OR arrival.day IS NULL
                         OR (reply_at IS NOT NULL AND reply.day IS NULL) THEN {_O["rejected"]}
                    WHEN arrival.day < period_from OR arrival.day > period_to THEN {_O["outside"]}
                    WHEN reply.day < arrival.day THEN {_O["contradictory"]}
                    WHEN reply.day = arrival.day AND reply_at < received_at
                         AND NOT (arrival.hour_repeats
                                  AND hour(received_at) = 2 AND hour(reply_at) = 2)
                        THEN {_O["contradictory"]}
                    WHEN reply.day IS NULL AND arrival.due < as_of THEN {_O["overdue"]}
                    WHEN reply.day IS NULL THEN {_O["open"]}
                    WHEN reply.day > arrival.due THEN {_O["late"]}
                    ELSE {_O["on_time"]}
               END AS TINYINT) AS outcome
        FROM {rows} AS row_read
        JOIN unit ON unit.key = row_read.unit_key
        JOIN service ON service.key = row_read.service_key
        LEFT JOIN calendar AS arrival ON arrival.day = CAST(received_at AS DATE)
        LEFT JOIN calendar AS reply ON reply.day = CAST(reply_at AS DATE)
        CROSS JOIN audit
        WHERE row_read.fault <> {FAULT["nothing"]}
    """


def judged_at_sql(places: str) -> str:
    """Return SQL for the records at the places in a table, with their outcomes."""
    return judged_sql(f"(SELECT * FROM row_read WHERE place IN (SELECT place FROM {places}))")


def notable_sql(judged: str) -> str:
    """Return SQL for those of the records that are told of one by one."""
    notable = (_O["late"], _O["overdue"], _O["contradictory"], _O["rejected"])
    return f"""
        SELECT place, log, fault, unit_key, unit_id, service_id, case_id, wrong, received_at,
               received, due, first_reply, coalesce(in_force, FALSE) AS in_force, waited, outcome
        FROM ({judged}) AS judged ANTI JOIN superseded ON superseded.place = judged.place
        WHERE outcome IN {notable}
    """


def keys_met_sql(column: str, log: int) -> str:
    """Return SQL for the keys of units or services that a log's readable rows have."""
    return f"SELECT DISTINCT {column}_key FROM row_read WHERE log = {log} AND fault = 0"


def days_met_sql(first: date, last: date) -> str:
    """Return SQL for the first and last day that any stamp names, as far as these two days.

    A stamp may name a day that no calendar has, and Python neither.
    """
    bounds = f"TIMESTAMP '{first}'", f"TIMESTAMP '{last}'"
    return f"""
        SELECT CAST(greatest({bounds[0]}, least({bounds[1]}, earliest)) AS DATE),
               CAST(greatest({bounds[0]}, least({bounds[1]}, latest)) AS DATE)
        FROM (
            SELECT least(min(received_at), min(reply_at)) AS earliest,
                   greatest(max(received_at), max(reply_at)) AS latest FROM row_read
        ) AS met WHERE earliest IS NOT NULL
    """


def hashed_sql(key: str) -> str:
    """Return SQL for every readable row with ``key``, a hash of ``unit.id`` and ``case_id``."""
    return f"""
        SELECT row_read.*, {key} AS hashed FROM row_read
        JOIN unit ON unit.key = row_read.unit_key WHERE row_read.fault = 0
    """


def superseded_sql(key: str) -> str:
    """Return SQL for the places of superseded rows.

    Of rows with the same unit and case id, the one with the earliest first reply stands.
    """
    maybe_twice = f"SELECT * FROM ({hashed_sql(key)}) WHERE hashed IN (SELECT hashed FROM repeated)"
    return f"""
        SELECT place FROM (
            SELECT place, row_number() OVER (
                PARTITION BY unit_id, case_id ORDER BY reply_at NULLS LAST, place
            ) AS turn
            FROM ({judged_sql(f"({maybe_twice})")}) AS judged
            WHERE outcome NOT IN ({_O["rejected"]}, {_O["outside"]})
        ) AS ranked WHERE turn > 1
    """


def tally_sql(stretches: Sequence[range]) -> str:
    """Return SQL that counts the records of each stretch of places.

    A group that stands in several has a row for each. ``days`` are those of answered cases, else
    -1; ``month`` counts from year 0.
    """
    return " UNION ALL ".join(
        f"""
        SELECT log, unit_id, service_id, in_force, outcome,
               year(received) * 12 + month(received) - 1 AS month,
               CASE WHEN outcome IN {_ANSWERED} THEN waited ELSE -1 END AS days,
               count(*) AS n, min(received) AS earliest, max(received) AS latest
        FROM standing WHERE place >= {places.start} AND place < {places.stop} GROUP BY ALL
        """
        for places in stretches or [range(0)]
    )


BY_LOG: Final = """
    SELECT unit_id, log, in_force, outcome, days,
           CAST(sum(n) AS BIGINT), min(earliest), max(latest)
    FROM tally GROUP BY unit_id, log, in_force, outcome, days
"""
"""Rows by unit, log, whether the rule bound, outcome and working days."""
MONTHS_IN_TERTIAL: Final = 4
TERTIAL: Final = f"month - month % {MONTHS_IN_TERTIAL}"
"""The first month of the third of a year that ``month`` of ``tally`` lies in."""


def parts_sql(*keys: str) -> str:
    """Return SQL for the cases of each unit by expressions of ``tally``.

    After the unit and the keys come the cases by outcome, a column each, and two arrays of one
    length: working days of those answered, in no order, and cases.
    """
    named = ", ".join(f"{key} AS key_{number}" for number, key in enumerate(keys))
    grouped = ", ".join(f"key_{number}" for number in range(len(keys)))
    counts = ", ".join(
        f"CAST(coalesce(sum(n) FILTER (WHERE outcome = {number}), 0) AS BIGINT)"
        for number in range(len(OUTCOMES))
    )
    return f"""
        SELECT unit_id, {grouped}, {counts},
               array_agg(days) FILTER (WHERE days >= 0), array_agg(n) FILTER (WHERE days >= 0)
        FROM (
            SELECT unit_id, {named}, outcome, days, CAST(sum(n) AS BIGINT) AS n
            FROM tally WHERE outcome NOT IN {_NO_CASE} AND unit_id IS NOT NULL GROUP BY ALL
        ) AS summed GROUP BY unit_id, {grouped}
    """


def worst_sql(most: int) -> str:
    """Return SQL for each unit's longest waits and its contradictory rows, at most so many."""
    contradictory = f"outcome = {_O['contradictory']}"
    return f"""
        SELECT log, place, case_id, unit_id, service_id, received, due, first_reply, waited,
               outcome, in_force
        FROM (
            SELECT *, row_number() OVER (
                PARTITION BY unit_id, in_force, {contradictory}
                ORDER BY waited DESC, received, place
            ) AS turn
            FROM notable WHERE outcome <> {_O["rejected"]}
        ) AS ranked WHERE turn <= {most}
        ORDER BY unit_id, {contradictory}, waited DESC, received, place
    """


IS_PLAIN_ID: Final = f"(case_id <> '' AND regexp_replace(case_id, '^{PLAIN_ID}', '') = '')"
"""What ``safetext.is_plain_id`` tells. Written so, both engines take it alike, line ends too."""


def case_list_sql(*, case_ids: bool) -> str:
    """Return SQL for every case not answered in time: its line of CSV, or what it is made of.

    A line is made where the case id stands as it is, and the log's records all follow one another.
    It is else NULL; then come the place, the end of the line, from the case id on, and the case id
    if it is still to be put before that. ``log_cell`` holds how logs stand there, and how far lines
    and records are from places, NULL where that differs; ``unit_cell``, the units audited, whose
    cases alone are listed; ``service_cell``, services.
    """
    outcome = " ".join(
        f"WHEN {number} THEN '{name.value}\n'" for number, name in enumerate(OUTCOMES)
    )
    line_end = f"""
        unit_cell.cell, coalesce(service_cell.cell, ''), CAST(received AS STRING),
        CAST(due AS STRING), coalesce(CAST(first_reply AS STRING), ''), CAST(waited AS STRING),
        CASE outcome {outcome} END"""
    return f"""
        SELECT CASE WHEN makes THEN concat_ws(',', log_start,
                    coalesce(CAST(place + to_line AS STRING), ''),
                    CAST(place + to_record AS STRING), shown, {line_end}
               ) END,
               CASE WHEN NOT makes THEN place END,
               CASE WHEN NOT makes THEN concat_ws(',', CASE WHEN plain THEN shown END, {line_end})
               END,
               CASE WHEN NOT plain THEN shown END
        FROM (
            SELECT late.*, log_cell.cell AS log_start, to_line, to_record,
                   plain AND to_record IS NOT NULL AS makes
            FROM (
                SELECT *, {"case_id" if case_ids else "''"} AS shown,
                       {IS_PLAIN_ID if case_ids else "TRUE"} AS plain
                FROM notable WHERE outcome IN {_NOT_IN_TIME}
            ) AS late JOIN log_cell ON log_cell.log = late.log
        ) AS listed
        JOIN unit_cell ON unit_cell.id = unit_id
        LEFT JOIN service_cell ON service_cell.id = service_id
        ORDER BY place
    """


LOGS_WITH_REJECTED: Final = f"SELECT DISTINCT log FROM notable WHERE outcome = {_O['rejected']}"
"""The logs that have rejected rows in the table."""


def rejected_sql(log: int, most: int | None) -> str:
    """Return SQL for a log's rejected rows: place, fault, unit's key, the stamp that is none.

    Last the day of receipt, brought within the years that Python has.
    """
    received = f"least({_PYTHON_YEARS[1]}, greatest({_PYTHON_YEARS[0]}, received_at))"
    bound = "" if most is None else f"LIMIT {most}"
    return f"""
        SELECT place, fault, unit_key, wrong, CAST({received} AS DATE)
        FROM notable WHERE log = {log} AND outcome = {_O["rejected"]} ORDER BY place {bound}
    """
