"""Write an invented case log of any size: the same cases for the same options and DuckDB version.

``python benchmarks/generate.py OUT --rows 10_000_000`` writes about 85 bytes a row: two years that
end on 2019-01-31, 1,000 units, the eight mandatory services, in order of receipt. The name's end
says what is written: ``.csv``, ``.csv.gz``, ``.parquet``, ``.xlsx``.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from cases import IDS, ORDERS, Recipe, cases_sql, database
from dialects import BAD_BYTE, DIALECTS, HEADER, STAMPS, header, lines_sql

CHUNK: Final = 500_000
COLUMNS: Final = ("case_id", "unit", "service", "received_at", "reply_at")


def write_log(recipe: Recipe, target: Path) -> None:
    """Write a log in the form that the end of its name says."""
    if target.suffix == ".parquet":
        write_parquet(recipe, target)
    elif target.suffix == ".xlsx":
        write_workbook(recipe, target)
    elif target.suffix == ".gz":
        with gzip.open(target, "wb", compresslevel=6) as packed:
            write_text(recipe, packed)
    else:
        with target.open("wb") as stream:
            write_text(recipe, stream)


def write_text(recipe: Recipe, stream: IO[bytes] | gzip.GzipFile) -> None:
    """Write a log as text, a chunk in memory at a time."""
    dialect = DIALECTS[recipe.dialect]
    stream.write(header(dialect).encode(dialect.encoding))
    for lines in _chunks(recipe):
        text = dialect.line_end.join([*lines, ""])
        stream.write(text.encode(dialect.encoding).replace(BAD_BYTE.encode(), b"\x81"))


def _chunks(recipe: Recipe) -> Iterator[list[str]]:
    """Yield lines; those in order of units are sorted as a whole, which takes more memory."""
    connection = database()
    step = recipe.rows if recipe.order == "unit" else CHUNK
    for start in range(0, recipe.rows, step):
        connection.execute(lines_sql(recipe, start, min(start + step, recipe.rows)))
        while rows := connection.fetchmany(CHUNK):
            yield [line for (line,) in rows]


def write_parquet(recipe: Recipe, target: Path) -> None:
    """Write a log as one Parquet file, its times as timestamps."""
    database().execute(f"COPY ({_named_cases(recipe)}) TO '{target}' (FORMAT parquet)")


def write_workbook(recipe: Recipe, target: Path) -> None:
    """Write a log as a workbook of one sheet, its times as Excel's."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    )
    sheet = book.add_worksheet("Ärenden")
    sheet.write_row(0, 0, HEADER)
    connection = database()
    connection.execute(_named_cases(recipe))
    number = 0
    while rows := connection.fetchmany(CHUNK):
        for case_id, unit, service, received, reply in rows:
            number += 1
            for column, text in enumerate((case_id, unit, service)):
                sheet.write_string(number, column, text)
            sheet.write_datetime(number, 3, received)
            if reply is not None:
                sheet.write_datetime(number, 4, reply)
    book.close()


def _named_cases(recipe: Recipe) -> str:
    """Return SQL for the cases in order, under the columns' names."""
    names = ", ".join(f'{column} AS "{name}"' for column, name in zip(COLUMNS, HEADER, strict=True))
    order = "unit, row_id" if recipe.order == "unit" else "row_id"
    return f"SELECT {names} FROM ({cases_sql(recipe, 0, recipe.rows)}) ORDER BY {order}"


def recipe_options() -> argparse.ArgumentParser:
    """Return a parser of a recipe, for others to build on."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--late", type=float, default=0.05, help="share of rows (default 0.05)")
    parser.add_argument("--damaged", type=float, default=0, help="share of rows; text alone")
    parser.add_argument("--duplicates", type=float, default=0, help="share of rows")
    parser.add_argument("--units", type=int, default=1_000, help="a few large, most small")
    parser.add_argument("--order", choices=ORDERS, default="received")
    parser.add_argument("--ids", choices=IDS, default="letters")
    parser.add_argument("--own-types", type=int, default=0, help="so many, for the usual eight")
    parser.add_argument("--stamps", choices=STAMPS, default="minute", help="text alone")
    parser.add_argument("--dialect", choices=DIALECTS, default="plain", help="text alone")
    return parser


def main() -> None:
    """Read the options and write the log."""
    parser = argparse.ArgumentParser(
        description="Write an invented case log.", parents=[recipe_options()]
    )
    parser.add_argument("out", type=Path)
    options = vars(parser.parse_args())
    target = options.pop("out")
    write_log(Recipe(**options), target)


if __name__ == "__main__":
    main()
