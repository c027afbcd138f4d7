"""Reply times by clinic: share in time, working days, and open cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from basutbud.chance.months import fill_gaps
from basutbud.formats.common.headline import column_title
from basutbud.formats.common.view import View
from basutbud.formats.text.marks import Prose, folded_note, heading
from basutbud.formats.text.tables import Column, Fitted, Row, longest_word
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome

MOST_CLINICS: Final = 25
_WIDE: Final = 110
_MIDDLING: Final = 95
_BARS: Final = "▁▂▃▄▅▆▇█"
_DAYS_BEYOND: Final = 4
"""Columns of the histogram after the limit; the last is for all later days."""

_SHORTEST_NAME: Final = 16
_LONGEST_WORD: Final = 24
"""The least width of a name, and the widest word that is never broken."""

_MOST_MONTHS: Final = 12
_MONTHS_FROM: Final = 100
"""Columns of the terminal from which each clinic's months are shown."""
_ENOUGH: Final = 10
"""Decided cases of a month that may set the scale for all: one late of one is no level."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table; ``months`` is its share not in time by month, drawn."""

    name: Text
    tally: Tally
    months: Text | None = None


@dataclass(frozen=True, slots=True)
class _Months:
    """The last months, and the share that fills a character."""

    months: Sequence[str]
    most: float

    @classmethod
    def of(cls, report: Report) -> _Months:
        """Take the months up to the last, a year at most; the highest share sets the scale."""
        months = fill_gaps(report.replies_by_month)[-_MOST_MONTHS:]
        shares = [
            tally.late_share
            for clinic in report.clinics
            if clinic.cases
            for month, tally in clinic.cases.by_month.items()
            if month in months and tally.decided >= _ENOUGH
        ]
        return cls(months, max(filter(None, shares), default=1.0))

    def drawn(self, tallies: Mapping[str, Tally]) -> Text:
        """Return a character a month: blank without cases, a dot without late ones, else a bar."""
        return Text("").join(self._drawn(tallies.get(month)) for month in self.months)

    def _drawn(self, tally: Tally | None) -> Text:
        share = tally.late_share if tally else None
        if not share:
            return Text(" " if share is None else "·", style="dim")
        height = min(len(_BARS), -int(-share * len(_BARS) // self.most))
        return Text(_BARS[height - 1], style="red")


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield a line for each clinic with cases, the least in time first; nothing without logs.

    With ``-v`` each clinic's tertials stand under it, and all cases by tertial, month and service.
    """
    clinics = [clinic for clinic in report.clinics if clinic.cases is not None]
    if not clinics:
        return
    language = view.language
    clinics.sort(key=lambda clinic: clinic.promptness)
    listed = clinics if view.detail > 0 else clinics[:MOST_CLINICS]
    yield heading(language.text("replies_heading"))
    yield _by_clinic(report, listed, view)
    if len(listed) < len(clinics):
        yield folded_note("more_clinics", view, n=len(clinics) - len(listed))
    yield Prose(Text(language.text("replies_note"), style="dim"))
    months = _Months.of(report)
    if view.width >= _MONTHS_FROM and months.months:
        note = language.text(
            "months_note",
            n=len(months.months),
            last=months.months[-1],
            most=language.share(months.most),
        )
        yield Prose(Text(note, style="dim"))
    if view.detail > 0:
        yield from _broken_down(report, view)


def _by_clinic(report: Report, clinics: list[ClinicReport], view: View) -> Fitted:
    """Return the clinics, each with its tertials under ``-v``, and the sum of every clinic."""
    months = _Months.of(report) if view.width >= _MONTHS_FROM else None
    lines = []
    for clinic in clinics:
        if clinic.cases is None:
            continue
        tertials = clinic.cases.by_tertial if view.detail > 0 else {}
        drawn = months.drawn(clinic.cases.by_month) if months else None
        name = Text(clinic.name, "bold" if tertials else "")
        lines.append(_Line(name, clinic.cases.total, drawn))
        lines += [_Line(Text(f"  {tertial}"), tally) for tertial, tally in tertials.items()]
    total = _Line(
        Text(view.language.text("all_cases"), "bold"),
        report.replies,
        months.drawn(report.replies_by_month) if months else None,
    )
    return _table(column_title(report, view.language), lines, report, view, total)


def _broken_down(report: Report, view: View) -> Iterator[RenderableType]:
    language = view.language
    for by, tallies in (
        ("tertial", report.replies_by_tertial),
        ("month", report.replies_by_month),
        ("service", report.replies_by_service),
    ):
        yield heading(language.text(f"replies_by_{by}"))
        lines = [_Line(_shown(name, report, view), tally) for name, tally in tallies.items()]
        yield _table(language.text(f"column_of_{by}"), lines, report, view)
    yield Prose(Text(language.text("tertial_note"), style="dim"))


def _shown(name: str, report: Report, view: View) -> Text:
    """Return the name of a part of the cases; a service's is its official name."""
    known = report.ruleset.service_name(name, view.language.code)
    return Text(known or view.language.text("no_service"))


def _table(
    who: str, lines: Sequence[_Line], report: Report, view: View, total: _Line | None = None
) -> Fitted:
    text, limit = view.language.text, _limit(report, view)
    name = max(_SHORTEST_NAME, longest_word((line.name for line in lines), _LONGEST_WORD))
    by_month = any(line.months for line in lines)
    return Fitted(
        columns=[
            Column(who, least=name, heading=True),
            Column(text("column_cases"), right=True),
            Column(text("column_on_time"), right=True),
            Column(text("column_months") if by_month else "", ornament=True),
            *([Column(f"0–{limit}│{limit + 1}–", ornament=True)] if limit else []),
            Column(text("column_days"), right=True),
            *(Column(text(f"column_{one}"), right=True) for one in ("late", "overdue", "open")),
        ],
        rows=[_row(line, limit, view, by_month=by_month) for line in lines],
        total=None if total is None else _row(total, limit, view, by_month=by_month),
        gap=1 if view.width >= _WIDE else 0,
    )


def _limit(report: Report, view: View) -> int | None:
    """Return the limit that divides a histogram; None where there is no room for one."""
    rule = report.ruleset.reply_rule
    return rule.limit if rule and view.width >= _WIDE else None


def _row(line: _Line, limit: int | None, view: View, *, by_month: bool) -> Row:
    tally = line.tally
    share = tally.on_time_share
    return [
        line.name,
        Text(view.language.number(tally.cases)),
        Text(view.language.share(share, aligned=True)),
        (line.months or Text()) if by_month else _bar(share, _bar_width(view)),
        *([_spread(tally, limit)] if limit else []),
        _days(tally),
        _count(tally[CaseOutcome.LATE], "bold", view),
        _count(tally[CaseOutcome.OVERDUE], "bold", view),
        _count(tally[CaseOutcome.OPEN], "", view),
    ]


def _bar_width(view: View) -> int:
    if view.width >= _WIDE:
        return 20
    return 12 if view.width >= _MIDDLING else 6


def _bar(share: float | None, cells: int) -> Text:
    if share is None:
        return Text(" " * cells)
    filled = int(share * cells) if share < 1 else cells
    return Text.assemble(("█" * filled, "green"), ("░" * (cells - filled), "red"))


def _spread(tally: Tally, limit: int) -> Text:
    """Return a small histogram: the days in time, a bar, and those beyond."""
    last = limit + _DAYS_BEYOND
    counts = [tally.working_days.get(day, 0) for day in range(last)]
    counts.append(sum(n for day, n in tally.working_days.items() if day >= last))
    most = max(counts) or 1
    bars = "".join(_BARS[-(-count * 8 // most) - 1] if count else " " for count in counts)
    return Text(f"{bars[: limit + 1]}│{bars[limit + 1 :]}")


def _days(tally: Tally) -> Text:
    return Text(" / ".join("–" if day is None else str(day) for day in tally.days))


def _count(count: int, style: str, view: View) -> Text:
    return Text(view.language.number(count), style=style if count else "dim")
