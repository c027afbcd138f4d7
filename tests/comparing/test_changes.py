"""Two reports compared: what must hold of any two, and what hand-made ones come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import pytest
from hypothesis import given

from basutbud.comparing.changes import compare
from basutbud.comparing.side import Side
from basutbud.model.overtime.comparison import Cause, Change, ChangeKind, Comparison
from basutbud.reportfile import SavedReport
from worlds import RULES, clinic, finding, report, sides

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


def only_change(old: Side, new: Side) -> Change:
    """Return the one thing that changed."""
    [change] = [one for one in compare(old, new).changes if one.kind is not K.UNCHANGED]
    return change


def _by_item(comparison: Comparison) -> dict[tuple[str, str, str | None], Change]:
    found = {(one.hsa_id, one.rule, one.fingerprint): one for one in comparison.changes}
    assert len(found) == len(comparison.changes)
    return found


@given(sides())
def test_a_report_beside_itself_is_unchanged(side: Side) -> None:
    """Incomplete, undecided, or in another order: each finding is unchanged, without cause."""
    data = {**side.data, **{key: side.data[key][::-1] for key in ("clinics", "findings", "inputs")}}
    compared = compare(side, Side(SavedReport("r.json", "0" * 64, data)))
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


def test_clinics_behind_one_masked_id_are_compared_only_in_equal_numbers() -> None:
    """Of two sole traders, whose ids are masked alike, the one in breach may be who is gone."""
    met, broken = clinic({"offered": "compliant"}), clinic({"offered": "violation"})
    two, one = report([met, broken], [finding("offered")]), report([met], [])
    for change in (only_change(two, one), only_change(one, two)):
        assert change.kind is K.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("cases", "everywhere", "kind"),
    [
        ({"contradictory": 0, "rejected": 0}, 0, K.RESOLVED),
        ({"contradictory": 1, "rejected": 0}, 0, K.NOT_COMPARABLE),
        ({"contradictory": 0, "rejected": 1}, 1, K.NOT_COMPARABLE),
        ({"contradictory": 0, "rejected": 0}, 1, K.NOT_COMPARABLE),  # nobody knows whose it was
    ],
)
def test_rows_in_doubt_resolve_nothing_beside_another_finding(
    cases: Mapping[str, int], everywhere: int, kind: ChangeKind
) -> None:
    """A rule that has a finding left does not say that rows in doubt may hide the other."""
    left = finding("odd", fingerprint="left")
    both = report([clinic({"odd": "violation"})], [finding("odd"), left])
    one = report([clinic({"odd": "violation"}, cases=cases)], [left], rejected=everywhere)
    assert only_change(both, one).kind is kind


@pytest.mark.parametrize("order", [1, -1])
def test_the_gravest_finding_of_one_place_stands_for_all(order: int) -> None:
    """Whichever comes first in the report: a waived one beside a breach excuses nothing."""
    findings = [finding("offered", "waived"), finding("offered", "violation")][::order]
    found = clinic({"offered": "violation"})
    change = only_change(report([clinic({"offered": "compliant"})], []), report([found], findings))
    assert (change.kind, change.new.outcome) == (K.NEW, "violation")


@pytest.mark.parametrize(
    ("outcome", "fails"), [("violation", True), ("upcoming", True), ("advice", False)]
)
def test_new_advice_fails_no_gate(outcome: str, *, fails: bool) -> None:
    """What is recommended and missing is new, and no reason to stop a pipeline."""
    met = report([clinic({"offered": "compliant"})], [])
    found = report([clinic({"offered": outcome})], [finding("offered", outcome)])
    change = only_change(met, found)
    assert (change.kind, change.fails) == (K.NEW, fails)


@pytest.mark.parametrize(
    ("late", "causes"), [(1, (Cause.IN_FORCE,)), (2, (Cause.CASE_LOG, Cause.IN_FORCE))]
)
def test_a_log_that_changes_no_measure_is_no_cause(late: int, causes: tuple[Cause, ...]) -> None:
    """More rows of other cases do not explain why a breach to come is one; more late ones do."""
    old, new = (
        report(
            [clinic({"reply": met}, cases={"contradictory": 0, "rejected": 0, "n": log})],
            [finding("reply", met, measure={"judged": 10, "late": n, "overdue": 0})],
            inputs={"log.csv": log},
        )
        for log, met, n in (("0", "upcoming", 1), ("1", "violation", late))
    )
    assert only_change(old, new).causes == causes


@pytest.mark.parametrize("unread", [0, 1])
@pytest.mark.parametrize("late", [1, 3])
def test_measures_are_not_compared_where_cases_could_not_be_read(unread: int, late: int) -> None:
    """Better or worse: with a log of either report unread, nobody knows by how much."""
    old, new = (
        report(
            [clinic({"reply": "violation"}, verdict=verdict)],
            [finding("reply", measure={"judged": 10, "late": n, "overdue": 0})],
        )
        for n, verdict in zip(
            (2, late), ("incomplete", "violation")[:: 1 - 2 * unread], strict=True
        )
    )
    assert only_change(old, new).kind is K.NOT_COMPARABLE


Reports = tuple[str, dict[str, Any], dict[str, Any], tuple[Cause, ...]]
APART: Final[dict[str, Reports]] = {
    "another version": ("offered", {}, {"version": "1"}, (Cause.TOOL,)),
    "another free day": (
        "reply",
        {"free_days": ["2017-06-06"]},
        {"free_days": ["2017-06-06", "2017-06-07"]},
        (Cause.CALENDAR,),
    ),
    "a free day, of a rule that counts none": (
        "offered",
        {"free_days": ["2017-06-06"], "as_of": "2017-06-29"},
        {"free_days": ["2017-06-07"]},
        (Cause.IN_FORCE,),
    ),
    "the free days of another year": (
        "reply",
        {"free_days": ["2016-06-06"], "as_of": "2017-06-29"},
        {"free_days": ["2017-06-06"]},
        (Cause.IN_FORCE,),
    ),
    "the rule was not selected, of another rule set": (
        "offered",
        {},
        {"select": ["x"], "rules": {}, "ruleset": "1"},
        (Cause.RULE_CHANGED, Cause.TERMS),
    ),
    "another period, of a rule on services": (
        "offered",
        {},
        {"period": {"from": "2017-01-01"}},
        (Cause.TERMS,),
    ),
    "the rule is gone": ("offered", {}, {"ruleset": "1", "rules": {}}, (Cause.RULE_CHANGED,)),
}
"""What sets two reports of one breach apart, and the causes of its being gone in the newer one."""


@pytest.mark.parametrize("name", APART)
def test_a_cause_is_named_where_it_applies(name: str) -> None:
    """Only what bears on the rule is a cause; a later day is one where nothing else is."""
    rule, before, after, causes = APART[name]
    old = report([clinic({rule: "violation"})], [finding(rule)], **before)
    new = report([clinic({rule: "compliant"})], [], **after)
    assert only_change(old, new).causes == causes


def test_cases_that_another_day_counts_otherwise_are_no_change_of_the_log() -> None:
    """The same log: an open case is overdue on a later day."""
    log = {"log.csv": "0"}
    counts = [{"contradictory": 0, "rejected": 0, "open": n} for n in (1, 0)]
    old = report(
        [clinic({"reply": "compliant"}, cases=counts[0])], [], inputs=log, as_of="2017-06-01"
    )
    found = [finding("reply", measure={"judged": 1, "late": 0, "overdue": 1})]
    new = report([clinic({"reply": "violation"}, cases=counts[1])], found, inputs=log)
    assert only_change(old, new).causes == (Cause.IN_FORCE,)


def test_a_clinic_file_that_changes_the_day_in_force_is_a_cause() -> None:
    """Without that, a file explains no breach that is found by both reports."""
    for since, causes in (
        ("2016-01-28", (Cause.IN_FORCE,)),
        ("2017-01-01", (Cause.CLINIC_FILE, Cause.IN_FORCE)),
    ):
        old = report(
            [clinic({"offered": "upcoming"})],
            [finding("offered", "upcoming")],
            inputs={"a.yaml": "0"},
        )
        later = clinic({"offered": "violation"})
        later["results"][0]["in_force_from"] = since
        new = report([later], [finding("offered")], inputs={"a.yaml": "1"})
        assert only_change(old, new).causes == causes


def test_a_clinic_that_was_not_asked_for_is_no_change_of_its_file() -> None:
    """With ``--provider private`` the region's own clinics are absent: the terms are the cause."""
    found = report([clinic({"offered": "violation"})], [finding("offered")])
    absent = report([], [], provider="private")
    assert only_change(found, absent).causes == (Cause.TERMS,)
    gone = report([], [])
    assert only_change(found, gone).causes == (Cause.CLINIC_FILE,)


@pytest.mark.parametrize(
    ("state", "was", "is_now", "cause"),
    [
        ("active", "2017-12-31", [], Cause.WAIVER_REMOVED),
        ("over_ceiling", "2017-12-31", [], Cause.WAIVER_REMOVED),  # above it at another clinic
        ("active", "2017-05-31", [], Cause.WAIVER_ENDED),
        ("active", "2017-12-31", ["2017-05-31"], Cause.WAIVER_ENDED),  # shortened since
        ("active", "2017-12-31", ["2017-12-31"], Cause.WAIVER_REMOVED),  # from this clinic
    ],
)
def test_a_waiver_has_ended_or_was_removed(
    state: str, was: str, is_now: list[str], cause: Cause
) -> None:
    """Its last day in the newer report counts, where it is there still."""
    clinics = [clinic({"offered": "waived"}), clinic({"offered": "violation"})]
    granted = [{"id": "W-1", "state": state, "expires": was}]
    left = [{"id": "W-1", "state": "x", "expires": day} for day in is_now]
    old = report(clinics[:1], [finding("offered", "waived")], as_of="2017-05-01", waivers=granted)
    new = report(clinics[1:], [finding("offered")], waivers=left)
    assert only_change(old, new).causes == (cause,)
