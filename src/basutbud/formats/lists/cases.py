"""The list of cases not answered in time, as CSV in the reader's dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from basutbud.formats.common.tablefile import DIALECTS, cell, quoted_cell
from basutbud.formats.common.view import View
from basutbud.model.ruleset import RuleSet
from basutbud.model.tables import CASE_LIST_COLUMNS, CASE_LIST_NAMES, CaseRow
from basutbud.model.vocabulary import CsvDialect

Named = Callable[[str, str | None, str], str]
"""Returns what follows a case of a clinic, service and outcome on its line: their names."""


def write_cases(rows: Iterable[CaseRow], target: Path, view: View, ruleset: RuleSet) -> None:
    """Write the list, row by row as they come, safe for a spreadsheet.

    Excel is for people: there, names in their language follow the columns that programs read.
    """
    dialect = DIALECTS[view.csv_dialect]
    for_people = view.csv_dialect is CsvDialect.EXCEL
    columns = (*CASE_LIST_COLUMNS, *(CASE_LIST_NAMES if for_people else ()))
    named = _naming(view, ruleset) if for_people else _unnamed
    with target.open("w", encoding="utf-8", newline="") as stream:
        stream.write(dialect.mark + dialect.delimiter.join(columns) + dialect.line_end)
        stream.writelines(_lines(rows, named, dialect.delimiter, dialect.line_end))


def _lines(rows: Iterable[CaseRow], named: Named, mark: str, end: str) -> Iterator[str]:
    """Yield each case as a line; its numbers, days and outcome need no quotes."""
    for row in rows:
        path, line, record, case_id, unit, service, received, due, reply, days, outcome, clinic = (
            row
        )
        yield (
            f"{quoted_cell(path, mark)}{mark}{line or ''}{mark}{record}{mark}"
            f"{cell(case_id, mark)}{mark}{quoted_cell(unit, mark)}{mark}"
            f"{quoted_cell(service, mark) if service else ''}{mark}"
            f"{received}{mark}{due}{mark}{reply or ''}{mark}{days}{mark}{outcome}"
            f"{named(clinic, service, outcome)}{end}"
        )


def _unnamed(_clinic: str, _service: str | None, _outcome: str) -> str:
    return ""


def _naming(view: View, ruleset: RuleSet) -> Named:
    """Return what gives the names, and remembers them: most cases share theirs."""
    language, mark = view.language, DIALECTS[view.csv_dialect].delimiter

    @lru_cache(maxsize=10_000)
    def named(clinic: str, service: str | None, outcome: str) -> str:
        names = (
            clinic,
            ruleset.service_name(service, language.code) if service else "",
            language.text(f"case_{outcome}", n=1),
        )
        return "".join(mark + cell(name, mark) for name in names)

    return named
