"""What a run writes: reports and lists, in colour and language, with nothing that does harm."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

import swedish_law
from basutbud.formats import FORMATS
from running import DAY, LOG, basutbud, code, write

WAITED = swedish_law.working_days_to(date(2017, 1, 5), date(2017, 6, 30))


def test_several_outputs_come_of_one_run_and_are_written_whole(folder: Path) -> None:
    """Text on stdout, JSON and a case list in files, nothing else left behind."""
    (folder / "c.csv").write_text(LOG.format("2017-01-05", ""), encoding="utf-8")
    done = basutbud(
        "audit", ".", *DAY, "-o", "text", "-o", "json=r.json", "-o", "concise=r.txt",
        "--case-list", "late.csv", cwd=folder,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout
    assert sorted(p.name for p in folder.iterdir()) == [
        "c.csv",
        "c.yaml",
        "late.csv",
        "r.json",
        "r.txt",
    ]
    report = json.loads((folder / "r.json").read_bytes())
    assert report["summary"]["cases"]["overdue"] == 1
    rows = (folder / "late.csv").read_text(encoding="utf-8-sig").replace(";", ",").splitlines()
    assert rows == [
        (
            "path,line,record,case_id,hsa_id,service,received,due,first_reply,working_days,outcome,"
            "clinic,service_name,outcome_name"
        ),
        (
            f"c.csv,2,1,1,SE2321000131-E000000009901,begara-intyg,2017-01-05,2017-01-10,,{WAITED},overdue,"
            "Vårdcentralen Provtagen,Begära intyg,obesvarad efter fristen"
        ),
    ]


def test_a_log_named_by_a_clinic_is_never_overwritten(folder: Path) -> None:
    """An output that is a log reached through case_logs is refused, and the log is whole."""
    with (folder / "c.yaml").open("a", encoding="utf-8") as stream:
        stream.write("case_logs: [logs/x.csv]\n")
    (folder / "logs").mkdir()
    log = folder / "logs" / "x.csv"
    log.write_text(LOG.format("2017-01-05", ""), encoding="utf-8")
    before = log.read_bytes()
    for option in (["-o", "json=logs/x.csv"], ["--case-list", "logs/x.csv"]):
        assert code("audit", "c.yaml", *DAY, *option, cwd=folder) == 2
        assert log.read_bytes() == before


def test_the_case_list_is_parquet_on_request_and_leaves_ids_out(folder: Path) -> None:
    """Typed columns; no case ids with --no-case-ids, in any output."""
    import duckdb

    (folder / "c.csv").write_text(
        LOG.format("2017-01-05", "").replace("\n1;", "\nHEMLIG;"), encoding="utf-8"
    )
    done = basutbud(
        "audit", ".", *DAY, "--case-list", "late.parquet", "--no-case-ids", "-o", "json", cwd=folder
    )
    assert b"HEMLIG" not in done.stdout
    with duckdb.connect() as database:
        query = f"SELECT received, working_days, case_id FROM '{folder / 'late.parquet'}'"  # noqa: S608 - the test's own file
        row = database.execute(query).fetchone()
    assert row is not None
    assert (str(row[0]), row[1], row[2]) == ("2017-01-05", WAITED, None)


def test_formulas_and_escapes_in_input_do_no_harm(folder: Path) -> None:
    """Hostile names come out as visible text, in the terminal and in the case list."""
    hostile = "=cmd()[red]\\e]8;;x\\a"
    path = folder / "c.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "clinic: Vårdcentralen Provtagen", f'clinic: "{hostile}"'
    )
    path.write_text(text, encoding="utf-8")
    (folder / "c.csv").write_text(
        LOG.format("2017-01-05", "").replace("\n1;", "\n=1+1;"), encoding="utf-8"
    )
    done = basutbud("audit", ".", *DAY, "--case-list", "late.csv", "--color", "never", cwd=folder)
    assert b"\x1b" not in done.stdout
    assert b"\x07" not in done.stdout
    assert "=cmd()[red]\\x1b]8;;x\\x07" in "".join(done.stdout.decode().split("\n"))
    assert "'=1+1" in (folder / "late.csv").read_text(encoding="utf-8")


def test_personal_data_in_logs_never_comes_out(tmp_path: Path) -> None:
    """Neither a person's number as case id, nor a staff id, nor a row's free text."""
    folder = tmp_path / "clinics"
    folder.mkdir()
    write(folder)
    log = (
        "id;enhet;ärendetyp;inkom;första svar;anteckning\n"
        "191212121212;SE2321000131-E000000009901;Begär intyg;2017-01-05;;Anna mår illa\n"
        "2;SE2321000131-P000000000077;Begär intyg;2017-01-05;;Anna\n"
        "3;19121212-1212;19121212-1212;2017-13-05;;Anna\n"
    )
    (folder / "c.csv").write_text(log, encoding="utf-8")
    outputs = [part for name in FORMATS for part in ("-o", f"{name}=../out.{name}")]
    outputs += ["--split-by", "clinic", "../pages", "--case-list", "../out.list.csv"]
    done = basutbud("audit", ".", *DAY, "-v", *outputs, "-o", "text", cwd=folder)
    assert done.returncode == 3
    said = [done.stdout, done.stderr]
    for path in (*folder.parent.glob("out.*"), *(folder.parent / "pages").iterdir()):
        said.append(path.read_bytes())
        if zipfile.is_zipfile(path):
            book = zipfile.ZipFile(path)
            said += [book.read(name) for name in book.namelist()]
    assert len(said) > len(FORMATS) + 4
    for secret in (b"1212121212", b"12-1212", b"P000000000077", b"Anna m"):
        assert not any(secret in one for one in said)


def test_rows_beyond_those_listed_are_counted(folder: Path) -> None:
    """With the report elsewhere, stderr lists some unreadable rows, and counts the rest."""
    rows = "".join(f"{n};Skicka meddelande;2017-02-30;\n" for n in range(2_000))
    (folder / "c.csv").write_text("id;tjänst;inkom;svar\n" + rows, encoding="utf-8")
    said = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder).stderr.decode()
    assert said.count("c.csv:") == 20
    assert "… och 1980 oläsbara rader till" in said


@pytest.mark.parametrize(("more", "said"), [((), False), (("-v",), True)])
def test_the_months_of_each_service_are_given_with_verbose(
    folder: Path, more: tuple[str, ...], *, said: bool
) -> None:
    """The JSON report has the unit's months in either case."""
    rows = "id;enhet;typ;inkom;svar\n1;E;x;2016-02-01;2016-02-02\n"
    (folder / "log.csv").write_text(rows, encoding="utf-8")
    done = basutbud("cases", "log.csv", *DAY, "-o", "json", *more, cwd=folder)
    counted = json.loads(done.stdout)["clinics"][0]["cases"]
    assert [one["month"] for one in counted["by_month"]] == ["2016-02"]
    assert ["by_month" in one for one in counted["by_service"]] == [said]


@pytest.mark.parametrize(
    ("environment", "arguments", "colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_colour_follows_option_then_environment_then_terminal(
    folder: Path, environment: dict[str, str], arguments: list[str], colored: bool
) -> None:
    """A piped report is plain unless asked otherwise."""
    done = basutbud("audit", ".", *DAY, *arguments, cwd=folder, stdin=b"", **environment)
    assert (b"\x1b[" in done.stdout) is colored


@pytest.mark.parametrize(
    ("locale", "arguments", "words"),
    [
        ("sv_SE.UTF-8", [], "INGEN AVVIKELSE"),
        ("en_GB.UTF-8", [], "NO VIOLATION"),
        ("C", [], "INGEN AVVIKELSE"),
        ("en_GB.UTF-8", ["--lang", "sv"], "INGEN AVVIKELSE"),
        ("C", ["--lang", "en"], "NO VIOLATION"),
    ],
)
def test_language_follows_option_then_locale_else_swedish(
    folder: Path, locale: str, arguments: list[str], words: str
) -> None:
    """-q gives the verdict line alone, in the language."""
    done = basutbud("audit", ".", *DAY, "-q", *arguments, cwd=folder, LANG=locale)
    assert done.stdout.decode().startswith(f"? {words} ")
    assert done.stdout.count(b"\n") == 1
