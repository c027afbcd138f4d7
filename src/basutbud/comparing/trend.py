"""Joins several reports into a trend: the newest numbers of each clinic and month, gaps kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

from basutbud.chance.months import month_name, month_number
from basutbud.comparing.causes import calendars_differ
from basutbud.model.cases import Tally
from basutbud.model.overtime.comparison import Cause
from basutbud.model.overtime.trend import Coverage, Trend, TrendClinic, TrendMonth, TrendReport
from basutbud.model.ruleset import REPLY_TIME
from basutbud.model.vocabulary import CaseOutcome, Verdict
from basutbud.reportfile import SavedReport
from basutbud.safetext import safe_text

Key = tuple[str, str]
"""A clinic's HSA-id, and its name where several have that id, masked as it may be."""

_OUTCOMES: Final = tuple(CaseOutcome)


class _Entry(NamedTuple):
    """A clinic's month in one report. Entries sort by preference."""

    whole: bool
    report: int
    tally: Tally


def join_reports(reports: Iterable[SavedReport]) -> Trend:
    """Return the trend of reports in any order; of two of the same date the later given counts."""
    ordered = sorted(reports, key=lambda one: one.as_of)
    shared = _shared_ids(ordered)
    names: dict[Key, str] = {}
    logged: set[Key] = set()
    entries: defaultdict[Key, dict[str, _Entry]] = defaultdict(dict)
    for number, report in enumerate(ordered):
        for clinic in report.data["clinics"]:
            key = _key(clinic, shared)
            names[key] = safe_text(clinic["name"])
            if clinic["cases"] is None:
                continue
            logged.add(key)
            for month, entry in _months(clinic, number, report):
                known = entries[key].get(month)
                if known is None or entry[:2] > known[:2]:
                    entries[key][month] = entry
    return Trend(
        reports=tuple(_reports(ordered, len(names))),
        months=tuple(_all_months(ordered, entries, len(names), len(names.keys() - logged))),
        clinics=tuple(
            TrendClinic(
                safe_text(key[0]),
                names[key],
                {month: entry.tally for month, entry in sorted(entries[key].items())},
            )
            for key in sorted(names, key=lambda one: (names[one], one))
        ),
    )


def _shared_ids(reports: Iterable[SavedReport]) -> set[str]:
    """Return the HSA-ids that several clinics of a report have, as they are masked."""
    counted = [Counter(one["hsa_id"] for one in report.data["clinics"]) for report in reports]
    return {hsa_id for count in counted for hsa_id, n in count.items() if n > 1}


def _key(clinic: Mapping[str, Any], shared: set[str]) -> Key:
    hsa_id = clinic["hsa_id"]
    return hsa_id, clinic["name"] if hsa_id in shared else ""


def _months(
    clinic: Mapping[str, Any], number: int, report: SavedReport
) -> Iterator[tuple[str, _Entry]]:
    """Yield a clinic's months that have cases; rows that have none, or of no month, make no point.

    One is whole unless a period cut it, or something that concerns the clinic could not be read.
    """
    first, last = report.mandate.period
    complete = clinic["verdict"] != Verdict.INCOMPLETE
    for line in clinic["cases"]["by_month"]:
        month, tally = line["month"], Tally(tuple(line[outcome] for outcome in _OUTCOMES))
        if month is not None and tally.in_view:
            begun = first is not None and first.isoformat() > f"{month}-01"
            ended = last is not None and (last + timedelta(days=1)).isoformat()[:7] <= month
            yield month, _Entry(complete and not (begun or ended), number, tally)


def _all_months(
    reports: Sequence[SavedReport],
    entries: Mapping[Key, Mapping[str, _Entry]],
    known: int,
    without_log: int,
) -> Iterator[TrendMonth]:
    """Yield each month from the first to the last, with what it is measured by otherwise."""
    months: defaultdict[str, list[_Entry]] = defaultdict(list)
    for of_clinic in entries.values():
        for name, entry in of_clinic.items():
            months[name].append(entry)
    numbers = [month_number(name) for name in months]
    before: set[int] = set()
    for number in range(min(numbers, default=0), max(numbers, default=-1) + 1):
        name = month_name(number)
        found = months.get(name, [])
        sources = {entry.report for entry in found}
        yield TrendMonth(
            name=name,
            tally=Tally.together(entry.tally for entry in found) if found else None,
            coverage=Coverage(len(found), known, without_log),
            partial=not all(entry.whole for entry in found),
            changes=_changes([reports[one] for one in sorted(before | sources)], _reply_rules)
            if sources
            else (),
        )
        before = sources or before


def _reports(reports: Sequence[SavedReport], known: int) -> Iterator[TrendReport]:
    for number, report in enumerate(reports):
        data = report.data
        compliance = data["summary"]["compliance"]
        ruleset = data["ruleset"]
        without_log = sum(clinic["cases"] is None for clinic in data["clinics"])
        yield TrendReport(
            path=report.path,
            as_of=report.as_of,
            sha256=report.sha256,
            ruleset=safe_text(f"{ruleset['id']} {ruleset['version']}"),
            coverage=Coverage(len(data["clinics"]), known, without_log),
            verdicts=Counter(Verdict(clinic["verdict"]) for clinic in data["clinics"]),
            alone=compliance["alone"],
            excused=compliance["with_baseline"],
            changes=_changes(reports[max(0, number - 1) : number + 1], _all_rules),
        )


def _changes(reports: Sequence[SavedReport], rules: Any) -> tuple[Cause, ...]:
    """Return the differences between the yardsticks of reports."""
    found = []
    if any(rules(one) != rules(reports[0]) for one in reports[1:]):
        found.append(Cause.RULE_CHANGED)
    if any(calendars_differ(reports[0].data, one.data) for one in reports[1:]):
        found.append(Cause.CALENDAR)
    return tuple(found)


def _all_rules(report: SavedReport) -> Mapping[str, str]:
    return report.rules


def _reply_rules(report: SavedReport) -> list[str]:
    rules = report.data["ruleset"]["rules"]
    return [rule["sha256"] for rule in rules if rule["check"] == REPLY_TIME]
