"""Letters: a log in any encoding is read as it was written, or refused by name; never garbled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basutbud.caselog.letters.encoding import find_encoding
from basutbud.caselog.letters.garbled import find_garbling
from basutbud.caselog.request import ENCODINGS
from basutbud.errors import InputError
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from logs import RULESET, parquet, scan

SINGLE = ("windows-1252", "latin-1", "iso-8859-15", "cp850", "cp437", "mac-roman")
NAMES = RULESET.service_names
UNITS = ("Vårdcentralen Björken", "Sjöns hälsocentral", "ÅSENS JOURLÄKARE", "Östra läkarhuset")
TYPES = ("Förnya recept", "Beställa tid", "BEGÄR INTYG", "Fråga om min remiss", "Övrigt")
WORDS = (
    "Björken", "Sjöstad", "Ångermanland", "Ängby", "Örby", "miljö", "på", "Förnya", "VÅRD",
    "åtgärd", "Aleš", "René", "Müller", "”snarast”", "„när“", "Anna’s", "–", "5§", "Jönsson",
    "ÖVRIGT", "Kry™", "BÅSTAD", "Straße", "Ødegård", "Íris", "akut",
)  # fmt: skip
ENGLISH = "case_id;unit;service;received;first_reply\n"
SWEDISH = "Ärende-id;Enhet;Ärendetyp;Inkom;Första svar\n"


def log(folder: Path, text: str, encoding: str = "utf-8", errors: str = "strict") -> Path:
    """Write a log of the text."""
    path = folder / "log.csv"
    path.write_bytes(text.encode(ENCODINGS.get(encoding, encoding), errors))
    return path


def rows(units: Sequence[str] = UNITS, types: Sequence[str] = TYPES) -> str:
    """Return a row for each type, the units in turn."""
    return "".join(
        f"{number};{units[number % len(units)]};{one};2017-02-06 09:00;2017-02-07 10:00\n"
        for number, one in enumerate(types)
    )


def told(report: Report) -> object:
    """Return the problem that a log was refused for, or its cases by unit and type."""
    if report.statistics.rejections or not report.statistics.units:
        return sorted({problem.code for problem in report.problems})
    return {
        name: {service: tally.read for service, tally in unit.by_service.items()}
        for name, unit in report.statistics.units.items()
    }


def test_a_swedish_log_is_read_in_every_encoding_that_swedish_systems_write(
    tmp_path: Path,
) -> None:
    """Its units and case types are those of UTF-8, where the header is English too."""
    logs: dict[str, Path] = {}
    for header in (ENGLISH, SWEDISH):
        for encoding in ("utf-8", *SINGLE, "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            text = header + rows([f"{unit} {len(logs)}" for unit in UNITS])
            logs[f"{len(logs):02}"] = log(tmp_path, text, encoding).rename(
                tmp_path / f"{len(logs):02}.csv"
            )
    report = scan(*logs.values())
    assert report.complete
    found: dict[str, dict[str, dict[str, int]]] = {}
    for name, unit in report.statistics.units.items():
        unit_name, _, number = name.rpartition(" ")
        services = {service: tally.read for service, tally in unit.by_service.items()}
        found.setdefault(number, {})[unit_name] = services
    assert found["0"]["Vårdcentralen Björken"] == {"fornya-recept": 1, "Övrigt": 1}
    assert {*found["0"]} == {*UNITS}
    assert found == dict.fromkeys(map(str, range(len(logs))), found["0"])


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), encoding=st.sampled_from(SINGLE)
)
def test_text_of_one_encoding_is_read_as_it_is_or_refused(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], encoding: str
) -> None:
    """Few words prove little: an unclear encoding is refused, and no other word is ever read."""
    text = ENGLISH + "".join(f"{number};E;{word};;\n" for number, word in enumerate(words))
    try:
        path = log(tmp_path_factory.getbasetemp(), text, encoding)
    except UnicodeEncodeError:
        return
    if path.read_bytes().isascii():
        return
    try:
        found = find_encoding(path, "log.csv")
    except InputError as error:
        codes = {problem.code for problem in error.problems}
        assert codes <= {"log_encoding_unclear", "log_mixed_encodings"}
        return
    read = path.read_bytes().decode(ENCODINGS[found], "replace")
    shown = [one for one in read.splitlines()[1:] if not one.isascii()]
    assert (
        read == text
        or find_garbling([line.split(";")[2] for line in shown], NAMES)
        or not any(letter in text for letter in "åäöÅÄÖ")
    )


@pytest.mark.parametrize(
    ("text", "encoding", "code"),
    [
        ("Björken", "cp850", "log_encoding_unclear"),
        ("Björken; Sjöstad", "mac-roman", "log_encoding_unclear"),
        ("Aleš", "cp1252", "log_encoding_unclear"),
        ("Ødegård", "mac-roman", "log_encoding_unclear"),
        ("Förnya Beställa", "cp850", "cp850"),
        ("Björken; Sjöstad", "cp437", "cp850"),
        ("övrigt", "mac-roman", "mac-roman"),
        ("René", "cp1252", "windows-1252"),
        ("Anna’s ”snarast” – 2½ år… 5€", "cp1252", "windows-1252"),
        ("Aleš; Förnya", "cp1252", "windows-1252"),
        ("Förnya; Beställa; a”b", "cp1252", "windows-1252"),
        ("RINGA´S; Förnya", "cp1252", "windows-1252"),
        ("Aleš; Förnya", "iso8859-15", "iso-8859-15"),
        ("§ 5", "cp1252", "windows-1252"),
    ],
)
def test_what_the_words_of_a_text_tell_of_its_encoding(
    tmp_path: Path, text: str, encoding: str, code: str
) -> None:
    """Swedish words, or several of them, tell; quotes, names and single words do not."""
    path = log(tmp_path, text, encoding)
    if code.startswith("log"):
        with pytest.raises(InputError) as refused:
            find_encoding(path, "x")
        assert refused.value.problems[0].code == code
    else:
        assert find_encoding(path, "x") == code


def test_a_log_in_two_encodings_is_refused(tmp_path: Path) -> None:
    """Whichever two they are."""
    parts = {name: rows().encode(ENCODINGS[name]) for name in ("utf-8", *SINGLE)}
    for one, other in (("windows-1252", "cp850"), ("cp850", "mac-roman"), ("utf-8", "cp437")):
        path = tmp_path / "log.csv"
        path.write_bytes(ENGLISH.encode() + parts[one] + parts[other])
        assert told(scan(path)) == ["log_mixed_encodings"]


GARBLED = [
    *(
        (written, read_as)
        for written in ("utf-8", *SINGLE)
        for read_as in SINGLE
        if written != read_as
        and {written, read_as} - {"windows-1252", "latin-1", "iso-8859-15"}
        and {written, read_as} != {"cp850", "cp437"}
    ),
    ("utf-8", "utf-8 as windows-1252"),
]
"""How text was written, and how it was read before it was saved as UTF-8; once of them twice."""


def test_text_that_was_decoded_wrongly_is_refused(tmp_path: Path) -> None:
    """It is valid UTF-8 now, with an English header, and its units and case types are nothing."""
    logs = []
    for written, read_as in GARBLED:
        garbled = rows()
        for step in read_as.rpartition(" as ")[::2] if " as " in read_as else (read_as,):
            writing = "utf-8" if step.startswith("utf-8") else written
            reading = "windows-1252" if step.startswith("utf-8") else step
            garbled = garbled.encode(ENCODINGS[writing].removesuffix("-sig")).decode(
                ENCODINGS[reading], "replace"
            )
        path = tmp_path / f"{written} as {read_as}.csv"
        logs.append(log(tmp_path, ENGLISH + garbled).rename(path))
    report = scan(*logs)
    assert not report.statistics.units
    told = {one.location.path: one.code for one in report.rejections if one.location.path}
    assert {*told} == {path.name for path in logs}
    assert {*told.values()} == {"log_garbled"}


@pytest.mark.parametrize(
    "text",
    [
        "FÃ¶rnya recept", "F”rnya recept", "Fšrnya recept", "F?rnya recept", "F\ufffdrnya recept",
        "F|rnya recept", "F&ouml;rnya recept", "F%C3%B6rnya recept", "F\\u00f6rnya recept",
        "V†rdcentralen", "VŒrdcentralen", "V}rdcentralen", "V?rdhuset i V?stra", "Sj”stad",
        "LÃ¤karhuset", "VÃƒÂ¥rdhuset", "Provsvar â€“ mobil", "R√§fsan", "R├ñfsan", "Bestõlla",
        "F™RNYA", "Best‰ll", "B\x8eck",
    ],
)  # fmt: skip
def test_garbled_text_is_found_garbled(text: str) -> None:
    """One text is enough, whatever stands beside it."""
    assert find_garbling(["Egenremiss", text], NAMES) is not None


def test_sound_text_is_not_taken_for_garbled() -> None:
    """Quotes, dashes, other marks and names of many languages are as they should be."""
    sound = (
        *NAMES, *UNITS, *TYPES, "Fråga ”snarast”", "”Kry”s mottagning", "„Åsa“", "»Åsa«", "’Åsa’",
        "Aleš Šimić", "Müller & Søn", "Café René", "Straße", "ŁÓDŹ", "Привет", "中文", "Åby™",
        "Pris 5€", "Anna´s", "Anna’s", "SÃO PAULO", "MÃE", "CHÂTEAU", "2½ år", "vad?hur",
        "HUR?NÄR", "Vilka råd?", "INFO…SVAR", "BVC™ABC", "5°C", "Före – efter", "prov…svar",
        "Þór", "Tõnu Õun", "Fråga [akut]", "{x}", "a|b", "50%rabatt", "Död †", "A&B", "D’Angelo",
        "naïve", "x\u00a0y åäö", "Vård\u00adcentral", "Fråga ❤️", "½", 'Fråga "snarast"', "Kry™",
    )  # fmt: skip
    assert [text for text in sound if find_garbling([text], NAMES)] == []
    assert find_garbling(sound, NAMES) is None


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_garbled_cells_are_refused(tmp_path: Path, kind: str) -> None:
    """A workbook and Parquet keep text that was wrong before it came there."""
    case = ("1", "VÃ¥rdcentralen", "FÃ¶rnya recept", "2017-02-06 09:00", "2017-02-07 10:00")
    path = tmp_path / f"log.{kind}"
    if kind == "parquet":
        parquet(path, [case])
    else:
        from openpyxl import Workbook  # type: ignore[import-untyped]  # has no types

        book = Workbook()
        book.active.append(ENGLISH.strip().split(";"))
        book.active.append(case)
        book.save(path)
    report = scan(path)
    assert told(report) == ["log_garbled_cells"]
    for language in LANGUAGES.values():
        words = language.describe(report.problems[0])
        assert "Ã" not in words
        assert "utf-8" in words
        assert "windows-1252" in words


@pytest.mark.parametrize("header", ["Ã„rende-id", "Fšrsta svar", "Ankomst √•r", "V?rdenhet"])
def test_a_garbled_header_is_refused(tmp_path: Path, header: str) -> None:
    """Also where each name would pass for one that is known, or the column is not looked for."""
    text = ENGLISH.replace("\n", f";{header}\n") + rows(["E"], ["x"]).replace("\n", ";\n")
    (problem,) = scan(log(tmp_path, text)).problems
    assert problem.code in {"log_garbled", "log_letters_lost"}
    assert problem.location.line == 1
    for language in LANGUAGES.values():
        assert header not in language.describe(problem)


@pytest.mark.parametrize(
    ("written", "named", "likely"),
    [
        ("utf-8", "windows-1252", "utf-8"),
        ("utf-8", "cp850", "utf-8"),
        ("cp850", "windows-1252", "cp850"),
        ("mac-roman", "windows-1252", "mac-roman"),
        ("windows-1252", "mac-roman", "windows-1252"),
        ("windows-1252", "cp437", "windows-1252"),
    ],
)
def test_the_wrong_encoding_by_name_is_refused_with_the_likely_one(
    tmp_path: Path, written: str, named: str, likely: str
) -> None:
    """The message names what was presumed, and what mends it does."""
    path = log(tmp_path, ENGLISH + rows(), written)
    (problem,) = scan(path, encoding=named).problems
    assert problem.code == "log_other_encoding"
    assert (problem.values["presumed"], problem.values["likely"]) == (named, likely)
    assert isinstance(told(scan(path, encoding=likely)), dict)


def test_garbled_text_of_a_damaged_row_alone_refuses_no_log(tmp_path: Path) -> None:
    """The row is rejected, and the others are judged."""
    text = ENGLISH + rows() + "9;E;FÃ¶rnya recept;2017-02-06 09:00\n"
    (problem,) = scan(log(tmp_path, text)).problems
    assert problem.code == "row_too_few_fields"


def test_the_command_reads_an_encoding_that_is_named(tmp_path: Path) -> None:
    """A log whose encoding is unclear is read once the encoding is named."""
    path = log(tmp_path, ENGLISH + rows(["Björken"], ["Egenremiss"]), "cp850")
    assert told(scan(path)) == ["log_encoding_unclear"]
    assert told(scan(path, encoding="cp850")) == {"Björken": {"egenremiss": 1}}


def test_a_row_that_is_no_text_is_rejected_with_the_encoding_presumed(tmp_path: Path) -> None:
    """The message names it, so that the reader knows what to change."""
    path = tmp_path / "log.csv"
    path.write_bytes((ENGLISH + rows()).encode() + b"9;E;F\xb6;2017-02-06;\n")
    (problem,) = scan(path).problems
    assert problem.code == "row_bad_bytes"
    assert all("utf-8" in language.what(problem) for language in LANGUAGES.values())
