"""Finds out why an item changed: the differences between two reports that bear on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from basutbud.comparing.side import Data, Item, Side
from basutbud.model.overtime.comparison import Cause, Standing
from basutbud.model.overtime.excuse import WaiverState
from basutbud.model.ruleset import REPLY_TIME
from basutbud.model.vocabulary import Outcome

FreeDays = Mapping[str, set[str]]
"""The dates that are no working days, by year."""

_SELECTING: Final = ("select", "ignore")
_WRITING: Final = frozenset({"as_of", "as_of_given", "lang", "case_ids", "verbose", "fail_on"})
"""Terms that change no outcome, or that have a cause of their own."""


class Causes:
    """The differences between two reports, from which each item gets those that bear on it."""

    def __init__(self, old: Side, new: Side) -> None:
        """Hold the two reports."""
        self._old = old
        self._new = new

    def of(self, item: Item, old: Standing, new: Standing) -> tuple[Cause, ...]:
        """Return every cause that applies to an item that changed."""
        found = {*self._of_yardstick(item), *self._of_input(item, old, new)}
        found |= {*self._of_waiver(old, new)}
        if old.beneath and new.beneath and old.beneath is not new.beneath:
            found.add(Cause.IN_FORCE)  # upcoming in one of them alone
        if self._old.identity.tool_version != self._new.identity.tool_version:
            found.add(Cause.TOOL)
        if not found and self._old.as_of != self._new.as_of:
            found.add(Cause.IN_FORCE)
        if not found and self._terms_differ:
            found.add(Cause.TERMS)
        return tuple(cause for cause in Cause if cause in found)

    def _of_yardstick(self, item: Item) -> Iterator[Cause]:
        """Yield changes of the yardstick: the rule, the calendar, the period of the cases."""
        _, rule, _ = item
        known = [self._old.rules.get(rule), self._new.rules.get(rule)]
        if None in known:
            if any(self._old.terms[one] != self._new.terms[one] for one in _SELECTING):
                yield Cause.TERMS
            if self._old.data["ruleset"]["sha256"] != self._new.data["ruleset"]["sha256"]:
                yield Cause.RULE_CHANGED
            return
        first, second = (one for one in known if one is not None)
        if first["sha256"] != second["sha256"]:
            yield Cause.RULE_CHANGED
        if first["check"] == REPLY_TIME and self._calendar_differs:
            yield Cause.CALENDAR
        if rule in self._new.by_cases and self._old.terms["period"] != self._new.terms["period"]:
            yield Cause.PERIOD

    def _of_input(self, item: Item, old: Standing, new: Standing) -> Iterator[Cause]:
        """Yield changes of the clinic's input: its file, its part of the logs.

        Neither explains why the same finding weighs more on another day.
        """
        hsa_id, rule, _ = item
        if not self._both_have_clinic(hsa_id):
            yield Cause.TERMS if self._left_out(hsa_id) else Cause.CLINIC_FILE
            return
        found_in_both = bool(old.beneath and new.beneath)
        by_file = not (found_in_both or self._checks(rule, REPLY_TIME))
        file_differs = self._old.file_digests(hsa_id) != self._new.file_digests(hsa_id)
        if file_differs and (by_file or self._old.since(item) != self._new.since(item)):
            yield Cause.CLINIC_FILE
        by_cases = rule in self._old.by_cases | self._new.by_cases
        as_many = found_in_both and old.measure == new.measure
        cases_differ = self._logs_differ and self._old.cases(hsa_id) != self._new.cases(hsa_id)
        if by_cases and cases_differ and not as_many:
            yield Cause.CASE_LOG

    def _checks(self, rule: str, check: str) -> bool:
        """Tell whether a rule has this check."""
        known = (side.rules.get(rule) for side in (self._old, self._new))
        return any(one["check"] == check for one in known if one)

    def _left_out(self, hsa_id: str) -> bool:
        """Tell whether a clinic that one report has was not asked for in the other."""
        has, lacks = (
            (self._old, self._new) if hsa_id in self._old.clinics else (self._new, self._old)
        )
        wanted = lacks.terms["provider"]
        return wanted is not None and all(
            clinic["provider"] != wanted for clinic in has.clinics.get(hsa_id, ())
        )

    def _both_have_clinic(self, hsa_id: str) -> bool:
        return len(self._old.clinics.get(hsa_id, ())) == len(self._new.clinics.get(hsa_id, ()))

    @cached_property
    def _logs_differ(self) -> bool:
        return self._old.log_digests != self._new.log_digests

    @cached_property
    def _calendar_differs(self) -> bool:
        return calendars_differ(*(free_days(side.data) for side in (self._old, self._new)))

    @cached_property
    def _terms_differ(self) -> bool:
        old, new = self._old.terms, self._new.terms
        return any(old[one] != new[one] for one in old.keys() - _WRITING)

    def _of_waiver(self, old: Standing, new: Standing) -> Iterator[Cause]:
        """Yield whether a waiver was added, expired, or was removed or not given this time."""
        was, is_now = (one.outcome is Outcome.WAIVED for one in (old, new))
        if is_now and not was:
            yield Cause.WAIVER_ADDED
        elif was and not is_now and new.beneath is not None:
            granted, left = (
                {one["id"]: one for one in side.data["waivers"]} for side in (self._old, self._new)
            )
            waiver = (granted | left).get(old.waiver, {})
            if waiver.get("state") == WaiverState.OVER_CEILING and old.waiver in left:
                return  # the waiver is still there, and the cases explain the rest
            ended = waiver.get("expires", self._new.data["as_of"]) < self._new.data["as_of"]
            yield Cause.WAIVER_ENDED if ended else Cause.WAIVER_REMOVED


def calendars_differ(old: FreeDays, new: FreeDays) -> bool:
    """Tell whether the free days differ in any year that both reports cover."""
    return any(old[year] != new[year] for year in old.keys() & new.keys())


def free_days(data: Data) -> FreeDays:
    """Return the free days of a report's calendar."""
    years: dict[str, set[str]] = {}
    for free in data["calendar"]["free_days"]:
        years.setdefault(free["date"][:4], set()).add(free["date"])
    return years
