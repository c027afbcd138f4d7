"""Why a finding is let be, or is no longer: the waiver or the baseline that concerns it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from basutbud.language import Language
from basutbud.model.excuse import Known, KnownState, Waived, Waiver, WaiverState
from basutbud.model.finding import Finding
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

_MOST_NAMED: Final = 10
"""Waivers that are named in a row."""


def excuse(finding: Finding, language: Language) -> str:
    """Say by what waiver or baseline a finding is let be, or why by none; else nothing."""
    told = [_waived(finding.waived, finding, language)] if finding.waived else []
    told += [_known(finding.known, language)] if finding.known else []
    return "; ".join(told)


def justification(finding: Finding, language: Language) -> str:
    """Say likewise by whom it was approved, and under what reference."""
    said = excuse(finding, language)
    return f"{said} ({approval(finding.waived.waiver, language)})" if finding.waived else said


def approval(waiver: Waiver, language: Language) -> str:
    """Say what role approved a waiver, and under what reference."""
    approved = language.text("waiver_approved", role=waiver.approved_by)
    return f"{approved}, {waiver.reference}" if waiver.reference else approved


def compliance(report: Report, language: Language) -> str:
    """Say how many clinics comply, and how many with what is let be; nothing where nothing is."""
    excuses = {excuse for clinic in report.clinics for excuse in clinic.excuses}
    if not excuses:
        return ""
    counts, n = report.compliance, len(report.clinics)
    key = "comply_units" if report.of_logs_alone else "comply_clinics"
    told = [language.text(key, alone=language.number(counts.alone), n=n)]
    if Outcome.WAIVED in excuses:
        told.append(language.text("comply_with_waivers", count=counts.with_waivers))
    if Outcome.BASELINED in excuses:
        told.append(language.text("comply_with_baseline", count=counts.with_baseline))
    return "; ".join(told)


def remainders(report: Report, language: Language) -> Iterator[str]:
    """Say which waivers call for attention, and how much of a baseline is met no more."""
    for state in (WaiverState.EXPIRED, WaiverState.UNUSED, WaiverState.UNKNOWN):
        if ids := [one.waiver.id for one in report.waivers if one.state is state]:
            yield language.text(f"waivers_{state}", ids=language.several(ids, _MOST_NAMED))
    if report.baseline is not None and report.baseline.unmet:
        used = report.baseline
        yield language.text("baseline_unmet", n=used.unmet, of=used.entries, as_of=used.as_of)


def _waived(waived: Waived, finding: Finding, language: Language) -> str:
    waiver = waived.waiver
    values: dict[str, object] = {
        "id": waiver.id,
        "granted": waiver.granted,
        "expires": waiver.expires,
        "reason": waiver.reason,
        "n": -waived.days_left,
    }
    if waiver.ceiling and finding.measure:
        values["ceiling"] = percentage(waiver.ceiling, language)
        values["late"], values["of"] = finding.measure.not_in_time, finding.measure.decided
    if finding.outcome is Outcome.WAIVED:
        told = language.text("waiver_covers", **values)
    else:
        told = language.text(f"waiver_{waived.state}", **values)
    if waived.others:
        told += language.text("waiver_others", ids=", ".join(waived.others))
    return told


def _known(known: Known, language: Language) -> str:
    told = language.text(f"baseline_{known.state}", as_of=known.as_of)
    before = known.entry.measure
    if before is None or known.state is KnownState.RULE_CHANGED:
        return told
    share = float(before.late_share)
    then = language.text("baseline_then", late=before.not_in_time, of=before.decided, share=share)
    return f"{told} ({then})"


def percentage(share: Fraction, language: Language) -> str:
    """Write a share that was set by hand, with all its decimals."""
    written = f"{float(share * 100):.10g}".replace(".", language.decimal_mark)
    return f"{written}{language.percent_mark}"
