"""The case list: where its cases stand, and what is shown of their ids."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

import audits
from basutbud.audit import audit_clinics
from basutbud.caselog import ScanCallbacks
from basutbud.language import LANGUAGES
from basutbud.model.tables import (
    CASE_LIST_COLUMNS,
    CASE_LIST_NAMES,
    REJECT_COLUMNS,
    REPORT_COLUMNS,
    CaseRow,
)
from basutbud.model.vocabulary import Provider
from basutbud.safetext import harmless_cell, safe_id
from logs import ALMOST_PLAIN, HEADER, listed, write
from running import CLINIC, DAY, basutbud, code

LATE = ("2016-02-01", "2016-02-09")


@pytest.mark.parametrize("case_ids", [True, False])
def test_plain_and_other_ids_stand_in_place(tmp_path: Path, *, case_ids: bool) -> None:
    """Ids that are plain, and almost so, by turns, each as ``safe_id`` gives it, or not at all."""
    ids = [one for n, odd in enumerate(ALMOST_PLAIN) for one in (odd, f"A{n}")]
    cells = ['"' + one.replace('"', '""') + '"' for one in ids]
    rows = [(cell, f"E{n % 3}", "x", *LATE) for n, cell in enumerate(cells)]
    found = listed(write(tmp_path / "a.csv", rows), case_ids=case_ids)
    assert [row[3] for row in found] == [safe_id(one) if case_ids else "" for one in ids]
    places = [(row[1], row[2], row[4]) for row in found]
    assert places == [(str(n + 2), str(n + 1), f"E{n % 3}") for n in range(len(ids))]


@pytest.mark.parametrize("case_ids", [True, False])
def test_logs_with_and_without_gaps_follow_each_other(tmp_path: Path, *, case_ids: bool) -> None:
    """Lines and records are those of the file: after blank, damaged and two-line rows as well."""
    row = ";".join(("E", "=x", *LATE))
    head = ";".join(HEADER) + "\n"
    torn = f'\n7;{row}\n\n8;E\n"9";E;"a\nb";2016-02-01;\n10;{row}\n'
    texts = {
        "=b,.csv": head + torn,
        "c.csv": f"{head}1;{row}\n2;{row}\n",
        "d.csv": f"{head}\n3;{row}\n",
        "e.csv": f"Rapport\n{head}4;{row}\n5;{row}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    cells = listed(*(tmp_path / name for name in texts), case_ids=case_ids)
    expected = [
        ("=b,.csv", "3", "1", "7"),
        ("=b,.csv", "6", "3", "9"),
        ("=b,.csv", "8", "4", "10"),
        ("c.csv", "2", "1", "1"),
        ("c.csv", "3", "2", "2"),
        ("d.csv", "3", "1", "3"),
        ("e.csv", "3", "1", "4"),
        ("e.csv", "4", "2", "5"),
    ]
    where = [(*row[:4],) for row in cells]
    assert where == [(*place, one if case_ids else "") for *place, one in expected]
    assert {row[5] for row in cells} == {"=x", "a b"}


def test_a_table_without_lines_has_records_alone(tmp_path: Path) -> None:
    """The column of lines is empty for Parquet, whoever makes the line."""
    import duckdb

    ids = ", ".join(f"({n}, '{one}')" for n, one in enumerate(("A1", "x@example.se", "A2")))
    query = (
        'SELECT id AS "Ärende-id", \'E\' AS "Enhet", \'x\' AS "Ärendetyp",'  # noqa: S608 - of words above
        " DATE '2016-02-01' AS \"Inkom\", DATE '2016-02-09' AS \"Första svar\""
        f" FROM (VALUES {ids}) AS rows(n, id) ORDER BY n"
    )
    duckdb.connect().sql(query).write_parquet(str(tmp_path / "a.parquet"))
    found = [row[1:4] for row in listed(tmp_path / "a.parquet")]
    assert found == [["", "1", "A1"], ["", "2", safe_id("x@example.se")], ["", "3", "A2"]]


def test_cases_of_units_not_audited_are_not_listed() -> None:
    """The list holds the cases that the report counts for its clinics, and nobody else's."""
    found = audits.gathered("clinics")
    terms = audits.terms(provider=Provider.PRIVATE)
    rows: list[CaseRow] = []
    report = audit_clinics(found, terms, ScanCallbacks(case_list=rows.extend))
    assert report.unmatched > 0
    assert report.statistics.total.not_in_time > report.replies.not_in_time > 0
    assert len(rows) == report.replies.not_in_time
    unit = CASE_LIST_COLUMNS.index("hsa_id")
    names = {one.shown_id: one.name for one in report.clinics}
    assert all(names[str(row[unit])] == row[-1] for row in rows)


TELLING = ["007", "=1+1", "-5", "+46", "@x", "\u2212 5", "a,b", 'c"d', "e;f", "g\th", "A1"]
"""Ids that a spreadsheet, or a way to part cells, takes for something else."""


@pytest.fixture
def telling(tmp_path: Path) -> Path:
    """Return a folder with a log of late cases that have such ids."""
    cells = ['"' + one.replace('"', '""') + '"' for one in TELLING]
    write(tmp_path / "log.csv", [(cell, "E1", "=x", *LATE) for cell in cells])
    return tmp_path


@pytest.mark.parametrize(
    ("dialect", "delimiter", "encoding", "line_end"),
    [
        (None, ";", "utf-8-sig", b"\r\n"),
        ("excel", ";", "utf-8-sig", b"\r\n"),
        ("rfc4180", ",", "utf-8", b"\r\n"),
        ("tab", "\t", "utf-8", b"\n"),
    ],
)
def test_the_lists_are_written_in_the_dialect_asked_for(
    telling: Path, dialect: str | None, delimiter: str, encoding: str, line_end: bytes
) -> None:
    """As ``-o csv`` is, with no cell that a spreadsheet would run, and none is read as a log."""
    with (telling / "log.csv").open("a", encoding="utf-8") as stream:
        stream.write("1;E1;x;okänt;\n")
    asked = () if dialect is None else ("--csv-dialect", dialect)
    lists = ("--case-list", "late.csv", "--rejects", "rejects.csv", "-o", "csv=report.csv")
    assert code("cases", "log.csv", *DAY, *lists, *asked, cwd=telling) == 3
    for name, columns in (
        ("late.csv", CASE_LIST_COLUMNS + (CASE_LIST_NAMES if delimiter == ";" else ())),
        ("rejects.csv", REJECT_COLUMNS),
        ("report.csv", REPORT_COLUMNS),
    ):
        raw = (telling / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
        assert raw.endswith(line_end)
        header, *rows = csv.reader(
            io.StringIO(raw.decode(encoding), newline=""), delimiter=delimiter
        )
        assert tuple(header) == columns
        assert all(len(row) == len(header) for row in rows)
        if name == "late.csv":
            assert [row[3] for row in rows] == [harmless_cell(safe_id(one)) for one in TELLING]
            assert {row[5] for row in rows} == {"'=x"}
    again = basutbud("cases", "late.csv", "rejects.csv", "report.csv", *DAY, cwd=telling)
    assert again.returncode == 3
    assert "rader lästa" not in again.stdout.decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_for_excel_names_follow_the_columns_that_programs_read(tmp_path: Path, lang: str) -> None:
    """The clinic's, harmless, the service's and the outcome's; of ``cases`` the latter two.

    The columns before them are those of the other dialects, and of Parquet.
    """
    text = CLINIC.format(provider="region", intyg="active").replace(
        "Vårdcentralen Provtagen", "'=1;2'"
    )
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    unit = text.split("hsa_id: ")[1].split("\n")[0]
    rows = [
        ("A1", unit, "Förnya recept", "2017-01-02", "2017-02-01"),
        ("A2", unit, "Eget", "2017-01-02", ""),
    ]
    write(tmp_path / "log.csv", rows)
    language = LANGUAGES[lang]
    services = [{"sv": "Förnya recept", "en": "Renew a prescription"}[lang], "Eget"]
    outcomes = [language.text(f"case_{outcome}", n=1) for outcome in ("late", "overdue")]
    for command, path, name in (("audit", ".", "'=1;2"), ("cases", "log.csv", "")):
        found = {}
        for dialect, mark in (("excel", ";"), ("tab", "\t")):
            asked = ("--case-list", "../late.csv", "--csv-dialect", dialect, "--lang", lang)
            assert code(command, path, *DAY, *asked, cwd=tmp_path) == 1
            lines = (tmp_path.parent / "late.csv").read_text("utf-8-sig").splitlines()
            found[dialect] = [*csv.reader(lines[1:], delimiter=mark)]
        assert [row[11:] for row in found["excel"]] == [
            [name, *names] for names in zip(services, outcomes, strict=True)
        ]
        assert [row[:11] for row in found["excel"]] == found["tab"]


def test_ids_stand_in_parquet_as_they_are(telling: Path) -> None:
    """No spreadsheet opens it: nothing is put before an id, and no zero is lost."""
    import duckdb

    assert code("cases", "log.csv", *DAY, "--case-list", "late.parquet", cwd=telling) == 1
    table = duckdb.read_parquet(str(telling / "late.parquet"))
    found = table.project("case_id, service, received, line").fetchall()
    assert [row[0] for row in found] == [safe_id(one) for one in TELLING]
    assert {row[1:3] for row in found} == {("=x", date(2016, 2, 1))}
    assert [row[3] for row in found] == list(range(2, len(TELLING) + 2))
