"""A case log made ready to scan: its dialect found or taken from the user, its header matched."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from basutbud.caselog.columns import Columns, HeaderFault, match_columns
from basutbud.caselog.plaincopy import copy_plain
from basutbud.caselog.request import DELIMITERS, ENCODINGS, Dialect
from basutbud.caselog.survey import Survey, survey
from basutbud.errors import InputError, Location, Problem, Value
from basutbud.model.cases import CASE_LIST_COLUMNS
from basutbud.safetext import safe_text

_HEADER_LINES: Final = 25
_NAME: Final = re.compile(r"[\w ./()#+-]{0,40}")


@dataclass(frozen=True, slots=True)
class ReadyLog:
    """A log that can be scanned: ``scan_path`` has one record a line, in UTF-8."""

    scan_path: Path
    sha256: str
    encoding: str
    delimiter: str
    header_line: int
    columns: Columns
    lines: int
    quoted: bool
    copied: bool
    spaced: bool
    sample: Mapping[int, str]


def make_ready(
    path: Path,
    shown: str,
    dialect: Dialect,
    folder: Path,
    *,
    unit_needed: bool,
    progress: Callable[[int], None],
    copy_anyhow: bool = False,
) -> ReadyLog:
    """Survey a log and, unless it is plain, copy it plainly into ``folder``.

    Raise InputError where it cannot be read or is no case log.
    """
    try:
        surveyed = survey(path, progress)
        encoding = dialect.encoding or surveyed.encoding
        if encoding not in ENCODINGS:
            raise InputError(Problem("log_encoding", Location(shown)))
        delimiter, header_line, columns = _header(
            path, shown, encoding, dialect, unit_needed=unit_needed
        )
        scan_path, lines, sample = path, surveyed.lines, surveyed.sample
        if (
            copy_anyhow
            or encoding != "utf-8"
            or not surveyed.plain
            or _has_open_quotes(path, surveyed)
        ):
            scan_path = folder / "plain.txt"
            lines, sample = copy_plain(
                path, scan_path, ENCODINGS[encoding], delimiter, columns.width
            )
    except OSError as error:
        raise InputError(Problem(os_problem(error), Location(shown))) from None
    except UnicodeError:
        raise InputError(Problem("log_encoding", Location(shown))) from None
    return ReadyLog(
        scan_path=scan_path,
        sha256=surveyed.sha256,
        encoding=encoding,
        delimiter=delimiter,
        header_line=header_line,
        columns=columns,
        lines=lines,
        quoted=surveyed.quoted,
        copied=scan_path != path,
        spaced=surveyed.spaced or scan_path != path,
        sample=sample,
    )


def os_problem(error: OSError) -> str:
    """Return the code for why the system would not read a file."""
    match error:
        case FileNotFoundError():
            return "missing"
        case PermissionError():
            return "no_permission"
        case IsADirectoryError():
            return "is_folder"
        case _:
            return "unreadable"


def _has_open_quotes(path: Path, surveyed: Survey) -> bool:
    """Tell whether a quote is left open at the end of any line."""
    if not surveyed.quoted:
        return False
    with path.open("rb") as stream:
        return any(line.count(b'"') % 2 for line in stream)


def _header(
    path: Path, shown: str, encoding: str, dialect: Dialect, *, unit_needed: bool
) -> tuple[str, int, Columns]:
    """Find the header: the first line that names every column, by the delimiter that splits it."""
    with path.open(encoding=ENCODINGS[encoding], errors="replace", newline=None) as stream:
        head = [line.rstrip("\n") for line in islice(stream, _HEADER_LINES)]
    best: HeaderFault | None = None
    best_line = 1
    for delimiter, number, names in _splits(head, dialect.delimiter):
        if tuple(names) == CASE_LIST_COLUMNS:
            raise InputError(Problem("log_is_case_list", Location(shown, number)))
        found = match_columns(names, dialect.columns, unit_needed=unit_needed)
        if isinstance(found, Columns):
            return delimiter, number, found
        if best is None or _nearness(found) > _nearness(best):
            best, best_line = found, number
    if best is None:
        raise InputError(Problem("log_empty", Location(shown)))
    raise InputError(_header_problem(shown, best_line, best))


def _splits(head: list[str], delimiter: str | None) -> Iterator[tuple[str, int, list[str]]]:
    for number, line in enumerate(head, start=1):
        if not line.strip() or line.casefold().startswith("sep="):
            continue
        for candidate in (delimiter,) if delimiter else DELIMITERS.values():
            try:
                yield candidate, number, next(csv.reader([line], delimiter=candidate))
            except csv.Error:
                continue


def _nearness(fault: HeaderFault) -> tuple[int, int]:
    return (-len(fault.missing), len(fault.found))


def _header_problem(shown: str, line: int, fault: HeaderFault) -> Problem:
    if any(_looks_like_data(name) for name in fault.found):
        return Problem("log_no_header", Location(shown, line), {"missing": fault.missing})
    found = tuple(safe_text(name.strip()) for name in fault.found[:20])
    if fault.missing:
        values: dict[str, Value] = {"missing": fault.missing, "found": found}
        values["role"] = fault.missing[0]
        return Problem("log_columns_missing", Location(shown, line), values)
    role, names = next(iter(fault.ambiguous.items()))
    values = {"missing": (role,), "role": role, "names": tuple(safe_text(name) for name in names)}
    return Problem("log_columns_ambiguous", Location(shown, line), values)


def _looks_like_data(name: str) -> bool:
    """Tell a data cell from a column's name, so that no row is shown as if it were a header."""
    digits = sum(character.isdigit() for character in name)
    return digits >= 4 or _NAME.fullmatch(name.strip()) is None  # noqa: PLR2004 - a year already is four digits
