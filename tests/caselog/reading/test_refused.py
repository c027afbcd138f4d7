"""What is no log, or no whole one, is refused by name, and leaves nothing to the next."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from basutbud.caselog.engine import Plan
from basutbud.caselog.engines.duckdb_engine import DuckDbEngine
from basutbud.errors import UsageError
from basutbud.model.cases import CaseStatistics
from basutbud.model.tables import REJECT_COLUMNS
from basutbud.model.vocabulary import CsvDialect
from books import CASES, workbook
from dress import AS_OF, FILES, Dress
from logs import HEADER, USUAL, parquet, scan, write
from running import cases

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def case_list_of(folder: Path) -> bytes:
    """Return a case list that basutbud wrote."""
    Dress().write(folder / "log.csv")
    cases("log.csv", "--case-list", "late.csv", cwd=folder)
    return (folder / "late.csv").read_bytes()


def report_as_csv(dialect: CsvDialect, folder: Path) -> bytes:
    """Return a report on a log that basutbud wrote."""
    Dress().write(folder / "log.csv")
    cases("log.csv", "-o", "csv=report.csv", "--csv-dialect", dialect, cwd=folder)
    return (folder / "report.csv").read_bytes()


def case_list_as_parquet(folder: Path) -> bytes:
    """Return a case list that basutbud wrote as Parquet."""
    Dress().write(folder / "log.csv")
    cases("log.csv", "--case-list", "late.parquet", cwd=folder)
    return (folder / "late.parquet").read_bytes()


def zipped(_: Path) -> bytes:
    """Return a ZIP archive that is no workbook."""
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("log.csv", Dress().text())
    return target.getvalue()


def as_text(header: str, *rows: str) -> Callable[[Path], bytes]:
    """Return what writes a log of these lines."""
    return lambda _: "\n".join((header, *rows)).encode()


_GOOD = "{};E;Förnya recept;2016-02-01;2016-02-01"
_TEXT = Dress().text().encode() * 50
REFUSED: Mapping[str, tuple[str, Callable[[Path], bytes]]] = {
    "two replies": (
        "log_columns_ambiguous",
        as_text("id;enhet;typ;inkom;svar;besvarat", "1;E;x;2016-02-01;2016-02-01;2016-02-03"),
    ),
    "one reply, twice": (
        "log_columns_alike",
        as_text("id;enhet;typ;inkom;svar;SVAR", "1;E;x;2016-02-01;2016-02-01;2016-02-03"),
    ),
    "two encodings": (
        "log_mixed_encodings",
        lambda _: b"\n".join(
            [
                ";".join(HEADER).encode(),
                *(_GOOD.format(n).encode("cp1252" if n % 2 else "utf-8") for n in range(9)),
            ]
        ),
    ),
    "UTF-32": ("log_encoding", lambda _: Dress().text().encode("utf-32")),
    "gz cut short": ("log_broken_archive", lambda _: gzip.compress(_TEXT)[:-20]),
    "gz of another length": ("log_broken_archive", lambda _: gzip.compress(_TEXT)[:-4] + b"\1234"),
    "gz and rubbish": ("log_broken_archive", lambda _: gzip.compress(_TEXT) + b"rubbish"),
    "the start of a gz": ("log_broken_archive", lambda _: gzip.compress(_TEXT)[:5]),
    "zst cut short": ("log_broken_archive", lambda _: zstd.compress(_TEXT)[:-20]),
    "zst and rubbish": ("log_broken_archive", lambda _: zstd.compress(_TEXT) + b"rubbish"),
    "the start of a zst": ("log_broken_archive", lambda _: zstd.compress(_TEXT)[:5]),
    "workbook cut short": (
        "log_broken_workbook",
        lambda folder: workbook(folder / "w").read_bytes()[:-300],
    ),
    "an old workbook": ("log_broken_workbook", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64),
    "ZIP without a workbook": ("log_archive", zipped),
    "the start of a ZIP": ("log_broken_archive", lambda _: b"PK\3\4"),
    "Parquet cut short": (
        "log_broken_parquet",
        lambda folder: parquet(folder / "p", CASES).read_bytes()[:-20],
    ),
    "Parquet with its rows cut": (
        "log_broken_parquet",
        lambda folder: b"PAR1" + parquet(folder / "p", CASES).read_bytes()[300:],
    ),
    "the start of a Parquet file": ("log_broken_parquet", lambda _: b"PAR1"),
    "no header": ("log_no_header", as_text(_GOOD.format(1), _GOOD.format(2))),
    "header without a column": (
        "log_columns_missing",
        as_text("id;enhet;typ;inkom", "1;E;x;2016-02-01"),
    ),
    "nothing": ("log_empty", lambda _: b""),
    "blank lines": ("log_empty", lambda _: b"\r\n\r\n \r\n"),
    "a BOM": ("log_empty", lambda _: b"\xef\xbb\xbf"),
    "a case list": ("log_is_own_table", case_list_of),
    "a case list as Parquet": ("log_is_own_table", case_list_as_parquet),
    "a packed case list": ("log_is_own_table", lambda folder: gzip.compress(case_list_of(folder))),
    "a list of rejected rows": ("log_is_own_table", as_text(",".join(REJECT_COLUMNS))),
    **{
        f"a report as CSV for {dialect}": ("log_is_own_table", partial(report_as_csv, dialect))
        for dialect in CsvDialect
    },
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> CaseStatistics:
    """Return what a log comes to that no other stands beside."""
    log = Dress().write(tmp_path_factory.mktemp("alone") / "s.csv")
    return scan(log, as_of=AS_OF).statistics


def test_what_is_no_log_is_refused_by_name_and_harms_no_other(
    tmp_path: Path, alone: CaseStatistics
) -> None:
    """Each file is reported with the reason, none of its rows counts, and the log amid is read."""
    files = {}
    for n, (what, (code, content)) in enumerate(REFUSED.items()):
        (made := tmp_path / str(n)).mkdir()
        refused = tmp_path / f"{what}.csv"
        refused.write_bytes(content(made))
        files[refused] = code
    logs = [*files]
    logs.insert(7, Dress().write(tmp_path / "s.csv"))
    report = scan(*logs, as_of=AS_OF)
    told = {tmp_path / one.location.path: one.code for one in report.rejections}
    assert told == files
    assert len(report.rejections) == len(files)
    assert {tmp_path / one.path: one.read for one in report.inputs} == {
        log: log not in files for log in logs
    }
    assert not report.complete
    assert report.statistics == replace(alone, logs=report.statistics.logs)


def test_a_log_that_fails_late_leaves_nothing_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that cannot be read a second time, for its hash, is refused with all its rows."""

    def unreadable(*_: object) -> None:
        raise OSError

    FILES["gz"](tmp_path)
    other = Dress().write(tmp_path / "other.csv", [("B1", "E9", "x", "2017-01-10 12:00", "")])
    monkeypatch.setattr("basutbud.caselog.reading.reader._hash_of", unreadable)
    report = scan(tmp_path / "log.csv.gz", other, as_of=AS_OF)
    assert [problem.code for problem in report.rejections] == ["unreadable"]
    assert list(report.statistics.units) == ["E9"]


def test_case_types_of_a_log_that_is_refused_take_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types are listed up to a number, which those of logs that are read alone count towards."""
    monkeypatch.setattr("basutbud.caselog.rowjudge.MOST_OWN_TYPES", 3)
    refused = write(tmp_path / "a.csv", [("1", "E", f"t{n}", *USUAL[2:]) for n in range(4)])
    refused.write_bytes(refused.read_bytes() + b"\0" * 2 + "å".encode() + "ååå".encode("cp1252"))
    types = [*(f"own{n}" for n in range(4)), "Förnya recept"]
    log = write(tmp_path / "b.csv", [(f"B{t}", "E", t, *USUAL[2:]) for t in types])
    report = scan(refused, log)
    assert [one.code for one in report.rejections] == ["log_mixed_encodings"]
    named = set(report.statistics.units["E"].by_service)
    assert named == {"own0", "own1", "own2", "", "fornya-recept"}


def test_a_file_that_is_no_table_is_not_echoed(tmp_path: Path) -> None:
    """A long first line is not shown as if it were column names."""
    log = tmp_path / "a.csv"
    log.write_text("services: {egenremiss: active, kontakta-mig: active, egen: Anna Andersson}\n")
    assert "Anna" not in repr(scan(log).rejections)


def test_a_file_of_one_endless_word_is_not_called_empty(tmp_path: Path) -> None:
    """It has no lines of a log."""
    log = tmp_path / "log.csv"
    log.write_text("a" * 2_000_000)
    assert [one.code for one in scan(log).rejections] == ["log_no_lines"]
    log.write_text("\n \n")
    assert [one.code for one in scan(log).rejections] == ["log_empty"]


def test_a_file_without_line_ends_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before all of it is in memory."""
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", 1000)
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._ENDLESS", 4000)
    log = tmp_path / "a.csv"
    log.write_bytes((";".join(HEADER) + '\n"' + "x" * 9000).encode("utf-16"))
    assert [one.code for one in scan(log).rejections] == ["log_no_lines"]


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


def test_a_full_disk_is_no_fault_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported as such, while a log is read and afterwards."""
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
