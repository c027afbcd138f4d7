"""A trend as a table: a row a report, a month, and a clinic's month, as ``kind`` says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from basutbud.chance.months import Month
from basutbud.formats.common.tablefile import DIALECTS, write_table
from basutbud.formats.common.view import View
from basutbud.model.cases import Tally
from basutbud.model.overtime.trend import Trend, TrendMonth
from basutbud.model.vocabulary import CaseOutcome, Verdict

COLUMNS: Final = (
    "kind", "period", "hsa_id", "clinic",
    "on_time", "late", "overdue", "open", "on_time_share", "preliminary", "after_as_of",
    "lower_limit", "upper_limit", "signals",
    "clinics", "of", "without_log",
    "comply_alone", "comply_with_excuses", "violation", "upcoming", "incomplete",
    "changes", "ruleset", "path",
)  # fmt: skip
_COUNTS: Final = (CaseOutcome.ON_TIME, CaseOutcome.LATE, CaseOutcome.OVERDUE, CaseOutcome.OPEN)
Row = dict[str, str | int | float | None]


def render(trend: Trend, view: View) -> bytes:
    """Return the table in the view's dialect; a gap has no figures."""
    dialect = DIALECTS[view.csv_dialect]
    decimal_mark = view.language.decimal_mark if dialect.local_decimals else "."
    rows = ([_written(row.get(name), decimal_mark) for name in COLUMNS] for row in _rows(trend))
    target = io.StringIO()
    write_table(target, COLUMNS, rows, dialect)
    return target.getvalue().encode()


def _written(value: str | float | None, decimal_mark: str) -> str | int | None:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", decimal_mark)
    return value


def _rows(trend: Trend) -> Iterator[Row]:
    for report in trend.reports:
        yield {
            "kind": "report",
            "period": report.as_of.isoformat(),
            "clinics": report.coverage.clinics,
            "of": report.coverage.known,
            "without_log": report.coverage.without_log,
            "comply_alone": report.alone,
            "comply_with_excuses": report.excused,
            "violation": report.verdicts.get(Verdict.VIOLATION, 0),
            "upcoming": report.verdicts.get(Verdict.UPCOMING, 0),
            "incomplete": report.verdicts.get(Verdict.INCOMPLETE, 0),
            "changes": " ".join(report.changes),
            "ruleset": report.ruleset,
            "path": report.path,
        }
    charted = {month.name: month for month in trend.control.months}
    for month in trend.months:
        yield _month(month, charted.get(month.name))
    for clinic in trend.clinics:
        for name, tally in clinic.months.items():
            who = {"hsa_id": clinic.hsa_id, "clinic": clinic.name}
            yield {"kind": "clinic", "period": name, **who, **_tally(tally)}


def _month(month: TrendMonth, chart: Month | None) -> Row:
    low, high = (chart.limits if chart else None) or (None, None)
    row: Row = {"kind": "month", "period": month.name}
    if month.tally is not None:
        row |= _tally(month.tally)
    return {
        **row,
        "preliminary": str(month.preliminary).casefold(),
        "after_as_of": str(month.after_as_of).casefold(),
        "lower_limit": low,
        "upper_limit": high,
        "signals": " ".join(chart.signals) if chart else "",
        "clinics": month.coverage.clinics,
        "of": month.coverage.known,
        "without_log": month.coverage.without_log,
        "changes": " ".join(month.changes),
    }


def _tally(tally: Tally) -> Row:
    counts: Row = {outcome.value: tally[outcome] for outcome in _COUNTS}
    return {**counts, "on_time_share": tally.on_time_share}
