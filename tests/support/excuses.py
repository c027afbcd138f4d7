"""Waivers and baselines applied to the examples."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import audits
from basutbud.judging.excusing import Excusing
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.overtime.excuse import (
    Baseline,
    Waiver,
)

AS_OF = date(2017, 6, 30)
DAY = timedelta(days=1)
REPLIES = "reply-after-two-working-days"


def waiver(name: str = "W-1", **changed: Any) -> Waiver:
    """Return a waiver of all clinics' self-referral, in force for long, but for what is changed."""
    whole: dict[str, Any] = {
        "id": name,
        "rules": ("egenremiss-not-offered",),
        "clinics": ("*",),
        "shown_clinics": ("*",),
        "service": None,
        "reason": "Byggs om i vår",
        "approved_by": "Avtalschef",
        "reference": None,
        "granted": AS_OF - 100 * DAY,
        "expires": AS_OF + 100 * DAY,
        "ceiling": None,
    }
    return Waiver(**whole | changed)


def excused(
    waivers: Iterable[Waiver] = (), baseline: Baseline | None = None
) -> tuple[list[ClinicReport], Excusing]:
    """Apply waivers and a baseline to the examples."""
    excusing = Excusing(audits.RULESET, [*waivers], baseline, AS_OF)
    return [excusing.apply(one.identity, one) for one in audits.good().clinics], excusing


def by_fingerprint(clinics: Iterable[ClinicReport]) -> dict[str, Finding]:
    """Return all findings."""
    return {finding.fingerprint: finding for one in clinics for finding in one.findings}


BEFORE = by_fingerprint(audits.good().clinics)
