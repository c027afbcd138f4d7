"""Clinic files: what is read, what is refused, and where each mistake is said to stand."""

from __future__ import annotations

import unicodedata

import pytest

from basutbud.errors import InputError
from clinictext import CLINIC, READER, problems, read

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
def test_a_service_twice_is_reported_where_it_stands(
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


def test_all_mistakes_are_reported_at_once() -> None:
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
