"""Reply times by clinic: share in time, working days, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from basutbud.formats.headline import column_title
from basutbud.formats.text.marks import Prose, folded, heading
from basutbud.formats.view import View
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome

MOST_CLINICS: Final = 25
_WIDE: Final = 110
_MIDDLING: Final = 95
_BARS: Final = "▁▂▃▄▅▆▇█"
_LAST_DAY: Final = 6


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
        yield folded("more_clinics", view, n=len(clinics) - len(listed))
    yield Prose(Text(language.text("replies_note"), style="dim"))
    if view.detail > 0:
        yield from _broken_down(report, view)


def _by_clinic(report: Report, clinics: list[ClinicReport], view: View) -> Table:
    """Return the clinics, each with its tertials where all is told, and the sum of every clinic."""
    table = _table(column_title(report, view.language), view)
    for clinic in clinics:
        if clinic.cases is None:
            continue
        tertials = clinic.cases.by_tertial if view.detail > 0 else {}
        _add(table, Text(clinic.name, "bold" if tertials else ""), clinic.cases.total, view)
        for tertial, tally in tertials.items():
            _add(table, Text(f"  {tertial}"), tally, view)
    table.add_section()
    _add(table, Text(view.language.text("all_cases"), "bold"), report.replies, view)
    return table


def _broken_down(report: Report, view: View) -> Iterator[RenderableType]:
    for by, tallies in (
        ("tertial", report.replies_by_tertial),
        ("month", report.replies_by_month),
        ("service", report.replies_by_service),
    ):
        yield heading(view.language.text(f"replies_by_{by}"))
        table = _table(view.language.text(f"column_of_{by}"), view)
        for name, tally in tallies.items():
            shown = report.ruleset.service_name(name, view.language.code)
            _add(table, Text(shown or view.language.text("no_service")), tally, view)
        yield table
    yield Prose(Text(view.language.text("tertial_note"), style="dim"))


def _table(who: str, view: View) -> Table:
    language = view.language
    wide = view.width >= _WIDE
    gap = (0, 1, 0, 0) if wide else 0
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=gap, show_edge=False)
    table.add_column(who, min_width=16, overflow="fold")
    table.add_column(language.text("column_cases"), justify="right")
    table.add_column(language.text("column_on_time"), justify="right", no_wrap=True)
    table.add_column("", width=_bar_width(view), no_wrap=True)
    if wide:
        table.add_column(language.text("column_spread"), no_wrap=True)
    table.add_column(language.text("column_days"), justify="right", no_wrap=True)
    for name in ("late", "overdue", "open"):
        table.add_column(language.text(f"column_{name}"), justify="right")
    return table


def _add(table: Table, name: Text, tally: Tally, view: View) -> None:
    share = tally.on_time_share
    table.add_row(
        name,
        Text(view.language.number(tally.cases)),
        Text(view.language.share(share)),
        _bar(share, _bar_width(view)),
        *([_spread(tally)] if view.width >= _WIDE else []),
        _days(tally),
        _count(tally[CaseOutcome.LATE], "bold", view),
        _count(tally[CaseOutcome.OVERDUE], "bold", view),
        _count(tally[CaseOutcome.OPEN], "", view),
    )


def _bar_width(view: View) -> int:
    if view.width >= _WIDE:
        return 20
    return 12 if view.width >= _MIDDLING else 6


def _bar(share: float | None, cells: int) -> Text:
    if share is None:
        return Text("")
    filled = int(share * cells) if share < 1 else cells
    return Text.assemble(("█" * filled, "green"), ("░" * (cells - filled), "red"))


def _spread(tally: Tally) -> Text:
    """Return a small histogram: day 0, 1, 2 … and the last column for all beyond."""
    counts = [tally.working_days.get(day, 0) for day in range(_LAST_DAY)]
    counts.append(sum(n for day, n in tally.working_days.items() if day >= _LAST_DAY))
    most = max(counts) or 1
    bars = "".join(_BARS[-(-count * 8 // most) - 1] if count else " " for count in counts)
    return Text(f"{bars[:3]}│{bars[3:]}")


def _days(tally: Tally) -> Text:
    return Text(" / ".join("–" if day is None else str(day) for day in tally.days))


def _count(count: int, style: str, view: View) -> Text:
    return Text(view.language.number(count), style=style if count else "dim")
