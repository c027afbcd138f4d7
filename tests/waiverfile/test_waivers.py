"""Waiver files: what is granted is read as it stands, and every mistake is told with its line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from basutbud.errors import BasutbudError
from basutbud.language import LANGUAGES
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.waiverfile import WaiverFile, read_waivers
from basutbud.waiverfile.wording import is_filler, may_be_person

RULESET = load_ruleset("vgr-hs-20-2016")
WHOLE = """\
ruleset: vgr-hs-20-2016
waivers:
  - id: W-2017-003
    rule: [egenremiss-not-offered, begara-intyg-not-offered]
    clinic: [se2321000131-e000000009001, SE5599999934-*]
    service: Egenremiss
    reason: Remissflödet byggs om och är klart i maj
    approved_by: Avtalschef primärvård
    reference: HS 2017-00123
    granted: 2017-01-15
    expires: 2017-05-31
  - id: W-2017-004
    rule: reply-after-two-working-days
    clinic: SE2321000131-E000000009001
    reason: Halv bemanning till hösten
    approved_by: Avtalschef primärvård
    granted: 2017-01-15
    expires: 2017-05-31
    ceiling: {late_share: 0.05}
"""


def read(text: str, folder: Path) -> WaiverFile:
    """Write a waiver file and read it."""
    path = folder / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_waivers(path, path.name, RULESET)


def told(text: str, folder: Path) -> list[str]:
    """Return what is said of a faulty file, a sentence for each mistake with its line."""
    with pytest.raises(BasutbudError) as refused:
        read(text, folder)
    assert refused.value.exit_code == 2
    return [LANGUAGES["en"].describe(problem) for problem in refused.value.problems]


def test_a_waiver_is_read_as_it_stands(tmp_path: Path) -> None:
    """Names of services and ids in lower case are known, and a ceiling is exact."""
    first, second = read(WHOLE, tmp_path).waivers
    assert first.rules == ("egenremiss-not-offered", "begara-intyg-not-offered")
    assert first.clinics == ("SE2321000131-E000000009001", "SE5599999934-*")
    assert (first.service, second.service) == ("egenremiss", None)
    assert (first.granted, first.expires) == (date(2017, 1, 15), date(2017, 5, 31))
    assert (first.reference, second.reference) == ("HS 2017-00123", None)
    assert second.ceiling == Fraction(1, 20)


FAULTS = {
    "all rules": ("rule: reply-after-two-working-days", 'rule: "*"', 13, "id of a rule"),
    "a pattern of rules": ("rule: reply-after-two", "rule: reply-*-two", 13, "id of a rule"),
    "no clinic": ("clinic: SE2321000131-E000000009001", "clinic: Ekbacken", 14, "not an HSA-id"),
    "a member of staff": ("clinic: SE2321000131-E0", "clinic: SE2321000131-P0", 14, "person (P)"),
    "no reason": ("    reason: Halv bemanning till hösten\n", "", 12, "`reason` is missing"),
    "too short": ("Halv bemanning till hösten", "Semester", 15, "`reason` is too short"),
    "short but for blanks": (
        "Halv bemanning till hösten",
        '"Semester    "',
        15,
        "`reason` is too short",
    ),
    "filler": ("Halv bemanning till hösten", "TODO, to be determined", 15, "says nothing"),
    "no expiry": ("    expires: 2017-05-31\n    ceiling", "    ceiling", 12, "`expires` is miss"),
    "no day": ("expires: 2017-05-31\n    ceiling", "expires: 31/5\n    ceiling", 18, "valid date"),
    "backwards": ("2017-05-31\n    ceiling", "2017-01-14\n    ceiling", 18, "before `granted`"),
    "367 days": ("2017-05-31\n    ceiling", "2018-01-16\n    ceiling", 18, "is for 367 days"),
    "the same id": ("W-2017-004", "w-2017-003", 12, "already on line 3"),
    "a person's number": ("id: W-2017-004", "id: 19121212-1212", 12, "contains personal data"),
    "a person": ("reason: Halv bemanning till hösten\n    approved_by: Avtalschef primärvård",
                 "reason: Halv bemanning till hösten\n    approved_by: Anna Persson",
                 16, "looks like a person"),
    "a name that is short": (
        "hösten\n    approved_by: Avtalschef primärvård", "hösten\n    approved_by: Åk",
        16, "`approved_by` is too short",
    ),
    "a ceiling of services": (
        "rule: reply-after-two-working-days", "rule: begara-intyg-not-offered", 19, "reply times",
    ),
    "a ceiling in per cent": ("late_share: 0.05", "late_share: 5", 19, "`late_share` is too large"),
    "a ceiling of nothing": ("late_share: 0.05", "late_share: 0", 19, "too small"),
    "another decision": ("ruleset: vgr-hs-20-2016", "ruleset: skane", 1, "rule set `skane`"),
    "an unknown key": ("reference: HS", "referens: HS", 9, "Unknown key: `referens`"),
}  # fmt: skip
"""What stands right, what instead of it, the line that is told, and of what is said."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mistake_is_told_with_its_line_and_without_persons(fault: str, tmp_path: Path) -> None:
    """Each mistake alone is told alone, and no name or number of a person is repeated."""
    right, wrong, line, expected = FAULTS[fault]
    assert right in WHOLE
    [said] = told(WHOLE.replace(right, wrong, 1), tmp_path)
    assert said.startswith(f"waivers.yaml:{line}:")
    assert expected in said
    assert "Persson" not in said
    assert "1212" not in said
    assert "Åk" not in said


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """One run tells all that is to be mended."""
    text = WHOLE.replace("Avtalschef primärvård", "Anna Persson").replace("05-31", "01-01")
    assert len(told(text, tmp_path)) == 4


def test_366_days_are_a_waiver_s_longest_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    """Both days count: a year and a day in 2017; ``longest_days`` changes it."""
    year = WHOLE.replace("2017-05-31", "2018-01-15")
    assert len(read(year, tmp_path).waivers) == 2
    longer = WHOLE.replace("2017-05-31", "2018-01-16")
    assert len(read(f"longest_days: 367\n{longer}", tmp_path).waivers) == 2
    assert len(told(f"longest_days: 136\n{WHOLE}", tmp_path)) == 2
    assert len(read(f"longest_days: 137\n{WHOLE}", tmp_path).waivers) == 2


@pytest.mark.parametrize(
    "reason",
    [
        "xxxxxxxxxxxx",
        "..........",
        "test test test",
        "Se ovan, tillfälligt",
        "qwertyuiop",
        "1234567890",
    ],
)
def test_filler_is_no_reason(reason: str) -> None:
    """Ten characters that say nothing are none."""
    assert is_filler(reason)


@pytest.mark.parametrize(
    "reason", ["Ombyggnation", "Remissflödet byggs om", "New record system in May", "Läkarbrist"]
)
def test_a_short_reason_is_one(reason: str) -> None:
    """What says anything is a reason."""
    assert not is_filler(reason)


@pytest.mark.parametrize(
    "approver",
    [
        "Anna Andersson",
        "Andersson, Anna",
        "A. Svensson",
        "anna andersson",
        "Kim Öberg",
        "Anna-Karin Åkerblom",
        "Avtalschef Anna Andersson",
        "anna.andersson@example.se",
        "Avtalschef 19121212-1212",
        "Chefläkare 070-123 45 67",
    ],
)
def test_a_person_approves_nothing(approver: str) -> None:
    """A name, an address or a number is refused."""
    assert may_be_person(approver)


@pytest.mark.parametrize(
    "role",
    [
        "Avtalschef primärvård",
        "Avtalschef Primärvård",
        "Chefläkare",
        "Hälso- och sjukvårdsstyrelsen",
        "Regionala vårdenheten, enhetschef",
        "Head of Primary Care",
        "Regional Contract Manager",
        "Närhälsan Södra Bohuslän",
    ],
)
def test_a_role_approves(role: str) -> None:
    """Roles and parts of the organisation are none."""
    assert not may_be_person(role)
