"""Quotes: those that enclose a field, over lines too, and those that are strays."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from basutbud.model.vocabulary import CaseOutcome
from logs import ENCODINGS, HEADER, NOTED, counts, rejected, rejections, scan, text_log, write


def test_quoted_line_breaks_part_record_from_line(tmp_path: Path) -> None:
    """Lines count physically, records logically, and later rows keep both right."""
    log = tmp_path / "log.csv"
    log.write_text(
        "id;enhet;typ;inkom;svar;anteckning\n"
        '1;E;x;2016-02-01;2016-02-01;"en\ntvå; ""tre""\nfyra"\n'
        "\n"
        "2;E;x;2016-02-01;2016-02-09;ok\n"
        "3;E;x;2016-02-30;;ok\n",
        encoding="utf-8",
    )
    report = scan(log)
    (case,) = report.statistics.units["E"].worst
    assert (case.line, case.record) == (6, 2)
    (problem,) = report.statistics.rejections
    assert (problem.location.line, problem.location.record) == (7, 3)
    assert counts(report, "E") == {"on_time": 1, "late": 1, "rejected": 1}


def test_quotes_inside_plain_text_are_part_of_it(tmp_path: Path) -> None:
    """A pair of quotes that does not enclose a field hides nothing, and is read as it stands."""
    log = write(tmp_path / "a.csv", [("1", "E", '5" och 6"', "2016-02-01", "2016-02-02")])
    report = scan(log)
    assert counts(report, "E") == {"on_time": 1}
    assert set(report.statistics.units["E"].by_service) == {'5" och 6"'}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_blanks_around_quotes_are_outside_the_field(tmp_path: Path, encoding: str) -> None:
    """As where a comma and a blank part the fields; in the first row too, which is proved."""
    header = "id, enhet, typ, inkom, svar"
    lines = (
        ' "A,1" ,  "E", "x" , "2016-02-01", "2016-02-02"',
        '2, "E", "", "2016-02-01", 2016-02-29 ',
        '"", E, x, 2016-02-01, ',
    )
    report = scan(text_log(tmp_path, *lines, header=header, encoding=encoding))
    assert rejections(report) == [("missing", 4)]
    assert counts(report, "E") == {"on_time": 1, "late": 1, "rejected": 1}
    assert [case.case_id for case in report.statistics.units["E"].worst] == ["2"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_blanks_behind_quotes_are_outside_the_field_either(tmp_path: Path, encoding: str) -> None:
    """In the middle of a row, and at its end."""
    lines = [
        f'"{n}"{behind};"E"{behind};"x";2016-02-01;"2016-02-02"{behind}'
        for n, behind in enumerate((" ", "   "))
    ]
    assert counts(scan(text_log(tmp_path, *lines, encoding=encoding)), "E") == {"on_time": 2}


def test_quotes_that_pair_across_fields_open_nothing(tmp_path: Path) -> None:
    """Quotes of an even number may leave a field open; what follows is not swallowed."""
    after = "2;E;x;2016-02-01;2016-02-01;"
    stray = {
        "a quoted word within quotes": ['1;E;"x"y";2016-02-01;2016-02-09;"a'],
        "a quote and a blank": ['1;E;"x"" ;2016-02-01;2016-02-01;"a'],
        "a quote, a blank, and a quote at the end": ['1;E;"x"" ;2016-02-01;2016-02-01;a"'],
    }
    whole = {"an inch and a note": ['1;E;5" br;2016-02-01;2016-02-01;"a', 'b"']}
    logs: dict[str, Path] = {}
    for name, lines in (stray | whole).items():
        logs[name] = tmp_path / f"{name}.csv"
        logs[name].write_text("\n".join([NOTED, *lines, after, ""]))
    statistics = scan(*logs.values()).statistics
    told = [(one.location.path, one.location.line) for one in statistics.rejections]
    assert told == [(f"{name}.csv", 2) for name in sorted(stray)]
    assert [log.tally.read for log in statistics.logs] == [2] * 4


def test_a_stray_quote_is_one_wherever_it_stands(tmp_path: Path) -> None:
    """Whatever the encoding, and whether the file ends with it or not."""
    sound = ["1;E;x;2016-02-01;2016-02-02;", "2;E;x;2016-02-01;2016-02-02;"]
    logs: list[Path] = []
    for last in ('skärm 5"', '"x"y', '"x"\t', '" x', '"a" "b"'):
        text = "\n".join([NOTED, *sound, f"3;E;x;2016-02-01;2016-02-02;{last}"])
        for encoding in ENCODINGS:
            for end in ("", "\n"):
                logs.append(tmp_path / f"{len(logs):02}.csv")
                logs[-1].write_bytes((text + end).encode(encoding))
    told = [
        (one.location.path, one.code, one.location.line)
        for one in scan(*logs).statistics.rejections
    ]
    assert told == [(log.name, "row_stray_quote", 4) for log in logs]


def test_a_stray_quote_late_in_a_log_is_one_too(tmp_path: Path) -> None:
    """Beyond what is looked at to find the dialect."""
    lines = [f"{n};E;x;2016-02-01;2016-02-02;" for n in range(40_000)]
    lines[30_000] += 'skärm 5"'
    assert rejected(text_log(tmp_path, *lines, header=NOTED)) == [("stray_quote", 30_002)]


@pytest.mark.parametrize(
    ("last", "rejected"), [('"x', [2, 10]), ('x"', [*range(2, 11)])], ids=["strays", "one text"]
)
def test_rows_between_two_quotes_are_cases_only_if_they_can_be_nothing_else(
    tmp_path: Path, last: str, rejected: list[int]
) -> None:
    """Between two strays rows are read; where the quotes may hold one text, no line is a case."""
    good = "{};E;x;2016-02-01;2016-02-02"
    bad = '{};E;"x;2016-02-01;2016-02-02'
    lines = [
        ";".join(HEADER),
        bad.format(1),
        *(good.format(n) for n in range(2, 9)),
        bad.format(9).replace('"x', last),
    ]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(lines))
    report = scan(log)
    assert [p.location.line for p in report.statistics.rejections] == rejected
    assert report.statistics.total[CaseOutcome.ON_TIME] == 9 - len(rejected)


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


def test_a_record_has_so_many_lines_and_no_more(tmp_path: Path) -> None:
    """A quote that is not closed by then is stray."""
    logs = []
    for breaks in (199, 200, 201):
        logs.append(tmp_path / f"{breaks}.csv")
        note = '"' + "\n" * breaks + 'x"'
        logs[-1].write_text(f"{NOTED}\n1;E;x;2016-02-01;2016-02-02;{note}\n")
    stray = {one.location.path for one in scan(*logs).statistics.rejections}
    assert stray == {"201.csv"}


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
