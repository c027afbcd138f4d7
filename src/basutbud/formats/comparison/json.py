"""A comparison as JSON, for machines: ids, kinds and causes are never translated."""

from __future__ import annotations

from typing import Any, Final

import orjson

from basutbud.formats.common.view import View
from basutbud.model.overtime.comparison import Change, ChangeKind, Compared, Comparison, Standing

SCHEMA_VERSION: Final = "1"
_INDENTED: Final = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE


def render(comparison: Comparison, _view: View) -> bytes:
    """Return the comparison as JSON, its changes by clinic, rule and service."""
    summary = comparison.summary
    shaped = {
        "schema_version": SCHEMA_VERSION,
        "old": _compared(comparison.old),
        "new": _compared(comparison.new),
        "summary": {kind: summary[kind] for kind in ChangeKind},
        "clinics": {
            "only_in_old": [hsa_id for _, hsa_id in comparison.gone],
            "only_in_new": [hsa_id for _, hsa_id in comparison.added],
        },
        "changes": [_change(change) for change in comparison.changes],
    }
    return orjson.dumps(shaped, option=_INDENTED)


def _compared(one: Compared) -> dict[str, Any]:
    return {
        "path": one.path,
        "as_of": one.as_of.isoformat(),
        "sha256": one.sha256,
        "ruleset": one.ruleset,
        "tool_version": one.tool_version,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind,
        "rule": change.rule,
        "hsa_id": change.hsa_id,
        "name": change.clinic,
        "service": change.service,
        "old": _standing(change.old),
        "new": _standing(change.new),
        "causes": change.causes,
    }


def _standing(one: Standing) -> dict[str, Any]:
    """Map the standing of an item; the outcome is null if the report lacks the item."""
    shaped: dict[str, Any] = {"outcome": one.outcome}
    if one.measure is not None:
        shaped["measure"] = {
            "judged": one.measure.decided,
            "late": one.measure.late,
            "overdue": one.measure.overdue,
            "late_share": round(float(one.measure.late_share), 6),
        }
    if one.waiver is not None:
        shaped["waiver"] = one.waiver
    return shaped
