"""Why a finding is excused, or no longer is: in words, from its waiver and the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from basutbud.language import Language
from basutbud.model.finding import Finding
from basutbud.model.overtime.excuse import Known, KnownState, Waived, Waiver, WaiverState
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

_MOST_NAMED: Final = 10
"""Waivers that are named in a row."""


def excuse(finding: Finding, language: Language) -> str:
    """Return what the waiver and the baseline say of a finding, or an empty string."""
    parts = [_waived(finding.waived, finding, language)] if finding.waived else []
    parts += [_known(finding.known, language)] if finding.known else []
    return "; ".join(parts)


def justification(finding: Finding, language: Language) -> str:
    """Return the same with the role that approved the waiver, and its reference."""
    said = excuse(finding, language)
    return f"{said} ({approval(finding.waived.waiver, language)})" if finding.waived else said


def approval(waiver: Waiver, language: Language) -> str:
    """Return the role that approved a waiver, and its reference."""
    approved = language.text("waiver_approved", role=waiver.approved_by)
    return f"{approved}, {waiver.reference}" if waiver.reference else approved


def compliance(report: Report, language: Language) -> str:
    """Return how many clinics comply, without and with excuses; empty if nothing is excused."""
    excuses = {excuse for clinic in report.clinics for excuse in clinic.excuses}
    if not excuses:
        return ""
    counts, n = report.compliance, len(report.clinics)
    key = "comply_units" if report.of_logs_alone else "comply_clinics"
    parts = [language.text(key, alone=language.number(counts.alone), n=n)]
    if Outcome.WAIVED in excuses:
        parts.append(language.text("comply_with_waivers", count=counts.with_waivers))
    if Outcome.BASELINED in excuses:
        parts.append(language.text("comply_with_baseline", count=counts.with_baseline))
    return "; ".join(parts)


def remainders(report: Report, language: Language) -> Iterator[str]:
    """Yield the waivers that need attention, and how many baseline entries no finding matches."""
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
        sentence = language.text("waiver_covers", **values)
    else:
        sentence = language.text(f"waiver_{waived.state}", **values)
    if waived.others:
        sentence += language.text("waiver_others", ids=", ".join(waived.others))
    return sentence


def _known(known: Known, language: Language) -> str:
    sentence = language.text(f"baseline_{known.state}", as_of=known.as_of)
    before = known.entry.measure
    if before is None or known.state is KnownState.RULE_CHANGED:
        return sentence
    share = float(before.late_share)
    then = language.text("baseline_then", late=before.not_in_time, of=before.decided, share=share)
    return f"{sentence} ({then})"


def percentage(share: Fraction, language: Language) -> str:
    """Return a configured share as a percentage with all its decimals."""
    written = f"{float(share * 100):.10g}".replace(".", language.decimal_mark)
    return f"{written}{language.percent_mark}"
