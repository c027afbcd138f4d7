"""Judges staged rows: looks up their texts, and gives each its outcome."""

from __future__ import annotations

from datetime import date
from typing import Final
from unicodedata import normalize

from basutbud.caselog.engine import FAULT, SPACES, TEXT_COLUMNS, Engine
from basutbud.caselog.request import OutcomeInputs
from basutbud.caselog.sql import outcomes as sql
from basutbud.caselog.sql.unfit import unfit_value
from basutbud.caselog.units import Units
from basutbud.model.ruleset import fold_name
from basutbud.safetext import safe_text

MOST_OWN_TYPES: Final = 500
"""Case types outside the catalogue that are listed; more are free text."""
_OCTOBER: Final = 10
_LAST_WEEK: Final = 25
_SUNDAY: Final = 7


class RowJudge:
    """Gives rows their outcomes, one staged file after the other, in the table ``judged``.

    Rejected rows are in ``rejected`` too, with the reason. ``next`` is the next row id.
    ``texts_read`` are the units and case types, as written, in the current log's readable rows.
    """

    def __init__(self, engine: Engine, inputs: OutcomeInputs, units: Units) -> None:
        """Start with empty tables."""
        self._engine = engine
        self._inputs = inputs
        self._units = units
        self._unit_rows: dict[str, tuple[int | None, int, date | None]] = {}
        self._service_rows: dict[str, tuple[int | None, int]] = {}
        self._numbers: dict[str, int] = {}
        self._own = 0
        self._days: tuple[date, date] | None = None
        self.next = 0
        self.begin(0)
        before = inputs.workdays.before(inputs.as_of)
        engine.create("judged", sql.JUDGED)
        engine.create("rejected", sql.REJECTED)
        for table, columns in (
            ("calendar", sql.CALENDAR),
            ("unit", sql.UNIT),
            ("service", sql.SERVICE),
        ):
            engine.fill(table, columns, [])
        engine.fill("audit", sql.AUDIT, [(inputs.as_of, *inputs.period, before)])

    @property
    def services(self) -> list[str]:
        """The names of case types by number."""
        return list(self._numbers)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day in the calendar's table; None before any row."""
        return self._days

    def begin(self, log: int) -> None:
        """Begin a log, and keep the state before it, in case it is discarded."""
        self._log, self._first = log, self.next
        self._known = dict(self._service_rows), dict(self._numbers), self._own
        self.texts_read: dict[str, set[str]] = {column: set() for column in TEXT_COLUMNS}

    def judge(self, count: int) -> None:
        """Judge the log's rows that are staged now, ``count`` of them."""
        self._look_up(self._log)
        engine = self._engine
        hashed = engine.hashed("unit.id", "case_id")
        engine.append("judged", sql.judged_sql(self._log, self.next, hashed), self._log)
        if any(True for _ in engine.rows(sql.any_rejected_sql(self.next))):
            engine.append("rejected", sql.rejected_sql(self._log, self.next), self._log)
        self.next += count

    def judge_together(self) -> None:
        """Judge the staged rows of all logs, each with its ``log`` and its row id among all."""
        engine, log = self._engine, "staged_row.log"
        self._look_up(log)
        hashed = engine.hashed("unit.id", "case_id")
        engine.append("judged", sql.judged_sql(log, 0, hashed), self._log)
        engine.append("rejected", sql.rejected_sql(log, 0), self._log)

    def discard(self) -> None:
        """Remove the log's rows, and the case types that only it has."""
        self._engine.discard(("judged", "rejected"), self._log)
        self._service_rows, self._numbers, self._own = self._known
        self.next = self._first
        self.begin(self._log)

    def _look_up(self, log: int | str) -> None:
        """Look up what the staged rows of a log have, or of those that a column tells."""
        self._look_up_units(log)
        self._look_up_services(log)
        self._extend_calendar()

    def _look_up_units(self, log: int | str) -> None:
        new = [text for text, _ in self._staged_texts("unit", log) if text not in self._unit_rows]
        for text in new:
            number, fault, since = self._units.resolve(text)
            self._unit_rows[text] = number, FAULT[fault] if fault else 0, since
        if new:
            rows = [(text, *row) for text, row in self._unit_rows.items()]
            self._engine.fill("unit", sql.UNIT, rows)

    def _look_up_services(self, log: int | str) -> None:
        """Give the case types numbers, except those of rejected rows alone, which are not shown."""
        known = self._service_rows
        staged = self._staged_texts("service", log)
        new = {text: is_read for text, is_read in staged if text not in known or is_read}
        for text, is_read in new.items():
            unfit = unfit_value(text.strip(SPACES)) is not None
            number = self._service_number(text) if is_read and not unfit else None
            known[text] = number, FAULT["service:unfit"] if unfit else 0
        if new:
            rows = [(text, *row) for text, row in self._service_rows.items()]
            self._engine.fill("service", sql.SERVICE, rows)

    def _service_number(self, text: str) -> int | None:
        """Return the number of a case type, by catalogue id or own name; None past the bound."""
        service = self._inputs.service_names.get(fold_name(text))
        name = service or safe_text(normalize("NFC", " ".join(text.split())))
        if name in self._numbers:
            return self._numbers[name]
        if not name or (self._own == MOST_OWN_TYPES and not service):
            return None
        self._own += not service
        return self._numbers.setdefault(name, len(self._numbers))

    def _staged_texts(self, column: str, log: int | str) -> list[tuple[str, bool]]:
        """Return the texts of a column, each with whether any readable row has it.

        They are in the order of the logs that have them in such a row, then of the texts.
        """
        first_in = dict(self._engine.rows(sql.staged_texts_sql(column, log)))
        read = {text: log for text, log in first_in.items() if log is not None}
        self.texts_read[column].update(read)
        ordered = sorted(read, key=lambda text: (read[text], text))
        return [(text, True) for text in ordered] + [
            (text, False) for text in sorted(first_in.keys() - read.keys())
        ]

    def _extend_calendar(self) -> None:
        """Extend the calendar, by whole years, to the days that the staged stamps name."""
        workdays = self._inputs.workdays
        met = self._engine.rows(sql.days_met_sql(workdays.first, workdays.last_judged))
        days = [*next(met, (self._inputs.as_of,)), *(self._days or ())]
        first = max(workdays.first, date(min(days).year, 1, 1))
        last = min(workdays.last_judged, date(max(days).year, 12, 31))
        if self._days == (first, last):
            return
        self._days = first, last
        rows = [(*day, _hour_repeats(day.day)) for day in workdays.counted(first, last)]
        self._engine.fill("calendar", sql.CALENDAR, rows)


def _hour_repeats(day: date) -> bool:
    """Tell whether an hour occurs twice, when summer time ends: the last Sunday of October."""
    return day.month == _OCTOBER and day.day >= _LAST_WEEK and day.isoweekday() == _SUNDAY
