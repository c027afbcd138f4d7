"""Reply times by clinic: share in time, working days, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from basutbud.formats.text.marks import heading
from basutbud.formats.view import View
from basutbud.model.cases import Tally
from basutbud.model.report import ClinicReport, Report
from basutbud.model.vocabulary import CaseOutcome

MOST_CLINICS: Final = 25
_WIDE: Final = 110
_BARS: Final = "▁▂▃▄▅▆▇█"
_LAST_DAY: Final = 6


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield a line for each clinic with cases, the least in time first; nothing without logs."""
    clinics = [clinic for clinic in report.clinics if clinic.cases is not None]
    if not clinics:
        return
    language = view.language
    clinics.sort(key=_least_in_time)
    listed = clinics if view.detail > 0 else clinics[:MOST_CLINICS]
    yield heading(language.text("replies_heading"))
    yield _table(listed, view, "unit" if report.of_logs_alone else "clinic")
    if len(listed) < len(clinics):
        yield Text(language.text("more_clinics", n=len(clinics) - len(listed)))
    yield Text(language.text("replies_note"), style="dim")


def _least_in_time(clinic: ClinicReport) -> tuple[float, str]:
    share = clinic.cases.total.on_time_share if clinic.cases else None
    return (2.0 if share is None else share, clinic.name)


def _table(clinics: list[ClinicReport], view: View, who: str) -> Table:
    language = view.language
    wide = view.width >= _WIDE
    gap = (0, 1, 0, 0) if wide else 0
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=gap, show_edge=False)
    table.add_column(language.text(f"column_{who}"), min_width=16, overflow="fold")
    table.add_column(language.text("column_cases"), justify="right")
    table.add_column(language.text("column_in_time"), justify="right", no_wrap=True)
    table.add_column("", width=_bar_width(view), no_wrap=True)
    if wide:
        table.add_column(language.text("column_spread"), no_wrap=True)
    table.add_column(language.text("column_days"), justify="right", no_wrap=True)
    for name in ("late", "overdue", "open"):
        table.add_column(language.text(f"column_{name}"), justify="right")
    for clinic in clinics:
        if clinic.cases is None:
            continue
        tally = clinic.cases.total
        share = tally.on_time_share
        row = [
            Text(clinic.name),
            Text(language.number(tally.cases)),
            Text("–" if share is None else language.share(share)),
            _bar(share, _bar_width(view)),
            *([_spread(tally)] if wide else []),
            _days(tally),
            _count(tally[CaseOutcome.LATE], "red", view),
            _count(tally[CaseOutcome.OVERDUE], "bold red", view),
            _count(tally[CaseOutcome.OPEN], "", view),
        ]
        table.add_row(*row)
    return table


def _bar_width(view: View) -> int:
    return 20 if view.width >= _WIDE else 6


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
    days = (tally.percentile(50), tally.percentile(90), tally.longest)
    return Text(" / ".join("–" if day is None else str(day) for day in days))


def _count(count: int, style: str, view: View) -> Text:
    return Text(view.language.number(count), style=style if count else "dim")
