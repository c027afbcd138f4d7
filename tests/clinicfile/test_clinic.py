"""Clinic files: what is read, what is refused, and where each mistake is said to stand."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from basutbud.clinicfile.reader import ClinicReader, clinic_schema
from basutbud.errors import InputError, Problem
from basutbud.model.clinic import Clinic
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.yamldoc.excerpt import Span, excerpt_at
from basutbud.yamldoc.parser import MAX_NODES, parse_document
from basutbud.yamldoc.scalars import resolve_scalar
from basutbud.yamldoc.validation import Validator

RULESET = load_ruleset("vgr-hs-20-2016")
READER = ClinicReader(RULESET)
SCHEMA = clinic_schema(RULESET)
FAST = Validator(SCHEMA)
AUTHORITY = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
CLINIC = """\
clinic: Vårdcentralen Ekbacken
hsa_id: SE2321000131-E000000009001
kind: vardcentral
provider: private              # region | private
agreement:
  supplier: Ekbacken Vård AB
  applies_from: 2017-01-01
services:
  bestalla-tid: {status: active, asks_for_reason: true, since: 2016-04-01}
  av-omboka-tid: active
  fornya-recept: {status: not-in-operation, reason: Ingen förskrivare}
  egenremiss: inactive
  levnadsvanor: {status: active, topics: [mat, tobak, motion, alkohol]}
"""


def read(text: str | bytes) -> Clinic:
    """Read a clinic from text."""
    return READER.read("c.yaml", text if isinstance(text, bytes) else text.encode())


def problems(text: str | bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a text that must be refused."""
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


BROKEN = [
    ("status: active, asks", "status: activ, asks", "not_allowed", 9, 26),
    ("av-omboka-tid: active", "av-omboka-tid: aktiv", "not_allowed", 10, 18),
    ("  egenremiss", "  egenremis", "unknown_key", 12, 3),
    ("  egenremiss", "  drop-in", "service_unknown", 12, 3),
    ("  egenremiss", "  Chatta/med oss", "service_unknown", 12, 3),
    ("reason: Ingen", "zzz: Ingen", "unknown_key", 11, 45),
    ("  egenremiss: inactive", "  av-omboka-tid: inactive", "duplicate_key", 12, 3),
    ("  egenremiss: inactive", "  Av/omboka tid: active", "same_service", 12, 3),
    ("  supplier", "\tsupplier", "yaml_tab", 6, 1),
    ("2321000131", "2321000132", "hsa_id_check_digit", 2, 9),
    ("E000000009001", "P000000009001", "hsa_id_person", 2, 9),
    ("SE2321000131-", "SE2321000131", "form_hsa_id", 2, 9),
    ("kind: vardcentral", "kind: vårdcentral", "not_allowed", 3, 7),
    ("provider: private", "provider: region", "agreement_of_region", 5, 1),
    ("2017-01-01", "2017-02-30", "form_iso_date", 7, 17),
    ("2017-01-01", "20170101", "form_iso_date", 7, 17),
    ("since: 2016-04-01", "since: 2016", "form_iso_date", 9, 64),
    ("2017-01-01", "1/1 2017", "form_iso_date", 7, 17),
    ("asks_for_reason: true", "asks_for_reason: yes", "type_boolean", 9, 34),
    ("[mat,", "[sömn,", "not_allowed", 13, 43),
    ("Vårdcentralen Ekbacken", "1177", "type_quote", 1, 1),
    ("Vårdcentralen Ekbacken", '""', "form_name", 1, 9),
    ("services:", "service:", "unknown_key", 8, 1),
    ("reason: Ingen", 'reason: "Ingen', "yaml_quote", 11, 53),
    ("[mat, tobak, motion, alkohol]", "[mat, tobak", "yaml_bracket", 13, 42),
    ("active\n  fornya", "active\n fornya", "yaml_indent", 11, 2),
    ("  egenremiss: inactive", "  egenremiss; inactive", "yaml_colon", 12, 3),
    ("provider: private ", "provider: !!str private ", "yaml_tag", 4, 11),
    ("provider: private ", "provider: *x ", "yaml_alias", 4, 11),
    ("  egenremiss: inactive", "  <<: {egenremiss: inactive}", "yaml_merge", 12, 3),
    ("status: active, asks", "status: active, <<: {a: b}, asks", "yaml_merge", 9, 34),
    ("agreement:\n", "agreement:\n  <<: x\n", "yaml_merge", 6, 3),
    ("clinic: Vård", "<<: [{a: b}, {c: d}]\nclinic: Vård", "yaml_merge", 1, 1),
    ("  egenremiss: i", '  "<<": i', "service_unknown", 12, 3),
    ("  egenremiss", "\u00a0 egenremiss", "yaml_space", 12, 1),
    ("  av-omboka-tid", "\u2003\u2003av-omboka-tid", "yaml_space", 10, 1),
    ("  supplier", " \u202fsupplier", "yaml_space", 6, 2),
    ("  levnadsvanor", "\u00a0\u00a0levnadsvanor", "yaml_space", 13, 1),
    ("kind: vard", "kind:\u00a0vard", "yaml_space", 3, 6),
    ("kind: vard", "kind\u00a0: vard", "yaml_space", 3, 5),
    ("kind: vardcentral", "kind: vardcentral\u00a0", "yaml_space", 3, 18),
    ("kind: vard", "kind: \u200bvard", "yaml_space", 3, 7),
    ("inactive", "inactive\u00a0\u00a0# senare", "yaml_space", 12, 23),
    ("{status: active, asks", "{status: active,\u00a0asks", "yaml_space", 9, 33),
    ("asks_for_reason: true", "asks_for_reason: true\u2009", "yaml_space", 9, 55),
    ("E000000009001", "E000000009001\u00a0", "yaml_space", 2, 35),
    ("not-in-operation, r", "not-in-operation, in_operation: true, r", "not_allowed", 11, 59),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "column"), BROKEN)
def test_a_mistake_is_named_with_its_place(
    old: str, new: str, code: str, line: int, column: int
) -> None:
    """Breaking one part of a right file gives that problem, there, with the line shown."""
    assert old in CLINIC
    found = [p for p in problems(CLINIC.replace(old, new, 1)) if p.code == code]
    assert [(p.location.line, p.location.column) for p in found] == [(line, column)]
    assert found[0].excerpt is not None
    assert found[0].excerpt.line == line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        ("# bara en kommentar\n", "empty_file"),
        ("- 1\n", "type_object"),
        (CLINIC + "---\n" + CLINIC, "second_document"),
        (b"clinic: V\xe5rdcentralen\n", "not_utf8"),
        ("clinic: \x07\n", "yaml_control"),
        ("[" * 100_000, "too_deep"),
        ("{" * 900, "key_not_text"),
        ("a: &a [" + "1," * 999 + "1]\n" + "b: [" + "*a," * 99 + "*a]\n", "too_many_nodes"),
    ],
)
def test_what_is_no_clinic_file_is_refused(text: str | bytes, code: str) -> None:
    """Empty, foreign and hostile files are refused, cheaply."""
    assert [problem.code for problem in problems(text)] == [code]


HEAD = CLINIC[: CLINIC.index("services:")]


@pytest.mark.parametrize(
    ("services", "keys"),
    [
        (["  fornya-recept: active", "  # Hemligt", "  Förnya recept: active"], (1, 3)),
        (["    fornya-recept: active", "    # Hemligt", "    Förnya recept: active"], (1, 3)),
        (["    # Hemligt", "    egenremiss: active", "    Egenremiss: active"], (2, 3)),
        (["  {bestalla-tid: inactive,", "   Beställa tid: active}"], (1, 2)),
    ],
)
@pytest.mark.parametrize("above", ["", "# Mottagningens e-tjänster\n# Senast 2016-09-01\n"])
def test_a_service_twice_is_told_where_it_stands(
    services: list[str], keys: tuple[int, int], above: str
) -> None:
    """However the file is written, with its line beside it."""
    text = above + HEAD + "\n".join(["services:", *services]) + "\n"
    lines = text.splitlines()
    begin = lines.index("services:") + 1
    first, second = (begin + key for key in keys)
    with pytest.raises(InputError) as caught:
        READER.read("c.yaml", text.encode())
    (problem,) = caught.value.problems
    column = 1 + len(lines[second - 1]) - len(lines[second - 1].lstrip())
    assert (problem.code, problem.values["first"]) == ("same_service", first)
    assert (problem.location.line, problem.location.column) == (second, column)
    assert problem.excerpt is not None
    assert "Hem" not in problem.excerpt.text
    assert problem.excerpt.text[problem.excerpt.start :].startswith(lines[second - 1].strip()[:5])


def test_all_mistakes_are_told_at_once() -> None:
    """Three mistakes make three problems."""
    text = CLINIC.replace("private ", "privat ").replace("activ", "aktiv").replace("kind:", "sort:")
    assert len(problems(text)) >= 5


def test_suggestions_name_the_nearest_word() -> None:
    """A misspelt key and a misspelt status come with the right one."""
    by_key = {
        str(p.values.get("key")): p.values.get("suggestion")
        for p in problems(
            CLINIC.replace("egenremiss:", "egenremis:").replace("inactive", "inaktive")
        )
    }
    assert by_key["egenremis"] == "egenremiss"


def test_a_bare_status_is_short_for_the_mapping() -> None:
    """Both ways of writing, and the official name, an alias and any case, say the same."""
    for key in ("egenremiss", "Egenremiss", "Egen remiss", "EGENREMISS"):
        for value in ("inactive", "{status: inactive}", '"inactive"'):
            clinic = read(CLINIC.replace("egenremiss: inactive", f"{key}: {value}"))
            assert clinic.status("egenremiss") == "inactive"
    assert clinic.status("kontakta-mig") is None


def test_decomposed_letters_are_composed() -> None:
    """A file typed on macOS, with a and ring apart, names the same services."""
    text = unicodedata.normalize("NFD", CLINIC.replace("fornya-recept", "Förnya recept"))
    assert read(text).status("fornya-recept") == "not-in-operation"


@pytest.mark.parametrize(
    "word", ["no", "on", "y", "12:30", "1_000", "0x1F", "1e3", "2016-01-28", "0123", ".inf"]
)
def test_words_are_never_turned_into_something_else(word: str) -> None:
    """What YAML 1.1 would make a boolean, a number or a date stays the text it is."""
    assert resolve_scalar(word) == word
    assert parse_document("x", f"a: {word}".encode()).data == {"a": word}


def test_pointers_lead_to_the_nearest_place() -> None:
    """A key's own place, and its mapping's where it is missing."""
    locator = read(CLINIC).locator
    assert str(locator.locate(("services", "egenremiss")).location) == "c.yaml:12:3"
    missing = locator.locate(("services", "kontakta-mig")).location
    assert (missing.line, missing.column, missing.pointer) == (8, 1, "/services/kontakta-mig")


@pytest.mark.parametrize("secret", ["+46701234567", "46701234567", "0701234567", "191212121212"])
def test_numbers_without_quotes_are_not_shown_either(secret: str) -> None:
    """A number to call, or a person's, loses its plus or its zero as a number, and is one still."""
    for line in (f"  egenremiss: {secret}", f"  egenremiss: {{status: {secret}}}"):
        found = problems(CLINIC.replace("  egenremiss: inactive", line))
        assert found
        assert secret.lstrip("+0") not in repr(found)
    assert "12" in repr(problems(CLINIC.replace("egenremiss: inactive", "egenremiss: 12")))


@pytest.mark.parametrize(
    "secret", ["Anna Andersson", "19121212-1212", "anna@exempel.se", "0701234567"]
)
def test_free_text_is_never_shown(secret: str) -> None:
    """The excerpt of a wrong line leaves other values out, whatever they hold."""
    line = f"  fornya-recept: {{reason: {secret}, status: activ, note: {secret}}}"
    text = CLINIC.replace(
        "  fornya-recept: {status: not-in-operation, reason: Ingen förskrivare}", line
    )
    found = problems(text)
    assert found
    assert secret not in repr(found)
    tabbed = CLINIC + f'\tanteckning: "{secret}'
    assert secret not in repr(problems(tabbed))


@pytest.mark.parametrize(
    "line",
    [
        "  fornya-recept: Anna Andersson slutade i maj",
        "  fornya-recept: {status: not-in-operation, Anna Andersson: x}",
    ],
)
def test_a_sentence_in_the_wrong_place_is_not_echoed(line: str) -> None:
    """A forgotten `reason:` does not bring a name into the message."""
    text = CLINIC.replace(
        "  fornya-recept: {status: not-in-operation, reason: Ingen förskrivare}", line
    )
    assert "Anna" not in repr(problems(text))


def test_an_unknown_key_that_is_not_shown_is_told_by_where_it_stands() -> None:
    """A service of several words may be about a person; one in a service is no service."""
    text = CLINIC.replace("  egenremiss: inactive", "  Ring Anna Andersson: active")
    assert [problem.code for problem in problems(text)] == ["service_unknown"]
    text = CLINIC.replace("reason: Ingen förskrivare", "Anna Andersson säger: nej")
    assert [problem.code for problem in problems(text)] == ["unknown_key"]


def test_sole_traders_are_told_apart_without_their_numbers() -> None:
    """Two with the same suffix are shown alike, and still are two."""
    first, second = (
        read(CLINIC.replace("SE2321000131-E000000009001", hsa_id))
        for hsa_id in ("SE1212121212-1001", "SE6408233234-1001")
    )
    assert first.shown_id == second.shown_id
    assert first.identity != second.identity
    assert "1212121212" not in first.identity


def test_a_sole_trader_is_hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow hash is not made again where a clinic is read once more, for its cases."""
    sole = CLINIC.replace("2321000131-E000000009001", "8901011232-E77")
    hashed: list[bytes] = []
    slow = hashlib.pbkdf2_hmac

    def counted(name: str, password: bytes, salt: bytes, times: int) -> bytes:
        hashed.append(password)
        return slow(name, password, salt, times)

    monkeypatch.setattr("basutbud.clinicfile.reader.hashlib.pbkdf2_hmac", counted)
    assert read(sole).identity == read(sole).identity
    assert len(hashed) == 1


def test_a_line_is_shown_alike_however_long_it_is() -> None:
    """Whether or not a line is short enough to be kept, it is shown up to the same column."""
    short, long = (
        excerpt_at(f"  reason: {word}{' x' * n}", Span(0, 0, 2, 8), confidential=True)
        for word, n in (("Anna", 90), ("Beata", 900))
    )
    assert short is not None
    assert short == long
    assert short.text == "  reason: …"


def test_size_is_bounded_by_values_not_by_time() -> None:
    """A file within the bound is read however many aliases it has."""
    shared = "x: &a [1, 2, 3]\n" + "".join(f"k{n}: *a\n" for n in range(500))
    assert len(parse_document("x", shared.encode()).data) == 501
    assert MAX_NODES > 4 * 501


scalars = st.one_of(
    st.booleans(), st.integers(-5, 5), st.none(), st.sampled_from(["active", "x", "2017-01-01", ""])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "in_operation", "topics", "since", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "clinic": values,
            "hsa_id": st.one_of(values, st.just("SE2321000131-E1")),
            "kind": st.one_of(values, st.just("bvc")),
            "provider": st.sampled_from(["region", "private", "x", 1]),
            "agreement": values,
            "services": st.dictionaries(
                st.sampled_from(["egenremiss", "levnadsvanor", "x"]), values
            ),
            "case_logs": values,
            "other_services": values,
        },
    )
)
@settings(max_examples=300)
def test_the_fast_validator_agrees_with_the_authority(data: object) -> None:
    """jsonschema-rs and jsonschema give the same verdict on generated documents."""
    assert FAST.is_valid(data) is AUTHORITY.is_valid(data)


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    """The published schema is the one that files are held against."""
    assert FAST.is_valid(parse_document("c", CLINIC.encode()).data)


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    """No text raises anything but an InputError, and one that is raised names a problem."""
    found: tuple[Problem, ...] | None = None
    try:
        read(text.encode("utf-8", "surrogatepass"))
    except InputError as error:
        found = error.problems
    assert found is None or len(found) > 0


def test_values_count_once_however_deep_they_stand() -> None:
    """The bound is on values, not on values times the levels above them."""
    many = ", ".join(["1"] * (MAX_NODES - 100))
    assert parse_document("x", f"a: {{b: {{c: {{d: [{many}]}}}}}}".encode()).data


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"])
def test_a_line_is_shown_as_far_as_the_parser_has_it(end: str) -> None:
    """The line beside a mistake is the one that is named, whatever parts lines."""
    text = f"a: b{end}c: d{end}"
    spans = (Span(0, 0, 0, 1), Span(text.index("c"), 1, 0, 1))
    shown = [excerpt_at(text, span, confidential=False) for span in spans]
    assert [one and (one.line, one.text) for one in shown] == [(1, "a: b"), (2, "c: d")]
