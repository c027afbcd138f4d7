"""Joins several reports into a trend: the newest numbers of each clinic and month, gaps kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any, Final, NamedTuple

from basutbud.chance.months import fill_gaps
from basutbud.comparing.causes import FreeDays, calendars_differ, free_days
from basutbud.model.cases import Tally
from basutbud.model.overtime.comparison import Cause
from basutbud.model.overtime.trend import Coverage, Trend, TrendClinic, TrendMonth, TrendReport
from basutbud.model.ruleset import REPLY_TIME
from basutbud.model.vocabulary import CaseOutcome, Verdict
from basutbud.reportfile import SavedReport
from basutbud.safetext import safe_text

Key = tuple[str, str]
"""A clinic's HSA-id, masked as it may be, and its name."""
Place = tuple[date, int]
"""A report's place in the trend: its date, then the order in which it was given."""

_OUTCOMES: Final = tuple(CaseOutcome)
_DAY: Final = timedelta(days=1)


class _Entry(NamedTuple):
    """A clinic's month in one report. Entries sort by preference."""

    whole: bool
    report: Place
    tally: Tally


class _Excerpt(NamedTuple):
    """What a trend keeps of a report, beside its clinics' months."""

    place: Place
    path: str
    sha256: str
    ruleset: str
    clinics: int
    without_log: int
    verdicts: Mapping[Verdict, int]
    alone: int
    excused: int
    rules: Mapping[str, str]
    reply_rules: Sequence[str]
    free_days: FreeDays


def join_reports(reports: Iterable[SavedReport]) -> Trend:
    """Return the trend of reports in any order; of two of the same date the later given counts.

    One report is in memory at a time, as many would fill it.
    """
    noted = _Clinics()
    row = sorted(map(noted.excerpt, reports, count()), key=lambda one: one.place)
    names, months = noted.together()
    without_log = len(names) - len(months)
    return Trend(
        reports=tuple(_reports(row, len(names))),
        months=tuple(_all_months(row, months.values(), len(names), without_log)),
        clinics=tuple(
            TrendClinic(
                safe_text(key[0]),
                names[key],
                {month: entry.tally for month, entry in sorted(months.get(key, {}).items())},
            )
            for key in sorted(names, key=lambda one: (names[one], one))
        ),
    )


class _Clinics:
    """The clinics of the reports so far, and for each month the entry that counts."""

    def __init__(self) -> None:
        """Start without a report."""
        self._newest: dict[Key, Place] = {}
        self._months: defaultdict[Key, dict[str, _Entry]] = defaultdict(dict)
        self._shared: set[str] = set()

    def excerpt(self, report: SavedReport, number: int) -> _Excerpt:
        """Note a report's clinics and their months, and return what else is kept of it."""
        place = report.as_of, number
        data, clinics = report.data, report.data["clinics"]
        times = Counter(clinic["hsa_id"] for clinic in clinics)
        self._shared.update(hsa_id for hsa_id, n in times.items() if n > 1)
        for clinic in clinics:
            key = clinic["hsa_id"], clinic["name"]
            self._newest[key] = max(place, self._newest.get(key, place))
            if clinic["cases"] is not None:
                _keep_best(self._months[key], _months(clinic, place, report))
        ruleset, compliance = data["ruleset"], data["summary"]["compliance"]
        return _Excerpt(
            place=place,
            path=report.path,
            sha256=report.sha256,
            ruleset=safe_text(f"{ruleset['id']} {ruleset['version']}"),
            clinics=len(clinics),
            without_log=sum(clinic["cases"] is None for clinic in clinics),
            verdicts=Counter(Verdict(clinic["verdict"]) for clinic in clinics),
            alone=compliance["alone"],
            excused=compliance["with_baseline"],
            rules=report.rules,
            reply_rules=[one["sha256"] for one in ruleset["rules"] if one["check"] == REPLY_TIME],
            free_days=free_days(data),
        )

    def together(self) -> tuple[Mapping[Key, str], Mapping[Key, Mapping[str, _Entry]]]:
        """Return each clinic's newest name fit to print, and the months of those with a log.

        Where several clinics of one report have the same HSA-id, masked, their names distinguish
        them; elsewhere a clinic may have changed its name.
        """
        names: dict[Key, str] = {}
        months: defaultdict[Key, dict[str, _Entry]] = defaultdict(dict)
        for hsa_id, name in sorted(self._newest, key=lambda one: self._newest[one]):
            key = hsa_id, name if hsa_id in self._shared else ""
            names[key] = safe_text(name)
            if (hsa_id, name) in self._months:
                _keep_best(months[key], self._months[hsa_id, name].items())
        return names, months


def _keep_best(known: dict[str, _Entry], found: Iterable[tuple[str, _Entry]]) -> None:
    """Put the entries that are preferred to those known of the same month in their place."""
    for month, entry in found:
        if month not in known or entry[:2] > known[month][:2]:
            known[month] = entry


def _months(
    clinic: Mapping[str, Any], place: Place, report: SavedReport
) -> Iterator[tuple[str, _Entry]]:
    """Yield a clinic's months that have cases; rows that have none, or of no month, make no point.

    One is whole unless a period or the report's date cuts it, or something that concerns the clinic
    could not be read.
    """
    first, last = report.mandate.period
    after = min(last or report.as_of, report.as_of) + _DAY
    complete = clinic["verdict"] != Verdict.INCOMPLETE
    for line in clinic["cases"]["by_month"]:
        month, tally = line["month"], Tally(tuple(line[outcome] for outcome in _OUTCOMES))
        if month is not None and tally.in_view:
            begun = first is not None and first.isoformat() > f"{month}-01"
            ended = after.isoformat()[:7] <= month
            yield month, _Entry(complete and not (begun or ended), place, tally)


def _all_months(
    row: Iterable[_Excerpt],
    of_clinics: Iterable[Mapping[str, _Entry]],
    known: int,
    without_log: int,
) -> Iterator[TrendMonth]:
    """Yield each month from the first to the last, with what it is measured by otherwise."""
    excerpts = {one.place: one for one in row}
    months: defaultdict[str, list[_Entry]] = defaultdict(list)
    for of_clinic in of_clinics:
        for name, entry in of_clinic.items():
            months[name].append(entry)
    before: set[Place] = set()
    for name in fill_gaps(months):
        found = months.get(name, [])
        sources = {entry.report for entry in found}
        measured = [excerpts[one] for one in sorted(before | sources)] if sources else []
        yield TrendMonth(
            name=name,
            tally=Tally.together(entry.tally for entry in found) if found else None,
            coverage=Coverage(len(found), known, without_log),
            partial=not all(entry.whole for entry in found),
            after_as_of=any(as_of.isoformat()[:7] < name for as_of, _ in sources),
            changes=_changes(measured, lambda one: one.reply_rules),
        )
        before = sources or before


def _reports(row: Sequence[_Excerpt], known: int) -> Iterator[TrendReport]:
    for number, one in enumerate(row):
        yield TrendReport(
            path=one.path,
            as_of=one.place[0],
            sha256=one.sha256,
            ruleset=one.ruleset,
            coverage=Coverage(one.clinics, known, one.without_log),
            verdicts=one.verdicts,
            alone=one.alone,
            excused=one.excused,
            changes=_changes(row[max(0, number - 1) : number + 1], lambda one: one.rules),
        )


def _changes(row: Sequence[_Excerpt], rules: Callable[[_Excerpt], object]) -> tuple[Cause, ...]:
    """Return the differences between the yardsticks of reports."""
    found = []
    if any(rules(one) != rules(row[0]) for one in row[1:]):
        found.append(Cause.RULE_CHANGED)
    if any(calendars_differ(row[0].free_days, one.free_days) for one in row[1:]):
        found.append(Cause.CALENDAR)
    return tuple(found)
