"""What the texts of waivers may say: a reason is one, and nobody is named."""

from __future__ import annotations

import pytest

from basutbud.waiverfile.wording import is_filler, may_be_person, may_name_person


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
    """Ten characters that say nothing are no reason."""
    assert is_filler(reason)


@pytest.mark.parametrize(
    "reason", ["Ombyggnation", "Remissflödet byggs om", "New record system in May", "Läkarbrist"]
)
def test_a_reason_may_be_short(reason: str) -> None:
    """Whatever says something is a reason."""
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
        "Chef Lisa Berg",
        "Berg, Lisa, enhetschef",
        "CHEF LISA BERG",
        "Enhetschef L. Berg",
        "Chefläkare Carl von Ek",
        "Verksamhetschef Mohammed Al-Rashid",
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
        "Vice President",
        "Capio",
        "Närhälsan Södra Bohuslän",
        "Bräcke Diakoni",
        "Enheten Berg",
        "Enhetschef Angered Centrum",
        "Chef per område",
        "Vårdcentralen Sofia, enhetschef",
        "Avtalsansvarig, VGR",
    ],
)
def test_a_role_approves(role: str) -> None:
    """Roles and parts of the organisation are no persons, whatever capitals they have."""
    assert not may_be_person(role)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Mejl från Lisa Berg", True),
        ("Anna-Karin Ek är sjukskriven till maj", True),
        ("Läkaren Svensson slutar", True),
        ("HS 2017-00123", False),
        ("Beslut HSN 2017-02-01 § 45", False),
        ("Ericsson byter system", False),
        ("Flytt till Erik Dahlbergsgatan 3", False),
        ("Flytt till Olof Palmes plats", False),
        ("Steg 1. Byte av system, se bilaga A. Avtal skrivs i maj", False),
        ("Per vårdcentral en i taget", False),
    ],
)
def test_a_name_is_found_within_a_text(text: str, *, named: bool) -> None:
    """By a surname's ending or a common first name; a street or a company bears no person."""
    assert may_name_person(text) == named
