"""Write an invented case log of any size: the same cases for the same options and DuckDB version.

``python benchmarks/generate.py OUT --rows 10_000_000`` writes about 80 bytes a row: two years that
end on 2019-01-31, 1,000 units, the eight mandatory services, in order of receipt. No case or unit
is real.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CALENDAR: Final = Path(__file__).parent.parent / "rules" / "calendars" / "se.csv"
FIRST: Final = date(2017, 2, 1)
LAST: Final = date(2019, 1, 31)
"""The day of the last case and of the export: no reply is later."""
MINUTES: Final = ((LAST - FIRST).days + 1) * 24 * 60
UNITS: Final = 1_000
UNANSWERED: Final = 0.005
CHUNK: Final = 500_000
SATURDAY: Final = 6

SERVICES: Final = (
    "Beställa tid", "Av/omboka tid", "Förnya recept", "Kontakta mig", "Skicka meddelande",
    "Egenremiss", "Fråga om min remiss", "Begära intyg",
)  # fmt: skip
HEADER: Final = ("Ärende-id", "Enhet", "Ärendetyp", "Inkom", "Första svar")
NOTE: Final = "Anteckning"
"""The free text of the dialect ``quoted``, between the case type and the times."""
NOTES: Final = (
    '"Tid bokad; invånaren är meddelad."',
    '"Rubriken ändrad till ""Återbesök""."',
    '"Delsvar lämnat.\nSlutsvar efter bedömning."',
    '"Vidarebefordrat;\n\nsvar från ""Mottagning 2"" väntas."',
)
QUOTED: Final = 0.02
"""The share of rows whose note is quoted."""

BAD_BYTE: Final = "\x1a"
"""Stands for a byte that is no text, in UTF-8 or in Windows-1252, until the text is encoded."""
DAMAGES: Final = (
    "concat_ws(';', case_id, unit, service)",  # too few fields
    "line || ';x;y'",  # too many
    "replace(line, service, '\"' || service)",  # a quote that is never closed
    "replace(line, received, '2018-02-30 09:15')",  # a day that does not exist
    "substr(line, strpos(line, ';'))",  # no case id
    "replace(line, service, service || chr(0))",  # a NUL
    f"replace(line, service, service || '{BAD_BYTE}')",  # a byte that is no text
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a log is written. ``field`` is SQL for a field, with ``{}`` for its text."""

    field: str = "{}"
    note: bool = False
    encoding: str = "utf-8"
    line_end: str = "\n"
    first_line: str = ""
    last_field: str = ""


DIALECTS: Final = {
    "plain": Dialect(),
    "quoted": Dialect(note=True),
    "all-quoted": Dialect(field="'\"' || {} || '\"'"),
    "excel": Dialect(
        encoding="cp1252", line_end="\r\n", first_line="sep=;\r\n", last_field=" || ';'"
    ),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to invent: how many rows, and the shares of them that are late, damaged or repeats."""

    rows: int
    seed: int = 1
    late: float = 0.05
    damaged: float = 0
    duplicates: float = 0
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
               {draw("row_id", "minute", 540, seed)} AS minute,
               {draw("row_id", "day after", 12, seed)} = 0 AND wait NOT IN (0, 2) AS day_after
        FROM numbered
    ),
    answered AS (
        SELECT *, CASE WHEN wait = 0
                  THEN least(arrival + minute, arrival // 1440 * 1440 + 1439)
                  ELSE (working.day + CAST(day_after AS INTEGER)) * 1440 + 480 + minute
                  END AS reply
        FROM drawn JOIN arrived ON arrived.day = arrival // 1440
        LEFT JOIN working ON working.ordinal = arrived.working_days + wait
    )
    SELECT row_id, printf('%08d', case_number) AS case_id,
           printf('SE2321000131-E%07d', 1 + {draw("case_number", "unit", UNITS, seed)}) AS unit,
           {list(SERVICES)}[1 + {draw("case_number", "service", len(SERVICES), seed)}] AS service,
           TIMESTAMP '{FIRST}' + to_minutes(arrival) AS received_at,
           CASE WHEN reply < {MINUTES} THEN TIMESTAMP '{FIRST}' + to_minutes(reply) END AS reply_at,
           {chance("row_id", "damaged", recipe.damaged, seed)} AS damaged
    FROM answered
    """


def lines_sql(recipe: Recipe, dialect: Dialect, start: int, stop: int) -> str:
    """Return SQL for some rows as they are written, in order.

    A damaged row has no note, so that it is one record whichever way a stray quote is read.
    """
    seed = recipe.seed
    notes = ", ".join(f"'{note}'" for note in NOTES)
    note = f"""CASE WHEN NOT damaged AND {chance("row_id", "note", QUOTED, seed)}
               THEN [{notes}][1 + {draw("row_id", "which note", len(NOTES), seed)}] ELSE '' END"""
    fields = ["case_id", "unit", "service", *[note] * dialect.note, "received", "replied"]
    line = ", ".join(dialect.field.format(field) for field in fields)
    cases = "\n".join(f"WHEN {kind} THEN {sql}" for kind, sql in enumerate(DAMAGES))
    damaged = f"CASE {draw('row_id', 'damage', len(DAMAGES), seed)} {cases} END"
    return f"""
    WITH written AS (
        SELECT *, left(CAST(received_at AS VARCHAR), 16) AS received,
               coalesce(left(CAST(reply_at AS VARCHAR), 16), '') AS replied
        FROM ({cases_sql(recipe, start, stop)})
    ),
    whole AS (SELECT *, concat_ws(';', {line}){dialect.last_field} AS line FROM written)
    SELECT CASE WHEN damaged THEN {damaged} ELSE line END
    FROM whole ORDER BY row_id
    """


def database() -> DuckDBPyConnection:
    """Open a database that knows the calendar, days numbered from ``FIRST``.

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


def write_csv(recipe: Recipe, target: Path) -> None:
    """Write a log as CSV, a chunk in memory at a time."""
    dialect = DIALECTS[recipe.dialect]
    fields = [*HEADER[:3], *[NOTE] * dialect.note, *HEADER[3:]]
    names = [f'"{name}"' if dialect.field != "{}" else name for name in fields]
    header = dialect.first_line + ";".join(names) + (";" if dialect.last_field else "")
    with target.open("wb") as stream:
        stream.write((header + dialect.line_end).encode(dialect.encoding))
        for lines in _chunks(recipe, dialect):
            text = dialect.line_end.join([*lines, ""])
            stream.write(text.encode(dialect.encoding).replace(BAD_BYTE.encode(), b"\x81"))


def _chunks(recipe: Recipe, dialect: Dialect) -> Iterator[list[str]]:
    with database() as connection:
        for start in range(0, recipe.rows, CHUNK):
            query = lines_sql(recipe, dialect, start, min(start + CHUNK, recipe.rows))
            yield [line for (line,) in connection.execute(query).fetchall()]


def write_parquet(recipe: Recipe, target: Path) -> None:
    """Write a log as a folder of Parquet files, one folder a month."""
    names = ", ".join(
        f'{column} AS "{name}"'
        for column, name in zip(
            ("case_id", "unit", "service", "received_at", "reply_at"), HEADER, strict=True
        )
    )
    with database() as connection:
        connection.execute(
            f"""
            COPY (
                SELECT {names}, strftime(received_at, '%Y-%m') AS month
                FROM ({cases_sql(recipe, 0, recipe.rows)})
            ) TO '{target}' (FORMAT parquet, PARTITION_BY (month), OVERWRITE)
            """
        )


def recipe_options() -> argparse.ArgumentParser:
    """Return a parser of a recipe, for others to build on."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--late", type=float, default=0.05, help="share of rows (default 0.05)")
    parser.add_argument("--damaged", type=float, default=0, help="share of rows; CSV alone")
    parser.add_argument("--duplicates", type=float, default=0, help="share of rows")
    parser.add_argument("--dialect", choices=DIALECTS, default="plain", help="CSV alone")
    return parser


def main() -> None:
    """Read the options and write the log."""
    parser = argparse.ArgumentParser(
        description="Write an invented case log.", parents=[recipe_options()]
    )
    parser.add_argument("out", type=Path, help="a file, or with --parquet a folder")
    parser.add_argument("--parquet", action="store_true", help="Parquet, one folder a month")
    options = vars(parser.parse_args())
    target, parquet = options.pop("out"), options.pop("parquet")
    (write_parquet if parquet else write_csv)(Recipe(**options), target)


if __name__ == "__main__":
    main()
