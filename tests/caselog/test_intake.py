"""Intake: one log in any dress gives one report, and damage harms no row beside it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
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
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from basutbud import __version__
from basutbud.audit import Terms, audit_cases
from basutbud.caselog import ScanCallbacks
from basutbud.caselog.columns import SYNONYMS, Columns, match_columns
from basutbud.caselog.engines.duckdb_sql import read_sql
from basutbud.cli.terms import engine_options
from basutbud.errors import UsageError
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.cases import CaseStatistics
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.tables import CASE_LIST_COLUMNS, REJECT_COLUMNS
from basutbud.model.vocabulary import CaseOutcome, CsvDialect
from basutbud.safetext import MASK, harmless_cell
from basutbud.sources.gathering import Gathered
from books import CASES, workbook
from logs import FORMS, HEADER, RULESET, parquet, scan, stamp
from running import basutbud

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SLOW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
AS_OF = date(2017, 6, 30)
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


def cases(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``basutbud cases`` in a folder."""
    return basutbud("cases", "--as-of", str(AS_OF), *arguments, cwd=cwd, stdin=stdin, **environment)


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


@pytest.mark.parametrize("dress", list(dresses()), ids=str)
def test_a_log_in_any_dress_gives_one_report(
    tmp_path: Path, dress: Dress, expected: object
) -> None:
    """Dialect, date form, header words, what stands above and beside: nothing changes a case."""
    log = dress.write(tmp_path / "log.csv")
    assert essence(scan(log, as_of=AS_OF)) == expected


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
    return parquet(folder / "log.parquet", CASES, kind)


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
        folder / "log.parquet.gz", parquet(folder / "p", CASES).read_bytes(), "gz"
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


@pytest.mark.parametrize("form", ["text", "concise"])
def test_a_row_without_a_line_is_named_by_its_record(tmp_path: Path, form: str) -> None:
    """Parquet has no lines; a reader is told which record cannot be read."""
    bad = [CASES[0], ("", *CASES[0][1:])]
    parquet(tmp_path / "log.parquet", bad, "VARCHAR")
    done = cases("log.parquet", "-o", form, "--lang", "en", cwd=tmp_path)
    told = next(line for line in done.stdout.decode().splitlines() if "is empty" in line)
    assert "log.parquet" in told
    assert "(record 2)" in told


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


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_log_is_refused_by_name_and_harms_no_other(
    tmp_path: Path, what: str, alone: CaseStatistics
) -> None:
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
    assert report.statistics == replace(alone, logs=report.statistics.logs)


@pytest.mark.parametrize("kind", ["text", "workbook", "parquet"])
def test_dates_that_can_be_read_two_ways_reject_their_row(tmp_path: Path, kind: str) -> None:
    """Day and month are never guessed, in whatever kind of file."""
    rows: list[tuple[str, ...]] = [CASES[2]]
    for text in ("01/02/2016", "1.2.2016", "01-02-16 08:00", "28/1-16"):
        rows += [(*CASES[0][:3], text, ""), (*CASES[1][:3], CASES[1][3], text)]
    writers = {"text": lambda p, c: Dress().write(p, c), "workbook": workbook, "parquet": parquet}
    report = scan(writers[kind](tmp_path / "log", rows), as_of=AS_OF)
    told = [(p.code, p.location.record, p.column) for p in report.statistics.rejections]
    assert told == [
        ("row_day_first_date", record, "Första svar" if record % 2 else "Inkom")
        for record in range(2, 10)
    ]
    assert report.statistics.total[CaseOutcome.OVERDUE] == 1


@dataclass(frozen=True, slots=True)
class Wear:
    """How the log to be damaged is written; its notes stand last, or amid the columns."""

    encoding: str
    newline: str
    amid: bool

    def pieces(self) -> list[list[str]]:
        """Return the cells of the header and of forty cases, each of a unit of its own."""
        rows = [["id", "enhet", "typ", "inkom", "svar"]]
        for n in range(1, 41):
            reply = "" if n % 7 == 0 else "2016-02-0" + ("2" if n % 5 == 0 else "9")
            rows.append([f"C{n}", unit_of(n), '"Förnya ""recept"""', "2016-02-01 08:00", reply])
        for n, row in enumerate(rows):
            row.insert(2 if self.amid else 5, _QUOTED[n % len(_QUOTED)] if n else "anteckning")
        return rows

    def bytes_of(self, rows: Sequence[str]) -> list[bytes]:
        """Return lines of text as the bytes of each."""
        return [row.replace("\n", self.newline).encode(self.encoding) for row in rows]


_QUOTED = (
    "", '"nej; tack"', '"rad ett\nrad två"', "plain", '"""citat"" ensamt"', '"ett\n\n""två""; tre"',
    '"sju; sju; sju\nsju; sju"', '"å\n"', 'fem" bred och 6" hög',
)  # fmt: skip
wears = st.builds(
    Wear,
    encoding=st.sampled_from(["utf-8", "utf-8", "cp1252", "utf-16-le"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    amid=st.booleans(),
)


def expected_outcome(n: int) -> str:
    """Return what the case of row ``n`` is."""
    return "overdue" if n % 7 == 0 else "on_time" if n % 5 == 0 else "late"


def unit_of(n: int) -> str:
    """Name a row's own unit, so that no single byte makes it another row's."""
    return f"E{11 * n:04}"


def lines_in(text: str) -> int:
    """Count the line ends of a text, of whatever kind."""
    return len(re.findall("\r\n|\r|\n", text))


def judged(report: Report) -> dict[str, tuple[str, int | None]]:
    """Return the outcome of each unit's one row, and the line of those not in time."""
    found = {}
    for name, unit in report.statistics.units.items():
        lines = [case.line for case in unit.worst]
        outcomes = [outcome.value for outcome in CaseOutcome if unit.total[outcome]]
        found[name] = ("+".join(sorted(outcomes)), lines[0] if lines else None)
    return found


def assert_local(
    report: Report, damaged: Sequence[bytes], encoding: str, touched: set[int]
) -> None:
    """Hold every row but those touched against what it was, or find it named as rejected.

    ``damaged`` are the file's bytes record by record, the header's first.
    """
    told = [problem.location for problem in report.statistics.rejections]
    assert len(told) == report.statistics.total[CaseOutcome.REJECTED]
    assert len({(place.line, place.record) for place in told}) == len(told)
    found = judged(report)
    starts = [1]
    for n in range(len(damaged)):
        above = b"".join(damaged[: n + 1]).decode(encoding, "replace")
        starts.append(1 + lines_in(above))
    for n in range(1, len(damaged)):
        if n in touched:
            continue
        expected = expected_outcome(n)
        line = None if expected == "on_time" else starts[n]
        span = range(starts[n], max(starts[n] + 1, starts[n + 1]))
        named = any(place.line in span for place in told)
        assert named or found.get(unit_of(n)) == (expected, line), (n, found.get(unit_of(n)), told)
        if named:
            assert min(abs(n - one) for one in touched) <= 1, "harm far from the damage"


@pytest.mark.parametrize(
    "wear", [Wear("utf-8", "\n", amid=False), Wear("cp1252", "\r\n", amid=True)]
)
def test_an_undamaged_log_has_every_row_in_its_place(tmp_path: Path, wear: Wear) -> None:
    """The log to be damaged is whole, and each row stands where plain counting has it."""
    pieces = wear.bytes_of([";".join(row) + "\n" for row in wear.pieces()])
    (tmp_path / "log.csv").write_bytes(b"".join(pieces))
    report = scan(tmp_path / "log.csv", as_of=AS_OF)
    assert report.complete
    assert report.statistics.total.read == 40
    assert_local(report, pieces, wear.encoding, set())


JUNK = {
    '"': "stray_quote", 'x"y"z"': "stray_quote", '"x"y"': "stray_quote", "\0": "nul", "x\0;": "nul",
    "\x01": "bad_bytes", "x;x;x;x;x;x;x": "too_many_fields", "x" * 600_000: "too_long",
    '"' + "x" * 600_000: "too_long", "x" * 600_000 + '"': "too_long",
}  # fmt: skip
BAD_STAMPS = {
    "2016-02-30": "impossible_date", "31/01/2016": "day_first_date", "i går": "unreadable_date",
    "2016-02-01 25:00": "unreadable_date", "0016-02-01": "outside_calendar",
    "'2016-02-01": "unreadable_date", "=1+1": "unreadable_date",
}  # fmt: skip
BAD_CELLS = (
    [(column, junk, code) for column in range(6) for junk, code in JUNK.items()]
    + [(column, junk, code) for column in (3, 4) for junk, code in BAD_STAMPS.items()]
    + [(column, junk, "missing") for column in (0, 1, 3) for junk in ("", " ", "\t ")]
)


@given(wears, st.integers(1, 40), st.sampled_from(BAD_CELLS))
@example(Wear("cp1252", "\r", amid=True), 5, (2, '"x"y"', "stray_quote"))
@example(Wear("utf-8", "\n", amid=False), 33, (3, '"x"y"', "stray_quote"))
@example(Wear("utf-8", "\r\n", amid=True), 11, (2, "\x01", "bad_bytes"))
@example(Wear("utf-16-le", "\r", amid=True), 19, (0, "\t ", "missing"))
@settings(SLOW, max_examples=14)
def test_a_damaged_cell_rejects_its_row_by_place_and_reason(
    tmp_path_factory: pytest.TempPathFactory, wear: Wear, n: int, damage: tuple[int, str, str]
) -> None:
    """One rejection, on the line and in the record where the damage was made; no other changes."""
    column, junk, code = damage
    rows = wear.pieces()
    position = column if column < 2 or not wear.amid else 2 if column == 5 else column + 1
    spans_lines = "\n" in "".join(rows[n])
    rows[n][position] = junk
    pieces = wear.bytes_of([";".join(row) + "\n" for row in rows])
    log = tmp_path_factory.mktemp("cell") / "log.csv"
    log.write_bytes(b"".join(pieces))
    report = scan(log, as_of=AS_OF)
    assert_local(report, pieces, wear.encoding, {n})
    told = [(p.code, p.location.line, p.location.record) for p in report.statistics.rejections]
    if not spans_lines:
        line = 1 + sum(lines_in(";".join(row) + "\n") for row in rows[:n])
        assert told == [(f"row_{code}", line, n)]
        assert report.statistics.total.read == 40
    elif column != 1 and not junk.startswith('x"y'):  # a name in quotes is a name all the same
        assert unit_of(n) not in judged(report) or "rejected" in judged(report)[unit_of(n)][0]


@given(wears, st.integers(1, 39), st.sampled_from(["again", "cut", "join", "gone"]), st.data())
@settings(SLOW, max_examples=12)
def test_a_damaged_row_changes_no_other(
    tmp_path_factory: pytest.TempPathFactory, wear: Wear, n: int, damage: str, data: st.DataObject
) -> None:
    """A row that stands twice, is cut off, runs into the next or is gone."""
    texts = [";".join(row) + "\n" for row in wear.pieces()]
    touched = {n}
    match damage:
        case "again":
            texts[n] *= 2
        case "cut":
            texts[n] = texts[n][: data.draw(st.integers(0, len(texts[n]) - 1))] + "\n"
        case "join":
            texts[n] = texts[n].removesuffix("\n")
            touched = {n, n + 1}
        case "gone":
            texts[n] = ""
    pieces = wear.bytes_of(texts)
    log = tmp_path_factory.mktemp("row") / "log.csv"
    log.write_bytes(b"".join(pieces))
    report = scan(log, as_of=AS_OF)
    assert_local(report, pieces, wear.encoding, touched)
    rejected = {problem.location.line for problem in report.statistics.rejections}
    begins = 1 + sum(map(lines_in, texts[:n]))
    assert rejected <= set(
        range(begins, begins + max(1, lines_in("".join(texts[n : max(touched) + 1]))))
    )
    if damage == "again":
        assert report.statistics.units[unit_of(n)].total[CaseOutcome.SUPERSEDED] == 1
    if damage == "join":
        assert begins in rejected


@given(wears, st.integers(0, 40), st.data())
@settings(SLOW, max_examples=20)
def test_a_damaged_byte_changes_no_row_but_its_own(
    tmp_path_factory: pytest.TempPathFactory, wear: Wear, n: int, data: st.DataObject
) -> None:
    """A byte put in, taken out or made another; in the header the whole log may be refused."""
    pieces = wear.bytes_of([";".join(row) + "\n" for row in wear.pieces()])
    piece = pieces[n]
    at = data.draw(st.integers(0, len(piece) - 1))
    byte = bytes(
        [data.draw(st.one_of(st.sampled_from(b'";\n\r\0\x01\xff\xc3 \t,|5'), st.integers(0, 255)))]
    )
    changed = wear.encoding == "utf-16-le" or data.draw(st.booleans())
    after = at if not changed and data.draw(st.booleans()) else at + 1
    pieces[n] = piece[:at] + (byte if changed or after == at else b"") + piece[after:]
    log = tmp_path_factory.mktemp("byte") / "log.csv"
    log.write_bytes(b"".join(pieces))
    report = scan(log, as_of=AS_OF)
    if report.statistics.logs and n:
        assert_local(report, pieces, wear.encoding, {n})
    else:
        assert report.complete is not bool(report.rejections or report.statistics.rejections)


@pytest.mark.parametrize(
    ("rows", "rejected", "read"),
    [
        (['1;E;"x"y";2016-02-01;2016-02-09;"a', "2;E;x;2016-02-01;2016-02-01;"], [2], 2),
        (['1;E;5" br;2016-02-01;2016-02-01;"a', 'b"', "2;E;x;2016-02-01;2016-02-01;"], [], 2),
        (['1;E;"x"" ;2016-02-01;2016-02-01;"a', "2;E;x;2016-02-01;2016-02-01;"], [2], 2),
        (['1;E;"x"" ;2016-02-01;2016-02-01;a"', "2;E;x;2016-02-01;2016-02-01;"], [2], 2),
    ],
)
def test_quotes_that_pair_across_fields_open_nothing(
    tmp_path: Path, rows: list[str], rejected: list[int], read: int
) -> None:
    """Quotes of an even number may leave a field open; what follows is not swallowed."""
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["id;enhet;typ;inkom;svar;anteckning", *rows, ""]))
    report = scan(log)
    assert [problem.location.line for problem in report.statistics.rejections] == rejected
    assert report.statistics.total.read == read


def test_a_damaged_row_changes_no_row_with_a_replacement_character(tmp_path: Path) -> None:
    """U+FFFD that stands in a UTF-8 log is text, whatever stands beside it."""
    log = tmp_path / "log.csv"
    rows = ["1\ufffd;E1;x;2016-02-01;2016-02-01"]
    log.write_text("\n".join([";".join(HEADER), *rows]), encoding="utf-8")
    alone = judged(scan(log))
    rows.append('2;E2;"x;2016-02-01;2016-02-01')
    log.write_text("\n".join([";".join(HEADER), *rows]), encoding="utf-8")
    assert alone == judged(scan(log)) == {"E1": ("on_time", None)}


def test_letters_of_other_languages_are_no_other_encoding(tmp_path: Path) -> None:
    """A broken byte in a UTF-8 log rejects its row, also where names are Croatian or Turkish."""
    rows = [f"{n};E{n};Šarić, Çağla och Östen;2016-02-01;2016-02-01" for n in range(9)]
    text = "\n".join([";".join(HEADER), *rows]).encode()
    (tmp_path / "log.csv").write_bytes(text + b"\xff\n")
    report = scan(tmp_path / "log.csv")
    told = [(problem.code, problem.location.line) for problem in report.statistics.rejections]
    assert told == [("row_bad_bytes", 10)]
    assert report.statistics.total.read == 9


@pytest.mark.parametrize("column", [3, 4])
def test_a_day_that_no_calendar_has_rejects_its_row(tmp_path: Path, column: int) -> None:
    """Systems write such days for "never"; the row beside is judged."""
    row = ["1", "E1", "x", "2016-02-01", "2016-02-09"]
    days = (
        "9999-12-31", "9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00", "0000-01-01", "0001-01-01"
    )  # fmt: skip
    bad = [[*row[:column], day, *row[column + 1 :]] for day in days]
    report = scan(Dress().write(tmp_path / "log.csv", [*bad, ["2", "E2", *row[2:]]]), as_of=AS_OF)
    told = report.statistics.rejections
    assert {one.code for one in told} <= {"row_outside_calendar", "row_impossible_date"}
    assert [(one.location.line, one.column) for one in told] == [
        (line, HEADER[column]) for line in range(2, 7)
    ]
    assert judged(report)["E2"] == ("late", 7)


def test_the_list_of_rejects_holds_every_row_once_and_nothing_of_it(tmp_path: Path) -> None:
    """Place and reason, also beyond the thousand that a report describes."""
    secrets = ["Anna Andersson", "19121212-1212", "0701234567", "x@example.se", "=1+1"]
    rows = [f"{n};E;x;{secrets[n % 5]};" for n in range(1500)]
    rows.insert(700, '19121212-1212;E;"Anna;2016-02-01;')
    rows.insert(800, "1;SE2321000131-P19121212;x;2016-02-01;")
    rows.insert(900, "1;E;Förnya recept;2016-02-01;2016-02-02")
    text = "\n".join([";".join(HEADER), *rows])
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    (tmp_path / "other.csv").write_text("id;enhet\n1;E\n", encoding="utf-8")
    done = cases(
        ".", "--rejects", "rejects.csv", "-o", "json=r.json", "-o", "text", "--lang", "en",
        "--csv-dialect", "rfc4180", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 3
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    expected = [
        ("log.csv", number + 2, number + 1, "stray_quote" if number == 700 else
         "person" if number == 800 else "unreadable_date")
        for number in range(len(rows)) if number != 900
    ]  # fmt: skip
    got = [(one["path"], int(one["line"]), int(one["record"]), one["reason"]) for one in listed]
    assert got == expected
    report = json.loads((tmp_path / "r.json").read_bytes())
    assert report["summary"]["cases"]["rejected"] == len(listed)
    described = [one for one in report["rejections"] if one["path"] == "log.csv"]
    assert [one["line"] for one in described] == [line for _, line, _, _ in expected[:1000]]
    for name in ("rejects.csv", "r.json"):
        told = (tmp_path / name).read_text(encoding="utf-8")
        for secret in (*secrets, "Anna A", "P19121212", "x@", "1+1"):
            assert secret not in told
    assert b"Anna" not in done.stdout + done.stderr


@pytest.mark.parametrize("limit", ["200MiB", "1GiB", "0,5G", "512 mb", "1.5GB"])
def test_a_memory_limit_is_read(tmp_path: Path, limit: str) -> None:
    """A number with M or G is a limit."""
    assert engine_options("duckdb", limit, None).memory >= 200 * 1024**2
    if limit == "200MiB":
        Dress().write(tmp_path / "log.csv")
        assert cases("log.csv", "--memory-limit", limit, cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("limit", ["", "2", "199MiB", "0GiB", "-1GiB", "1TiB", "mycket", "1.55GiB"])
def test_a_memory_limit_that_is_none_is_refused(limit: str) -> None:
    """What is no size, or too little for any engine, is a usage error."""
    with pytest.raises(UsageError) as refused:
        engine_options("duckdb", limit, None)
    assert refused.value.problems[0].code == "bad_memory"


def test_the_case_list_is_the_same_as_csv_and_as_parquet(tmp_path: Path) -> None:
    """Each case not answered in time once, in place, with the ids of persons masked."""
    import duckdb

    rows = [
        (id_, f"E{n}", 'Egen, "typ"; ett', "2016-02-01 08:00", "" if n % 2 else "2016-02-09 09:00")
        for n, id_ in enumerate(
            ("A1", "191212121212", "19121212-1212", "121212-1212", "000012", "=1+1", "x@example.se")
        )
    ]  # fmt: skip
    Dress().write(tmp_path / "log.csv", rows)
    for name in ("late.csv", "late.parquet"):
        assert cases("log.csv", "--case-list", name, cwd=tmp_path).returncode == 1
    with (tmp_path / "late.csv").open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.reader(stream, delimiter=";"))
    with duckdb.connect() as database:
        table = database.read_parquet(str(tmp_path / "late.parquet"))
        kinds = dict(zip(table.columns, map(str, table.types), strict=True))
        found = [["" if cell is None else str(cell) for cell in row] for row in table.fetchall()]
    ours = len(CASE_LIST_COLUMNS)
    assert [[*map(harmless_cell, row)] for row in found] == [row[:ours] for row in listed[1:]]
    assert [kinds[name] for name in ("line", "received", "working_days")] == [
        "BIGINT",
        "DATE",
        "INTEGER",
    ]
    assert listed[0][:ours] == list(CASE_LIST_COLUMNS)
    places = [(row[0], row[1], row[2], row[4]) for row in listed[1:]]
    assert places == [("log.csv", str(n + 2), str(n + 1), f"E{n}") for n in range(len(rows))]
    masked = [MASK] * 3
    assert [row[3] for row in listed[1:]] == ["A1", *masked, "000012", "'=1+1", MASK]


@given(
    wears,
    st.tuples(st.integers(16, 4096), st.sampled_from([1000, 10**9])),
    st.integers(0, 3),
    st.data(),
)
@settings(SLOW, max_examples=12)
def test_the_borders_of_chunks_and_parts_fall_anywhere(
    tmp_path_factory: pytest.TempPathFactory,
    wear: Wear,
    sizes: tuple[int, int],
    broken: int,
    data: st.DataObject,
) -> None:
    """However the bytes come, each row stands where plain counting has it."""
    copied, part = sizes
    rows = wear.pieces()
    spoilt = {data.draw(st.integers(1, 40)) for _ in range(broken)}
    for n in spoilt:
        rows[n] = [f"C{n}", unit_of(n), *["x"] * 4]
    pieces = wear.bytes_of([";".join(row) + "\n" for row in rows])
    log = tmp_path_factory.mktemp("chunks") / "log.csv"
    log.write_bytes(b"".join(pieces))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", copied)
        patch.setattr("basutbud.caselog.reading.plaincopy._PARTS", (part,))
        patch.setattr("basutbud.caselog.letters.encoding._CHUNK", copied)
        report = scan(log, as_of=AS_OF)
    assert_local(report, pieces, wear.encoding, spoilt or {0})
    lines = [1 + sum(lines_in(";".join(row) + "\n") for row in rows[:n]) for n in sorted(spoilt)]
    told = [(p.location.line, p.location.record) for p in report.statistics.rejections]
    assert told == list(zip(lines, sorted(spoilt), strict=True))
    assert report.statistics.total.read == 40


def test_a_log_copied_in_parts_is_told_of_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that the copy leaves out, and those that the engine refuses, keep their lines."""
    kinds = ('"en\ntvå";{n}', "{n};x;x;x;x;x", '{n};"x', "{n};\0", "{n}", "{n}", "{n}")
    rows = (
        f"{n};E;x;2016-02-01;2016-02-30;{kinds[n % len(kinds)].format(n=n)}" for n in range(200)
    )
    log = tmp_path / "log.csv"
    log.write_text("\n".join(("id;enhet;typ;inkom;svar;anteckning", *rows)), encoding="utf-8")
    whole = scan(log)
    codes = {problem.code for problem in whole.statistics.rejections}
    assert codes >= {"row_too_many_fields", "row_stray_quote", "row_nul", "row_impossible_date"}
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", 1000)
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._PARTS", (2000,))
    assert scan(log) == whole


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
        rows = (f"{n};E;x;2016-02-01;2016-02-02;{note}\n" for n in range(200))
        text = "id;enhet;typ;inkom;svar;anteckning\n" + "".join(rows)
        log.write_text(text, encoding="utf-16" if form == "utf-16" else "utf-8")
    told: list[tuple[int, int]] = []
    terms = Terms(RULESET, RULESET.rules, Mandate(AS_OF, RULESET.id), __version__)
    watch = ScanCallbacks(progress=lambda _, size, rows: told.append((size, rows)))
    report = audit_cases(Gathered((), ((log, log.name),), Path()), terms, watch)
    assert abs(sum(size for size, _ in told) - log.stat().st_size) <= len(told)
    assert sum(rows for _, rows in told) == report.statistics.total.read


def test_rows_out_of_their_places_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that an engine gives in another order than the file's stop the run."""
    log = Dress().write(tmp_path / "log.csv")
    monkeypatch.setattr(
        "basutbud.caselog.engines.duckdb_engine.read_sql",
        lambda plan: f"({read_sql(plan)}) ORDER BY case_id DESC",
    )
    with pytest.raises(AssertionError, match="not numbered as in the file"):
        scan(log, as_of=AS_OF)
