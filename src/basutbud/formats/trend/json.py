"""A trend as JSON, for machines."""

from __future__ import annotations

from typing import Any, Final

import orjson

from basutbud.chance.months import Month
from basutbud.formats.common.view import View
from basutbud.model.cases import Tally
from basutbud.model.overtime.trend import Coverage, Trend, TrendClinic, TrendMonth, TrendReport
from basutbud.model.vocabulary import CaseOutcome, Verdict

SCHEMA_VERSION: Final = "1"
_INDENTED: Final = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE
_COUNTS: Final = (CaseOutcome.ON_TIME, CaseOutcome.LATE, CaseOutcome.OVERDUE, CaseOutcome.OPEN)


def render(trend: Trend, _view: View) -> bytes:
    """Return the trend; a month without cases is there, with null for its figures."""
    charted = {month.name: month for month in trend.control.months}
    shaped = {
        "schema_version": SCHEMA_VERSION,
        "reports": [_report(one) for one in trend.reports],
        "centre": _rounded(trend.control.centre),
        "months": [_month(one, charted.get(one.name)) for one in trend.months],
        "clinics": [_clinic(one) for one in trend.clinics],
    }
    return orjson.dumps(shaped, option=_INDENTED)


def _report(one: TrendReport) -> dict[str, Any]:
    return {
        "path": one.path,
        "as_of": one.as_of.isoformat(),
        "sha256": one.sha256,
        "ruleset": one.ruleset,
        "clinics": one.coverage.clinics,
        "of": one.coverage.known,
        "without_log": one.coverage.without_log,
        "verdicts": {verdict: one.verdicts.get(verdict, 0) for verdict in Verdict},
        "comply": {"alone": one.alone, "with_excuses": one.excused},
        "changes": one.changes,
    }


def _month(one: TrendMonth, chart: Month | None) -> dict[str, Any]:
    limits = chart.limits if chart else None
    return {
        "month": one.name,
        **_tally(one.tally),
        "preliminary": one.preliminary,
        "after_as_of": one.after_as_of,
        **_coverage(one.coverage),
        "limits": limits and [_rounded(limit) for limit in limits],
        "signals": list(chart.signals) if chart else [],
        "changes": one.changes,
    }


def _coverage(one: Coverage) -> dict[str, int]:
    return {"clinics": one.clinics, "of": one.known, "without_log": one.without_log}


def _clinic(one: TrendClinic) -> dict[str, Any]:
    months = [{"month": name, **_tally(tally)} for name, tally in one.months.items()]
    return {"hsa_id": one.hsa_id, "name": one.name, "months": months}


def _tally(tally: Tally | None) -> dict[str, Any]:
    if tally is None:
        return {**dict.fromkeys(_COUNTS), "on_time_share": None}
    counts = {outcome.value: tally[outcome] for outcome in _COUNTS}
    return {**counts, "on_time_share": _rounded(tally.on_time_share)}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)
