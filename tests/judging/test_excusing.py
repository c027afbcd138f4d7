"""Findings are excused by a waiver of their own, at their own location, and while it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audits
from basutbud.judging.excusing import Excusing
from basutbud.model.finding import Finding
from basutbud.model.overtime.excuse import (
    Waiver,
    WaiverState,
)
from basutbud.model.vocabulary import FailOn, Outcome
from basutbud.waiverfile import read_waivers
from excuses import AS_OF, BEFORE, DAY, REPLIES, by_fingerprint, excused, waiver

LEAVES_ALONE = {Outcome.ADVICE, Outcome.UNDETERMINED}
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
