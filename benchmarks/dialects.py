"""How a log is written: forms of times, delimiters, quotes, encodings, columns more, and damage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cases import SUMMER_TIMES, Recipe, cases_sql, chance, draw

HEADER: Final = ("Ärende-id", "Enhet", "Ärendetyp", "Inkom", "Första svar")
FINAL: Final = "Slutsvar"
NOTE: Final = "Anteckning"
"""A free text between the case type and the times."""
NOTES: Final = (
    '"Tid bokad; invånaren är meddelad."',
    '"Rubriken ändrad till ""Återbesök""."',
    '"Delsvar lämnat.\nSlutsvar efter bedömning."',
    '"Vidarebefordrat;\n\nsvar från ""Mottagning 2"" väntas."',
)
QUOTED: Final = 0.02
"""The share of rows whose note is quoted."""
WIDE: Final = (
    "Kanal", "Rubrik", "Handläggare", "Prioritet", "Språk", "Flaggor", "Vidarebefordrat till",
    "Antal meddelanden", "Senast ändrad", "Kommentar",
)  # fmt: skip
"""Columns that no audit needs, between the case type and the times."""
PHRASES: Final = (
    "Invånaren önskar en ny tid så snart som möjligt", "Ringt upp utan svar", "Se tidigare ärende",
    "Väntar på svar från laboratoriet", "Skickat till läkare för bedömning", "Åter efter helgen",
    "Önskar bli kontaktad på eftermiddagen", "Kompletterat med uppgifter",
)  # fmt: skip
SOON_FINAL: Final = 0.3
"""The share of answered rows whose only reply is the final one."""

BAD_BYTE: Final = "\x1a"
"""Stands for a byte that is no text, in UTF-8 or in Windows-1252, until the text is encoded."""
DAMAGES: Final = (
    "concat_ws('{d}', case_id, unit, service)",  # too few fields
    "line || '{d}x{d}y'",  # too many
    "replace(line, service, '\"' || service)",  # a quote that is never closed
    "replace(line, received, '2018-02-30 09:15')",  # a day that does not exist
    "substr(line, strpos(line, '{d}'))",  # no case id
    "replace(line, service, service || chr(0))",  # a NUL
    f"replace(line, service, service || '{BAD_BYTE}')",  # a byte that is no text
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a log is written. ``field`` is SQL for a field, with ``{}`` for its text."""

    delimiter: str = ";"
    field: str = "{}"
    note: bool = False
    wide: bool = False
    final: bool = False
    encoding: str = "utf-8"
    start: str = ""
    line_end: str = "\n"
    last_field: bool = False
    """Whether each line ends with a delimiter."""


DIALECTS: Final = {
    "plain": Dialect(),
    "comma": Dialect(delimiter=","),
    "tab": Dialect(delimiter="\t"),
    "quoted": Dialect(note=True),
    "all-quoted": Dialect(field="'\"' || {} || '\"'"),
    "wide": Dialect(note=True, wide=True),
    "final": Dialect(final=True),
    "excel": Dialect(encoding="cp1252", line_end="\r\n", start="sep=;\r\n", last_field=True),
    "unicode-text": Dialect(delimiter="\t", encoding="utf-16-le", start="\N{BOM}", line_end="\r\n"),
}

_SUMMER: Final = " OR ".join(
    f"({{0}} >= TIMESTAMP '{begins}' AND {{0}} < TIMESTAMP '{ends}')"
    for begins, ends in SUMMER_TIMES
)
_SECONDS: Final = "to_milliseconds(millisecond)"
STAMPS: Final[Mapping[str, str]] = {
    "minute": "left(CAST({0} AS VARCHAR), 16)",
    "millisecond": f"strftime({{0}} + {_SECONDS}, '%Y-%m-%d %H:%M:%S.%g')",
    "offset": "strftime({0}, '%Y-%m-%dT%H:%M:%S') ||"
    f" CASE WHEN {_SUMMER} THEN '+02:00' ELSE '+01:00' END",
    "utc": f"strftime({{0}} - to_hours(CASE WHEN {_SUMMER} THEN 2 ELSE 1 END),"
    " '%Y-%m-%dT%H:%M:%SZ')",
    "day": "left(CAST({0} AS VARCHAR), 10)",
    "compact-day": "strftime({0}, '%Y%m%d')",
}
"""SQL for a time as it is written, with ``{0}`` for the timestamp.

Both times of a row have the same seconds, so that none is answered before it was received.
"""


def header(dialect: Dialect) -> str:
    """Return what a log begins with: its first line where it has one, and the columns' names."""
    names = [*HEADER[:3], *[NOTE] * dialect.note, *WIDE * dialect.wide, *HEADER[3:]]
    names += [FINAL] * dialect.final
    quote = '"' if dialect.field != "{}" else ""
    line = dialect.delimiter.join(f"{quote}{name}{quote}" for name in names)
    return f"{dialect.start}{line}{dialect.delimiter * dialect.last_field}{dialect.line_end}"


def lines_sql(recipe: Recipe, start: int, stop: int) -> str:
    """Return SQL for some rows as they are written, in order.

    A damaged row has no free text, so that it is one record whichever way a stray quote is read.
    """
    dialect, seed = DIALECTS[recipe.dialect], recipe.seed
    stamp = STAMPS[recipe.stamps]
    fields = ["case_id", "unit", "service"]
    fields += [_note(seed)] * dialect.note
    fields += [_wide(column, seed) for column in WIDE * dialect.wide]
    fields += ["received", *(["first_reply", "final_reply"] if dialect.final else ["replied"])]
    line = ", ".join(dialect.field.format(field) for field in fields)
    whole = f"concat_ws('{dialect.delimiter}', {line})"
    whole += f" || '{dialect.delimiter}'" * dialect.last_field
    kinds = " ".join(
        f"WHEN {kind} THEN {sql.replace('{d}', dialect.delimiter)}"
        for kind, sql in enumerate(DAMAGES)
    )
    damaged = f"CASE {draw('row_id', 'damage', len(DAMAGES), seed)} {kinds} END"
    return f"""
    WITH written AS (
        SELECT *, {draw("row_id", "millisecond", 60_000, seed)} AS millisecond,
               {stamp.format("received_at")} AS received,
               coalesce({stamp.format("reply_at")}, '') AS replied,
               CASE WHEN {chance("row_id", "final", SOON_FINAL, seed)} THEN '' ELSE replied END
               AS first_reply,
               CASE WHEN first_reply = '' THEN replied
                    ELSE {stamp.format("(reply_at + to_days(3))")} END AS final_reply
        FROM ({cases_sql(recipe, start, stop)})
    ),
    whole AS (SELECT *, {whole} AS line FROM written)
    SELECT CASE WHEN damaged THEN {damaged} ELSE line END
    FROM whole ORDER BY {"unit, " if recipe.order == "unit" else ""}row_id
    """


def _note(seed: int) -> str:
    notes = ", ".join(f"'{note}'" for note in NOTES)
    return f"""CASE WHEN NOT damaged AND {chance("row_id", "note", QUOTED, seed)}
               THEN [{notes}][1 + {draw("row_id", "which note", len(NOTES), seed)}] ELSE '' END"""


def _wide(column: str, seed: int) -> str:
    """Return SQL for the text of one of the many columns: some words, and a number of its own."""
    word = f"{list(PHRASES)}[1 + {draw('row_id', column, len(PHRASES), seed)}]"
    number = draw("row_id", f"{column} number", 100_000, seed)
    return f"CASE WHEN NOT damaged THEN concat({word}, ' ', {number}) ELSE '' END"
