"""One log in any dress, and in any kind of file, has the same cases."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from basutbud import __version__
from basutbud.audit import Terms, audit_cases
from basutbud.caselog import (
    ScanCallbacks,
)
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.cases import UnitCases
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome
from basutbud.sources.gathering import Gathered
from books import CASES, workbook
from dress import AS_OF, FILES, HEADERS, Dress, packed, real_dates
from logs import FORMS, RULESET, USUAL, counts, parquet, scan, write
from running import cases

FACTORS: Mapping[str, Sequence[object]] = {
    "form": FORMS,
    "encoding": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"),
    "delimiter": (";", ",", "\t", "|"),
    "header": range(len(HEADERS)),
    "newline": ("\n", "\r\n", "\r"),
    "above": ("", "sep={}\n", "Utdrag ur ärenden\n\nVårdcentralen, 2017\n"),
    "quoting": (csv.QUOTE_MINIMAL, csv.QUOTE_ALL),
    "trailing": (0, 3),
    "letters": ("NFC", "NFD"),
    "blank": (False, True),
    "noted": (False, True),
    "ended": (True, False),
}


def dresses() -> Iterator[Dress]:
    """Yield few dresses in which any two values of different factors meet somewhere."""
    ahead = {
        ((one, a), (two, b))
        for one, two in combinations(FACTORS, 2)
        for a in FACTORS[one]
        for b in FACTORS[two]
        if not ((one, two, b) == ("encoding", "letters", "NFD") and a in ("cp1252", "cp850"))
    }
    while ahead:
        worn = dict(min(ahead, key=repr))
        for name, values in FACTORS.items():
            if name not in worn:
                gains = [len(ahead & _pairs(worn | {name: value})) for value in values]
                worn[name] = values[gains.index(max(gains))]
        if worn["encoding"] in ("cp1252", "cp850"):
            worn["letters"] = "NFC"
        ahead -= _pairs(worn)
        yield Dress(**worn)  # type: ignore[arg-type]  # the factors are its fields


def _pairs(worn: Mapping[str, object]) -> set[object]:
    return set(combinations(((name, worn[name]) for name in FACTORS if name in worn), 2))


_PLACE = {
    "terms",
    "path",
    "line",
    "sha256",
    "header_line",
    "form",
    "encoding",
    "delimiter",
    "columns",
}


def essence(report: Report) -> object:
    """Return the JSON report without where its rows stood and how they were written."""
    return bare(json.loads(render("json", report, View(LANGUAGES["sv"]))))


def bare(told: object) -> object:
    """Return a report without places, and without what was asked."""
    if isinstance(told, dict):
        return {key: bare(inner) for key, inner in told.items() if key not in _PLACE}
    return [bare(inner) for inner in told] if isinstance(told, list) else told


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Return what the cases come to, read from the plainest log there is."""
    return essence(scan(Dress().write(tmp_path_factory.mktemp("plain") / "log.csv"), as_of=AS_OF))


def test_the_plain_log_comes_to_what_its_cases_are(tmp_path: Path) -> None:
    """The report that all others are held against is itself right."""
    report = scan(Dress().write(tmp_path / "log.csv"), as_of=AS_OF)
    total = report.statistics.total
    counts = {outcome.value: total[outcome] for outcome in CaseOutcome if total[outcome]}
    assert counts == {
        "on_time": 2, "late": 1, "open": 1, "overdue": 1, "contradictory": 1, "superseded": 1,
    }  # fmt: skip
    assert set(report.statistics.units["E2"].by_service) == {
        "begara-intyg",
        "Prov; svar, tid | övrigt",
    }


def cases_of(unit: UnitCases) -> UnitCases:
    """Return a unit's cases without its name, and without where their rows stood."""
    worst = tuple(replace(case, unit="", path="", line=None) for case in unit.worst)
    return replace(unit, unit="", logs=(), log_numbers=(), worst=worst)


def test_a_log_in_any_dress_has_the_same_cases(tmp_path: Path) -> None:
    """Dialect, date form, header words, what stands above and beside: nothing changes a case.

    All are read in one run, the units of each with its number behind their names.
    """
    worn = list(dresses())
    logs = [
        dress.write(
            tmp_path / f"{n}.csv", [(id_, f"{unit}-{n}", *rest) for id_, unit, *rest in CASES]
        )
        for n, dress in enumerate(worn)
    ]
    plain = scan(Dress().write(tmp_path / "plain.csv"), as_of=AS_OF).statistics
    found = scan(*logs, as_of=AS_OF)
    assert found.complete
    assert [log.tally for log in found.statistics.logs] == [plain.total] * len(worn)
    for n, dress in enumerate(worn):
        for name, unit in plain.units.items():
            assert cases_of(found.statistics.units[f"{name}-{n}"]) == cases_of(unit), dress


def test_names_in_composed_and_decomposed_letters_are_one(tmp_path: Path) -> None:
    """A unit and a case type exported on Windows and on macOS stand once each."""
    cases = [("1", "Vårdcentralen Åby", "Egen: åäö", "2017-01-10 12:00", "")]
    logs = [
        Dress(letters=letters).write(tmp_path / f"{letters}.csv", cases)
        for letters in ("NFC", "NFD")
    ]
    statistics = scan(*logs, as_of=AS_OF).statistics
    assert list(statistics.units) == ["Vårdcentralen Åby"]
    assert list(statistics.units["Vårdcentralen Åby"].by_service) == ["Egen: åäö"]
    assert statistics.total[CaseOutcome.SUPERSEDED] == 1


@pytest.mark.parametrize("kind", FILES)
def test_a_log_in_any_kind_of_file_gives_one_report(
    tmp_path: Path, kind: str, expected: object
) -> None:
    """What holds the rows, and how it keeps its dates, changes no case."""
    assert essence(scan(FILES[kind](tmp_path), as_of=AS_OF)) == expected


def test_a_sheet_is_read_by_its_name(tmp_path: Path, expected: object) -> None:
    """``--sheet`` points out another sheet than the first."""
    log = workbook(tmp_path / "log.xlsx", real_dates(), sheet="Ärenden 2016")
    report = scan(log, as_of=AS_OF, sheets=["Ärenden 2016"])
    assert essence(report) == expected


def split_among(folder: Path) -> list[Path]:
    """Write the cases into logs of different columns and kinds, in their order."""
    turned = io.StringIO()
    writer = csv.writer(turned, delimiter="\t")
    writer.writerow(
        ("first_reply", "fritext", "type", "unit", "received", "case id", "handläggare")
    )
    for case_id, unit, service, received, reply in CASES[2:4]:
        writer.writerow((reply, 'ja; "nej"', service, unit, received, case_id, "N N"))
    (folder / "b.tsv").write_bytes(turned.getvalue().encode("utf-16"))
    return [
        Dress(delimiter=",", noted=True, header=1).write(folder / "a.csv", CASES[:2]),
        folder / "b.tsv",
        workbook(folder / "c.xlsx", real_dates(CASES[4:5])),
        packed(folder / "d.csv.gz", Dress(form="utc").text(CASES[5:6]).encode("cp1252"), "gz"),
        parquet(folder / "e.parquet", CASES[6:]),
    ]


def without_logs(told: object) -> object:
    """Return a report's essence without what it says of each log, and where records stood."""
    if isinstance(told, dict):
        gone = {"inputs", "logs", "record"}
        return {key: without_logs(inner) for key, inner in told.items() if key not in gone}
    return [without_logs(inner) for inner in told] if isinstance(told, list) else told


def test_logs_of_different_columns_are_read_in_one_run(tmp_path: Path, expected: object) -> None:
    """Each log has its own columns, kind and dialect, and its cases meet those of the others."""
    report = scan(*split_among(tmp_path), as_of=AS_OF)
    assert [log.tally.read for log in report.statistics.logs] == [2, 2, 1, 1, 1]
    assert without_logs(essence(report)) == without_logs(expected)


@pytest.mark.parametrize("given", [["."], ["*.*"], ["a.csv", "*.[tx]*", "d.csv.gz", "e.parquet"]])
def test_folders_and_patterns_name_the_same_logs(
    tmp_path: Path, given: list[str], expected: object
) -> None:
    """A folder, a pattern and the files one by one come to one report."""
    split_among(tmp_path)
    done = cases(*given, "-o", "json", cwd=tmp_path)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [log["path"][0] for log in told["logs"]] == list("abcde")
    assert without_logs(bare(told)) == without_logs(expected)


@pytest.mark.parametrize("kind", ["", "gz of Excel's text", "Parquet of dates", "workbook of text"])
def test_a_log_comes_on_standard_input(tmp_path: Path, kind: str, expected: object) -> None:
    """What is piped in is read as if it were a file, whatever it is, and nothing is left behind."""
    log = FILES[kind](tmp_path) if kind else Dress().write(tmp_path / "log.csv")
    kept = tmp_path / "kept"
    kept.mkdir()
    done = cases("-", "-o", "json", cwd=kept, stdin=log.read_bytes(), TMPDIR=str(kept))
    assert bare(json.loads(done.stdout)) == expected
    assert not list(kept.iterdir())


@pytest.mark.parametrize("form", ["text", "concise"])
def test_a_row_without_a_line_is_named_by_its_record(tmp_path: Path, form: str) -> None:
    """Parquet has no lines; the message names the record that cannot be read."""
    bad = [CASES[0], ("", *CASES[0][1:])]
    parquet(tmp_path / "log.parquet", bad, "VARCHAR")
    done = cases("log.parquet", "-o", form, "--lang", "en", cwd=tmp_path)
    told = next(line for line in done.stdout.decode().splitlines() if "is empty" in line)
    assert "log.parquet" in told
    assert "(record 2)" in told


@pytest.mark.parametrize(
    "form", ["plain", "quoted", "utf-16", "workbook of text", "Parquet of dates"]
)
def test_progress_comes_to_the_size_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """However it is read: as it lies, or copied, in parts or whole."""
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", 100)
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._PARTS", (300,))
    if form in FILES:
        log = FILES[form](tmp_path)
    else:
        log = tmp_path / "log.csv"
        note = '"en\ntvå"' if form == "quoted" else ""
        rows = (f"{n};E;x;2016-02-01;2016-02-02;{note}\n" for n in range(60))
        text = "id;enhet;typ;inkom;svar;anteckning\n" + "".join(rows)
        log.write_text(text, encoding="utf-16" if form == "utf-16" else "utf-8")
    told: list[tuple[int, int]] = []
    terms = Terms(RULESET, RULESET.rules, Mandate(AS_OF, RULESET.id), __version__)
    watch = ScanCallbacks(progress=lambda _, size, rows: told.append((size, rows)))
    report = audit_cases(Gathered((), ((log, log.name),), Path()), terms, watch)
    assert abs(sum(size for size, _ in told) - log.stat().st_size) <= len(told)
    assert sum(rows for _, rows in told) == report.statistics.total.read


def test_a_case_id_over_two_lines_is_one_in_every_kind_of_file(tmp_path: Path) -> None:
    """A blank is what parts them, so that the same case is met again."""
    late = write(tmp_path / "a.csv", [('"A\n1"', "E", "x", "2016-02-01", "2016-02-09")])
    for end in ("\n", "\r\n", "\r"):
        soon = parquet(tmp_path / "a.parquet", [(f"A{end}1", *USUAL)])
        assert counts(scan(late, soon), "E") == {"on_time": 1, "superseded": 1}
