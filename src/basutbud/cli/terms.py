"""Reads options into the terms of an audit; every mistake is a UsageError."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from basutbud import __version__
from basutbud.audit import Terms
from basutbud.caselog import (
    DELIMITERS,
    ENCODINGS,
    LEAST_MEMORY,
    Dialect,
    EngineOptions,
    Tolerance,
)
from basutbud.caselog.columns import SYNONYMS
from basutbud.cli.asked import AuditOptions
from basutbud.cli.files import STDIN
from basutbud.cli.terminal import choose_language, today
from basutbud.errors import BasutbudError, Location, Problem, UsageError, Value
from basutbud.model.mandate import Command, Mandate
from basutbud.model.overtime.excuse import Baseline
from basutbud.model.ruleset import Calendar, Rule, RuleSet
from basutbud.reportfile.baseline import read_baseline
from basutbud.rulesetfile.loader import load_ruleset, packaged_rule_sets
from basutbud.safetext import safe_text
from basutbud.sources.discovery import relative_path
from basutbud.suggestion import suggest_word
from basutbud.waiverfile import WaiverFile, read_waivers


def terms_of(asked: AuditOptions, command: Command, paths: list[str]) -> Terms:
    """Return all that an audit needs beside its inputs, from what it is asked for.

    Raise UsageError or PolicyError.
    """
    names = {one.name for one in fields(Mandate)} & {one.name for one in fields(asked)}
    options = {name: getattr(asked, name) for name in names} | {
        "period": (asked.from_, asked.to),
        "columns": asked.column,
        "sheets": asked.sheet,
        "waivers": None if asked.no_waivers else asked.waivers,
        "lang": choose_language(asked.lang).code,
        "case_ids": not asked.no_case_ids,
    }
    options |= {"command": command, "paths": paths}
    return prepared(
        mandate(refuse_past=asked.refuse_past_as_of, **options),
        engine_options(asked.engine, asked.memory_limit, asked.spark_master),
    )


def mandate(as_of: str | None, rules: str, *, refuse_past: bool = False, **options: Any) -> Mandate:
    """Return the mandate that the options give, each by its name; days and paths are as typed.

    Raise UsageError for a day in the past, where that is refused.
    """
    base, day = Path.cwd(), today() if as_of is None else parse_day(as_of)
    if refuse_past and day < today():
        wrong("past_as_of", value=day.isoformat(), today=today().isoformat())
    first, last = options.pop("period")
    listed = {name: tuple(one) for name, one in options.items() if isinstance(one, list)}
    for name in listed.keys() & {"paths", "cases"}:
        listed[name] = tuple(_relative(path, base) for path in listed[name])
    for name in options.keys() & {"waivers", "baseline"}:
        options[name] = options[name] and _relative(options[name], base)
    return Mandate(
        day,
        rules if rules in packaged_rule_sets() else _relative(rules, base),
        as_of_given=as_of is not None,
        period=period(first, last),
        **options | listed,
    )


def prepared(mandate: Mandate, engine_options: EngineOptions) -> Terms:
    """Load the rule set and read all that an audit needs. Raise UsageError or PolicyError."""
    ruleset = load_ruleset(mandate.rules)
    selected = _selected(ruleset, mandate.select, mandate.ignore)
    _require_within_calendar(mandate.as_of, ruleset.calendar)
    waivers = mandate.waivers
    return Terms(
        ruleset,
        selected,
        mandate,
        __version__,
        dialect=dialect(
            mandate.columns,
            mandate.delimiter,
            mandate.encoding,
            mandate.sheets,
            mandate.timestamp_zone,
        ),
        tolerance=tolerance(mandate.max_rejected),
        engine_options=engine_options,
        waivers=None if waivers is None else waivers_of(waivers, ruleset),
        baseline=_baseline(mandate),
    )


def _baseline(mandate: Mandate) -> Baseline | None:
    """Read the baseline. Raise UsageError."""
    worse_by = points(mandate.worse_by)
    if mandate.baseline is None:
        if worse_by:
            wrong("worse_without_baseline")
        return None
    path = Path(mandate.baseline)
    return read_baseline(path, safe_text(path.as_posix()), worse_by)


def points(text: str) -> Fraction:
    """Read percentage points, as ``0.5``, and return the share that they are."""
    found = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,6}))?", text, re.ASCII)
    share = Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else Fraction(2)
    if share > 1:
        wrong("bad_points", value=safe_text(text))
    return share


def waivers_of(path: str, ruleset: RuleSet) -> WaiverFile:
    """Read a waiver file by its path as typed. Raise UsageError, PolicyError."""
    return read_waivers(Path(path), safe_text(Path(path).as_posix()), ruleset)


def words_of(chosen: str | None, judged_by: str) -> RuleSet | None:
    """Load the rule set that names a report's rules: the one chosen, else the report's own.

    Where that is gone the rules go by their ids. Raise UsageError, PolicyError for one chosen.
    """
    try:
        return load_ruleset(chosen or judged_by)
    except BasutbudError:
        if chosen:
            raise
        return None


def _relative(path: str, base: Path) -> str:
    """Return a path relative to the working directory; ``-`` is unchanged."""
    return path if path == STDIN else relative_path(path, base)


def parse_day(text: str) -> date:
    """Read ``YYYY-MM-DD``. Raise UsageError."""
    written_out = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII)
    try:
        return date.fromisoformat(text if written_out else "")
    except ValueError:
        wrong("bad_date", value=safe_text(text))


def dialect(
    columns: Sequence[str],
    delimiter: str | None,
    encoding: str | None,
    sheets: Sequence[str],
    timestamp_zone: str | None,
) -> Dialect:
    """Read the options on how logs are written."""
    named: dict[str, list[str]] = {}
    for column in columns:
        role, _, header = column.partition("=")
        if role not in SYNONYMS or not header.strip():
            wrong("bad_column", value=safe_text(column), known=", ".join(SYNONYMS))
        named.setdefault(role, []).append(header)
    if delimiter is not None:
        delimiter = DELIMITERS.get(delimiter, "\t" if delimiter == "\\t" else delimiter)
        if delimiter not in DELIMITERS.values():
            wrong("bad_delimiter", value=safe_text(delimiter), known=", ".join(DELIMITERS))
    return Dialect(named, delimiter, encoding and _encoding(encoding), sheets, timestamp_zone)


def _encoding(name: str) -> str:
    """Return basutbud's name for an encoding, given by any of its names."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        codec = ""
    usual_name = {codecs.lookup(known).name: known for known in ENCODINGS}.get(codec)
    if usual_name is None:
        wrong("bad_encoding", value=safe_text(name), known=", ".join(ENCODINGS))
    return usual_name


def engine_options(engine: str, memory_limit: str, spark_master: str | None) -> EngineOptions:
    """Read the engine's options: its name, its memory as ``500MiB`` or ``2GiB``, its master."""
    found = re.fullmatch(
        r"(\d{1,6})(?:[.,](\d))?\s*([MG])i?B?", memory_limit, re.ASCII | re.IGNORECASE
    )
    if found is None:
        wrong("bad_memory", value=safe_text(memory_limit))
    unit = 1024 ** (2 if found[3] in "mM" else 3)
    memory = int(found[1]) * unit + int(found[2] or 0) * unit // 10
    if memory < LEAST_MEMORY:
        wrong("bad_memory", value=safe_text(memory_limit))
    if spark_master is not None and engine != "spark":
        wrong("master_without_spark")
    return EngineOptions(engine, memory, spark_master)


def tolerance(text: str) -> Tolerance:
    """Read ``N`` or ``N%``."""
    found = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,6}))?(%?)", text, re.ASCII)
    if found is None or (found[2] and not found[3]):
        wrong("bad_tolerance", value=safe_text(text))
    if not found[3]:
        return Tolerance(rows=int(found[1]))
    share = Fraction(f"{found[1]}.{found[2] or 0}") / 100
    if share > 1:
        wrong("bad_tolerance", value=safe_text(text))
    return Tolerance(share=share)


def wrong(code: str, **values: Value) -> NoReturn:
    """Raise a UsageError with this problem."""
    raise UsageError(Problem(code, Location(""), values))


def _selected(ruleset: RuleSet, select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    ids = [rule.id for rule in ruleset.rules]
    for pattern in (*select, *ignore):
        if not any(fnmatchcase(rule, pattern) for rule in ids):
            wrong("unknown_rule", rule=safe_text(pattern), suggestion=suggest_word(pattern, ids))

    def kept(rule: str) -> bool:
        chosen = not select or any(fnmatchcase(rule, pattern) for pattern in select)
        return chosen and not any(fnmatchcase(rule, pattern) for pattern in ignore)

    selected = tuple(rule for rule in ruleset.rules if kept(rule.id))
    if not selected:
        wrong("no_rules_left")
    return selected


def _require_within_calendar(day: date, calendar: Calendar) -> None:
    if not calendar.first <= day <= calendar.last:
        wrong(
            "outside_calendar",
            date=day.isoformat(),
            first=calendar.first.isoformat(),
            last=calendar.last.isoformat(),
        )


def period(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day of the cases to audit."""
    days = (
        None if first is None else parse_day(first),
        None if last is None else parse_day(last),
    )
    if days[0] and days[1] and days[0] > days[1]:
        wrong("bad_period")
    return days
