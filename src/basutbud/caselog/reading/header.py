"""Finds the header of a case log: its line, its delimiter, and the role of each column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from basutbud.caselog.columns import NAMES, Columns, HeaderFault, match_columns, same_header
from basutbud.caselog.letters.garbled import find_garbling
from basutbud.caselog.request import DELIMITERS, Dialect
from basutbud.errors import InputError, Location, Problem, Value
from basutbud.model.tables import TABLES
from basutbud.safetext import safe_text
from basutbud.suggestion import suggest_word

HEADER_LINES: Final = 25
"""The header is among the first lines, this many."""
_FEWEST_NAMED: Final = 2
"""The least number of a log's columns by which a line is certainly a header."""
_PERSON: Final = re.compile(r"[^\W\d_][a-zåäöé]+[ -]+[A-ZÅÄÖÉ][a-zåäöé]+")
"""What may be a person's name."""
_NAME: Final = re.compile(r"[\w ./()#+-]{0,40}")


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: ``fields`` counts its columns, those at the end without a name too."""

    delimiter: str
    line: int
    columns: Columns
    fields: int


def find_header(
    head: Sequence[str],
    shown: str,
    dialect: Dialect,
    encoding: str | None,
    *,
    unit_needed: bool,
) -> Header:
    """Find the first line that names every column, by the delimiter that splits it.

    ``encoding`` is the one that the lines were read in. Raise InputError if there is no header.
    """
    splits = _splits(head, dialect.delimiter)

    def below(line: int, delimiter: str) -> Iterator[Sequence[str]]:
        with suppress(csv.Error):
            yield from csv.reader(head[line:], delimiter=delimiter)

    found = _best(splits, shown, dialect, below, unit_needed=unit_needed, encoding=encoding)
    if found is None:
        code = "log_no_lines" if any(line.strip() for line in head) else "log_empty"
        raise InputError(Problem(code, Location(shown)))
    return found


def header_of_table(
    rows: Iterable[Sequence[str]], shown: str, dialect: Dialect, *, unit_needed: bool
) -> Header:
    """Find the header among the first rows of a table whose columns are already split."""
    table = [list(names) for names in rows]
    numbered = ((line, "", names) for line, names in enumerate(table, start=1))
    found = _best(numbered, shown, dialect, lambda line, _: table[line:], unit_needed=unit_needed)
    if found is None:
        raise InputError(Problem("log_empty", Location(shown)))
    return found


def header_of_names(
    names: Sequence[str], shown: str, dialect: Dialect, *, unit_needed: bool
) -> Header:
    """Find the columns among names that are certainly no row of data. Raise InputError."""
    found = _best([(1, "", list(names))], shown, dialect, None, unit_needed=unit_needed)
    if found is None:
        raise InputError(Problem("log_empty", Location(shown)))
    return found


def columns_nowhere(dialect: Dialect, headers: Sequence[Header]) -> list[Problem]:
    """Return problems for columns that the user named and none of the logs read has."""
    found = [header.columns.names for header in headers]
    known = {safe_text(name) for names in found for name in names.values()}
    return [
        Problem(
            "column_nowhere",
            Location(""),
            {"header": safe_text(name), "role": role, "suggestion": suggest_word(name, known)},
        )
        for role, named in dialect.columns.items()
        for name in named
        if found and not any(same_header(names.get(role, ""), name) for names in found)
    ]


def _best(
    candidates: Iterable[tuple[int, str, list[str]]],
    shown: str,
    dialect: Dialect,
    below: Callable[[int, str], Iterable[Sequence[str]]] | None,
    *,
    unit_needed: bool,
    encoding: str | None = None,
) -> Header | None:
    """Return the first candidate that names every column; None if there are no candidates.

    ``below`` gives the rows below a line; without it, all candidates are certainly names.
    """
    best: HeaderFault | None = None
    best_line, best_delimiter = 1, ""
    for line, delimiter, names in candidates:
        if tuple(names) in TABLES:
            raise InputError(Problem("log_is_own_table", Location(shown, line)))
        found = match_columns(
            names,
            dialect.columns,
            unit_needed=unit_needed,
            final_reply=dialect.final_reply,
        )
        if isinstance(found, Columns):
            _refuse_garbled(names, Location(shown, line), encoding)
            return Header(delimiter, line, found, len(names))
        if best is None or _nearness(found) > _nearness(best):
            best, best_line, best_delimiter = found, line, delimiter
    if best is None:
        return None
    location = Location(shown, best_line)
    if best.named >= _FEWEST_NAMED or below is None:
        _refuse_garbled(best.found, location, encoding)
    if below and not _names_columns(best, below(best_line, best_delimiter)):
        raise InputError(Problem("log_no_header", location, {"missing": best.missing}))
    raise InputError(_problem(location, best, dialect))


def _splits(head: Sequence[str], delimiter: str | None) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in _records(head):
        if not line.strip() or line.casefold().startswith("sep="):
            continue
        for candidate in (delimiter,) if delimiter else DELIMITERS.values():
            try:
                yield number, candidate, next(csv.reader([line], delimiter=candidate))
            except csv.Error:
                continue


def _records(head: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line; before one that leaves a quote open, also the lines it spans, as one."""
    for number, line in enumerate(head, start=1):
        if line.count('"') % 2:
            below = (end for end in range(number, len(head)) if head[end].count('"') % 2)
            end = next(below, None)
            if end is not None:
                yield end + 1, "\n".join(head[number - 1 : end + 1])
        yield number, line


def _refuse_garbled(names: Iterable[str], location: Location, encoding: str | None) -> None:
    if found := find_garbling(names, NAMES):
        raise InputError(found.problem(location, encoding))


def _nearness(fault: HeaderFault) -> tuple[int, int]:
    return (-len(fault.missing), len(fault.found))


def _names_columns(fault: HeaderFault, below: Iterable[Sequence[str]]) -> bool:
    """Tell whether a line certainly names columns, so that no row of data is ever shown.

    It does if it names some of a log's columns, or if the rows below are of another kind.
    """
    names = [name.strip() for name in fault.found]
    if any(map(_looks_like_data, names)):
        return False
    if fault.named >= _FEWEST_NAMED:
        return True
    if any(name == "" or _has_digit(name) or _PERSON.search(name) for name in names):
        return False
    rows = [row for row in below if any(row)]
    numbers = sum(
        any(cells) and all(map(_has_digit, filter(None, cells)))
        for cells in ([row[at] for row in rows if at < len(row)] for at in range(len(names)))
    )
    return numbers > 0 and 2 * numbers >= len(names)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _problem(location: Location, fault: HeaderFault, dialect: Dialect) -> Problem:
    found = tuple(safe_text(name.strip()) for name in fault.found[:20])
    if fault.missing == ("unit",) and not dialect.columns.get("unit"):
        return Problem("log_unit_missing", location, {"found": found, "role": "unit"})
    if fault.missing:
        values: dict[str, Value] = {"missing": fault.missing, "found": found}
        values["role"] = role = fault.missing[0]
        named = dialect.columns.get(role, ())
        values["suggestion"] = next(filter(None, (suggest_word(one, found) for one in named)), "")
        return Problem("log_columns_missing", location, values)
    role, names = next(iter(fault.ambiguous.items()))
    alike = all(same_header(name, names[0]) for name in names)
    shown = tuple(dict.fromkeys(safe_text(name) for name in names))
    values = {"missing": (role,), "role": role, "names": shown}
    return Problem("log_columns_alike" if alike else "log_columns_ambiguous", location, values)


def _looks_like_data(name: str) -> bool:
    """Tell whether a text may be a data cell, not a column's name: such a text is not shown."""
    digits = sum(character.isdigit() for character in name)
    return digits >= 4 or _NAME.fullmatch(name.strip()) is None  # noqa: PLR2004 - a year already is four digits
