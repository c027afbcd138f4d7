"""Intake: one log in any dress gives one report, and damage harms no row beside it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from basutbud.caselog.columns import SYNONYMS, Columns, match_columns
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome
from logs import FORMS, HEADER, scan, stamp

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

AS_OF = date(2017, 6, 30)
CASES = (
    ("A1", "E1", "Beställa tid", "2016-12-23 08:00", "2016-12-28 23:59"),
    ("A2", "E1", "Förnya recept", "2016-12-23 08:00", "2016-12-29 00:00"),
    ("A3", "E2", "Begär intyg", "2017-01-05 10:15", ""),
    ("A4", "E2", "Prov; svar, tid | övrigt", "2017-01-10 12:00", "2017-01-12 12:00"),
    ("A2", "E1", "Förnya recept", "2016-12-23 08:00", "2017-01-20 07:00"),
    ("A5", "E1", "Kontakta mig", "2017-06-29 07:00", ""),
    ("A6", "E3", 'Fråga "snarast"', "2016-10-28 13:00", "2016-10-27 12:00"),
)
"""Cases of every outcome that a readable row can have, whatever form the dates are in."""
NOTES = ("", "ringer själv", "rad ett\nrad två; tre", 'sade "nej"\n\nsedan ja', "å\u00a0ä", "", "-")
HEADERS: tuple[Sequence[str], ...] = (
    HEADER,
    ("ÄRENDE-NUMMER", "Enhetens HSA-ID", "e-tjänst", "INKOMMET_DATUM", "Besvarat"),
    ("Case Number", "HSA_ID", "case-type", "Received At", "FIRST  RESPONSE"),
    ("case-id", "Unit ID", "E_SERVICE", "created", "First-Reply-At"),
)


@dataclass(frozen=True, slots=True)
class Dress:
    """How a log is written."""

    encoding: str = "utf-8"
    form: str = "plain"
    delimiter: str = ";"
    newline: str = "\n"
    above: str = ""
    header: int = 0
    quoting: int = csv.QUOTE_MINIMAL
    trailing: int = 0
    letters: str = "NFC"
    blank: bool = False
    noted: bool = False
    ended: bool = True

    def text(self, cases: Sequence[Sequence[str]] = CASES) -> str:
        """Write the cases out."""
        text = io.StringIO()
        writer = csv.writer(
            text,
            delimiter=self.delimiter,
            lineterminator="\n",
            quoting=self.quoting,  # type: ignore[arg-type]  # one of csv's constants
        )
        extra = [""] * self.trailing
        text.write(self.above.replace("{}", self.delimiter))
        writer.writerow([*HEADERS[self.header], *["Anteckning"] * self.noted, *extra])
        for number, (*cells, received, reply) in enumerate(cases):
            dates = [formed(received, self.form), formed(reply, self.form)]
            note = [NOTES[number % len(NOTES)]] * self.noted
            writer.writerow([*cells, *dates, *note, *extra])
            if self.blank and number % 2:
                text.write("\n" + self.delimiter * (4 + self.noted + self.trailing) + "\n")
        written = unicodedata.normalize(self.letters, text.getvalue())  # type: ignore[arg-type]  # one of its forms
        return (written if self.ended else written.removesuffix("\n")).replace("\n", self.newline)

    def write(self, path: Path, cases: Sequence[Sequence[str]] = CASES) -> Path:
        """Write the log."""
        path.write_bytes(self.text(cases).encode(self.encoding))
        return path


def formed(moment: str, form: str) -> str:
    """Write a moment, if there is one, in one of the forms."""
    return moment if form == "plain" else moment and stamp(datetime.fromisoformat(moment), form)[0]


FACTORS: Mapping[str, Sequence[object]] = {
    "form": FORMS,
    "encoding": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"),
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
        if not ((one, two, b) == ("encoding", "letters", "NFD") and a in ("cp1252", "latin-1"))
    }
    while ahead:
        worn = dict(min(ahead, key=repr))
        for name, values in FACTORS.items():
            if name not in worn:
                gains = [len(ahead & _pairs(worn | {name: value})) for value in values]
                worn[name] = values[gains.index(max(gains))]
        if worn["encoding"] in ("cp1252", "latin-1"):
            worn["letters"] = "NFC"
        ahead -= _pairs(worn)
        yield Dress(**worn)  # type: ignore[arg-type]  # the factors are its fields


def _pairs(worn: Mapping[str, object]) -> set[object]:
    return set(combinations(((name, worn[name]) for name in FACTORS if name in worn), 2))


_PLACE = {"path", "line", "sha256", "header_line", "form", "encoding", "delimiter", "columns"}


def essence(report: Report) -> object:
    """Return the JSON report without where its rows stood and how they were written."""
    return bare(json.loads(render("json", report, View(LANGUAGES["sv"]))))


def bare(told: object) -> object:
    """Return what was told, without places."""
    if isinstance(told, dict):
        return {key: bare(inner) for key, inner in told.items() if key not in _PLACE}
    return [bare(inner) for inner in told] if isinstance(told, list) else told


def cases(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``basutbud cases`` in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "basutbud", "cases", "--as-of", str(AS_OF), *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "LANG": "sv_SE.UTF-8"} | environment,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Return what the cases come to, read from the plainest log there is."""
    return essence(scan(Dress().write(tmp_path_factory.mktemp("plain") / "log.csv"), as_of=AS_OF))


def test_the_plain_log_comes_to_what_its_cases_are(tmp_path: Path) -> None:
    """The report that all others are held against is itself right."""
    report = scan(Dress().write(tmp_path / "log.csv"), as_of=AS_OF)
    counts = {outcome.value: n for outcome, n in report.statistics.total.counts.items()}
    assert counts == {
        "on_time": 2, "late": 1, "open": 1, "overdue": 1, "contradictory": 1, "superseded": 1,
    }  # fmt: skip
    assert set(report.statistics.units["E2"].by_service) == {
        "begara-intyg",
        "Prov; svar, tid | övrigt",
    }


@pytest.mark.parametrize("dress", list(dresses()), ids=str)
def test_a_log_in_any_dress_gives_one_report(
    tmp_path: Path, dress: Dress, expected: object
) -> None:
    """Dialect, date form, header words, what stands above and beside: nothing changes a case."""
    log = dress.write(tmp_path / "log.csv")
    encoding = "latin-1" if dress.encoding == "latin-1" else None
    assert essence(scan(log, as_of=AS_OF, encoding=encoding)) == expected


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


def parquet(path: Path, cases: Sequence[Sequence[str]] = CASES, kind: str = "VARCHAR") -> Path:
    """Write cases as Parquet, by the tools of the engine itself."""
    import duckdb

    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'Europe/Stockholm'")
        names = [f'"{name}"' for name in HEADER]
        typed = ", ".join(f"{name} VARCHAR" for name in names)
        database.execute(f"CREATE TABLE text ({typed})")
        database.executemany(
            "INSERT INTO text VALUES (?, ?, ?, ?, ?)",
            [[cell or None for cell in case] for case in cases],
        )
        cells = [*names[:3], *(f"CAST({name} AS {kind}) AS {name}" for name in names[3:])]
        database.table("text").project(", ".join(cells)).write_parquet(str(path))
    return path


def workbook(
    path: Path, cases: Sequence[Sequence[object]] = CASES, sheet: str = "", above: int = 0
) -> Path:
    """Write cases as a workbook, on the first sheet or on a second one by name."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # has no types

    book = Workbook()
    page = book.active
    if sheet:
        page.append(["Läs mig"])
        page = book.create_sheet(sheet)
    for _ in range(above):
        page.append(["Utdrag ur ärendehanteringen"])
    page.append(list(HEADER))
    for case in cases:
        page.append(list(case))
    book.save(path)
    return path


def real_dates(cases: Sequence[Sequence[str]] = CASES) -> list[list[object]]:
    """Return cases with moments where dates were text."""
    return [
        [*case[:3], *(datetime.fromisoformat(text) if text else None for text in case[3:])]
        for case in cases
    ]


def packed(path: Path, text: bytes, kind: str) -> Path:
    """Write a packed file."""
    path.write_bytes(gzip.compress(text) if kind == "gz" else zstd.compress(text))
    return path


def _parquet_log(folder: Path, kind: str) -> Path:
    return parquet(folder / "log.parquet", kind=kind)


FILES: Mapping[str, Callable[[Path], Path]] = {
    "gz": lambda folder: packed(folder / "log.csv.gz", Dress().text().encode(), "gz"),
    "zst": lambda folder: packed(folder / "log.csv.zst", Dress().text().encode(), "zst"),
    "gz of Excel's text": lambda folder: packed(
        folder / "log.tsv.gz", Dress(delimiter="\t", newline="\r\n").text().encode("utf-16"), "gz"
    ),
    "zst in two frames": lambda folder: twice(folder / "log.csv.zst", zstd.compress),
    "gz in two members": lambda folder: twice(folder / "log.csv.gz", gzip.compress),
    "packed, by no name": lambda folder: packed(folder / "log", Dress().text().encode(), "zst"),
    **{
        f"Parquet of {what}": partial(_parquet_log, kind=kind)
        for what, kind in (
            ("strings", "VARCHAR"),
            ("timestamps", "TIMESTAMP"),
            ("zoned timestamps", "TIMESTAMPTZ"),
            ("dates", "DATE"),
        )
    },
    "packed Parquet": lambda folder: packed(
        folder / "log.parquet.gz", parquet(folder / "p").read_bytes(), "gz"
    ),
    "workbook of text": lambda folder: workbook(folder / "log.xlsx"),
    "workbook of dates": lambda folder: workbook(folder / "log.xlsx", real_dates(), above=3),
    "packed workbook": lambda folder: packed(
        folder / "log.xlsx.zst", workbook(folder / "p").read_bytes(), "zst"
    ),
}


def twice(path: Path, pack: Callable[[bytes], bytes]) -> Path:
    """Write a log packed in two parts that follow each other, as appending tools do."""
    text = Dress().text().encode()
    path.write_bytes(pack(text[:200]) + pack(text[200:]))
    return path


@pytest.mark.parametrize("kind", FILES)
def test_a_log_in_any_kind_of_file_gives_one_report(
    tmp_path: Path, kind: str, expected: object
) -> None:
    """What holds the rows, and how it keeps its dates, changes no case."""
    assert essence(scan(FILES[kind](tmp_path), as_of=AS_OF)) == expected


def test_a_sheet_is_read_by_its_name(tmp_path: Path, expected: object) -> None:
    """``--sheet`` points out another sheet than the first."""
    log = workbook(tmp_path / "log.xlsx", real_dates(), sheet="Ärenden 2016")
    report = scan(log, as_of=AS_OF, sheet="Ärenden 2016")
    assert essence(report) == expected
    (problem,) = scan(log, as_of=AS_OF).rejections
    assert problem.code == "log_columns_missing"


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


def test_a_log_that_fails_late_leaves_nothing_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that cannot be read a second time, for its hash, is refused with all its rows."""

    def unreadable(*_: object) -> None:
        raise OSError

    FILES["gz"](tmp_path)
    other = Dress().write(tmp_path / "other.csv", [("B1", "E9", "x", "2017-01-10 12:00", "")])
    monkeypatch.setattr("basutbud.caselog.reading.file_digest", unreadable)
    report = scan(tmp_path / "log.csv.gz", other, as_of=AS_OF)
    assert [problem.code for problem in report.rejections] == ["unreadable"]
    assert list(report.statistics.units) == ["E9"]


def case_list_of(folder: Path) -> bytes:
    """Return a case list that basutbud wrote."""
    Dress().write(folder / "log.csv")
    cases("log.csv", "--case-list", "late.csv", cwd=folder)
    return (folder / "late.csv").read_bytes()


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
        "log_columns_ambiguous",
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
    "ZIP without a workbook": ("log_broken_workbook", zipped),
    "the start of a workbook": ("log_broken_workbook", lambda _: b"PK\3\4"),
    "Parquet cut short": (
        "log_broken_parquet",
        lambda folder: parquet(folder / "p").read_bytes()[:-20],
    ),
    "Parquet with its rows cut": (
        "log_broken_parquet",
        lambda folder: b"PAR1" + parquet(folder / "p").read_bytes()[300:],
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
    "a case list": ("log_is_case_list", case_list_of),
    "a case list as Parquet": ("log_is_case_list", case_list_as_parquet),
    "a packed case list": ("log_is_case_list", lambda folder: gzip.compress(case_list_of(folder))),
    "a case list kept in Excel": (
        "log_is_case_list",
        lambda folder: b"\xef\xbb\xbf" + case_list_of(folder).replace(b",", b";"),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_log_is_refused_by_name_and_harms_no_other(tmp_path: Path, what: str) -> None:
    """The file is told of with the reason, none of its rows counts, and the other log is read."""
    code, content = REFUSED[what]
    refused = tmp_path / "refused.csv"
    refused.write_bytes(content(tmp_path))
    good = Dress().write(tmp_path / "s.csv")
    report = scan(refused, good, as_of=AS_OF)
    assert [(p.code, p.location.path) for p in report.rejections] == [(code, "refused.csv")]
    assert [(one.path, one.read) for one in report.inputs] == [
        ("refused.csv", False),
        ("s.csv", True),
    ]
    assert not report.complete
    assert report.statistics == replace(
        scan(good, as_of=AS_OF).statistics, logs=report.statistics.logs
    )


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    """``--sheet`` must name a sheet of the workbook."""
    (problem,) = scan(workbook(tmp_path / "log.xlsx", sheet="Ärenden"), sheet="Arenden").rejections
    assert problem.code == "log_no_sheet"
    assert problem.values["known"] == "Sheet, Ärenden"


@pytest.mark.parametrize("text", ["01/02/2016", "1.2.2016", "01-02-16 08:00", "28/1-16"])
@pytest.mark.parametrize("kind", ["text", "workbook", "parquet"])
def test_dates_that_can_be_read_two_ways_reject_their_row(
    tmp_path: Path, text: str, kind: str
) -> None:
    """Day and month are never guessed, in whatever kind of file."""
    rows = [(*CASES[0][:3], text, ""), (*CASES[1][:3], CASES[1][3], text), CASES[2]]
    writers = {"text": lambda p, c: Dress().write(p, c), "workbook": workbook, "parquet": parquet}
    report = scan(writers[kind](tmp_path / "log", rows), as_of=AS_OF)
    told = [(p.code, p.location.record, p.column) for p in report.statistics.rejections]
    assert told == [("row_day_first_date", 1, "Inkom"), ("row_day_first_date", 2, "Första svar")]
    assert report.statistics.total[CaseOutcome.OVERDUE] == 1
