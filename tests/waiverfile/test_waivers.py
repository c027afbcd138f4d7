"""Waiver files: what is granted is read as written, and every mistake is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest

from basutbud.errors import BasutbudError
from basutbud.language import LANGUAGES
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.waiverfile import WaiverFile, read_waivers

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


def refusals(text: str, folder: Path) -> list[str]:
    """Return the message of each mistake in a faulty file."""
    with pytest.raises(BasutbudError) as refused:
        read(text, folder)
    assert refused.value.exit_code == 2
    return [LANGUAGES["en"].describe(problem) for problem in refused.value.problems]


def test_a_waiver_is_read_as_written(tmp_path: Path) -> None:
    """Names of services and HSA-ids in lower case are recognised, and a ceiling is exact."""
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
    "a wrong check digit": ("clinic: SE2321000131", "clinic: SE2321000132", 14, "check digit in"),
    "a wrong check digit in a pattern": ("SE5599999934-*", "SE5599999935-*", 5, ":42: The check"),
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
    "a time of day": ("05-31\n    ceiling", "05-31T00:00:00Z\n    ceiling", 18, "valid date"),
    "backwards": ("2017-05-31\n    ceiling", "2017-01-14\n    ceiling", 18, "before `granted`"),
    "367 days": ("2017-05-31\n    ceiling", "2018-01-16\n    ceiling", 18, "is for 367 days"),
    "the same id": ("W-2017-004", "w-2017-003", 12, "already on line 3"),
    "a person's number": ("id: W-2017-004", "id: 19121212-1212", 12, "contains personal data"),
    "a person": ("reason: Halv bemanning till hösten\n    approved_by: Avtalschef primärvård",
                 "reason: Halv bemanning till hösten\n    approved_by: Anna Persson",
                 16, "looks like a person"),
    "a person after a title": (
        "hösten\n    approved_by: Avtalschef primärvård", "hösten\n    approved_by: Chef Lisa Berg",
        16, "looks like a person",
    ),
    "a person in the reference": ("HS 2017-00123", "Mejl från Lisa Berg", 9, "`reference` seems"),
    "a person in the reason": ("Halv bemanning", "Lisa Berg är borta", 15, "`reason` seems"),
    "a name that is short": (
        "hösten\n    approved_by: Avtalschef primärvård", "hösten\n    approved_by: Åk",
        16, "`approved_by` is too short",
    ),
    "a ceiling of services": (
        "rule: reply-after-two-working-days", "rule: begara-intyg-not-offered", 19, "reply times",
    ),
    "a ceiling of services too": (
        "rule: reply-after-two-working-days",
        "rule: [reply-after-two-working-days, begara-intyg-not-offered]", 19, "reply times",
    ),
    "a ceiling in per cent": ("late_share: 0.05", "late_share: 5", 19, "`late_share` is too large"),
    "a ceiling of nothing": ("late_share: 0.05", "late_share: 0", 19, "too small"),
    "an empty file": (WHOLE, "# undantag\n", 1, "Fill in the file"),
    "two documents": ("2016\nwaivers", "2016\n---\nwaivers", 2, "a file of its own"),
    "another decision": ("ruleset: vgr-hs-20-2016", "ruleset: skane", 1, "rule set `skane`"),
    "an unknown key": ("reference: HS", "referens: HS", 9, "Unknown key: `referens`"),
}  # fmt: skip
"""The correct text, the faulty text that replaces it, the line reported, part of the message."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mistake_is_reported_with_its_line_and_without_persons(
    fault: str, tmp_path: Path
) -> None:
    """A single mistake gives a single message, which repeats no name or number of a person."""
    right, wrong, line, expected = FAULTS[fault]
    assert right in WHOLE
    [message] = refusals(WHOLE.replace(right, wrong, 1), tmp_path)
    assert message.startswith(f"waivers.yaml:{line}:")
    assert expected in message
    assert not re.search("Persson|Lisa|1212|Åk", message)


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    """One run shows everything that has to be corrected."""
    text = WHOLE.replace("Avtalschef primärvård", "Anna Persson").replace("05-31", "01-01")
    assert len(refusals(text, tmp_path)) == 4


OTHER_HANDS: Final[dict[str, Callable[[str], str]]] = {
    "Windows' line ends": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: f"\ufeff{text}",
    "days in quotation marks": lambda text: re.sub(r"(2017-\d\d-\d\d)", r'"\1"', text),
    "no line end at the end": lambda text: text.rstrip(),
}


@pytest.mark.parametrize("name", OTHER_HANDS)
def test_a_file_from_another_editor_is_the_same(name: str, tmp_path: Path) -> None:
    """What an editor or a tool writes otherwise changes no waiver."""
    changed = OTHER_HANDS[name](WHOLE)
    assert changed != WHOLE
    assert read(changed, tmp_path).waivers == read(WHOLE, tmp_path).waivers


def test_366_days_are_a_waiver_s_longest_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    """Both days count: a year and a day in 2017; ``longest_days`` changes it."""
    year = WHOLE.replace("2017-05-31", "2018-01-15")
    assert len(read(year, tmp_path).waivers) == 2
    longer = WHOLE.replace("2017-05-31", "2018-01-16")
    assert len(read(f"longest_days: 367\n{longer}", tmp_path).waivers) == 2
    assert len(refusals(f"longest_days: 136\n{WHOLE}", tmp_path)) == 2
    assert len(read(f"longest_days: 137\n{WHOLE}", tmp_path).waivers) == 2
