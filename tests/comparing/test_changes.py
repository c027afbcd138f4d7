"""Two reports compared, of small worlds made by chance: what must hold of any two."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from basutbud.comparing.changes import compare
from basutbud.comparing.side import Side
from basutbud.model.comparison import Change, ChangeKind, Comparison
from basutbud.reportfile import SavedReport

CLINICS: Final = ("a", "b", "c")
RULES: Final = {
    "offered": "service",
    "outside": "service",
    "reply": "reply-time",
    "odd": "evidence",
}
SERVICES: Final = ("egenremiss", "begara-intyg")
FOUND: Final = ("violation", "upcoming", "waived", "baselined")
EXCUSES: Final = {
    "waived": {"waiver": {"id": "W-1", "otherwise": "violation"}},
    "baselined": {"baseline": {"otherwise": "violation"}},
}
WITHOUT: Final = ("compliant", "not_applicable", "undetermined")

K = ChangeKind
MIRRORED: Final = {
    K.NEW: {K.RESOLVED, K.DECLARED_AWAY},
    K.WORSENED: {K.IMPROVED, K.WAIVED},
    K.IMPROVED: {K.WORSENED, K.WAIVED},
    K.RESOLVED: {K.NEW, K.WAIVED},
    K.DECLARED_AWAY: {K.NEW, K.WAIVED},
    K.WAIVED: {K.WORSENED, K.IMPROVED, K.RESOLVED, K.DECLARED_AWAY},
    K.NOT_COMPARABLE: {K.NOT_COMPARABLE},
    K.UNCHANGED: {K.UNCHANGED},
}
"""What a change is when the reports trade places; only a waiver has no opposite of its own."""


@st.composite
def items(draw: st.DrawFn, clinic: str, rule: str) -> tuple[Any, list[Any]]:
    """Return a rule's result for a clinic, with its findings."""
    since = draw(st.sampled_from(["2016-01-28", "2017-01-01"]))
    found: list[dict[str, Any]] = []
    for item in draw(st.sets(st.sampled_from(SERVICES if rule == "outside" else ("",)))):
        late = draw(st.integers(1, 4))
        measure = {"judged": 4, "late": late - 1, "overdue": 1}
        standing = draw(st.sampled_from(FOUND))
        found.append(
            {
                "rule": rule,
                "severity": "error",
                "outcome": standing,
                "hsa_id": clinic,
                "service": item or None,
                "in_force_from": since,
                "early": False,
                "fingerprint": f"{clinic} {rule} {item}",
                "location": dict.fromkeys(("line", "column", "pointer", "record")) | {"path": ""},
                **({"measure": measure} if rule == "reply" else {}),
                **EXCUSES.get(standing, {}),
            }
        )
    outcome = found[0]["outcome"] if found else draw(st.sampled_from(WITHOUT))
    return {"rule": rule, "outcome": outcome, "in_force_from": since}, found


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Return a report: some clinics, some rules, any outcomes."""
    as_of = draw(st.sampled_from(["2016-12-01", "2017-06-30"]))
    rules = draw(st.sets(st.sampled_from(sorted(RULES)), min_size=1))
    clinics, findings = [], []
    for clinic in sorted(draw(st.sets(st.sampled_from(CLINICS)))):
        results = []
        for rule in sorted(rules):
            result, found = draw(items(clinic, rule))
            results.append(result)
            findings += found
        clinics.append(
            {
                "hsa_id": clinic,
                "name": clinic.upper(),
                "provider": "region",
                "path": f"{clinic}.yaml",
                "verdict": draw(st.sampled_from(["violation", "incomplete"])),
                "results": results,
                "cases": {
                    "contradictory": draw(st.integers(0, 1)),
                    "rejected": draw(st.integers(0, 1)),
                },
            }
        )
    digest = st.sampled_from(["0", "0", "0", "1"])
    terms = {
        "as_of": as_of,
        "command": "audit",
        "as_if_in_force": False,
        "period": draw(st.sampled_from([{}, {}, {"from": "2017-01-01"}])),
        "provider": None,
        "select": [],
        "ignore": [],
    }
    data = {
        "tool": {"version": draw(digest)},
        "as_of": as_of,
        "terms": terms,
        "ruleset": {
            "id": "r",
            "version": "1",
            "sha256": draw(digest),
            "rules": [
                {"id": rule, "check": RULES[rule], "sha256": draw(digest)} for rule in sorted(rules)
            ],
        },
        "calendar": {"free_days": []},
        "inputs": [
            {"path": f"{one}.yaml", "kind": "clinic", "sha256": draw(digest), "status": "read"}
            for one in CLINICS
        ],
        "summary": {"cases": {"rejected": 0}},
        "clinics": clinics,
        "findings": findings,
        "waivers": draw(st.sampled_from([[], [{"id": "W-1", "state": "x", "expires": "2017"}]])),
    }
    return Side(SavedReport("r.json", "0" * 64, data))


def _by_item(comparison: Comparison) -> dict[tuple[str, str, str | None], Change]:
    found = {(one.hsa_id, one.rule, one.fingerprint): one for one in comparison.changes}
    assert len(found) == len(comparison.changes)
    return found


@given(sides())
def test_a_report_beside_itself_is_unchanged(side: Side) -> None:
    """Whatever it holds, incomplete or undecided: each finding is unchanged, without cause."""
    compared = compare(side, side)
    assert {one.kind for one in compared.changes} <= {ChangeKind.UNCHANGED}
    assert len(compared.changes) == len(side.findings)
    assert not any(one.causes for one in compared.changes)


@given(sides(), sides())
def test_every_finding_is_in_exactly_one_bucket(old: Side, new: Side) -> None:
    """Each item with a finding in either report is counted once, whatever became of it."""
    compared = compare(old, new)
    counted = Counter(one.fingerprint for one in compared.changes if one.fingerprint)
    found = {one["fingerprint"] for side in (old, new) for one in side.data["findings"]}
    assert counted == Counter(found)
    assert compared.summary.total() == len(compared.changes)


@given(sides(), sides())
def test_reports_that_trade_places_mirror_each_other(old: Side, new: Side) -> None:
    """The same items change, and what was new is resolved, what worsened improved."""
    there, back = (_by_item(compare(*pair)) for pair in ((old, new), (new, old)))
    assert there.keys() == back.keys()
    for item, change in there.items():
        assert back[item].kind in MIRRORED[change.kind], item
        assert (back[item].old, back[item].new) == (change.new, change.old)


@given(sides(), sides())
def test_nothing_is_resolved_that_was_not_found_met(old: Side, new: Side) -> None:
    """It takes the same rule, the clinic audited, and an outcome that is neither in doubt."""
    for one in compare(old, new).changes:
        if one.kind in (ChangeKind.RESOLVED, ChangeKind.DECLARED_AWAY):
            [clinic] = [each for each in new.data["clinics"] if each["hsa_id"] == one.hsa_id]
            [result] = [each for each in clinic["results"] if each["rule"] == one.rule]
            assert result["outcome"] != "undetermined"
            assert old.rules[one.rule] == new.rules[one.rule]
            by_cases = RULES[one.rule] in ("reply-time", "evidence")
            assert not (by_cases and clinic["verdict"] == "incomplete")
