"""Invented cases, as SQL: when each was received and answered, by whom, and what it was about.

Nothing in them is made to be read fast: units are of very different sizes, take turns at random,
and answer at any minute of the day; ids have letters and are of different lengths. No case or
unit is real.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CALENDAR: Final = Path(__file__).parent.parent / "rules" / "calendars" / "se.csv"
FIRST: Final = date(2017, 2, 1)
LAST: Final = date(2019, 1, 31)
"""The day of the last case and of the export: no reply is later."""
DAY: Final = 24 * 60
MINUTES: Final = ((LAST - FIRST).days + 1) * DAY
NEW_YEARS: Final = (date(2018, 1, 1), date(2019, 1, 1))
SUMMER_TIMES: Final = (
    (datetime(2017, 3, 26, 3), datetime(2017, 10, 29, 3)),  # noqa: DTZ001 - local by intent
    (datetime(2018, 3, 25, 3), datetime(2018, 10, 28, 3)),  # noqa: DTZ001 - likewise
)
"""When Swedish clocks show summer time. The hour before each beginning does not exist."""
UNANSWERED: Final = 0.005
SATURDAY: Final = 6
FINE: Final = 1_000_000_000
SPREAD: Final = 7919
"""A prime that no number of units is divided by: large units come between small ones."""
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SERVICES: Final = (
    "Beställa tid", "Av/omboka tid", "Förnya recept", "Kontakta mig", "Skicka meddelande",
    "Egenremiss", "Fråga om min remiss", "Begära intyg",
)  # fmt: skip

ORDERS: Final = ("received", "unit", "turns")
IDS: Final = ("letters", "uuid", "yearly")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to invent: the rows, and the shares of them that are late, damaged or repeats.

    ``order``: ``received``, ``unit`` (one unit after the other) or ``turns`` (as received, each
    unit in its turn, and so all of one size). ``ids``: ``letters``, ``uuid``, or numbers that
    start again each year (``yearly``). With ``own_types`` case types are this many of the clinics'
    own. ``stamps`` and ``dialect`` are how it is written.
    """

    rows: int
    seed: int = 1
    late: float = 0.05
    damaged: float = 0
    duplicates: float = 0
    units: int = 1_000
    order: str = "received"
    ids: str = "letters"
    own_types: int = 0
    stamps: str = "minute"
    dialect: str = "plain"


def draw(row: str, what: str, sides: int, seed: int) -> str:
    """Return SQL for a number from 0, the same for the same row and seed.

    Hashes of several values differ by the same bits for all rows; hashed again, draws for one row
    tell nothing of each other.
    """
    return f"CAST(hash(hash({row}, {seed}, '{what}')) % {sides} AS BIGINT)"


def chance(row: str, what: str, share: float, seed: int) -> str:
    """Return SQL for whether a row falls in a share."""
    return f"{draw(row, what, 1_000_000, seed)} < {round(share * 1_000_000)}"


def unevenly(row: str, what: str, sides: int, seed: int) -> str:
    """Return SQL for a number from 0, of which a few are common and most are rare.

    The k-th most common is about 1/k as common as the first.
    """
    drawn = f"{draw(row, what, FINE, seed)} / {FINE}"
    rank = f"least(CAST(floor(exp({drawn} * ln({sides + 1}))) AS BIGINT), {sides})"
    return f"{rank} * {SPREAD} % {sides}"


def cases_sql(recipe: Recipe, start: int, stop: int) -> str:
    """Return SQL for the cases of some rows.

    A repeat is the case of a row some way before, with a reply of its own: earlier, later, none.
    A reply on the working day drawn may come a day after, without becoming late or timely by it.
    """
    seed = recipe.seed
    return f"""
    WITH numbered AS (
        SELECT row_id, CASE WHEN {chance("row_id", "repeat", recipe.duplicates, seed)}
               THEN greatest(0, row_id - 1 - {draw("row_id", "back", 10_000, seed)})
               ELSE row_id END AS case_number
        FROM range({start}, {stop}) AS rows(row_id)
    ),
    drawn AS (
        SELECT row_id, case_number, case_number * {MINUTES} // {recipe.rows} AS arrival,
               CASE WHEN {chance("row_id", "unanswered", UNANSWERED, seed)} THEN NULL
                    WHEN {chance("row_id", "late", recipe.late, seed)}
                    THEN 3 + {draw("row_id", "days late", 4, seed)}
                           * {draw("row_id", "times late", 5, seed)}
                    ELSE {draw("row_id", "days", 3, seed)} END AS wait,
               {draw("row_id", "minute", DAY, seed)} AS minute,
               {draw("row_id", "day after", 12, seed)} = 0 AND wait NOT IN (0, 2) AS day_after
        FROM numbered
    ),
    answered AS (
        SELECT *, CASE WHEN wait = 0 THEN arrival + minute % ({DAY} - arrival % {DAY})
                  ELSE (working.day + CAST(day_after AS INTEGER)) * {DAY} + minute END AS reply
        FROM drawn JOIN arrived ON arrived.day = arrival // {DAY}
        LEFT JOIN working ON working.ordinal = arrived.working_days + wait
    )
    SELECT row_id, {_case_id(recipe)} AS case_id,
           printf('SE2321000131-E%012d', 1 + {_unit(recipe)}) AS unit,
           {_service(recipe)} AS service,
           {_clock("arrival")} AS received_at,
           CASE WHEN reply < {MINUTES} THEN {_clock("reply")} END AS reply_at,
           {chance("row_id", "damaged", recipe.damaged, seed)} AS damaged
    FROM answered
    """


def _case_id(recipe: Recipe) -> str:
    """Return SQL for the id of a case."""
    match recipe.ids:
        case "uuid":
            return f"CAST(CAST(md5(concat(case_number, '-', {recipe.seed})) AS UUID) AS VARCHAR)"
        case "yearly":
            days = [(day - FIRST).days * DAY for day in NEW_YEARS]
            firsts = [-(-minutes * recipe.rows // MINUTES) for minutes in days]
            passed = [f"WHEN case_number >= {first} THEN {first}" for first in reversed(firsts)]
            return f"printf('%06d', 1 + case_number - CASE {' '.join(passed)} ELSE 0 END)"
        case _:
            letters = [
                f"'{LETTERS}'[1 + {draw('case_number', what, len(LETTERS), recipe.seed)}]"
                for what in ("first letter", "second letter")
            ]
            return f"concat({', '.join(letters)}, '-', case_number)"


def _unit(recipe: Recipe) -> str:
    """Return SQL for the number of a unit, from 0."""
    if recipe.order == "turns":
        return f"case_number % {recipe.units}"
    return unevenly("case_number", "unit", recipe.units, recipe.seed)


def _service(recipe: Recipe) -> str:
    """Return SQL for a case type."""
    if recipe.own_types:
        drawn = draw("case_number", "service", recipe.own_types, recipe.seed)
        return f"concat('Mottagningens ärende ', 1 + {drawn})"
    drawn = draw("case_number", "service", len(SERVICES), recipe.seed)
    return f"{list(SERVICES)}[1 + {drawn}]"


def _clock(minutes: str) -> str:
    """Return SQL for what the clock shows so many minutes after the first midnight.

    What falls in an hour that the clock skips is put at its end.
    """
    shown = f"TIMESTAMP '{FIRST}' + to_minutes({minutes})"
    skipped = [
        f"WHEN {shown} BETWEEN TIMESTAMP '{begins - timedelta(hours=1)}' AND TIMESTAMP '{begins}'"
        f" THEN TIMESTAMP '{begins}'"
        for begins, _ in SUMMER_TIMES
    ]
    return f"CASE {' '.join(skipped)} ELSE {shown} END"


@cache
def database() -> DuckDBPyConnection:
    """Return this process's database, which knows the calendar, days numbered from ``FIRST``.

    ``arrived`` has the working days up to and with a day, ``working`` the day of each of them.
    """
    import duckdb

    connection = duckdb.connect(":memory:", config={"memory_limit": "3GB"})
    with CALENDAR.open(encoding="utf-8") as stream:
        free = {date.fromisoformat(row["date"]) for row in csv.DictReader(stream)}
    days = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
    counts = [day.isoweekday() < SATURDAY and day not in free for day in days]
    connection.execute(
        """
        CREATE TABLE arrived AS
        SELECT day, count(*) FILTER (counts) OVER (ORDER BY day) AS working_days
        FROM (SELECT unnest(?::BOOLEAN[]) AS counts, generate_subscripts(?, 1) - 1 AS day)
        """,
        [counts, counts],
    )
    connection.execute(
        """
        CREATE TABLE working AS
        SELECT working_days AS ordinal, min(day) AS day FROM arrived
        WHERE working_days > 0 GROUP BY ALL
        """
    )
    return connection
