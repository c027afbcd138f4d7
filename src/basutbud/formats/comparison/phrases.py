"""The phrases about a change that all formats share: which breach, what it was and is, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from basutbud.language import Language
from basutbud.model.overtime.comparison import (
    Cause,
    Change,
    ChangeKind,
    Compared,
    Comparison,
    Standing,
)
from basutbud.model.vocabulary import Outcome

SYMBOLS: Final = {
    ChangeKind.NEW: "+",
    ChangeKind.WORSENED: "↓",
    ChangeKind.NOT_COMPARABLE: "?",
    ChangeKind.WAIVED: "w",
    ChangeKind.DECLARED_AWAY: "–",
    ChangeKind.IMPROVED: "↑",
    ChangeKind.RESOLVED: "✓",
    ChangeKind.UNCHANGED: "=",
}
TONES: Final = {
    ChangeKind.NEW: Outcome.VIOLATION,
    ChangeKind.WORSENED: Outcome.VIOLATION,
    ChangeKind.NOT_COMPARABLE: Outcome.UNDETERMINED,
    ChangeKind.WAIVED: Outcome.WAIVED,
    ChangeKind.DECLARED_AWAY: Outcome.UPCOMING,
    ChangeKind.IMPROVED: Outcome.COMPLIANT,
    ChangeKind.RESOLVED: Outcome.COMPLIANT,
    ChangeKind.UNCHANGED: Outcome.NOT_APPLICABLE,
}
"""The outcome whose colour a change has."""
NOTED: Final = frozenset({ChangeKind.NOT_COMPARABLE, ChangeKind.DECLARED_AWAY})
"""Kinds of change that are explained by a sentence."""


def compose_title(comparison: Comparison, language: Language) -> str:
    """Say which two days are compared."""
    return language.text("diff_title", old=comparison.old.as_of, new=comparison.new.as_of)


def count_kinds(comparison: Comparison, language: Language) -> list[tuple[ChangeKind, str]]:
    """Return each kind of change that occurs with its number: ``3 nya``."""
    summary = comparison.summary
    return [
        (kind, f"{language.number(n)} {language.text(f'diff_{kind}', n=n)}")
        for kind in ChangeKind
        if (n := summary[kind])
    ]


def summarise(comparison: Comparison, language: Language) -> str:
    """Say the comparison in one line."""
    counted = [text for _, text in count_kinds(comparison, language)]
    changes = ", ".join(counted) or language.text("diff_nothing")
    return f"{compose_title(comparison, language)}: {changes}"


def group_by_clinic(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Gather changes by clinic, each with its name and HSA-id; they are sorted by that already."""
    gathered = groupby(changes, key=lambda one: (one.hsa_id, one.clinic))
    return [
        (name if name == hsa_id else f"{name} ({hsa_id})", list(found))
        for (hsa_id, name), found in gathered
    ]


def name_rule(change: Change, comparison: Comparison, language: Language) -> str:
    """Name a breach by its rule's title; by the rule's id where the rule set could not be read."""
    rule = comparison.ruleset.rule(change.rule) if comparison.ruleset else None
    return rule.title[language.code] if rule else change.rule


def name_breach(change: Change, comparison: Comparison, language: Language) -> str:
    """Name the breach, and the service where the rule is about several."""
    named, ruleset = name_rule(change, comparison, language), comparison.ruleset
    if change.service is None:
        return named
    service = ruleset.service_name(change.service, language.code) if ruleset else change.service
    return named if service.casefold() in named.casefold() else f"{named}: {service}"


def describe_change(change: Change, language: Language) -> str:
    """Say what the item was and is."""
    old, new = describe_standing(change.old, language), describe_standing(change.new, language)
    return old if old == new else f"{old} → {new}"


def describe_standing(one: Standing, language: Language) -> str:
    """Describe an item in one report: the outcome, the waiver, the share that was late."""
    if one.outcome is None:
        return language.text("diff_absent")
    said = language.text(f"outcome_{one.outcome}")
    if one.waiver is not None:
        said = f"{said} {one.waiver}"
    if one.measure is None:
        return said
    measure = one.measure
    late = language.text(
        "diff_late",
        share=float(measure.late_share),
        late=measure.not_in_time,
        judged=measure.decided,
    )
    return f"{said}, {late}"


def explain_change(change: Change, language: Language) -> str:
    """Say why the item changed: ``cause: …``; empty without a known cause."""
    said = list_causes(change, language)
    return language.text("diff_because", causes=said) if said else ""


def list_causes(change: Change, language: Language) -> str:
    """Name the causes of a change, if any."""
    return "; ".join(name_causes(change, language))


def name_causes(change: Change, language: Language) -> list[str]:
    """Return the names of a change's causes; the clinic's file may be gone instead of changed."""
    absent = None in (change.old.outcome, change.new.outcome)
    return [
        language.text("cause_clinic_absent")
        if absent and cause is Cause.CLINIC_FILE
        else language.text(f"cause_{cause}")
        for cause in change.causes
    ]


def describe_coverage(comparison: Comparison, language: Language, most: int) -> Iterator[str]:
    """Say which clinics only one of the reports has."""
    for key, clinics in (("diff_gone", comparison.gone), ("diff_added", comparison.added)):
        if clinics:
            names = language.several([name for name, _ in clinics], most)
            yield f"{language.text(key, n=len(clinics), names=names)}."


def describe_provenance(comparison: Comparison, language: Language) -> str:
    """Say which two reports are compared."""
    old, new = (_report(one, language) for one in (comparison.old, comparison.new))
    return language.text("diff_compared", old=old, new=new)


def _report(one: Compared, language: Language) -> str:
    return language.text(
        "diff_report",
        path=one.path,
        as_of=one.as_of,
        ruleset=one.ruleset,
        sha256=one.sha256[:12],
    )
