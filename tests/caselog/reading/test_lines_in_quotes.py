"""Lines between quotes: one text of several lines, or rows that a stray quote would swallow."""

from __future__ import annotations

from pathlib import Path

import pytest

from basutbud.caselog.reading import plaincopy
from logs import counts, parquet, scan

HEADER = "id,enhet,typ,inkom,svar,anteckning"
OPEN = '1,E,x,2016-02-01,2016-02-02,"ser '
LATE = "2,E,x,2016-02-01,2016-02-20,"
ROWS = {
    "two rows with a quote each": [OPEN, LATE + 'klar"'],
    "a row between": [OPEN, LATE, 'klar"'],
    "a row with blanks between": [OPEN, LATE.replace(",", ", "), 'klar"'],
    "a row without a day between": [OPEN, "2,E,x,imorgon,,", 'klar"'],
    "a row before the last line": [OPEN, "ringer", LATE, 'klar"'],
}
PROSE = {
    "a text": [OPEN, 'klar"'],
    "a text with commas": [OPEN, "ja, nej, men, kanske, då, ring", 'klar"'],
    "a text with few of them": [OPEN, "ja,nej,2016-02-01", 'klar"'],
    "a text with a blank line": [OPEN, "", 'klar"'],
    "a text of many lines": [OPEN, *["ringer"] * 150, 'klar"'],
}


def log(folder: Path, lines: list[str], trailing: int = 0, name: str = "E") -> Path:
    """Write the lines between two rows in time, below a header with this many unnamed columns."""
    ends = "," * trailing
    good = f"{{}},{name},x,2016-02-01,2016-02-02,{ends}"
    path = folder / f"{name}.csv"
    text = [HEADER + ends, good.format("a"), *lines, good.format("b"), ""]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def test_lines_that_may_be_rows_are_rejected_each(tmp_path: Path) -> None:
    """None is a case, none is part of one, and the rows around them stand."""
    report = scan(*(log(tmp_path, lines, name=name) for name, lines in ROWS.items()))
    found: dict[str, list[tuple[str, int | None]]] = {name: [] for name in ROWS}
    for one in report.statistics.rejections:
        found[one.location.path.removesuffix(".csv")].append((one.code, one.location.line))
    assert found == {
        name: [("row_ambiguous_quotes", 3 + at) for at in range(len(lines))]
        for name, lines in ROWS.items()
    }
    assert {name: counts(report, name) for name in ROWS} == {name: {"on_time": 2} for name in ROWS}


@pytest.mark.parametrize("trailing", [0, 3])
def test_lines_that_are_prose_are_one_text(tmp_path: Path, trailing: int) -> None:
    """With delimiters and days in it, too; and where every row ends with empty fields."""
    logs = []
    for name, (*lines, last) in PROSE.items():
        logs.append(log(tmp_path, [*lines, last + "," * trailing], trailing, name))
    report = scan(*logs)
    assert report.statistics.rejections == ()
    for name in PROSE:
        assert counts(report, name) == {"on_time": 2}, name
    assert counts(report, "E") == {"on_time": 1, "superseded": len(PROSE) - 1}


def test_empty_fields_at_the_end_make_no_row_of_prose(tmp_path: Path) -> None:
    """They are the header's, not those of the text's last line."""
    lines = [OPEN, 'ja, nej, men",,,']
    assert counts(scan(log(tmp_path, lines, 3)), "E") == {"on_time": 3}


def test_a_quote_that_closes_after_very_many_lines_is_stray(tmp_path: Path) -> None:
    """A text has no hundreds of lines; each line is a row then, or is rejected by itself."""
    report = scan(log(tmp_path, [OPEN, *["ringer"] * 300, 'klar"']))
    codes = [one.code for one in report.statistics.rejections]
    assert codes == ["row_stray_quote", *["row_too_few_fields"] * 300, "row_stray_quote"]
    assert counts(report, "E") == {"on_time": 2}


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([OPEN, "ri\0nger", 'klar"'], ["stray_quote", "nul", "stray_quote"]),
        ([OPEN, "ri\x01nger", 'klar"'], ["stray_quote", "bad_bytes", "stray_quote"]),
        ([OPEN, 'klar",extra'], ["stray_quote", "stray_quote"]),
        (['1,E,x,"ser', 'klar"'], ["stray_quote", "stray_quote"]),
        (["1,E,x,2016-02-01,\x01,"], ["bad_bytes"]),
        (["1,E,x,2016-02-01,2016-02-02,\x01"], ["bad_bytes"]),
    ],
)
def test_a_damaged_line_is_part_of_no_text(
    tmp_path: Path, lines: list[str], codes: list[str]
) -> None:
    """Nor is what stands for an empty field inside basutbud an empty field in a log."""
    report = scan(log(tmp_path, lines))
    assert [one.code for one in report.statistics.rejections] == [f"row_{code}" for code in codes]
    assert counts(report, "E") == {"on_time": 2}


def test_a_table_row_that_holds_nothing_is_no_row(tmp_path: Path) -> None:
    """Like a blank line; one that holds anything is a damaged row."""
    rows = [
        ("1", "E", "x", "2016-02-01", "2016-02-02"),
        ("", "", "", "", ""),
        ("", "E", "", "", ""),
    ]
    report = scan(parquet(tmp_path / "log.parquet", rows))
    assert [one.code for one in report.statistics.rejections] == ["row_missing"]
    assert report.statistics.total.read == 2


def test_a_line_end_may_fall_between_two_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that is a carriage return alone."""
    path = log(tmp_path, [])
    text = path.read_bytes()
    for end in (b"\r", b"\r\n"):
        path.write_bytes(text.replace(b"\n", end))
        monkeypatch.setattr(plaincopy, "_CHUNK", len(HEADER) + 1)
        assert counts(scan(path), "E") == {"on_time": 2}


def test_a_blank_line_straight_below_the_header_is_no_row(tmp_path: Path) -> None:
    """As anywhere else."""
    logs = []
    for n, line in enumerate(("", ",,,,,", " ", '"",,,,,""')):
        logs.append(path := log(tmp_path, [], name=f"E{n}"))
        text = path.read_text("utf-8").replace("\n", f"\n{line}\n", 1)
        path.write_text(text, encoding="utf-8")
    report = scan(*logs)
    assert report.statistics.rejections == ()
    assert [counts(report, f"E{n}") for n in range(4)] == [{"on_time": 2}] * 4
