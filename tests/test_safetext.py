"""Personal data and control characters never get through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basutbud.safetext import (
    MASK,
    harmless_cell,
    is_person_hsa_id,
    is_plain_id,
    luhn_valid,
    no_command,
    redact,
    safe_id,
    safe_text,
    shown_hsa_id,
)
from logs import ALMOST_PLAIN

PERSONAL = [
    "19121212-1212",
    "191212121212",
    "121212-1212",
    "1212121212",
    "121212+1212",
    "701063-2391",
    "anna.andersson@exempel.se",
    "070-123 45 67",
    "+46701234567",
    "031-123456",
    "SE2321000131-P123",
    "19121212-12M1",
    "20160128K123",
    "20160128-X123",
    "1912 12 12 1212",
    "19 121212 1212",
    "19121212\u20131212",
    "19121212/1212",
    "\uff11\uff19\uff11\uff12\uff11\uff12\uff11\uff12\uff11\uff12\uff11\uff12",
    "070\u2013123 45 67",
    "anna@[10.0.0.1]",
    "SE 2321000131-P1",
    "xSE2321000131-P001",
    "121212\u00ad-1212",
    "0701\u200b234567",
    "031 - 123 45 67",
    "070.123.45.67",
    "08-12 20 16",
    "08/12-2016",
    "08-12-201655",
    "08-12-2016-55",
    "01/04/2016 08-123 45 67",
]


@pytest.mark.parametrize("secret", PERSONAL)
def test_personal_data_is_masked_wherever_it_stands(secret: str) -> None:
    """Alone, in a sentence and in a path, the number or address does not come out."""
    for text in (secret, f"Ring {secret} idag", f"loggar/{secret}.csv"):
        assert secret not in safe_text(text)
        assert MASK in safe_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "SE2321000131-E000000009001",
        "2016-01-28 13:05",
        "Vårdcentralen Ekbacken",
        "C000012345",
        "ekbacken-2016.csv",
        "19121212-1213",
        "2016-013-01",
        "01/04/2016",
        "08-12-2016",
        "01.04.2016",
        "04/01/2016 08:30",
        "01-04-2016, 02-04-2016",
    ],
)
def test_what_is_no_personal_data_is_left_alone(text: str) -> None:
    """Ids, dates, names of clinics and numbers with a wrong check digit stay."""
    assert safe_text(text) == text


@pytest.mark.parametrize(
    "text", ["a\x1b[31mred", "a\x07", "a\nb", "a\u202eb", "a\u200bb", "a\x9bb", "a\u2028b", "a\x00"]
)
def test_control_characters_are_written_out(text: str) -> None:
    """Escapes, line breaks and direction marks become visible text."""
    assert safe_text(text).isprintable()
    assert "\\" in safe_text(text)


def test_masking_comes_before_cutting() -> None:
    """A number that the cut would split is masked first."""
    assert "1912121" not in safe_text("x" * 190 + " 191212121212")
    assert "0701" not in safe_text("tel-0701234567")


@given(st.text())
def test_safe_text_is_printable_short_and_stable(text: str) -> None:
    """Whatever comes in, what comes out can be printed, is bounded, and is safe again."""
    safe = safe_text(text)
    assert all(character.isprintable() or character == "\u00a0" for character in safe)
    assert len(safe) <= 200 * 10
    assert redact(safe) == safe


def test_sole_traders_are_masked_and_clinics_shown() -> None:
    """An organisation number that is a personnummer is masked; a legal person's is shown."""
    assert shown_hsa_id("SE1212121212-E1") == f"SE{MASK}-E1"
    assert shown_hsa_id("SE2321000131-E1") == "SE2321000131-E1"
    assert shown_hsa_id("SE2321000131-P1") == MASK
    assert is_person_hsa_id("se2321000131-p1")


@pytest.mark.parametrize(
    "suffix", ["E191212121212", "E1212121212", "E20121212K12X", "e0701234567P"]
)
def test_what_stands_within_an_hsa_id_is_masked(suffix: str) -> None:
    """A clinic's HSA-id that holds a number of a person shows no more than any other text would."""
    hsa_id = f"SE2321000131-{suffix}"
    assert shown_hsa_id(hsa_id) == safe_text(hsa_id)


@given(st.from_regex(r"SE[0-9]{2}[2-9][0-9]{7}-[A-Z][0-9]{0,17}", fullmatch=True))
def test_an_hsa_id_that_is_shown_holds_no_person(hsa_id: str) -> None:
    """Of whatever form a legal person's is, what is shown of it is safe."""
    assert redact(shown_hsa_id(hsa_id)) == shown_hsa_id(hsa_id)


def test_luhn() -> None:
    """The region's own organisation number is right, and no other check digit is."""
    assert [digit for digit in range(10) if luhn_valid(f"232100013{digit}")] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+46",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\rtext",
        "\ntext",
        "  =1+1",
        "\u00a0=1",
        "\ufeff=1",
        "\u200b-1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        "\ufe63" + "1",
        "\u2212" + "1",
    ],
)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """Whatever stands before the formula, and however wide its first character is written."""
    assert harmless_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "a=1", "1-2", "– ej", "✗ avvikelse", "Åsa", "(=1)", "ˮ"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    """Only what a spreadsheet could take for a formula is changed."""
    assert harmless_cell(text) == text


@pytest.mark.parametrize("between", ["\u2212", " - ", "_", ":", "/", "\u2011"])
def test_a_personal_number_is_known_however_it_is_parted(between: str) -> None:
    """The hyphen comes in many shapes, with and without blanks."""
    assert safe_text(f"850709{between}9805") == MASK


@pytest.mark.parametrize("mark", [";", ",", "|", "\t"])
def test_no_part_of_a_cell_begins_as_a_formula(mark: str) -> None:
    """A spreadsheet that parts cells by another character than the file does finds none."""
    assert f"{mark}=" not in harmless_cell(f"x{mark}=1+1{mark}y")


def test_commands_of_pipelines_are_broken_and_nothing_else() -> None:
    """Lines keep their width; colons within a line, and issue numbers, stay."""
    text = "::error::x\n  ::warning::y ##[group]\na::b ## [c] #1"
    assert no_command(text) == "∷ error::x\n  ∷ warning::y ##(group]\na::b ## [c] #1"


def test_a_number_behind_a_sole_traders_is_masked_too() -> None:
    """What stands behind the organisation number may be a personnummer as well."""
    assert shown_hsa_id("SE1212121212-E191212121212") == f"SE{MASK}-E{MASK}"
    assert shown_hsa_id("SE1212121212-E000000000001") == f"SE{MASK}-E000000000001"


@pytest.mark.parametrize("text", ALMOST_PLAIN)
def test_a_plain_id_holds_nothing_to_mask(text: str) -> None:
    """What passes as safe at a glance is what a closer look leaves as it is."""
    assert not is_plain_id(text) or safe_text(text) == text


@pytest.mark.parametrize("zeros", ["", "0", "00", "0000"])
def test_a_personnummer_filled_up_with_zeros_is_one(zeros: str) -> None:
    """As systems write numbers of one length; a running number so filled up is shown."""
    for number in ("198112289874", "8112289874"):
        assert safe_id(zeros + number) == MASK
    assert safe_id(zeros + "0000012345") == zeros + "0000012345"
    assert safe_id("00" + "198112289873") == "00198112289873"


@pytest.mark.parametrize("number", ["0046701234567", "0046812345678", "0046311234567"])
def test_a_telephone_dialled_from_abroad_is_no_case_id(number: str) -> None:
    """It looks like a number filled up with zeros; one that is shorter is that."""
    assert safe_id(number) == MASK
    assert safe_id(number[:9]) == number[:9]
