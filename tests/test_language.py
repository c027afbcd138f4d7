"""The words: both languages complete, nothing missing, nothing left over."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import basutbud
import wording
from basutbud.checks import KINDS
from basutbud.errors import Location, Problem
from basutbud.language import LANGUAGES, en, sv
from basutbud.model.vocabulary import CaseOutcome

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(basutbud.__file__).parent.rglob("*"))
    if path.suffix in (".py", ".jinja") and path.parent.name not in LANGUAGES
)
QUOTED = {*re.findall(r"['\"](?=(\w+)['\"])", SOURCE)}
"""Every word that stands between quotes in the source."""
COMPOSED = {
    prefix: re.compile(rf"^{prefix}.+")
    for found in re.findall(
        r"(?:text\(\s*|texts\[|key = |texts\.get\()f.([a-z_]+_)\{|\bt\(\"([a-z_]+_)\" ~", SOURCE
    )
    for prefix in found
    if prefix
}
"""Keys that the source puts together from a prefix and a word of a closed list."""


def fields(text: str) -> set[str]:
    """Return the placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    """What one language says, the other says, with the same values filled in."""
    assert sv.TEXTS.keys() == en.TEXTS.keys()
    assert sv.PROBLEMS.keys() == en.PROBLEMS.keys()
    for key, text in sv.TEXTS.items():
        assert fields(text) == fields(en.TEXTS[key]), key
        assert text.count("|") == en.TEXTS[key].count("|"), key
    for key, texts in sv.PROBLEMS.items():
        assert [fields(text) for text in texts] == [fields(text) for text in en.PROBLEMS[key]], key


def test_every_outcome_of_a_case_has_its_words() -> None:
    """In a sentence and above a column."""
    for outcome in CaseOutcome:
        assert {f"case_{outcome}", f"column_{outcome}"} <= sv.TEXTS.keys()


def test_an_outcome_of_a_case_has_one_word() -> None:
    """Above a column stands what a sentence says, not another word for it."""
    for language in LANGUAGES.values():
        for outcome in set(CaseOutcome) - {CaseOutcome.OVERDUE}:  # told at length in sentences
            assert language.text(f"column_{outcome}").casefold() == language.text(
                f"case_{outcome}", n=2
            )


def test_no_two_rooms_word_the_same_key() -> None:
    """Joining the rooms' words loses none."""
    for words in (sv, en):
        rooms = [vars(room) for room in vars(words).values() if isinstance(room, ModuleType)]
        texts = [room["TEXTS"] for room in rooms if "TEXTS" in room]
        problems = [room[key] for room in rooms for key in ("PROBLEMS", "REFUSALS") if key in room]
        assert len(words.TEXTS) == sum(map(len, texts))
        assert len(words.PROBLEMS) == sum(map(len, problems))


def test_every_problem_has_words_and_every_word_is_used() -> None:
    """A code raised anywhere is worded, and no wording is left without a code."""
    raised = set(
        re.findall(
            r'(?:Problem|_?wrong|_problem|_at|_value_problem|_Stop)\(\s*(?:\w+, )?"(\w+)"', SOURCE
        )
    )
    assert {code for code in raised if code not in sv.PROBLEMS} == set()
    unused = {
        code
        for code in sv.PROBLEMS
        if not {code, code.removeprefix("row_")} & QUOTED
        and f":{code.removeprefix('row_')}" not in SOURCE
        and not re.match(r"(type|form|schema)_", code)
    }
    assert unused == set()


def test_every_text_is_used() -> None:
    """No text stands in the dictionaries that nothing asks for."""
    assert "outcome_" in COMPOSED
    unused = {
        key
        for key in sv.TEXTS
        if key not in QUOTED and not any(p.match(key) for p in COMPOSED.values())
    }
    assert unused == set()


@pytest.mark.parametrize(
    ("language", "share", "written"),
    [
        ("sv", 0.5, "50\u00a0%"),
        ("sv", 0.12345, "12,3\u00a0%"),
        ("en", 0.12345, "12.3%"),
        ("sv", 1.0, "100\u00a0%"),
        ("sv", 0.99999, "99,9\u00a0%"),
        ("sv", 0.00001, "0,1\u00a0%"),
        ("sv", 0.0, "0\u00a0%"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_none(language: str, share: float, written: str) -> None:
    """One late case in a hundred thousand is not 100 %."""
    assert LANGUAGES[language].share(share) == written


def test_numbers_dates_and_plurals() -> None:
    """Each language groups figures its own way; one is singular."""
    swedish, english = LANGUAGES["sv"], LANGUAGES["en"]
    assert (swedish.number(9999), swedish.number(1234567)) == ("9999", "1\u00a0234\u00a0567")
    assert english.number(1234567) == "1,234,567"
    assert swedish.shown(date(2016, 1, 28)) == "2016-01-28"
    assert swedish.text("clinics_n", n=1) == "1 mottagning"
    assert swedish.text("clinics_n", n=2) == "2 mottagningar"
    assert english.text("clinics_n", n=1) != english.text("clinics_n", n=2)


def test_every_kind_of_check_has_its_words() -> None:
    """Explain can say what each kind checks."""
    assert {f"kind_{kind}" for kind in KINDS} <= sv.TEXTS.keys()


def test_a_problem_of_unknown_kind_still_says_something() -> None:
    """A schema keyword without words of its own does not fall silent."""
    problem = Problem("schema_oneOf", Location("x", 1))
    assert LANGUAGES["sv"].what(problem)


ALLOWED = {
    "sv": {"calendar_header": {"date"}},  # the columns of a calendar
    "en": {"bad_column": {"datum"}},  # a header that a Swedish log may have
}

SAME = {"from_day", "log_read_as_parquet", "column_of_tertial"}
SAME |= {"sheet_hsa_id", "sheet_version"}

NOUNS = {
    "sv": {
        "mottagning": "mottagningar",
        "enhet": "enheter",
        "rad": "rader",
        "logg": "loggar",
        "fil": "filer",
        "regel": "regler",
        "ärende": "ärenden",
        "vardag": "vardagar",
        "tjänst": "tjänster",
    },
    "en": {
        "clinic": "clinics",
        "unit": "units",
        "row": "rows",
        "log": "logs",
        "file": "files",
        "rule": "rules",
        "case": "cases",
        "finding": "findings",
        "working day": "working days",
        "service": "services",
    },
}
COUNTED = [
    (code, key)
    for code, language in LANGUAGES.items()
    for key, text in language.texts.items()
    if "{n}" in text
]


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize(("code", "key"), COUNTED)
def test_a_number_and_its_noun_agree(code: str, key: str, n: int) -> None:
    """One row, no rows, two rows: in every text that counts, as in every problem that does."""
    language = LANGUAGES[code]
    values = {name: "x" for name in fields(language.texts[key]) if name != "n"}
    assert not disagrees(language.text(key, n=n, **values), n, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_number_and_its_noun_agree_in_problems(code: str) -> None:
    """What is left out on request is counted too."""
    counted = [key for key, texts in LANGUAGES[code].problems.items() if "{n}" in texts[0]]
    assert counted
    for key in counted:
        for n in (0, 1, 2):
            values = {"n": n, "as_of": "2017-01-01", "last": "2017-01-02"}
            told = LANGUAGES[code].what(Problem(key, Location(""), values))
            assert not disagrees(told, n, code), told


def disagrees(text: str, n: int, code: str) -> bool:
    """Tell whether a noun after the number, an adjective between or not, is in the wrong form."""
    wrong = NOUNS[code].values() if n == 1 else NOUNS[code].keys()
    return re.search(rf"\b{n} (?:(?!av |of )\w+ )?(?:{'|'.join(wrong)})\b", text) is not None


def test_a_disagreement_would_be_found() -> None:
    """The test above sees through an adjective, and lets "1 of 7 rows" be."""
    assert disagrees("1 rader lästa", 1, "sv")
    assert disagrees("och 2 oläsbar rad till", 2, "sv")
    assert not disagrees("1 av raderna", 1, "sv")
    assert disagrees("and 1 more files", 1, "en")
    assert not disagrees("1 of 7 clinics", 1, "en")


def test_foreign_words_are_found_and_quotes_are_not() -> None:
    """A word of the other language is found; one in code, or quoted, is not."""
    assert wording.foreign_words("3 rader rejected", "sv") == {"rejected"}
    assert wording.foreign_words("Beslutet: the clinic", "sv") == {"the", "clinic"}
    assert wording.foreign_words("Skriv `not-in-operation`, eller --fail-on.", "sv") == set()
    assert wording.foreign_words("Kliniken The Clinic granskas", "sv", ["The Clinic"]) == set()
    assert wording.foreign_words("audited, sedan unread", "en") == {"sedan"}
    assert wording.foreign_words("2 mottagningar in breach", "en") == {"mottagningar"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_holds_a_word_of_the_other_language(code: str) -> None:
    """A text left untranslated is seen, whether or not any report shows it."""
    language = LANGUAGES[code]
    texts = {**language.texts, **{key: " ".join(both) for key, both in language.problems.items()}}
    found = {
        key: words
        for key, text in texts.items()
        if (words := wording.words(text) & wording.COMMON[{"sv": "en", "en": "sv"}[code]])
    }
    assert found == ALLOWED[code]


def test_no_text_is_the_same_in_both_languages() -> None:
    """What was left untranslated would be; only what holds no words of its own may."""
    same = {key for key, text in sv.TEXTS.items() if text == en.TEXTS[key]}
    assert same == SAME
    assert not [key for key, texts in sv.PROBLEMS.items() if texts == en.PROBLEMS[key]]
