"""Bytes as text: which encoding a log has, which bytes damage a row, which spaces are text."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from basutbud.cli.terms import dialect
from basutbud.model.vocabulary import CaseOutcome
from logs import HEADER, USUAL, counts, judged, parquet, rejected, scan, write


def test_undecodable_bytes_reject_their_row_alone(tmp_path: Path) -> None:
    """A UTF-8 log with one broken row keeps the others, and their letters."""
    log = tmp_path / "log.csv"
    lines = [
        ";".join(HEADER).encode(),
        *(f"{n};E;Förnya recept;2016-02-01;2016-02-02".encode() for n in range(9)),
    ]
    lines[4] = lines[4].replace("ö".encode(), b"\xff")
    log.write_bytes(b"\n".join(lines))
    report = scan(log)
    assert [(p.code, p.location.line) for p in report.statistics.rejections] == [
        ("row_bad_bytes", 5)
    ]
    assert set(report.statistics.units["E"].by_service) == {"fornya-recept"}


@pytest.mark.parametrize(
    ("encoding", "lost"), [("windows-1252", b"\x81"), ("utf-16-le", b"\x00\xd8")]
)
def test_bytes_that_are_no_text_in_their_encoding_are_reported(
    tmp_path: Path, encoding: str, lost: bytes
) -> None:
    """A row with such bytes is rejected by its line, and its neighbours are judged."""
    lines = [";".join(HEADER), *(f"{n};E;Förnya;2016-02-01;2016-02-02" for n in range(3))]
    text = "\n".join(lines).encode(encoding)
    name = "Förnya".encode(encoding)
    begin, rest = text.split(name, 1)
    log = tmp_path / "log.csv"
    log.write_bytes(begin + lost + name + rest)
    report = scan(log, encoding=encoding)
    assert [(p.code, p.location.line) for p in report.statistics.rejections] == [
        ("row_bad_bytes", 2)
    ]
    assert report.statistics.total[CaseOutcome.ON_TIME] == 2


def test_decomposed_letters_are_utf8(tmp_path: Path) -> None:
    """One damaged row is rejected; rows of another encoding refuse the log."""
    log = tmp_path / "a.csv"
    rows = [normalize("NFD", ";".join(HEADER)).encode()]
    rows += [normalize("NFD", "1;E;Förnya recept;2016-02-01;2016-02-02").encode()]
    log.write_bytes(b"\n".join([*rows, b"2;E;caf\xe9;2016-02-01;2016-02-02", b""]))
    assert rejected(log) == [("bad_bytes", 3)]
    log.write_bytes(b"\n".join([*rows, "2;E;Begära å;2016-02-01;2016-02-02".encode("cp1252"), b""]))
    assert [one.code for one in scan(log).rejections] == ["log_mixed_encodings"]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_other_letters_tell_utf8_too(tmp_path: Path, mark: bytes) -> None:
    """A mark at the beginning, or letters that are whole, where no Swedish ones tell."""
    log = tmp_path / "a.csv"
    lines = [b"id;enhet;typ;inkom;svar", "1;E;André;2016-02-01;2016-02-02".encode()]
    log.write_bytes(mark + b"\n".join([*lines, b"2;E;caf\xe9;2016-02-01;2016-02-02", b""]))
    assert rejected(log) == [("bad_bytes", 3)]


def test_letters_of_other_languages_are_no_other_encoding(tmp_path: Path) -> None:
    """A broken byte in a UTF-8 log rejects its row, also where names are Croatian or Turkish."""
    rows = [f"{n};E{n};Šarić, Çağla och Östen;2016-02-01;2016-02-01" for n in range(9)]
    text = "\n".join([";".join(HEADER), *rows]).encode()
    (tmp_path / "log.csv").write_bytes(text + b"\xff\n")
    report = scan(tmp_path / "log.csv")
    told = [(problem.code, problem.location.line) for problem in report.statistics.rejections]
    assert told == [("row_bad_bytes", 10)]
    assert report.statistics.total.read == 9


def test_one_letter_of_another_encoding_damages_its_row_alone(tmp_path: Path) -> None:
    """Two would be a log of mixed encodings."""
    log = tmp_path / "a.csv"
    rows = [";".join(HEADER), "1;E;Förnya;2016-02-01;2016-02-02"]
    log.write_bytes("\n".join([*rows, "2;E;"]).encode() + b"\xf6;2016-02-01;2016-02-02\n")
    assert rejected(log) == [("bad_bytes", 3)]


def test_a_damaged_row_changes_no_row_with_a_replacement_character(tmp_path: Path) -> None:
    """U+FFFD that stands in a UTF-8 log is text, whatever stands beside it."""
    log = tmp_path / "log.csv"
    rows = ["1\ufffd;E1;x;2016-02-01;2016-02-01"]
    log.write_text("\n".join([";".join(HEADER), *rows]), encoding="utf-8")
    alone = judged(scan(log))
    rows.append('2;E2;"x;2016-02-01;2016-02-01')
    log.write_text("\n".join([";".join(HEADER), *rows]), encoding="utf-8")
    assert alone == judged(scan(log)) == {"E1": ("on_time", None)}


def test_the_encoding_asked_for_is_kept(tmp_path: Path) -> None:
    """Bytes that have no meaning in it damage their row."""
    log = tmp_path / "a.csv"
    rows = ["1;E;Café;2016-02-01;2016-02-02".encode(), b"2;E;\xff;2016-02-01;2016-02-02"]
    log.write_bytes(b"\n".join([b"id;enhet;typ;inkom;svar", *rows, b""]))
    assert rejected(log, encoding="utf-8") == [("bad_bytes", 3)]


def test_letters_far_down_a_log_tell_its_encoding(tmp_path: Path) -> None:
    """Rows that were judged before the first such letter are read anew, and counted once."""
    note = "x" * 400_000
    plain = [f"{n};E;Egenremiss;2016-02-01;2016-02-02;{note}" for n in range(20)]
    later = [f"a{n};E;Förnya recept;2016-02-01;2016-02-09;" for n in range(20)]
    log = tmp_path / "log.csv"
    text = "\n".join(["id;enhet;typ;inkom;svar;anteckning", *plain, *later, ""])
    log.write_bytes(text.encode("cp1252"))
    report = scan(log)
    assert counts(report, "E") == {"on_time": 20, "late": 20}
    assert [*report.statistics.units["E"].by_service] == ["egenremiss", "fornya-recept"]
    assert [case.line for case in report.statistics.units["E"].worst] == [*range(22, 32)]


def test_utf16_has_an_even_number_of_bytes(tmp_path: Path) -> None:
    """A log cut short is refused."""
    log = write(tmp_path / "a.csv", [("1", *USUAL)])
    log.write_bytes(log.read_text().encode("utf-16") + b"x")
    assert [one.code for one in scan(log).rejections] == ["log_encoding"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_case_is_known_again_however_its_letters_are_written(tmp_path: Path, form: str) -> None:
    """Open in one export, answered in another."""
    rows = [normalize("NFC", "ÄR-1å"), "E", "x", "2016-02-01", ""]
    first = write(tmp_path / "a.csv", [rows])
    answered = [(normalize("NFD", "ÄR-1å"), *USUAL)]
    second = tmp_path / f"b.{form}"
    (write if form == "csv" else parquet)(second, answered)
    assert counts(scan(first, second), "E") == {"on_time": 1, "superseded": 1}


def test_spaces_of_every_kind_around_fields_are_no_part_of_them(tmp_path: Path) -> None:
    """Tabs and no-break spaces neither make a row unreadable nor unsettle the line numbers."""
    log = write(
        tmp_path / "a.csv",
        [("\t1", "E\u00a0", " x\t", "2016-02-01\u00a0", "\u00a02016-02-09 ")] * 3,
    )
    report = scan(log)
    assert counts(report, "E") == {"late": 1, "superseded": 2}


def test_spaces_of_other_alphabets_are_text(tmp_path: Path) -> None:
    """They distinguish ids, beside a plain space too."""
    spaces = ("\u202f", "\u2003", "\u3000", "\u1680")
    rows = [(id_, f"E{n}", *USUAL[1:]) for n, s in enumerate(spaces) for id_ in (f"1 7{s}", "1 7")]
    report = scan(write(tmp_path / "a.csv", rows))
    assert [counts(report, f"E{n}") for n in range(4)] == [{"on_time": 2}] * 4


def test_a_tab_in_quotes_is_a_space(tmp_path: Path) -> None:
    """Where it parts the fields otherwise."""
    rows = [("1", *USUAL), ('"\t1"', "E", "x", '"2016-02-01\t"', '"\t2016-02-03"')]
    report = scan(write(tmp_path / "a.tsv", rows, "\t"))
    assert counts(report, "E") == {"on_time": 1, "superseded": 1}


@pytest.mark.parametrize("chunk", range(1, 8))
def test_spaces_are_found_on_the_border_of_what_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """A space of several bytes is no part of a case id, wherever the bytes are parted."""
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", chunk)
    for space in ("\N{NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"):
        log = write(tmp_path / "a.csv", [("1", *USUAL), (f"1{space}", *USUAL)])
        assert counts(scan(log), "E") == {"on_time": 1, "superseded": 1}


@pytest.mark.parametrize("case_id", [" A1", "A1  "])
def test_the_first_row_is_trimmed_like_any_other(tmp_path: Path, case_id: str) -> None:
    """Even where it is the only one with spaces around its case id."""
    report = scan(write(tmp_path / "log.csv", [(case_id, "E", "x", "2016-02-01", "2016-02-09")]))
    assert [case.case_id for case in report.statistics.units["E"].worst] == ["A1"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTF8", "utf-8"), ("CP1252", "windows-1252"), ("latin1", "latin-1"),
        ("ISO-8859-1", "latin-1"), ("latin9", "iso-8859-15"), ("IBM850", "cp850"),
        ("macroman", "mac-roman"), ("437", "cp437"), ("UTF-16", "utf-16"),
    ],
)  # fmt: skip
def test_an_encoding_goes_by_its_usual_names(name: str, known: str) -> None:
    """Whatever a system calls it, it is one of those that are read."""
    assert dialect((), None, name, (), None).encoding == known
