"""Which column holds what: by its name, by what the user points out, or not at all."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from basutbud.caselog.columns import SYNONYMS, Columns, match_columns
from basutbud.model.vocabulary import CaseOutcome, Outcome
from logs import ENCODINGS, HEADER, USUAL, counts, parquet, scan, text_log, write


@pytest.mark.parametrize(
    ("role", "word"), [(role, word) for role, words in SYNONYMS.items() for word in words]
)
def test_every_synonym_is_known_however_it_is_spelled(role: str, word: str) -> None:
    """Case, spaces, hyphens, underscores and decomposed letters make no other name."""
    plain = dict(
        zip(("case_id", "unit", "service", "received", "first_reply"), HEADER, strict=True)
    )
    for spelled in (
        word.upper(),
        word.title().replace(" ", "_"),
        word.replace("_", " ").replace(" ", "-"),
        word.replace("-", "").replace("_", ""),
        f"\u00a0{word.replace(' ', '  ')} ",
        unicodedata.normalize("NFD", word),
    ):
        header = {**plain, role: spelled}
        found = match_columns(list(header.values()), {}, unit_needed=True)
        assert isinstance(found, Columns), spelled
        assert found.positions[role] == list(header).index(role)


def test_columns_can_be_pointed_out(tmp_path: Path) -> None:
    """--column names a header that no synonym covers."""
    log = tmp_path / "a.csv"
    log.write_text("nr;enhet;typ;start;svar\n1;E;x;2016-02-01;2016-02-01\n")
    assert scan(log).rejections[0].values["missing"] == ("case_id", "received")
    report = scan(log, columns={"received": ["start"], "case_id": ["NR"]})
    assert counts(report, "E") == {"on_time": 1}


def test_columns_pointed_out_are_those_of_some_logs(tmp_path: Path) -> None:
    """Logs without them go by the usual names; each may have one of several of its own."""
    headers = ["id;enhet;typ;Inkom;svar", "id;enhet;typ;Start;svar", "id;enhet;typ;Öppnat;svar"]
    logs = [tmp_path / f"{number}.csv" for number in range(3)]
    for number, (log, header) in enumerate(zip(logs, headers, strict=True)):
        log.write_text(f"{header}\n{number};E;x;2016-02-01;2016-02-01\n")
    report = scan(*logs, columns={"received": ["start", "öppnat"]})
    assert report.complete
    assert counts(report, "E") == {"on_time": 3}


def test_a_column_pointed_out_goes_before_the_usual_names(tmp_path: Path) -> None:
    """What it is called otherwise, another role's too, no longer counts."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar;skapat\n1;E;x;2016-02-01;2016-02-29;2016-02-29\n")
    assert counts(scan(log, columns={"received": ["skapat"]}), "E") == {"on_time": 1}
    assert counts(scan(log, columns={"received": ["svar"], "first_reply": ["skapat"]}), "E") == {
        "on_time": 1
    }
    (problem,) = scan(log, columns={"received": ["skapat", "inkom"]}).rejections
    assert problem.code == "log_columns_ambiguous"


def test_a_column_pointed_out_that_no_log_has_is_reported(tmp_path: Path) -> None:
    """A slip does not end in another column being read unsaid."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar\n1;E;x;2016-02-01;2016-02-01\n")
    report = scan(log, columns={"received": ["inkon"], "final_reply": ["inkom"]})
    assert not report.complete
    told = [(one.code, one.values.get("suggestion")) for one in report.rejections]
    assert told == [("log_columns_missing", "inkom")]
    report = scan(log, columns={"received": ["inkon"]})
    (problem,) = report.rejections
    assert (problem.code, problem.values["suggestion"]) == ("column_nowhere", "inkom")
    assert counts(report, "E") == {"on_time": 1}


def test_two_columns_that_could_both_be_the_reply_are_refused(tmp_path: Path) -> None:
    """The file is refused, and the refusal names both."""
    log = tmp_path / "a.csv"
    log.write_text("id;enhet;typ;inkom;svar;besvarat\n1;E;x;2016-02-01;2016-02-01;2016-02-01\n")
    (problem,) = scan(log).rejections
    assert problem.code == "log_columns_ambiguous"
    assert problem.values["names"] == ("svar", "besvarat")


def test_a_file_without_a_header_shows_none_of_its_rows(tmp_path: Path) -> None:
    """A first row of data is not echoed as if it were column names."""
    log = tmp_path / "a.csv"
    log.write_text("Anna Andersson;19121212-1212;x;2016-02-01;2016-02-01\n")
    (problem,) = scan(log).rejections
    assert problem.code == "log_no_header"
    assert "Anna" not in repr(problem)


def test_the_header_stands_within_so_many_lines(tmp_path: Path) -> None:
    """Of what may stand above it."""
    logs = []
    for above in (24, 25):
        logs.append(tmp_path / f"{above}.csv")
        header = "Utdrag\n" * above + ";".join(HEADER)
        logs[-1].write_text(f"{header}\n1;E;x;2016-02-01;2016-02-02\n")
    (problem,) = scan(*logs).rejections
    assert (problem.location.path, problem.code) == ("25.csv", "log_no_header")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_header_may_break_its_lines(tmp_path: Path, encoding: str) -> None:
    """In quotes, as a spreadsheet writes it; a quote above it that is never closed is no matter."""
    header = 'Utdrag 5" brett\nid;enhet;"typ";inkom;"Första\n\nsvar";"not\n(fri)"'
    log = text_log(tmp_path, "1;E;x;2016-02-01;2016-02-02;a", header=header, encoding=encoding)
    report = scan(log)
    assert report.complete
    assert counts(report, "E") == {"on_time": 1}
    (read,) = report.statistics.logs
    assert (read.header_line, read.tally.read) == (5, 1)


def test_headers_in_parquet_may_have_blanks(tmp_path: Path) -> None:
    """They are known without, and read by the name that they have."""
    import duckdb

    row = "'1' AS \"id \", 'E' AS unit, 'x' AS type, '2016-02-01' AS \" inkom\", '' AS svar"
    with duckdb.connect() as database:
        database.sql(f"SELECT {row}").write_parquet(str(tmp_path / "a.parquet"))
    assert counts(scan(tmp_path / "a.parquet"), "E") == {"overdue": 1}


def test_units_in_parquet_are_trimmed(tmp_path: Path) -> None:
    """As in CSV; blanks alone are no unit."""
    cells = ["E", "E ", " E", "E\N{NO-BREAK SPACE}", "  "]
    rows = [(str(n), unit, *USUAL[1:]) for n, unit in enumerate(cells)]
    report = scan(parquet(tmp_path / "a.parquet", rows))
    assert set(report.statistics.units) == {"E"}
    assert counts(report, "E") == {"on_time": 4}
    assert [one.code for one in report.statistics.rejections] == ["row_missing"]


def test_a_log_without_units_is_its_file(tmp_path: Path) -> None:
    """``cases`` takes the name of a log without a unit column for its unit."""
    log = tmp_path / "ekbacken.csv"
    log.write_text("id;typ;inkom;svar\n1;x;2016-02-01;2016-02-01\n")
    (clinic,) = scan(log).clinics
    assert clinic.name == "ekbacken"
    assert clinic.cases is not None
    assert clinic.cases.total[CaseOutcome.ON_TIME] == 1


def test_logs_without_units_are_units_apart(tmp_path: Path) -> None:
    """Two logs of one name, or of names that are masked alike, supersede nothing in each other."""
    text = "id;typ;inkom;svar\n1;x;2016-02-01;{}\n"
    logs = []
    for folder, reply in (("p", "2016-02-01"), ("q", "2016-02-09")):
        (tmp_path / folder).mkdir()
        log = tmp_path / folder / "191212121212.csv"
        log.write_text(text.format(reply))
        logs.append(log)
    report = scan(*logs)
    assert report.statistics.total[CaseOutcome.SUPERSEDED] == 0
    assert [clinic.outcome for clinic in report.clinics] == [Outcome.VIOLATION, Outcome.COMPLIANT]
    assert len({one.sha256 for one in report.inputs}) == 2


def test_a_path_with_glob_characters_is_one_file(tmp_path: Path) -> None:
    """The engine does not take a file's name for a pattern."""
    write(tmp_path / "log1.csv", [("1", "E", "x", "2016-02-01", "2016-02-01")])
    odd = write(tmp_path / "log[1]'*.csv", [("1", "F", "x", "2016-02-01", "2016-02-01")])
    assert set(scan(odd).statistics.units) == {"F"}


@pytest.mark.parametrize("name", ["log[1].parquet", "log*.parquet", "\udce5.parquet"])
def test_a_parquet_file_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    """And no other that the name could stand for."""
    parquet(tmp_path / "log1.parquet", [("1", "OTHER", *USUAL[1:])])
    odd = tmp_path / name
    odd.write_bytes(parquet(tmp_path / "p", [("1", *USUAL)]).read_bytes())
    assert set(scan(odd).statistics.units) == {"E"}


def test_a_name_that_cannot_be_printed_is_read(tmp_path: Path) -> None:
    """The file is, and the name shown some other way."""
    assert set(scan(write(tmp_path / "a\n\udcff.csv", [("1", *USUAL)])).statistics.units) == {"E"}


def test_a_folder_named_like_a_column_is_no_column(tmp_path: Path) -> None:
    """What the log says counts."""
    logs = []
    for folder in ("c1=F", "Enhet=F"):
        (tmp_path / folder).mkdir()
        case = ("1", f"E{folder}", *USUAL[1:])
        logs.append(write(tmp_path / folder / "log.csv", [case]))
        logs.append(parquet(tmp_path / folder / "log.parquet", [case]))
    assert {*scan(*logs).statistics.units} == {"Ec1=F", "EEnhet=F"}
