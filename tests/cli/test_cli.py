"""The command line as users meet it: exit codes, streams, files, and no traceback."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

import swedish_law
from basutbud.caselog import EngineOptions
from basutbud.cli.options import DEFAULT_MEMORY
from basutbud.cli.terms import engine_options
from basutbud.formats import FORMATS
from running import CLINIC, DAY, REQUESTS, basutbud, code, in_a_process, write

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
LOG = "id;enhet;ärendetyp;inkom;första svar\n1;SE2321000131-E000000009901;Begär intyg;{};{}\n"


WAITED = swedish_law.working_days_to(date(2017, 1, 5), date(2017, 6, 30))


def test_exit_0_for_a_compliant_clinic(folder: Path) -> None:
    """Advice alone fails nothing by default, and fails at --fail-on note."""
    assert code("audit", ".", *DAY, cwd=folder) == 0
    assert code("audit", ".", *DAY, "--fail-on", "note", cwd=folder) == 1
    assert code("audit", ".", *DAY, "--fail-on", "warning", cwd=folder) == 0


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [([], 0), (["--fail-on", "note"], 1), (["--select", "x"], 2), (["gone.yaml"], 3)],
)
def test_a_process_ends_as_its_run_did(folder: Path, arguments: list[str], exit_code: int) -> None:
    """The exit code, and both streams in UTF-8 whatever the locale, are those of the command."""
    command = ("audit", "c.yaml", *arguments, *DAY)
    process = in_a_process(*command, cwd=folder, LANG="C")
    run = basutbud(*command, cwd=folder)
    assert process.returncode == run.returncode == exit_code
    assert (process.stdout, process.stderr) == (run.stdout, run.stderr)


def test_exit_1_for_a_violation(folder: Path) -> None:
    """A mandatory service off is a violation; --fail-on never reports it without failing."""
    write(folder, intyg="inactive")
    assert code("audit", ".", *DAY, cwd=folder) == 1
    assert code("audit", "c.yaml", *DAY, "--fail-on", "never", cwd=folder) == 0
    assert code("audit", ".", *DAY, "--ignore", "begara-intyg-*", cwd=folder) == 0
    assert code("audit", ".", *DAY, "--select", "begara-intyg-not-offered", cwd=folder) == 1


def test_a_private_provider_is_upcoming_before_the_day_and_violates_on_it(folder: Path) -> None:
    """As of 2016-11-01 exit 0 with the date shown, as of 2017-01-01 exit 1."""
    write(folder, provider="private", intyg="inactive")
    before = basutbud("audit", ".", "--as-of", "2016-11-01", cwd=folder)
    assert before.returncode == 0
    assert "kommande, gäller från 2017-01-01" in before.stdout.decode()
    assert code("audit", ".", "--as-of", "2016-12-31", cwd=folder) == 0
    assert code("audit", ".", "--as-of", "2017-01-01", cwd=folder) == 1
    assert code("audit", ".", "--as-of", "2016-11-01", "--fail-on", "upcoming", cwd=folder) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit", ".", "--rules", "no-such-rules"],
        ["audit", ".", "--select", "no-such-rule"],
        ["audit", ".", "--ignore", "*"],
        ["audit", ".", "--as-of", "2016-02-30"],
        ["audit", ".", "--as-of", "1815-06-18"],
        ["audit", ".", "--from", "2017-01-02", "--to", "2017-01-01"],
        ["audit", ".", "-o", "jason"],
        ["audit", ".", "-o", "json", "-o", "text"],
        ["audit", ".", "-o", "json=x", "-o", "concise=x"],
        ["audit", ".", "-o", "json=no/such/folder/r.json"],
        ["audit", ".", "-o", "json=c.yaml"],
        ["audit", ".", "-o", "json="],
        ["audit", ".", "--case-list", "cases.txt"],
        ["audit", ".", "--column", "when=Inkom"],
        ["audit", ".", "--delimiter", "x"],
        ["audit", ".", "--encoding", "ebcdic"],
        ["audit", ".", "--max-rejected", "many"],
        ["audit", ".", "--no-such-option"],
        ["audit", "-", "-"],
        ["audit"],
        ["cases", "-", "-"],
        ["explain", "no-such-rule"],
        ["due", "tomorrow"],
        ["due", "2060-12-31"],
        ["schema", "nothing"],
        ["rules", "check", "c.yaml"],
        ["rules", "check", "no-such-file.yaml"],
        ["rules", "calendar", "XX"],
        ["rules", "calendar", "SE", "1900", "1901"],
    ],
)
def test_exit_2_for_wrong_use(folder: Path, arguments: list[str]) -> None:
    """What is asked for does not exist or fit: said on stderr, nothing audited or written."""
    before = sorted(folder.iterdir())
    done = basutbud(*arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stderr
    assert not done.stdout
    assert sorted(folder.iterdir()) == before


def test_the_memory_that_help_names_is_that_which_is_taken() -> None:
    """It is said in two places, one of them to be read at once."""
    assert engine_options("duckdb", DEFAULT_MEMORY, None) == EngineOptions()


def test_a_clinic_file_is_no_log(folder: Path) -> None:
    """It is said to be one, and where it belongs."""
    done = basutbud("cases", "c.yaml", "--lang", "en", cwd=folder)
    assert done.returncode == 3
    assert "c.yaml: This is a clinic file, not a log." in done.stdout.decode()


def test_the_verdict_line_counts_what_could_not_be_found(folder: Path) -> None:
    """A path that does not exist is a file unread, beside those that could not be read."""
    (folder / "bad.csv").write_text("?\n")
    done = basutbud("cases", "bad.csv", "gone.csv", "-q", "--lang", "en", cwd=folder)
    assert done.returncode == 3
    assert b": 2 files could not be read" in done.stdout + done.stderr


def test_exit_3_when_there_is_nothing_to_audit(folder: Path) -> None:
    """An empty folder, a missing path and a filter that leaves nothing are no pass."""
    (folder / "empty").mkdir()
    for arguments in (
        ["empty"],
        ["missing"],
        [".", "--provider", "private"],
        [".", "--exclude", "*"],
    ):
        assert code("audit", *arguments, cwd=folder) == 3
    assert code("audit", "empty", "--allow-empty", cwd=folder) == 0
    assert code("cases", "empty", cwd=folder) == 3
    assert code("cases", "empty", "--allow-empty", cwd=folder) == 0
    told = basutbud("audit", "empty", "-o", "concise", cwd=folder).stdout.decode()
    assert told.startswith("-: error input ")


BREAKS = {
    "a status typo": ("av-omboka-tid: active", "av-omboka-tid: aktiv", "c.yaml:7:18"),
    "a duplicate key": ("  av-omboka-tid: active\n", "  av-omboka-tid: active\n" * 2, "c.yaml:8:3"),
    "a tab": ("  av-omboka-tid", "\tav-omboka-tid", "c.yaml:7:1"),
    "a wrong check digit": ("2321000131", "2321000130", "c.yaml:2:9"),
    "an unknown key": ("provider:", "colour: red\nprovider:", "c.yaml:4:1"),
    "a service not indented": ("  begara-intyg", "begara-intyg", "c.yaml:13:1"),
    "a missing key": ("kind: vardcentral\n", "", "c.yaml:1:1"),
    "an empty file": (None, "", "c.yaml:1"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_clinic_is_told_and_the_rest_is_still_audited(folder: Path, broken: str) -> None:
    """Exit 3; file, line, what and how to mend it; the other clinic's findings are there."""
    old, new, place = BREAKS[broken]
    path = folder / "c.yaml"
    other = (
        path.read_text(encoding="utf-8")
        .replace("9901", "9902")
        .replace("begara-intyg: active", "begara-intyg: inactive")
    )
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace(old, new) if old else new
    path.write_text(text, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    shown = done.stdout.decode()
    assert done.returncode == 3
    assert f"! {place}: " in shown
    assert "O F U L L S T Ä N D I G T" in shown
    assert "→ " in shown.split(f"! {place}: ")[1]
    assert "begara-intyg-not-offered" in shown
    concise = basutbud("audit", ".", *DAY, "-o", "concise", cwd=folder)
    assert concise.returncode == 3
    assert f"{place}: error input " in concise.stdout.decode()


def test_a_service_that_is_not_indented_is_told_where_it_belongs(folder: Path) -> None:
    """To remove it, as is said of an unknown key, would leave it out."""
    path = folder / "c.yaml"
    text = path.read_text(encoding="utf-8").replace("  begara-intyg", "begara-intyg")
    path.write_text(text, encoding="utf-8")
    told = basutbud("audit", ".", *DAY, "-o", "concise", cwd=folder).stdout.decode()
    assert "c.yaml:13:1: error input `begara-intyg` hör under `services`" in told


def test_a_log_is_known_by_its_name_in_capitals_too(folder: Path) -> None:
    """As a file system that knows no capitals has it; so is a clinic's."""
    (folder / "C.CSV").write_text("id;typ;inkom;svar\n1;x;2017-02-01;2017-03-01\n", "utf-8")
    assert code("audit", ".", *DAY, cwd=folder) == 1
    (folder / "C.CSV").rename(folder / "c.csv")
    (folder / "c.yaml").rename(folder / "C.yaml")
    assert code("audit", ".", *DAY, cwd=folder) == 1


def test_a_missing_mandatory_service_is_a_finding_at_the_services(folder: Path) -> None:
    """Silence is a breach, shown where the services stand."""
    path = folder / "c.yaml"
    text = path.read_text(encoding="utf-8").replace("  egenremiss: active\n", "")
    path.write_text(text, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "concise", cwd=folder)
    assert done.returncode == 1
    assert "c.yaml:5:1: error egenremiss-not-offered" in done.stdout.decode()


def test_a_csv_that_is_no_log_and_a_bad_row_are_exit_3(folder: Path) -> None:
    """Columns missed and found are named; a bad row is named by record's line and column."""
    (folder / "c.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert "ärende-id, ärendetyp, inkom, första svar" in " ".join(done.stdout.decode().split())
    (folder / "c.csv").write_text(LOG.format("2017-02-30", ""), encoding="utf-8")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert "! c.csv:2: Datumet i fältet inkom är inget giltigt datum" in done.stdout.decode()
    good = "2;SE2321000131-E000000009901;x;2017-01-05;2017-01-05\n"
    (folder / "c.csv").write_text(LOG.format("2017-02-30", "") + good, encoding="utf-8")
    assert code("audit", ".", *DAY, "--max-rejected", "1", cwd=folder) == 0
    assert code("audit", ".", *DAY, "--max-rejected", "100%", cwd=folder) == 0


def test_late_cases_violate_and_fail(folder: Path) -> None:
    """A reply on the third working day is a violation with its days over; the second is not."""
    (folder / "c.csv").write_text(LOG.format("2017-01-05", "2017-01-10"), encoding="utf-8")
    assert code("audit", ".", *DAY, cwd=folder) == 0
    (folder / "c.csv").write_text(LOG.format("2017-01-05", "2017-01-11"), encoding="utf-8")
    assert code("audit", ".", *DAY, cwd=folder) == 1
    assert code("cases", "c.csv", *DAY, cwd=folder) == 1


def test_logs_are_required_only_on_request(folder: Path) -> None:
    """A clinic without a log is undetermined, exit 0; with --require-logs exit 3."""
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 0
    assert "`case_logs`): Vårdcentralen Provtagen" in " ".join(done.stdout.decode().split())
    assert code("audit", ".", *DAY, "--require-logs", cwd=folder) == 3


def test_a_clinic_comes_on_standard_input(folder: Path) -> None:
    """``-`` reads one YAML."""
    text = CLINIC.format(provider="region", intyg="inactive").encode()
    done = basutbud("audit", "-", *DAY, "-o", "concise", cwd=folder, stdin=text)
    assert done.returncode == 1
    assert "<stdin>:13:3: error begara-intyg-not-offered" in done.stdout.decode()
    assert code("audit", "-", *DAY, cwd=folder, stdin=b"") == 3


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
    told = [done.stdout, done.stderr]
    for path in (*folder.parent.glob("out.*"), *(folder.parent / "pages").iterdir()):
        told.append(path.read_bytes())
        if zipfile.is_zipfile(path):
            book = zipfile.ZipFile(path)
            told += [book.read(name) for name in book.namelist()]
    assert len(told) > len(FORMATS) + 4
    for secret in (b"1212121212", b"12-1212", b"P000000000077", b"Anna m"):
        assert not any(secret in one for one in told)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Every format, on all examples, whatever the hash seed."""
    runs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        outputs = [part for name in FORMATS for part in ("-o", f"{name}={folder / name}")]
        outputs += ["--split-by", "clinic", str(folder / "pages")]
        in_a_process(
            "audit", "clinics", "malformed", *DAY, *outputs, cwd=EXAMPLES, PYTHONHASHSEED=seed
        )
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        runs.append({path.relative_to(folder): path.read_bytes() for path in files})
    assert len(runs[0]) > len(FORMATS) + 5
    assert runs[0] == runs[1]


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


def test_due_shows_the_day_and_every_skipped_day_with_its_ground(folder: Path) -> None:
    """23 December 2016 falls due on the 28th, over four days that do not count."""
    shown = basutbud("due", "2016-12-23", cwd=folder).stdout.decode()
    assert "onsdag 2016-12-28" in shown
    assert "2016-12-24  lördag     räknas inte: Julafton (lag 1930:173 § 2)" in shown
    assert "2016-12-26  måndag     räknas inte: Annandag jul (lag 1989:253)" in shown


def test_explain_quotes_the_clause_with_its_ruling(folder: Path) -> None:
    """A rule is explained by its clause, source, force, check and remedy, in paragraphs."""
    explained = basutbud("explain", "reply-after-two-working-days", cwd=folder).stdout.decode()
    assert max(map(len, explained.splitlines())) <= 80
    assert "\n  Rader med samma mottagning, samma ärende-id och samma ankomstdag är" in explained
    shown = " ".join(explained.split())
    for part in (
        "Svar ska ges till invånaren inom 2 vardagar",
        "HS 20-2016",
        "2016-01-28",
        "dag 0",
        "Samma id en annan dag är ett annat ärende",
        "en obesvarad rad gäller bara där ingen är besvarad",
        "Bara ett tomt fält betyder att svar saknas",
    ):
        assert part in shown


def test_rules_are_listed_and_checked(folder: Path) -> None:
    """Every rule is in the table, and the packaged set is right."""
    listed = basutbud("rules", "list", cwd=folder, COLUMNS="120").stdout.decode()
    assert "reply-after-two-working-days" in listed
    assert "25 regler" in basutbud("rules", "check", cwd=folder).stdout.decode()


def test_the_calendar_command_writes_the_packaged_calendar(folder: Path) -> None:
    """The free days in the rules are what the command writes."""
    packaged = EXAMPLES.parent / "rules" / "calendars" / "se.csv"
    assert code("rules", "calendar", "-o", "se.csv", cwd=folder) == 0
    assert (folder / "se.csv").read_bytes() == packaged.read_bytes()


def test_what_cannot_be_listed_is_said(folder: Path) -> None:
    """--list-files with a path that does not exist lists the others, and fails."""
    done = basutbud("audit", ".", "nowhere.yaml", "--list-files", cwd=folder)
    assert (done.stdout.decode(), done.returncode) == ("c.yaml\n", 3)
    assert "nowhere.yaml: Filen eller mappen finns inte" in done.stderr.decode()


def test_a_log_that_the_temporary_folder_has_no_room_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard input is kept as a file meanwhile; where that cannot be, it is said."""
    full = OSError(errno.ENOSPC, "full")
    monkeypatch.setattr("shutil.copyfileobj", Mock(side_effect=full))
    done = basutbud("cases", "-", cwd=folder, stdin=LOG.format("2017-01-05", "").encode())
    assert done.returncode == 2
    assert "<stdin>: Varken minnet eller den tillfälliga mappen" in done.stderr.decode()


def test_quiet_and_verbose_are_one_or_the_other(folder: Path) -> None:
    """Both at once are refused, not taken for neither."""
    done = basutbud("audit", ".", "-q", "-v", cwd=folder)
    assert done.returncode == 2
    assert "`-q` och `-v` säger emot varandra" in done.stderr.decode()


def test_rows_beyond_those_told_of_are_counted(folder: Path) -> None:
    """With the report elsewhere, stderr tells of some unreadable rows, and counts the rest."""
    rows = "".join(f"{n};Skicka meddelande;2017-02-30;\n" for n in range(2_000))
    (folder / "c.csv").write_text("id;tjänst;inkom;svar\n" + rows, encoding="utf-8")
    told = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder).stderr.decode()
    assert told.count("c.csv:") == 20
    assert "… och 1980 oläsbara rader till" in told


def test_a_log_without_units_is_told_how_it_may_belong_to_a_clinic(folder: Path) -> None:
    """The ways out are a column, ``case_logs`` and the clinic file's name."""
    log = "id;ärendetyp;inkom;första svar\n1;Begär intyg;2017-01-05;\n"
    (folder / "export.csv").write_text(log, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    assert done.returncode == 3
    said = done.stderr.decode()
    assert "vilken enhet" in said
    assert all(way in said for way in ("--column unit=", "`case_logs`", "samma namn"))


def test_more_logs_are_logs_whatever_their_ending(folder: Path) -> None:
    """--cases and `cases` take a named file, a folder's logs alone, and a pattern."""
    (folder / "more").mkdir()
    (folder / "more" / "export.txt").write_text(LOG.format("2017-01-05", ""), encoding="utf-8")
    shutil.copy(folder / "c.yaml", folder / "more" / "again.yaml")
    assert code("audit", "c.yaml", *DAY, "--cases", "more/export.txt", cwd=folder) == 1
    assert code("cases", "more/export.txt", *DAY, cwd=folder) == 1
    assert code("cases", "more/*.txt", *DAY, cwd=folder) == 1
    assert code("cases", "more/*.tsv", *DAY, cwd=folder) == 3
    (folder / "more" / "export.txt").rename(folder / "more" / "export.csv")
    assert code("audit", "c.yaml", *DAY, "--cases", "more", cwd=folder) == 1


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


def test_folders_are_followed_through_links_and_files_that_are_none_are_told(folder: Path) -> None:
    """A linked folder is audited, once; dead links, pipes and circles are told, none hangs."""
    inside = folder / "inside"
    inside.mkdir()
    (inside / "linked").symlink_to(folder / "outside")
    (folder / "outside").mkdir()
    write(folder / "outside", intyg="inactive")
    assert code("audit", "inside", *DAY, cwd=folder) == 1
    (folder / "outside" / "back").symlink_to(inside)
    assert code("audit", "inside", *DAY, cwd=folder) == 1
    for name in ("dead.csv", "dead.yaml"):
        (inside / name).symlink_to(folder / "nowhere")
    (inside / "loop.csv").symlink_to(inside / "loop.csv")
    os.mkfifo(inside / "pipe.yaml")
    done = basutbud("audit", "inside", *DAY, "-o", "concise", cwd=folder)
    assert done.returncode == 3
    for name in ("dead.csv", "dead.yaml", "loop.csv", "pipe.yaml"):
        assert f"inside/{name}: error input" in done.stdout.decode()


def test_odd_names_and_targets_are_told_in_words(folder: Path) -> None:
    """Names too long, NULs, bytes that are no text, a full disk: no internal error."""
    (folder / "more").mkdir()
    bad = os.fsencode(folder / "more") + b"/bad\xff.csv"
    Path(os.fsdecode(bad)).write_text(LOG.format("2017-01-05", "2017-01-05"), encoding="utf-8")
    assert code("cases", "more", *DAY, cwd=folder) == 0
    assert code("audit", "x" * 300, *DAY, cwd=folder) == 3
    for named in ('"a\\0b.csv"', "a" * 300 + ".csv"):
        text = CLINIC.format(provider="region", intyg="active") + f"case_logs: [{named}]\n"
        assert code("audit", "-", *DAY, cwd=folder, stdin=text.encode()) == 3
    assert code("audit", "c.yaml", *DAY, "-o", "json=/dev/full", cwd=folder) == 2
    assert code("audit", "c.yaml", *DAY, "-o", "json=/dev/stdout", cwd=folder) == 0
    log = folder / "l.csv"
    log.write_text(LOG.format("2017-01-05", "2017-01-05"), encoding="utf-8")
    assert code("cases", "l.csv", *DAY, "--encoding", "utf-16", cwd=folder) == 3
    log.write_bytes(LOG.format("2017-01-05", "2017-01-05").encode("utf-32"))
    assert code("cases", "l.csv", *DAY, cwd=folder) == 3


def test_the_log_of_a_refused_clinic_is_not_blamed(folder: Path) -> None:
    """A sound log beside a broken clinic file is counted as unmatched, and not refused too."""
    text = (
        LOG.format("2017-01-05", "")
        .replace(";enhet", "")
        .replace(";SE2321000131-E000000009901", "")
    )
    (folder / "c.csv").write_text(text, encoding="utf-8")
    (folder / "c.yaml").write_text("clinic: x\n", encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert {rejection["path"] for rejection in report["rejections"]} == {"c.yaml"}
    assert report["summary"]["cases"]["unmatched"] == 1
    assert report["verdict"] == "incomplete"


def test_an_unreadable_row_decides_no_comparison_of_log_and_file(folder: Path) -> None:
    """The row may be the case that is missing, or one too many: neither rule says compliant."""
    log = LOG.format("2017-01-05", "2017-01-05") + "2;SE2321000131-E000000009901;x;?;\n"
    (folder / "c.csv").write_text(log, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    results = {one["rule"]: one for one in json.loads(done.stdout)["clinics"][0]["results"]}
    assert results["cases-of-inactive-service"]["undetermined"] == "unreadable_rows"
    assert results["active-service-without-cases"]["outcome"] == "undetermined"


def test_a_service_active_only_later_is_no_service_yet(folder: Path) -> None:
    """`since` after the day judged is a gap; by the day the rule takes force it need not be."""
    write(folder, provider="private", intyg="{status: active, since: 2017-01-01}")
    assert code("audit", ".", "--as-of", "2016-11-01", "--fail-on", "warning", cwd=folder) == 0
    shown = basutbud("audit", ".", "--as-of", "2016-11-01", "-o", "concise", cwd=folder).stdout
    assert b"begara-intyg-not-offered" not in shown
    write(folder, intyg="{status: active, since: 2018-01-01}")
    assert code("audit", ".", *DAY, cwd=folder) == 1


def test_two_files_for_one_clinic_are_refused(folder: Path) -> None:
    """The second file of a clinic is told, not silently merged or dropped."""
    shutil.copy(folder / "c.yaml", folder / "d.yaml")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert (
        "! d.yaml:2:1: HSA-id:t SE2321000131-E000000009901 står redan i c.yaml"
        in done.stdout.decode()
    )


@pytest.mark.parametrize(("more", "told"), [((), False), (("-v",), True)])
def test_the_months_of_each_service_are_told_with_verbose(
    folder: Path, more: tuple[str, ...], *, told: bool
) -> None:
    """The JSON report has the unit's months in either case."""
    rows = "id;enhet;typ;inkom;svar\n1;E;x;2016-02-01;2016-02-02\n"
    (folder / "log.csv").write_text(rows, encoding="utf-8")
    done = basutbud("cases", "log.csv", *DAY, "-o", "json", *more, cwd=folder)
    counted = json.loads(done.stdout)["clinics"][0]["cases"]
    assert [one["month"] for one in counted["by_month"]] == ["2016-02"]
    assert ["by_month" in one for one in counted["by_service"]] == [told]


def test_a_report_piped_into_head_ends_quietly(folder: Path) -> None:
    """A reader that goes away is no error of ours to shout about."""
    command = f"{sys.executable} -m basutbud audit . -v | head -c 10"
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, check=False, timeout=60
    )
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) == 10


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("request_to_end", REQUESTS)
def test_an_interrupted_run_leaves_nothing_behind(
    folder: Path, request_to_end: signal.Signals
) -> None:
    """Exit 130 while a log is copied, and no report, list or temporary file is left."""
    rows = "".join(f"{n};E{n};å;2016-02-01 10:00;2016-02-0{n}\n" for n in range(1, 10))
    log = "id;enhet;typ;inkom;svar\n" + rows * 20_000
    (folder / "big.csv").write_text(log, encoding="cp1252")
    temporary = folder / "tmp"
    temporary.mkdir()
    arguments = ["cases", "big.csv", *DAY, "-o", "json=r.json", "--case-list", "late.csv"]
    running = subprocess.Popen(
        [sys.executable, "-m", "basutbud", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
    )
    while not list(temporary.glob("*/plain-0")) and running.poll() is None:
        continue
    running.send_signal(request_to_end)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert b"Traceback" not in told
    assert not list(temporary.iterdir())
    assert sorted(path.name for path in folder.iterdir()) == ["big.csv", "c.yaml", "tmp"]


@pytest.mark.skipif(os.name != "posix", reason="written for a POSIX shell")
@pytest.mark.parametrize(
    ("streams", "code"),
    [
        (">&-", 2),
        ("-o json=r.json >&-", 0),
        ("-o json=r.json 2>&-", 0),
        ("-o json=r.json >&- 2>&-", 0),
        ("gone.csv -o json=r.json 2>/dev/full", 3),
        ("gone.csv -o json=r.json 2>&-", 3),
        (">/dev/full", 2),
    ],
)
def test_the_exit_code_tells_the_truth_whatever_becomes_of_the_streams(
    folder: Path, streams: str, code: int
) -> None:
    """A report that cannot be written is told of; what is said on stderr may be lost."""
    (folder / "log.csv").write_text("id;enhet;typ;inkom;svar\n1;E;x;2016-02-01;2016-02-01\n")
    command = f"{sys.executable} -m basutbud cases log.csv {streams}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, check=False, timeout=60)
    assert done.returncode == code
    assert (folder / "r.json").exists() is ("r.json" in streams)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    """A dangling link reads as missing, in words."""
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert "gone.yaml" in done.stdout.decode()
