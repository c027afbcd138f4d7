"""Findings are excused by their own waiver, at their own location, and never if they are worse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audits
from basutbud.judging.excusing import Excusing
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.overtime.excuse import (
    Baseline,
    BaselineEntry,
    KnownState,
    Waiver,
    WaiverState,
)
from basutbud.model.overtime.measure import Measure
from basutbud.model.vocabulary import FailOn, Outcome
from basutbud.waiverfile import read_waivers

AS_OF = date(2017, 6, 30)
DAY = timedelta(days=1)
REPLIES = "reply-after-two-working-days"
LEAVES_ALONE = {Outcome.ADVICE, Outcome.UNDETERMINED}


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
CLINIC_OF = {
    finding.fingerprint: one.identity for one in audits.good().clinics for finding in one.findings
}
RULES = sorted({finding.rule.id for finding in BEFORE.values()})
CLINICS = sorted(set(CLINIC_OF.values()))
SERVICES = sorted({finding.service for finding in BEFORE.values() if finding.service})

WAIVERS = st.lists(
    st.builds(
        waiver,
        name=st.uuids().map(str),
        rules=st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique=True).map(tuple),
        clinics=st.lists(
            st.sampled_from([*CLINICS, "*", "SE2321000131-*", "SE55*", "*1", "SE?????9991*"]),
            min_size=1,
            max_size=2,
        ).map(tuple),
        service=st.one_of(st.none(), st.sampled_from(SERVICES)),
        granted=st.integers(-3, 1).map(lambda days: AS_OF + days * DAY),
        expires=st.integers(-2, 40).map(lambda days: AS_OF + days * DAY),
        ceiling=st.one_of(st.none(), st.fractions(Fraction(1, 100), Fraction(1, 5))),
    ),
    max_size=5,
)


def covers(one: Waiver, finding: Finding, clinic: str) -> bool:
    """Tell by the contract's own words whether a waiver covers a finding."""
    if finding.outcome in LEAVES_ALONE or finding.rule.id not in one.rules:
        return False
    if not any(fnmatchcase(clinic, pattern) for pattern in one.clinics):
        return False
    if one.service is not None and one.service != finding.service:
        return False
    if not one.granted <= AS_OF <= one.expires:
        return False
    if one.ceiling is None or finding.measure is None:
        return True
    late = finding.measure.late + finding.measure.overdue
    return late <= one.ceiling * finding.measure.decided


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(waivers=WAIVERS)
def test_no_waiver_hides_another_place_s_finding(waivers: list[Waiver]) -> None:
    """What no waiver covers stays as it was found; what one covers is shown as waived by it."""
    clinics, _ = excused(waivers)
    after = by_fingerprint(clinics)
    assert after.keys() == BEFORE.keys()
    for name, finding in after.items():
        as_found = BEFORE[name]
        covering = [one for one in waivers if covers(one, as_found, CLINIC_OF[name])]
        assert (finding.outcome is Outcome.WAIVED) == bool(covering)
        assert finding._replace(outcome=as_found.outcome, waived=None) == as_found
        if covering:
            assert finding.waived
            assert finding.waived.waiver.expires == max(one.expires for one in covering)
            assert finding.waived.otherwise is as_found.outcome
            assert not finding.fails(FailOn.UPCOMING)
    for clinic in clinics:
        graded = [finding.outcome.badness for finding in clinic.findings]
        assert all(one <= other for one, other in pairwise(graded))


DAYS = [
    (AS_OF + DAY, AS_OF + 90 * DAY, WaiverState.PENDING, Outcome.VIOLATION),
    (AS_OF, AS_OF + 31 * DAY, WaiverState.ACTIVE, Outcome.WAIVED),
    (AS_OF, AS_OF + 30 * DAY, WaiverState.EXPIRING, Outcome.WAIVED),
    (AS_OF - 9 * DAY, AS_OF, WaiverState.EXPIRING, Outcome.WAIVED),
    (AS_OF - 9 * DAY, AS_OF - DAY, WaiverState.EXPIRED, Outcome.VIOLATION),
]
"""First day, last day, the state, and the outcome of what is otherwise a violation."""


@pytest.mark.parametrize(("granted", "expires", "state", "outcome"), DAYS)
def test_a_waiver_holds_on_its_first_and_its_last_day(
    granted: date, expires: date, state: WaiverState, outcome: Outcome
) -> None:
    """Both days are included, and from 30 days before the last it is about to expire."""
    clinics, excusing = excused([waiver(granted=granted, expires=expires)])
    assert [one.state for one in excusing.standings] == [state]
    met = [one for one in by_fingerprint(clinics).values() if one.waived]
    assert met
    assert {one.outcome for one in met} == {outcome}
    assert {one.waived.state for one in met if one.waived} == {state}


def test_the_example_shows_what_its_comments_say() -> None:
    """One has ended, one covers a supplier's clinics, and one is exceeded at one of its two."""
    path = audits.EXAMPLES / "waivers.yaml"
    _, excusing = excused(read_waivers(path, path.name, audits.RULESET).waivers)
    assert [(one.waiver.id, one.state, one.findings) for one in excusing.standings] == [
        ("W-2017-003", WaiverState.EXPIRED, 0),
        ("W-2017-007", WaiverState.ACTIVE, 1),
        ("W-2017-011", WaiverState.OVER_CEILING, 1),
    ]


CLINIC = "SE2321000131-E000000009002"
STATES = {
    "unused at a clinic that complies": (
        waiver(clinics=("SE2321000131-E000000009001",)),
        WaiverState.UNUSED,
    ),
    "no word of a clinic that was not audited": (
        waiver(clinics=("SE2321000131-E000000000042",)),
        WaiverState.ACTIVE,
    ),
    "a pattern of clinics that were not audited": (waiver(clinics=("SE0*",)), WaiverState.ACTIVE),
    "one of two was not audited": (
        waiver(clinics=("SE2321000131-E000000009001", "SE2321000131-E000000000042")),
        WaiverState.ACTIVE,
    ),
    "undecided without a log": (
        waiver(rules=(REPLIES,), clinics=("SE2321000131-E000000009007",)),
        WaiverState.ACTIVE,
    ),
    "one of two rules undecided without a log": (
        waiver(rules=("egenremiss-not-offered", REPLIES), clinics=("SE2321000131-E000000009007",)),
        WaiverState.ACTIVE,
    ),
    "a rule of no rule set": (waiver(rules=("no-such-rule",)), WaiverState.UNKNOWN),
    "a service of no rule set": (waiver(service="faxa"), WaiverState.UNKNOWN),
    "another service": (waiver(service="begara-intyg"), WaiverState.UNUSED),
    "more late than its ceiling": (
        waiver(rules=(REPLIES,), clinics=(CLINIC,), ceiling=Fraction(31, 595)),
        WaiverState.OVER_CEILING,
    ),
    "as many late as its ceiling": (
        waiver(rules=(REPLIES,), clinics=(CLINIC,), ceiling=Fraction(31, 594)),
        WaiverState.ACTIVE,
    ),
}
"""Of Björkdungen's 594 cases 31 are late; Ekbacken (9001) complies, Myrstacken has no log."""


@pytest.mark.parametrize("name", STATES)
def test_a_waiver_s_state_says_what_it_is_good_for(name: str) -> None:
    """A waiver that meets nothing is reported only where the audit would have met it."""
    given, state = STATES[name]
    _, excusing = excused([given])
    assert [one.state for one in excusing.standings] == [state]


def test_of_several_waivers_the_last_to_end_counts_and_the_others_are_named() -> None:
    """One that does not cover the finding gives way to one that does."""
    given = [
        waiver("W-1", expires=AS_OF + 10 * DAY),
        waiver("W-2", expires=AS_OF + 50 * DAY),
        waiver("W-3", granted=AS_OF + DAY, expires=AS_OF + 90 * DAY),
        waiver("W-4", expires=AS_OF - DAY),
    ]
    clinics, excusing = excused(given)
    [first, *_] = [one.waived for one in by_fingerprint(clinics).values() if one.waived]
    assert first
    assert (first.waiver.id, first.others) == ("W-2", ("W-1", "W-4", "W-3"))
    assert [bool(one.findings) for one in excusing.standings] == [False, True, False, False]


def test_a_waiver_of_a_rule_that_was_not_applied_is_not_unused() -> None:
    """With ``--ignore`` nobody knows whether the waiver would match a finding."""
    [clinic] = [one for one in audits.good().clinics if one.identity == CLINIC]
    given = waiver(rules=("egenremiss-not-offered", REPLIES), service="begara-intyg")
    results = tuple(one for one in clinic.results if one.rule.id != REPLIES)
    for found, state in ((clinic.results, WaiverState.UNUSED), (results, WaiverState.ACTIVE)):
        excusing = Excusing(audits.RULESET, [given], None, AS_OF)
        excusing.apply(CLINIC, replace(clinic, results=found))
        assert [one.state for one in excusing.standings] == [state]


def test_a_waiver_that_names_a_clinic_twice_meets_it_once() -> None:
    """By its id and by a pattern: the waiver is not named beside itself."""
    clinics, excusing = excused([waiver(clinics=(CLINIC, "SE2321000131-*9002"))])
    waived = [one.waived for one in by_fingerprint(clinics).values() if one.waived]
    assert [one.others for one in waived] == [()]
    assert [one.findings for one in excusing.standings] == [1]


def test_a_doubt_beside_a_waived_breach_stays() -> None:
    """A log with unreadable rows is undecided again once the breach in it is waived."""
    [clinic] = [one for one in audits.good().clinics if one.identity == CLINIC]
    results = tuple(
        replace(one, doubt="unreadable_rows") if one.rule.id == REPLIES else one
        for one in clinic.results
    )
    excusing = Excusing(audits.RULESET, [waiver(rules=(REPLIES,))], None, AS_OF)
    after = excusing.apply(CLINIC, replace(clinic, results=results))
    outcomes = {one.rule.id: one.outcome for one in after.results}
    assert outcomes[REPLIES] is Outcome.UNDETERMINED
    assert [one.outcome for one in after.findings if one.rule.id == REPLIES] == [Outcome.WAIVED]


def baseline_of(findings: Iterable[Finding], worse_by: Fraction = Fraction()) -> Baseline:
    """Return a baseline that knows these findings."""
    return Baseline(
        path="base.json",
        sha256="0" * 64,
        as_of=AS_OF,
        rules={rule.id: rule.digest for rule in audits.RULESET.rules},
        entries={
            one.fingerprint: BaselineEntry(one.rule.id, one.outcome, one.measure)
            for one in findings
        },
        worse_by=worse_by,
    )


SHARES = st.tuples(st.integers(1, 400), st.integers(0, 200), st.integers(0, 200)).filter(
    lambda one: 0 < one[1] + one[2] <= one[0]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    known=st.sets(st.sampled_from(sorted(BEFORE))),
    then=SHARES,
    outcome=st.sampled_from([Outcome.VIOLATION, Outcome.UPCOMING, Outcome.WARNING]),
    points=st.sampled_from(["0", "0.5", "3"]),
)
def test_a_baseline_never_passes_what_is_worse(
    known: set[str], then: tuple[int, int, int], outcome: Outcome, points: str
) -> None:
    """Of what it knows only that stays known whose exact share, and outcome, is no worse."""
    worse_by = Fraction(points) / 100
    given = baseline_of(
        [
            BEFORE[name]._replace(outcome=outcome, measure=BEFORE[name].measure and Measure(*then))
            for name in known
        ],
        worse_by,
    )
    clinics, excusing = excused(baseline=given)
    held = 0
    for name, finding in by_fingerprint(clinics).items():
        as_found = BEFORE[name]
        no_worse = name in known and as_found.outcome.badness >= outcome.badness
        if no_worse and as_found.measure:
            decided, late, overdue = as_found.measure
            before = Fraction(then[1] + then[2], then[0])
            no_worse = Fraction(late + overdue, decided) - before <= worse_by
        assert (finding.outcome is Outcome.BASELINED) == no_worse
        held += no_worse
        if not no_worse:
            assert finding.outcome is as_found.outcome
    assert excusing.use
    assert (excusing.use.held, excusing.use.exceeded) == (held, len(known) - held)
    assert excusing.use.unmet == 0


def test_a_baseline_knows_no_rule_that_has_changed() -> None:
    """With another digest the finding is new, and said to be of a rule that changed."""
    given = baseline_of(BEFORE.values())
    rules = {**given.rules, REPLIES: "0" * 64}
    clinics, _ = excused(baseline=replace(given, rules=rules))
    for finding in by_fingerprint(clinics).values():
        assert finding.known
        changed = finding.rule.id == REPLIES
        assert (finding.known.state is KnownState.RULE_CHANGED) == changed
        assert (finding.outcome is Outcome.BASELINED) == (not changed)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (waiver(expires=AS_OF - DAY), Outcome.VIOLATION),
        (waiver(rules=(REPLIES,), ceiling=Fraction(1, 1000)), Outcome.VIOLATION),
        (waiver(granted=AS_OF + DAY), Outcome.BASELINED),
        (
            waiver(granted=AS_OF + DAY, rules=(REPLIES,), ceiling=Fraction(1, 1000)),
            Outcome.BASELINED,
        ),
        (waiver(), Outcome.WAIVED),
    ],
    ids=["expired", "over the ceiling", "pending", "pending with a ceiling", "active"],
)
def test_what_a_waiver_no_longer_covers_no_baseline_excuses(
    given: Waiver, outcome: Outcome
) -> None:
    """The waiver comes first; one that ended, or that is exceeded, bars the baseline."""
    clinics, _ = excused([given], baseline_of(BEFORE.values()))
    after = [one for one in by_fingerprint(clinics).values() if one.waived]
    in_breach = [one for one in after if BEFORE[one.fingerprint].outcome is Outcome.VIOLATION]
    assert in_breach
    assert {one.outcome for one in in_breach} == {outcome}


def test_what_is_to_come_comes_though_a_baseline_knows_it() -> None:
    """For a clinic whose gaps are known as upcoming, the day still shows: they will be breaches."""
    before = audits.upcoming()
    given = baseline_of(finding for clinic in before.clinics for finding in clinic.findings)
    excusing = Excusing(audits.RULESET, [], given, before.as_of)
    after = [excusing.apply(one.identity, one) for one in before.clinics]
    to_come = [one.outcome is Outcome.UPCOMING for one in before.clinics]
    assert any(to_come)
    for clinic, comes in zip(after, to_come, strict=True):
        assert {one.outcome for one in clinic.findings} <= {Outcome.BASELINED}
        assert (clinic.outcome is Outcome.UPCOMING) >= comes


def test_advice_that_is_known_is_no_debt() -> None:
    """A clinic to which a baseline knows advice alone is advised, as it was."""
    clinics, _ = excused(baseline=baseline_of(BEFORE.values()))
    outcomes = {
        before.identity: after.outcome
        for before, after in zip(audits.good().clinics, clinics, strict=True)
        if before.outcome is Outcome.ADVICE
    }
    assert set(outcomes.values()) == {Outcome.ADVICE}


def test_entries_that_no_finding_meets_are_counted() -> None:
    """What was mended since the baseline is counted as unmet."""
    some = next(iter(BEFORE.values()))
    mended = [some._replace(fingerprint=f"{number:032x}") for number in range(3)]
    _, excusing = excused(baseline=baseline_of([some, *mended]))
    assert excusing.use
    assert (excusing.use.entries, excusing.use.held, excusing.use.unmet) == (4, 1, 3)


def test_entries_that_a_waiver_decides_on_are_not_taken_for_mended() -> None:
    """Of all that is known, what a waiver covers or no longer covers is counted as its own."""
    given = [waiver(expires=AS_OF - DAY), waiver("W-2", rules=(REPLIES,))]
    clinics, excusing = excused(given, baseline_of(BEFORE.values()))
    decided = sum(one.waived is not None for one in by_fingerprint(clinics).values())
    use = excusing.use
    assert use
    assert (use.held, use.waived, use.unmet) == (len(BEFORE) - decided, decided, 0)
