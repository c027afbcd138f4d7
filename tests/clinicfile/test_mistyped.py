"""What is easily mistyped in a clinic file is said as what it is."""

from __future__ import annotations

import re
import unicodedata

import pytest

from basutbud.clinicfile.swedishkeys import OF_AGREEMENT, OF_CLINIC, OF_SERVICE
from basutbud.language import LANGUAGES
from clinictext import CLINIC, problems, read


def test_another_kind_of_space_is_no_mistake_in_a_text() -> None:
    """Names and reasons may have them, and no other mistake is said to be theirs."""
    text = CLINIC.replace("Vårdcentralen Ekbacken", "Vårdcentralen\u00a0Ekbacken 1")
    text = text.replace("Ingen förskrivare", "Ingen\u00a0förskrivare")
    text += "other_services:\n  ring: {status: active, reason: 'Vardagar,\n\u00a0\u00a0 8-17'}\n"
    assert read(text).name == "Vårdcentralen\u00a0Ekbacken 1"
    told = [problem.code for problem in problems(text.replace("kind: vard", "kind: värd"))]
    assert told == ["not_allowed"]
    told = [problem.code for problem in problems(text.replace("  egenremiss:", " egenremiss:"))]
    assert told == ["yaml_indent"]


@pytest.mark.parametrize(
    "day",
    [
        "01/04/2016",
        "12/30/2016",
        "01-04-2016",
        "08.12.2016",
        "2016/04/01",
        "1/4 2016",
        "20160401",
        "2016",
    ],
)
def test_a_day_in_another_form_is_shown(day: str) -> None:
    """Whoever mistypes a day sees what was typed, though it has a telephone number's figures."""
    (problem,) = problems(CLINIC.replace("since: 2016-04-01", f"since: {day}"))
    assert (problem.code, problem.values["value"]) == ("form_iso_date", day)
    assert problem.excerpt is not None
    assert day in problem.excerpt.text


SWEDISH = [
    ("clinic", "mottagning"), ("clinic", "Mottagningens namn"), ("clinic", "namn"),
    ("hsa_id", "HSA-ID"), ("hsa_id", "enhetens_hsa_id"), ("kind", "typ"), ("kind", "Typ av enhet"),
    ("provider", "utförare"), ("provider", "vårdgivare"), ("agreement", "avtal"),
    ("supplier", "leverantör"), ("applies_from", "gäller från"), ("applies_from", "gäller_från"),
    ("services", "tjänster"), ("services", "e-tjänster"), ("services", "TJANSTER"),
    ("status", "läge"), ("reason", "orsak"), ("since", "från och med"), ("topics", "områden"),
    ("asks_for_reason", "frågar-efter-orsak"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "written"), SWEDISH)
def test_a_key_in_swedish_is_answered_by_the_english_one(key: str, written: str) -> None:
    """The key meant is named, and not called missing as well."""
    for word in (written, unicodedata.normalize("NFD", written)):
        text = re.sub(rf"\b{key}:", f"{word}:", CLINIC, count=1)
        (problem,) = problems(text)
        assert problem.code in ("key_in_swedish", "unknown_key")
        assert problem.values["suggestion"] == key
        assert f"Menade du `{key}`?" in LANGUAGES["sv"].mend(problem)


def test_a_swedish_key_beside_its_english_one_is_unknown() -> None:
    """Nothing is meant by it that the file does not say already."""
    (problem,) = problems(f"namn: Ekbacken\n{CLINIC}")
    assert (problem.code, problem.values["suggestion"]) == ("unknown_key", "")


def test_no_swedish_word_is_one_of_the_keys() -> None:
    """A word that is read as it stands needs no translation, and none has two in one place."""
    for words in (OF_CLINIC, OF_AGREEMENT, OF_SERVICE):
        assert not words.keys() & {key.replace("_", "") for key in words.values()}
