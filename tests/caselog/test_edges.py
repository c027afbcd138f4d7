"""Logs at the edges of what is read: one way in as another, and every limit where it stands."""

from __future__ import annotations

import csv
import errno
import gzip
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from basutbud.audit import Terms, audit_cases
from basutbud.caselog import (
    Dialect,
    EngineOptions,
    LogSource,
    OutcomeInputs,
    ScanCallbacks,
    Tolerance,
)
from basutbud.caselog.engine import Plan
from basutbud.caselog.engines.duckdb_engine import DuckDbEngine
from basutbud.caselog.scan import scan as scan_logs
from basutbud.errors import UsageError
from basutbud.model.mandate import Mandate
from basutbud.model.vocabulary import CaseOutcome, Outcome
from basutbud.sources.gathering import Gathered
from basutbud.workdays import Workdays
from logs import HEADER, RULESET, counts, listed, parquet, scan, write

USUAL = ("E", "x", "2016-02-01", "2016-02-02")
NOTED = "id;enhet;typ;inkom;svar;not"
ENCODINGS = ["utf-8", "utf-16"]
"""Read where it lies, and by way of a copy."""


def text_log(
    folder: Path, *lines: str, header: str = ";".join(HEADER), encoding: str = "utf-8"
) -> Path:
    """Write a log of a header and lines."""
    log = folder / "log.csv"
    log.write_text("\n".join((header, *lines, "")), encoding=encoding)
    return log


def rejected(log: Path, **asked: str) -> list[tuple[str, int | None]]:
    """Return why rows are rejected, and on which lines."""
    found = scan(log, encoding=asked.get("encoding")).statistics.rejections
    return [(one.code.removeprefix("row_"), one.location.line) for one in found]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_blanks_around_quotes_are_none_of_the_field(tmp_path: Path, encoding: str) -> None:
    """As where a comma and a blank part the fields; in the first row too, which is proved."""
    header = "id, enhet, typ, inkom, svar"
    lines = (
        ' "A,1" ,  "E", "x" , "2016-02-01", "2016-02-02"',
        '2, "E", "", "2016-02-01", 2016-02-29 ',
        '"", E, x, 2016-02-01, ',
    )
    log = text_log(tmp_path, *lines, header=header, encoding=encoding)
    assert rejected(log) == [("missing", 4)]
    report = scan(log)
    assert counts(report, "E") == {"on_time": 1, "late": 1, "rejected": 1}
    assert [case.case_id for case in report.statistics.units["E"].worst] == ["2"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("behind", [" ", "   "])
def test_blanks_behind_quotes_are_none_of_the_field_either(
    tmp_path: Path, encoding: str, behind: str
) -> None:
    """In the middle of a row, and at its end."""
    line = f'"1"{behind};"E"{behind};"x";2016-02-01;"2016-02-02"{behind}'
    assert counts(scan(text_log(tmp_path, line, encoding=encoding)), "E") == {"on_time": 1}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("last", ['skärm 5"', '"x"y', '"x"\t', ' "x', '"a" "b"'])
def test_a_stray_quote_is_one_wherever_it_stands(
    tmp_path: Path, encoding: str, end: str, last: str
) -> None:
    """Whatever the encoding, and whether the file ends with it or not."""
    sound = ["1;E;x;2016-02-01;2016-02-02;", "2;E;x;2016-02-01;2016-02-02;"]
    log = tmp_path / "log.csv"
    text = "\n".join([NOTED, *sound, f"3;E;x;2016-02-01;2016-02-02;{last}"]) + end
    log.write_bytes(text.encode(encoding))
    assert rejected(log) == [("stray_quote", 4)]


def test_a_stray_quote_late_in_a_log_is_one_too(tmp_path: Path) -> None:
    """Beyond what is looked at to find the dialect."""
    lines = [f"{n};E;x;2016-02-01;2016-02-02;" for n in range(40_000)]
    lines[30_000] += 'skärm 5"'
    assert rejected(text_log(tmp_path, *lines, header=NOTED)) == [("stray_quote", 30_002)]


@pytest.mark.parametrize("nothing", ["", '""'])
def test_a_note_over_lines_before_columns_without_a_name(tmp_path: Path, nothing: str) -> None:
    """What stands behind it does not make its last line a row."""
    behind = ";".join(["", *[nothing] * 5])
    lines = [f'1;E;x;2016-02-01;2016-02-02;"rad1\nrad2"{behind}', "2;E;x;2016-02-01;2016-02-02;"]
    report = scan(text_log(tmp_path, *lines, header=f"{NOTED};;;;;"))
    assert counts(report, "E") == {"on_time": 2}


def test_a_note_over_lines_may_be_long(tmp_path: Path) -> None:
    """Up to the limit of a line."""
    note = "\n".join(["x" * 70_000] * 3)
    report = scan(text_log(tmp_path, f'1;E;x;2016-02-01;2016-02-02;"{note}"', header=NOTED))
    assert counts(report, "E") == {"on_time": 1}


@pytest.mark.parametrize(("breaks", "stray"), [(199, False), (200, False), (201, True)])
def test_a_record_has_so_many_lines_and_no_more(tmp_path: Path, breaks: int, stray: bool) -> None:
    """A quote that is not closed by then is stray."""
    note = '"' + "\n" * breaks + 'x"'
    log = text_log(tmp_path, f"1;E;x;2016-02-01;2016-02-02;{note}", header=NOTED)
    assert bool(rejected(log)) is stray


@pytest.mark.parametrize(
    ("header", "lines", "torn"),
    [
        (
            ";".join(HEADER),
            ['1;"E', "2;E;x;2016-02-01;2016-02-02", '";x;2016-02-01;2016-02-02'],
            [2, 3, 4],
        ),
        (
            NOTED,
            ['1;E;x;2016-02-01;2016-02-02;"a', '2;E;x;2016-02-01;2016-02-02;b"'],
            [2, 3],
        ),
    ],
)
def test_whole_rows_are_no_part_of_a_field(
    tmp_path: Path, header: str, lines: list[str], torn: list[int]
) -> None:
    """Two stray quotes swallow no row, and none is a case that may be part of a text."""
    log = text_log(tmp_path, *lines, header=header)
    assert [line for _, line in rejected(log)] == torn


PROSE = st.lists(
    st.sampled_from(
        ["Hej", "ont, i nacken, ryggen, knät, armen, handen", "mvh, Anna", '5" br', "", "1,5"]
    ),
    max_size=4,
).map("\n".join)


@example(rows=[("Hej\n", "\nHej")], delimiter=",", line_end="\n")
@settings(max_examples=12)
@given(
    rows=st.lists(st.tuples(PROSE, PROSE), min_size=4, max_size=12),
    delimiter=st.sampled_from(",;"),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_text_over_several_lines_may_stand_in_any_column(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str]],
    delimiter: str,
    line_end: str,
) -> None:
    """First and last, with delimiters in it, and whatever else prose may hold: a record is one."""
    log = tmp_path_factory.mktemp("log") / "log.csv"
    with log.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
        writer.writerow(["typ", "enhet", "inkom", "svar", "id", "anteckning"])
        for number, (first, last) in enumerate(rows):
            day = f"2016-02-{1 + number:02}"
            writer.writerow([f"x{first}", "E", day, day, f"A{number}", last])
    report = scan(log)
    assert not report.statistics.rejections
    assert counts(report, "E") == {"on_time": len(rows)}


@pytest.mark.parametrize("space", ["\u202f", "\u2003", "\u3000", "\u1680"])
def test_spaces_of_other_alphabets_are_text(tmp_path: Path, space: str) -> None:
    """An id is told by them, beside a plain space too."""
    log = write(tmp_path / "a.csv", [(f"1 7{space}", *USUAL), ("1 7", *USUAL)])
    assert counts(scan(log), "E") == {"on_time": 2}


def test_a_tab_in_quotes_is_a_space(tmp_path: Path) -> None:
    """Where it parts the fields otherwise."""
    rows = [("1", *USUAL), ('"\t1"', "E", "x", '"2016-02-01\t"', '"\t2016-02-03"')]
    report = scan(write(tmp_path / "a.tsv", rows, "\t"))
    assert counts(report, "E") == {"on_time": 1, "superseded": 1}


@pytest.mark.parametrize(
    "stamp", ["2016-2-01T13:05\t", "2016-02-01 13:0\t", "\t2016-02-1T13:05:30", "\t2016-2-1 1:05 "]
)
def test_a_space_beside_a_stamp_makes_no_form_of_it(tmp_path: Path, stamp: str) -> None:
    """Fewer digits are no stamp, however long the text is with what stands around it."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", stamp, ""), ("2", *USUAL)])
    assert rejected(log) == [("unreadable_date", 2)]


def test_decomposed_letters_are_utf8(tmp_path: Path) -> None:
    """One damaged row is one; rows of another encoding are told of."""
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


def test_one_letter_of_another_encoding_damages_its_row_alone(tmp_path: Path) -> None:
    """Two would be a log of mixed encodings."""
    log = tmp_path / "a.csv"
    rows = [";".join(HEADER), "1;E;Förnya;2016-02-01;2016-02-02"]
    log.write_bytes("\n".join([*rows, "2;E;"]).encode() + b"\xf6;2016-02-01;2016-02-02\n")
    assert rejected(log) == [("bad_bytes", 3)]


def test_the_encoding_asked_for_is_kept(tmp_path: Path) -> None:
    """Bytes that are none of its text damage their row."""
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


def test_units_in_parquet_are_trimmed(tmp_path: Path) -> None:
    """As in CSV; one of blanks alone is none."""
    cells = ["E", "E ", " E", "E\N{NO-BREAK SPACE}", "  "]
    rows = [(str(n), unit, *USUAL[1:]) for n, unit in enumerate(cells)]
    report = scan(parquet(tmp_path / "a.parquet", rows))
    assert set(report.statistics.units) == {"E"}
    assert counts(report, "E") == {"on_time": 4}
    assert [one.code for one in report.statistics.rejections] == ["row_missing"]


def test_headers_in_parquet_may_have_blanks(tmp_path: Path) -> None:
    """They are known without, and read by the name that they have."""
    import duckdb

    row = "'1' AS \"id \", 'E' AS unit, 'x' AS type, '2016-02-01' AS \" inkom\", '' AS svar"
    with duckdb.connect() as database:
        database.sql(f"SELECT {row}").write_parquet(str(tmp_path / "a.parquet"))
    assert counts(scan(tmp_path / "a.parquet"), "E") == {"overdue": 1}


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


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("folder", ["c1=F", "Enhet=F"])
def test_a_folder_named_like_a_column_is_none(tmp_path: Path, form: str, folder: str) -> None:
    """What the log says counts."""
    (tmp_path / folder).mkdir()
    log = tmp_path / folder / f"log.{form}"
    (write if form == "csv" else parquet)(log, [("1", *USUAL)])
    assert set(scan(log).statistics.units) == {"E"}


def test_case_types_of_a_log_that_is_refused_take_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types are told apart up to a number, in logs that are read."""
    monkeypatch.setattr("basutbud.caselog.rowjudge.MOST_OWN_TYPES", 3)
    refused = write(tmp_path / "a.csv", [("1", "E", f"t{n}", *USUAL[2:]) for n in range(4)])
    refused.write_bytes(refused.read_bytes() + b"\0" * 2 + "å".encode() + "ååå".encode("cp1252"))
    types = [*(f"own{n}" for n in range(4)), "Förnya recept"]
    log = write(tmp_path / "b.csv", [(f"B{t}", "E", t, *USUAL[2:]) for t in types])
    report = scan(refused, log)
    assert [one.code for one in report.rejections] == ["log_mixed_encodings"]
    named = set(report.statistics.units["E"].by_service)
    assert named == {"own0", "own1", "own2", "", "fornya-recept"}


def _append(log: Path) -> None:
    log.write_bytes(log.read_bytes() + b"9;E;x;2016-02-01;2016-02-02\n")


def _cut(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-20])


def _replace(log: Path) -> None:
    """Put another file in its place, as long and, as it says, as old."""
    other, before = log.with_suffix(".new"), log.stat()
    other.write_bytes(log.read_bytes())
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(log)


@pytest.mark.parametrize("change", [_append, _cut, _replace, Path.unlink])
@pytest.mark.parametrize("packed", [False, True])
def test_a_log_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], packed: bool
) -> None:
    """A report tells of one state of a log, or says why not; another log is read all the same."""
    log, other = (write(tmp_path / name, [("1", *USUAL)]) for name in ("a.csv", "b.csv"))
    if packed:
        log.write_bytes(gzip.compress(log.read_bytes()))
    stage_as_it_is = DuckDbEngine.stage
    changes = iter([change])

    def stage(engine: DuckDbEngine, plan: Plan) -> int:
        rows = stage_as_it_is(engine, plan)
        for once in changes:
            once(log)
        return rows

    monkeypatch.setattr(DuckDbEngine, "stage", stage)
    found = scan(log, other)
    expected = "missing" if change is Path.unlink else "log_changed"
    assert [(one.code, one.location.path) for one in found.rejections] == [(expected, "a.csv")]
    assert [(one.path, one.tally.read) for one in found.statistics.logs] == [("b.csv", 1)]


def test_a_wait_may_be_longer_than_a_lifetime(tmp_path: Path) -> None:
    """As many working days as there are."""
    log = write(tmp_path / "a.csv", [("1", "E", "x", "1990-01-02", "2060-12-01")])
    _, _, longest = scan(log).statistics.units["E"].total.days
    assert longest is not None
    assert longest > 17_000


def test_a_stamp_that_is_none_may_be_that_of_either_reply(tmp_path: Path) -> None:
    """The last reply stands where there is no first, so both columns are named."""
    log = text_log(tmp_path, "1;E;x;2016-02-01;;?", header="id;enhet;typ;inkom;svar;slutsvar")
    (problem,) = scan(log).statistics.rejections
    assert problem.column == "svar / slutsvar"


@pytest.mark.parametrize("first", ["", " ", "\t"])
def test_the_last_reply_counts_where_the_first_is_blank(tmp_path: Path, first: str) -> None:
    """Spaces are nothing."""
    header = "id;enhet;typ;inkom;svar;slutsvar"
    log = text_log(tmp_path, f"1;E;x;2016-02-01;{first};2016-02-02", header=header)
    assert counts(scan(log), "E") == {"on_time": 1}


def test_every_field_beyond_the_header_is_looked_at(tmp_path: Path) -> None:
    """One behind an empty one too."""
    assert rejected(text_log(tmp_path, "1;E;x;2016-02-01;2016-02-02;;extra")) == [
        ("too_many_fields", 2)
    ]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("extra", "damaged"),
    [
        ([1, 1, 1], []),
        ([8, 8, 0, 8], []),
        ([1, 1, 0, 0], [2, 3]),
        ([1, 1, 0, 2], [2, 3, 5]),
        ([0, 0, 1], [4]),
        ([1, 1, 1, 2], [5]),
        ([0, 9, 0], [3]),
        ([1], [2]),
        ([1, 0], [2]),
    ],
)
def test_empty_fields_beyond_the_header_are_the_files_or_damage(
    tmp_path: Path, encoding: str, extra: list[int], damaged: list[int]
) -> None:
    """Where most rows end with delimiters they are nothing; a row alone has been shifted."""
    lines = [f"{n};E;x;2016-02-01;2016-02-02" + ";" * more for n, more in enumerate(extra)]
    log = text_log(tmp_path, *lines, encoding=encoding)
    assert rejected(log) == [("too_many_fields", line) for line in damaged]
    assert scan(log).statistics.total[CaseOutcome.ON_TIME] == len(extra) - len(damaged)


def test_a_case_id_over_two_lines_is_one_in_every_kind_of_file(tmp_path: Path) -> None:
    """A blank is what parts them, so that the same case is met again."""
    late = write(tmp_path / "a.csv", [('"A\n1"', "E", "x", "2016-02-01", "2016-02-09")])
    for end in ("\n", "\r\n", "\r"):
        soon = parquet(tmp_path / "a.parquet", [(f"A{end}1", *USUAL)])
        assert counts(scan(late, soon), "E") == {"on_time": 1, "superseded": 1}


def test_a_file_of_one_endless_word_is_not_called_empty(tmp_path: Path) -> None:
    """It has no lines of a log."""
    log = tmp_path / "log.csv"
    log.write_text("a" * 2_000_000)
    assert [one.code for one in scan(log).rejections] == ["log_no_lines"]
    log.write_text("\n \n")
    assert [one.code for one in scan(log).rejections] == ["log_empty"]


def test_a_full_disk_is_told_of_the_file_that_is_written(tmp_path: Path) -> None:
    """The case list's and the rejected rows' disk is not the temporary folder's."""
    full = OSError(errno.ENOSPC, "full")

    def refuse(_: object) -> None:
        raise full

    log = write(tmp_path / "log.csv", [("1", "E", "x", "2016-02-01", "2016-02-09")])
    terms = Terms(RULESET, RULESET.rules, Mandate(date(2017, 6, 30), RULESET.id), "0")
    found = Gathered((), ((log, "log.csv"),), tmp_path)
    for watch in (ScanCallbacks(case_list=refuse), ScanCallbacks(rejects=refuse)):
        with pytest.raises(OSError, match="full") as caught:
            audit_cases(found, terms, watch)
        assert caught.value is full


def test_the_repeated_hour_alone_may_end_before_it_begins(tmp_path: Path) -> None:
    """Of the day on which it is, the other hours are as any."""
    rows = [
        ("1", "E", "x", "2016-10-30 10:00", "2016-10-30 02:10"),
        ("2", "E", "x", "2016-10-30 02:40", "2016-10-30 01:10"),
        ("3", "E", "x", "2016-10-30 02:40", "2016-10-30 02:10"),
    ]
    log = write(tmp_path / "a.csv", rows)
    assert counts(scan(log), "E") == {"contradictory": 2, "on_time": 1}


def test_a_row_out_of_shape_may_be_any_units(tmp_path: Path) -> None:
    """So that no unit of its log is beyond doubt."""
    log = text_log(
        tmp_path,
        "1;E;x;2016-02-01;2016-02-02",
        "2;F;x;2016-02-01;2016-02-02",
        "3;E;2016-02-01;2016-02-02",
    )
    found = {one.name: one.outcome for one in scan(log).clinics}
    assert found == dict.fromkeys("EF", Outcome.UNDETERMINED)


def test_rows_tolerated_leave_no_doubt(tmp_path: Path) -> None:
    """One without a unit, of a log that may have one."""
    rows = [("1", *USUAL), ("2", "", *USUAL[1:])]
    report = scan(write(tmp_path / "a.csv", rows), tolerance=Tolerance(rows=1))
    assert report.clinics[0].outcome is Outcome.COMPLIANT


def test_rows_outside_the_period_supersede_none_and_begin_nothing(tmp_path: Path) -> None:
    """The same id before it is another matter."""
    rows = [("1", "E", "x", "2016-01-31", "2016-01-31"), ("1", *USUAL)]
    report = scan(write(tmp_path / "a.csv", rows), period=(date(2016, 2, 1), None))
    assert counts(report, "E") == {"outside": 1, "on_time": 1}
    unit = report.statistics.units["E"]
    assert (unit.first_received, unit.last_received) == (date(2016, 2, 1),) * 2


def test_the_worst_cases_are_shown_up_to_a_number(tmp_path: Path) -> None:
    """Of those that the requirement bound, and of those before."""
    unit = "SE2321000131-E000000000001"
    old = [(f"C{n}", unit, "x", "2016-02-01", f"2016-04-{n + 1:02}") for n in range(12)]
    log = write(tmp_path / "a.csv", [*old, ("D", unit, "x", "2017-02-01", "2017-02-09")])
    bound = {unit: date(2017, 1, 1)}
    judge = OutcomeInputs(Workdays.of(RULESET), date(2017, 6, 30), (None, None), {}, bound)
    asked = Dialect(), Tolerance(), EngineOptions(), ScanCallbacks()
    found, _ = scan_logs([LogSource(log, "a.csv", "a")], judge, *asked)
    worst = found.units[unit].worst
    assert [case.case_id for case in worst if case.in_force] == ["D"]
    assert len(worst) == 11


def test_the_case_list_is_in_the_order_of_the_log(tmp_path: Path) -> None:
    """However many are written, and by how many threads."""
    rows = [
        (f"A{n}", "EF"[n % 2], "xyz"[n % 3], "2016-02-01", "2016-02-09") for n in range(150_000)
    ]
    log = write(tmp_path / "a.csv", rows)
    assert [row[1] for row in listed(log)] == [str(n + 2) for n in range(len(rows))]


def test_a_file_without_line_ends_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before all of it is in memory."""
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", 1000)
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._ENDLESS", 4000)
    log = tmp_path / "a.csv"
    log.write_bytes((";".join(HEADER) + '\n"' + "x" * 9000).encode("utf-16"))
    assert [one.code for one in scan(log).rejections] == ["log_no_lines"]


def test_quotes_around_nothing_make_no_row(tmp_path: Path) -> None:
    """A blank line, as some systems write it."""
    log = text_log(tmp_path, "1;E;x;2016-02-01;2016-02-02", '"";"";"";"";""')
    assert scan(log).statistics.total.read == 1


def test_half_hours_of_an_offset_count(tmp_path: Path) -> None:
    """On either side of Greenwich, with a colon and without, and Z in small."""
    rows = [
        ("1", "E", "x", "2016-02-01T15:00+05:30", "2016-02-01T10:29+01:00"),
        ("2", "E", "x", "2016-02-01T15:00+0530", "2016-02-01T10:30+01"),
        ("3", "E", "x", "2016-02-01T05:00-03:30", "2016-02-01T09:29+01:00"),
        ("4", "E", "x", "2016-02-01T05:00-0330", "2016-02-01T09:30"),
        ("5", "E", "x", "2016-02-01T10:00z", "2016-02-01T10:59"),
        ("6", "E", "x", "2016-02-01T10:00 Z", "2016-02-01T11:00"),
    ]
    log = write(tmp_path / "a.csv", rows)
    assert counts(scan(log), "E") == {"contradictory": 3, "on_time": 3}


@pytest.mark.parametrize(("above", "codes"), [(24, []), (25, ["log_no_header"])])
def test_the_header_stands_within_so_many_lines(
    tmp_path: Path, above: int, codes: list[str]
) -> None:
    """Of what may stand above it."""
    header = "Utdrag\n" * above + ";".join(HEADER)
    log = text_log(tmp_path, "1;E;x;2016-02-01;2016-02-02", header=header)
    assert [one.code for one in scan(log).rejections] == codes


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


def test_a_full_disk_is_no_fault_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as such, while a log is read and afterwards."""
    log = write(tmp_path / "a.csv", [("1", *USUAL)])
    told = "error('Could not write file: No space left on device')"
    full = f"SELECT {told}"
    with monkeypatch.context() as patch:
        patch.setattr("basutbud.caselog.engines.duckdb_engine.read_sql", lambda _: full)
        assert [one.code for one in scan(log).rejections] == ["no_room"]
    monkeypatch.setattr("basutbud.caselog.sql.outcomes.NOTABLE", full)
    with pytest.raises(UsageError) as caught:
        scan(log)
    assert [one.code for one in caught.value.problems] == ["no_room"]
