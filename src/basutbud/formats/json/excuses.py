"""Waivers and the baseline in the JSON report, and how many clinics comply with them."""

from __future__ import annotations

from typing import Any

from basutbud.formats.json.cases import measure_shaped
from basutbud.model.finding import Finding
from basutbud.model.overtime.excuse import BaselineUse, Known, Waived, WaiverStanding
from basutbud.model.report import Report


def excuses_shaped(finding: Finding) -> dict[str, Any]:
    """Map the waiver and the baseline's entry for a finding, if there are any."""
    shaped = {}
    if finding.waived is not None:
        shaped["waiver"] = _waived(finding.waived)
    if finding.known is not None:
        shaped["baseline"] = _known(finding.known)
    return shaped


def waiver_shaped(standing: WaiverStanding, report: Report) -> dict[str, Any]:
    """Map a waiver, its standing, and the number of findings that it covers."""
    waiver = standing.waiver
    return {
        "id": waiver.id,
        "state": standing.state,
        "days_left": waiver.days_left(report.as_of),
        "findings": standing.findings,
        "rules": waiver.rules,
        "clinics": waiver.shown_clinics,
        "service": waiver.service,
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "reference": waiver.reference,
        "granted": waiver.granted,
        "expires": waiver.expires,
        "ceiling": None if waiver.ceiling is None else {"late_share": float(waiver.ceiling)},
    }


def use_shaped(use: BaselineUse | None) -> dict[str, Any] | None:
    """Map how many of a baseline's entries hold."""
    if use is None:
        return None
    return {
        "as_of": use.as_of,
        "entries": use.entries,
        "held": use.held,
        "exceeded": use.exceeded,
        "waived": use.waived,
        "unmet": use.unmet,
    }


def compliance_shaped(report: Report) -> dict[str, int]:
    """Map how many clinics comply, without and with waivers and a baseline."""
    counts = report.compliance
    return {
        "clinics": counts.clinics,
        "alone": counts.alone,
        "with_waivers": counts.with_waivers,
        "with_baseline": counts.with_baseline,
    }


def _waived(waived: Waived) -> dict[str, Any]:
    return {
        "id": waived.waiver.id,
        "state": waived.state,
        "reason": waived.waiver.reason,
        "expires": waived.waiver.expires,
        "days_left": waived.days_left,
        "otherwise": waived.otherwise,
        "others": waived.others,
    }


def _known(known: Known) -> dict[str, Any]:
    shaped: dict[str, Any] = {
        "as_of": known.as_of,
        "state": known.state,
        "outcome": known.entry.outcome,
        "otherwise": known.otherwise,
    }
    if known.entry.measure is not None:
        shaped["measure"] = measure_shaped(known.entry.measure)
    return shaped
