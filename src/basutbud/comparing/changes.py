"""Finds out what became of each item between two reports: new, worsened, resolved and so on."""

from __future__ import annotations

from collections.abc import Iterator

from basutbud.comparing.causes import Causes
from basutbud.comparing.side import Data, Item, Side
from basutbud.errors import Location
from basutbud.model.overtime.comparison import Change, ChangeKind, Comparison, Standing
from basutbud.model.ruleset import RuleSet
from basutbud.model.vocabulary import Outcome
from basutbud.safetext import safe_text


def compare(old: Side, new: Side, ruleset: RuleSet | None = None) -> Comparison:
    """Compare two reports item by item. ``ruleset`` has the words for rules and services."""
    causes = Causes(old, new)
    items = dict.fromkeys((*old.items, *new.items))
    changes = [change for item in items if (change := _change(item, old, new, causes))]
    changes.sort(key=lambda one: (one.hsa_id, one.rule, one.service or "", one.fingerprint or ""))
    return Comparison(
        old=old.identity,
        new=new.identity,
        changes=tuple(changes),
        gone=tuple(_only_in(old, new)),
        added=tuple(_only_in(new, old)),
        ruleset=ruleset,
    )


def _change(item: Item, old: Side, new: Side, causes: Causes) -> Change | None:
    """Return what became of an item; None if neither report has a finding there.

    A rule that could not be decided is an item only where it has no finding at all.
    """
    hsa_id, rule, fingerprint = item
    if fingerprint is None and (old.has_findings(item) or new.has_findings(item)):
        return None
    before, after = old.standing(item), new.standing(item)
    if fingerprint is None and (
        before.outcome is after.outcome or None in _outcomes(before, after)
    ):
        return None
    kind = _kind(item, before, after, old, new)
    found = new.findings.get(item) or old.findings.get(item)
    results = new.results(item) or old.results(item)
    clinics = new.clinics.get(hsa_id) or old.clinics[hsa_id]
    service = found["service"] if found else results[0].get("service")
    unchanged = kind is ChangeKind.UNCHANGED
    return Change(
        kind=kind,
        rule=safe_text(rule),
        hsa_id=safe_text(hsa_id),
        clinic=safe_text(clinics[0]["name"]),
        service=service and safe_text(service),
        fingerprint=fingerprint,
        location=_location(found["location"]) if found else Location(""),
        old=before,
        new=after,
        causes=() if unchanged else causes.of(item, before, after),
    )


def _kind(item: Item, before: Standing, after: Standing, old: Side, new: Side) -> ChangeKind:
    """Tell what became of an item where at least one report has a finding or is undecided."""
    if not (before.comparable and after.comparable and _same_yardstick(item, old, new)):
        return ChangeKind.NOT_COMPARABLE
    if after.beneath is None:
        away = after.outcome is Outcome.NOT_APPLICABLE
        return ChangeKind.DECLARED_AWAY if away else ChangeKind.RESOLVED
    waived = after.outcome is Outcome.WAIVED
    hsa_id, rule, _ = item
    lacking = old.lacks_cases(hsa_id, rule) or new.lacks_cases(hsa_id, rule)
    # Rows that were lost, though tolerated, may be what makes one report look better.
    better = new if after.weight < before.weight else old
    lacking = lacking or better.lost_rows(hsa_id, rule)
    if lacking and before.beneath is not None and before.weight != after.weight:
        return ChangeKind.NOT_COMPARABLE
    if before.beneath is None:
        return ChangeKind.WAIVED if waived else ChangeKind.NEW
    if waived and before.outcome is not Outcome.WAIVED:
        return ChangeKind.WAIVED
    if after.weight > before.weight:
        return ChangeKind.WAIVED if waived else ChangeKind.WORSENED
    return ChangeKind.IMPROVED if after.weight < before.weight else ChangeKind.UNCHANGED


def _same_yardstick(item: Item, old: Side, new: Side) -> bool:
    """Tell whether the same rule was applied to the same clinic, to cases of the same period."""
    hsa_id, rule, _ = item
    first, second = old.rules.get(rule), new.rules.get(rule)
    if first is None or second is None or first["sha256"] != second["sha256"]:
        return False
    if len(old.clinics.get(hsa_id, ())) != len(new.clinics.get(hsa_id, ())):
        return False
    if rule not in new.by_cases:
        return True
    asked = ("period", "command")
    return all(old.terms[one] == new.terms[one] for one in asked)


def _outcomes(*standings: Standing) -> list[Outcome | None]:
    return [one.outcome for one in standings]


def _location(where: Data) -> Location:
    path, pointer = safe_text(where["path"]), where["pointer"]
    return Location(path, where["line"], where["column"], pointer, where["record"])


def _only_in(one: Side, other: Side) -> Iterator[tuple[str, str]]:
    """Yield the clinics of one report that the other lacks, as name and HSA-id."""
    for hsa_id, clinics in sorted(one.clinics.items()):
        for clinic in clinics[len(other.clinics.get(hsa_id, ())) :]:
            yield safe_text(clinic["name"]), safe_text(hsa_id)
