"""Findings that a baseline has are excused unless they are worse, and a waiver comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audits
from basutbud.judging.excusing import Excusing
from basutbud.model.finding import Finding
from basutbud.model.overtime.excuse import (
    Baseline,
    BaselineEntry,
    KnownState,
    Waiver,
)
from basutbud.model.overtime.measure import Measure
from basutbud.model.vocabulary import Outcome
from excuses import AS_OF, BEFORE, DAY, REPLIES, by_fingerprint, excused, waiver


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
