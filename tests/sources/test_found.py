"""Which files an audit is of: none that may be a log or a clinic is passed over in silence."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basutbud.errors import UsageError
from basutbud.formats import FORMATS
from basutbud.sources import discovery
from basutbud.sources.discovery import Found, discover
from basutbud.sources.recognition.names import SILENT
from basutbud.sources.selection import Selection
from books import workbook
from logs import HEADER, parquet
from running import CLINIC, DAY, basutbud, code

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ROW = ("1", "SE2321000131-E000000009901", "Förnya recept", "2017-02-01 10:00", "2017-03-01 10:00")
YAML = CLINIC.format(provider="region", intyg="active")


def table(*lines: tuple[str, ...], mark: str = ";") -> str:
    """Return lines of a log as text."""
    return "".join(mark.join(line) + "\n" for line in lines)


SECOND = YAML.replace("E000000009901", "E000000009902")
LOG = table(HEADER, ROW)
RECORD = dict(zip(("case_id", "hsa_id", "typ", "inkom", "besvarat"), ROW, strict=True))


def packed_in_zip(**files: bytes) -> bytes:
    """Return a ZIP archive of files, ``__`` in whose names stands for a point."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


def packed_in_tar(name: str, content: bytes) -> bytes:
    """Return a tape archive of one file."""
    target = BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, BytesIO(content))
    return target.getvalue()


def database(statement: str) -> bytes:
    """Return a database file with one table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d")
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.close()
        return path.read_bytes()


def made(write: Callable[[Path], Path]) -> bytes:
    """Return what a function writes to a path."""
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder, "made")).read_bytes()


PARQUET = made(lambda path: parquet(path, [ROW]))
BOOK = made(workbook)
LOGS: dict[str, tuple[str, str, bytes]] = {
    "as Notepad saves it": ("unread_log", "jan.csv.txt", LOG.encode("utf-8-sig")),
    "Excel's Unicode text": (
        "unread_log",
        "jan.txt",
        table(HEADER, ROW, mark="\t").encode("utf-16"),
    ),
    "UTF-16 without a mark": ("unread_log", "jan.txt", LOG.encode("utf-16-le")),
    "Windows-1252": ("unread_log", "jan.dat", LOG.encode("cp1252")),
    "commas, no ending": ("unread_log", "jan", table(HEADER, ROW, mark=",").encode()),
    "a tab's own ending": ("unread_log", "jan.tab", table(HEADER, ROW, mark="\t").encode()),
    "another mark": ("unread_log", "jan.asc", table(HEADER, ROW, mark="^").encode()),
    "columns of blanks": ("unread_log", "jan.prn", table(HEADER, ROW, mark="   ").encode()),
    "a title above": ("unread_log", "jan.rpt", b"Uttag\n\n" + LOG.encode()),
    "a header alone": ("unread_log", "jan.out", table(HEADER).encode()),
    "without a header": ("unread_log", "jan.out", table(ROW).encode()),
    "one open case": ("unread_log", "jan.out", table((*ROW[:4], "")).encode()),
    "headers of its own": ("unread_log", "jan.exp", b"nr;a;b;c\n1;2017-02-01;x;2017-02-05\n"),
    "set aside": ("unread_log", "jan.csv.bak", LOG.encode()),
    "text named XLS": ("unread_log", "jan.xls", LOG.encode()),
    "Parquet": ("unread_log", "jan.parq", PARQUET),
    "a workbook": ("unread_log", "jan.xlsx.old", BOOK),
    "gzip of text": ("unread_log", "jan.gz", gzip.compress(LOG.encode())),
    "zstd of .txt": ("unread_log", "jan.txt.zst", zstd.compress(LOG.encode())),
    "gzip of a workbook": ("unread_packed", "jan.gzip", gzip.compress(BOOK)),
    "bzip2": ("unread_packed", "jan.csv.bz2", bz2.compress(LOG.encode())),
    "xz": ("unread_packed", "jan.csv.xz", lzma.compress(LOG.encode())),
    "ZIP": ("unread_packed", "jan.zip", packed_in_zip(readme__txt=b"x", jan__txt=LOG.encode())),
    "ZIP of a table by name": ("unread_packed", "jan.zip", packed_in_zip(jan__csv=b"a;b\n")),
    "ZIP in ZIP": ("unread_packed", "a.zip", packed_in_zip(b__zip=packed_in_zip(jan__csv=b""))),
    "tar": ("unread_packed", "jan.tar", packed_in_tar("jan.csv", LOG.encode())),
    "tar in gzip": ("unread_packed", "a.tgz", gzip.compress(packed_in_tar("a", LOG.encode()))),
    "7-Zip": ("unread_packed", "jan.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(50)),
    "a damaged bzip2": ("unread_packed", "jan.bz2", b"BZh91AY&SY" + b"x" * 90),
    "a damaged ZIP": ("unread_packed", "jan.zip", packed_in_zip(a=b"x")[:-30]),
    "a ZIP archive with damaged content": (
        "unread_packed",
        "a.zip",
        packed_in_zip(a=b"some text").replace(b"some", b"same"),
    ),
    "a ZIP archive with a password": (
        "unread_packed",
        "a.zip",
        packed_in_zip(a=b"x")
        .replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1")
        .replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"),
    ),
    "a ZIP archive with endless names": (
        "unread_packed",
        "a.zip",
        packed_in_zip(
            **{f"{n}" * 60_000: b"" for n in range(1, 10)},
            **{"x" * 60_000 + f"{n}": b"" for n in range(20)},
        ),
    ),
    "too many files": (
        "unread_packed",
        "a.zip",
        packed_in_zip(**{f"f{n}": b"" for n in range(201)}),
    ),
    "JSON": ("unread_kind", "jan.json", json.dumps([RECORD] * 2).encode()),
    "JSON Lines": ("unread_kind", "jan.log", json.dumps(RECORD).encode() + b"\n"),
    "JSON without a unit": (
        "unread_kind",
        "jan.json",
        json.dumps({k: v for k, v in RECORD.items() if k != "hsa_id"}).encode(),
    ),
    "JSON Lines by its name": ("unread_kind", "jan.jsonl", b'{"a": 1}\n'),
    "XML": ("unread_kind", "jan.xml", b"<r><id>1</id><inkom>x</inkom><svar>y</svar></r>"),
    "a web page's table": (
        "unread_kind",
        "jan.aspx",
        b"<table><tr><td>Inkom</td><td>Svar</td><td>Typ</td></tr></table>",
    ),
    "a database": (
        "unread_kind",
        "jan.db",
        database("CREATE TABLE c (case_id, unit, received, first_reply)"),
    ),
    "an old workbook": ("unread_kind", "jan.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
    "a workbook with macros": ("unread_kind", "jan.xlsm", BOOK),
    "a binary workbook": ("unread_kind", "jan.x", packed_in_zip(**{"xl/workbook__bin": b""})),
    "an open document's table": (
        "unread_kind",
        "jan.ods",
        packed_in_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    ),
    "an old workbook by its name": ("unread_kind", "jan.XLS", b""),
}
"""How each log is reported, what it is called, and what it holds."""
CLINICS: dict[str, tuple[str, str, bytes]] = {
    "as Notepad saves it": ("unread_clinic", "b.yaml.txt", YAML.encode()),
    "without an ending": ("unread_clinic", "b", YAML.encode()),
    "JSON": ("unread_clinic", "b.json", b'{"clinic": "A", "hsa_id": "B", "services": {}}'),
    "UTF-16": ("unread_clinic", "b.yaml.txt", YAML.encode("utf-16")),
    "below a comment": ("unread_clinic", "b.yaml_", b"# Ekbacken\n" * 40 + YAML.encode()),
    "set aside": ("unread_clinic", "b.yaml.old", YAML.encode()),
    "rules beside it": ("unread_clinic", "b.txt", f"{YAML}rules: []\ndecision: {{}}\n".encode()),
    "packed": ("unread_packed", "b.yaml.gz", gzip.compress(YAML.encode())),
    "in a ZIP archive": ("unread_packed", "c.zip", packed_in_zip(b=YAML.encode())),
}
NEITHER: dict[str, tuple[str, bytes]] = {
    "a note": ("README.txt", "Loggarna hämtas den 1:a. Typ, svar och id: se lathunden.\n".encode()),
    "a document that shows a log": ("README.md", b"# Log\n\n" + LOG.encode()),
    "a picture": ("karta.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9),
    "a PDF": ("avtal.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    "a document": (
        "avtal.docx",
        packed_in_zip(**{"word/document__xml": b"<t>Inkom</t><t>Svar</t><t>Typ</t>"}),
    ),
    "an old document": ("avtal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
    "an editor's copy": ("c.yaml~", YAML.encode()),
    "a table of other things": ("lista.txt", b"id;enhet;typ\n1;a;b\n"),
    "a sentence of columns": (
        "anm.txt",
        b"The export of " + b"x" * 50 + b" has: id, typ, inkom, svar\n",
    ),
    "a program": ("gor.py", LOG.encode()),
    "a schema": (
        "s.json",
        b'{"$schema": "https://json-schema.org/x", "a": {"inkom": {}, "svar": {}, "typ": {}}}',
    ),
    "settings": ("tox.ini", b"[tox]\ntype = x\n"),
    "other JSON": ("package.json", b'{"name": "x", "type": "module", "id": 1, "created": "x"}'),
    "pictures in a ZIP archive": ("bilder.zip", packed_in_zip(a__png=b"\x89PNG\r\n\x1a\n\0\0")),
    "a letter in gzip": ("brev.gz", gzip.compress(b"Hej!\n" * 9)),
    "another database": ("x.db", database("CREATE TABLE id (type, created)")),
    "a program's log": ("app.log", b"2017-02-01 10:00:00 INFO started\n" * 3),
    "nothing": ("tom", b""),
}


def found_of(tmp_path: Path, name: str, content: bytes, *, only_logs: bool = False) -> Found:
    """Return what is found in a folder of one file."""
    (tmp_path / name).write_bytes(content)
    return discover([tmp_path], tmp_path, only_logs=only_logs)


def reported(found: Found) -> list[tuple[str, str]]:
    """Return the codes and paths of what was reported."""
    return [(problem.code, problem.location.path) for problem in found.problems]


@pytest.mark.parametrize("only_logs", [False, True], ids=["audit", "cases"])
@pytest.mark.parametrize("what", LOGS)
def test_a_log_that_its_name_hides_is_reported(tmp_path: Path, what: str, only_logs: bool) -> None:
    """It is recognised by its content, whatever it is packed in."""
    how, name, content = LOGS[what]
    assert reported(found_of(tmp_path, name, content, only_logs=only_logs)) == [(how, name)]


@pytest.mark.parametrize("what", CLINICS)
def test_a_clinic_that_its_name_hides_is_reported(tmp_path: Path, what: str) -> None:
    """So it is, unless logs alone are looked for; in an archive it may be either."""
    how, name, content = CLINICS[what]
    assert reported(found_of(tmp_path, name, content)) == [(how, name)]
    alone = found_of(tmp_path, name, content, only_logs=True)
    assert bool(alone.problems) is (how == "unread_packed")


@pytest.mark.parametrize("what", NEITHER)
def test_what_is_neither_log_nor_clinic_is_counted(tmp_path: Path, what: str) -> None:
    """No message names it; with -v, a count includes it."""
    found = found_of(tmp_path, *NEITHER[what])
    assert (found.problems, found.own, found.neither) == ((), (), 1)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("Excel's Unicode text", ".csv"), ("Parquet", ".parquet"), ("a workbook", ".xlsx"),
     ("zstd of .txt", ".csv.zst")],
)  # fmt: skip
def test_the_message_says_by_which_name_it_would_be_read(
    tmp_path: Path, name: str, ending: str
) -> None:
    """Under that ending it is a log among the others."""
    _, path, content = LOGS[name]
    (problem,) = found_of(tmp_path, path, content).problems
    assert problem.values == {"ending": ending}
    (tmp_path / path).rename(tmp_path / f"renamed{ending}")
    assert code("cases", ".", *DAY, cwd=tmp_path) in (0, 1)


def test_what_is_hidden_fails_the_audit_and_can_be_left_out(folder: Path) -> None:
    """Exit 3, in the report too; none when the file is left out, or read by its name."""
    (folder / "jan.dat").write_bytes(LOG.encode())
    (folder / "d.yaml.txt").write_bytes(YAML.encode())
    done = basutbud("audit", ".", *DAY, "-o", "json", "--lang", "en", cwd=folder)
    assert done.returncode == 3
    said = {one["path"]: one["code"] for one in json.loads(done.stdout)["rejections"]}
    assert said == {"jan.dat": "unread_log", "d.yaml.txt": "unread_clinic"}
    assert "Let its name end in .csv" in done.stderr.decode()
    left_out = ("--exclude", "*.dat", "--exclude", "d.yaml.txt")
    assert code("audit", ".", *DAY, *left_out, cwd=folder) == 0
    (folder / "d.yaml.txt").unlink()
    assert code("audit", ".", "--cases", "jan.dat", *DAY, cwd=folder) == 1
    with (folder / "c.yaml").open("a", encoding="utf-8") as clinic:
        clinic.write("case_logs: [jan.dat]\n")
    assert code("audit", ".", *DAY, cwd=folder) == 1


def test_a_named_file_is_told_for_what_it_seems_to_be(folder: Path) -> None:
    """For one that is neither, the message names the endings that are read."""
    (folder / "d.txt").write_bytes(YAML.encode())
    (folder / "x.txt").write_bytes(b"Hej\n")
    assert reported(discover([folder / "d.txt"], folder)) == [("unread_clinic", "d.txt")]
    assert reported(discover([folder / "x.txt"], folder)) == [("unknown_kind", "x.txt")]


def test_how_many_files_are_neither_is_said_in_detail(folder: Path) -> None:
    """With -v alone, on stderr."""
    (folder / "README.txt").write_text("Hej\n")
    assert basutbud("audit", ".", *DAY, cwd=folder).stderr == b""
    printed = basutbud("audit", ".", *DAY, "-v", cwd=folder).stderr.decode()
    assert "1 fil är varken mottagningsfil eller ärendelogg" in printed


def test_a_folder_named_as_a_case_log_is_told_for_what_it_is(folder: Path) -> None:
    """That it does not exist would be wrong."""
    (folder / "loggar").mkdir()
    with (folder / "c.yaml").open("a", encoding="utf-8") as clinic:
        clinic.write("case_logs: [loggar/, borta.csv]\n")
    done = basutbud("audit", "c.yaml", *DAY, "-o", "json", cwd=folder)
    assert done.returncode == 3
    codes = [one["code"] for one in json.loads(done.stdout)["rejections"]]
    assert codes == ["case_log_is_folder", "case_log_missing"]


OWN_LISTS = ("--case-list", "late.csv", "--rejects", "rejects.csv")


def test_files_of_its_own_are_noted_and_not_audited(folder: Path) -> None:
    """Whatever basutbud wrote or was configured by changes no outcome: it is no input."""
    (folder / "c.csv").write_bytes(LOG.encode())
    outputs = [f for name in FORMATS for f in ("-o", f"{name}=report.{name}")]
    first = basutbud(
        "audit", ".", *DAY, *outputs, *OWN_LISTS, "--split-by", "clinic", "p", cwd=folder
    )
    assert first.returncode == 1
    assert code("audit", ".", *DAY, "--case-list", "late.parquet", cwd=folder) == 1
    shutil.copy(folder / "late.csv", folder / "late.txt")
    shutil.copy(folder / "late.parquet", folder / "late.parq")
    (folder / "late.csv.gz").write_bytes(gzip.compress((folder / "late.csv").read_bytes()))
    (folder / "excel.tsv").write_text((folder / "late.csv").read_text().replace(",", "\t"))
    rules = EXAMPLES.parent / "rules"
    shutil.copy(rules / "vgr-hs-20-2016.yaml", folder / "rules.yaml")
    shutil.copy(rules / "vgr-hs-20-2016.yaml", folder / "rules.yaml.txt")
    shutil.copy(rules / "calendars" / "se.csv", folder)
    (folder / "waivers.yaml").write_text("waivers: []\n")
    found = discover([folder], folder)
    assert found.problems == ()
    assert [path.name for path in found.logs] == ["c.csv"]
    assert {path.name for path in found.own} >= {
        *(f"report.{name}" for name in ("json", "html", "csv", "xlsx", "sarif", "junit")),
        "late.csv", "late.csv.gz", "late.parquet", "late.parq", "late.txt", "excel.tsv",
        "rejects.csv", "report.text", "rules.yaml.txt", "se.csv", "index.html",
    }  # fmt: skip
    again = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    assert again.returncode == 1
    report = json.loads(again.stdout)
    assert [one["path"] for one in report["inputs"]] == ["c.csv", "c.yaml"]
    assert any("se.csv" in note or "excel.tsv" in note for note in report["notes"])
    assert code("cases", ".", *DAY, cwd=folder) == 1


def test_files_of_its_own_alone_are_nothing_to_audit(folder: Path) -> None:
    """They are skipped where they are named, too."""
    (folder / "c.csv").write_bytes(LOG.encode())
    assert code("cases", ".", *DAY, *OWN_LISTS, "-o", "json=r.json", cwd=folder) == 1
    shutil.copy(EXAMPLES.parent / "rules" / "vgr-hs-20-2016.yaml", folder / "rules.yaml")
    for named in (("cases", "late.csv"), ("cases", "r.json"), ("audit", "rules.yaml")):
        done = basutbud(*named, *DAY, "-o", "json", cwd=folder)
        assert done.returncode == 3
        assert named[1] in json.loads(done.stdout)["notes"][0]


def test_a_rule_in_a_clinic_file_makes_it_no_rule_set(folder: Path) -> None:
    """A clinic is audited, or refused, whatever else its file holds."""
    with (folder / "c.yaml").open("a", encoding="utf-8") as clinic:
        clinic.write("rules: []\ndecision: {}\nwaivers: []\n")
    done = basutbud("audit", "c.yaml", *DAY, "-o", "concise", cwd=folder)
    assert done.returncode == 3
    assert "c.yaml:14:1: error input Okänd nyckel: `rules`" in done.stdout.decode()


def test_a_log_beside_a_rule_set_is_nobodys(folder: Path) -> None:
    """A rule set is no clinic whose file could not be read, to which the log would belong."""
    shutil.copy(EXAMPLES.parent / "rules" / "vgr-hs-20-2016.yaml", folder / "rules.yaml")
    (folder / "rules.csv").write_text("id;typ;inkom;svar\n1;x;2017-02-01;2017-02-01\n")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    assert [one["code"] for one in json.loads(done.stdout)["rejections"]] == ["log_unit_missing"]


def test_no_report_goes_where_something_unread_lies(folder: Path) -> None:
    """A log that is not read for its name is not overwritten either; an old report is."""
    (folder / "r.txt").write_text(LOG, encoding="utf-8")
    assert code("audit", ".", *DAY, "-o", "text=r.txt", cwd=folder) == 2
    assert (folder / "r.txt").read_text(encoding="utf-8") == LOG
    (folder / "r.txt").rename(folder / "c.csv")
    for _ in range(2):
        assert code("audit", ".", *DAY, "-o", "text=r.txt", cwd=folder) == 1


def test_a_clinics_page_names_no_other_clinic_that_is_unread(folder: Path) -> None:
    """An unread log, which may hold its cases, is reported."""
    (folder / "d.yaml.txt").write_bytes(SECOND.encode())
    (folder / "jan.dat").write_bytes(LOG.encode())
    assert code("audit", ".", *DAY, "--split-by", "clinic", "p", cwd=folder) == 3
    (page,) = (path for path in (folder / "p").iterdir() if path.name != "index.html")
    assert "jan.dat" in page.read_text(encoding="utf-8")
    assert "d.yaml.txt" not in page.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_looked_into_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So is a folder, unless it is left out."""

    def denied(path: object) -> None:
        raise PermissionError(13, "no", str(path))

    (tmp_path / "x").write_text("")
    monkeypatch.setattr(discovery, "likeness_of", denied)
    assert reported(discover([tmp_path], tmp_path)) == [("no_permission", "x")]
    monkeypatch.setattr(os, "scandir", denied)
    (tmp_path / "d").mkdir()
    assert reported(discover([tmp_path / "d"], tmp_path)) == [("no_permission", "d")]
    selection = Selection(tmp_path, (), ["d"])
    assert discover([tmp_path / "d"], tmp_path, selection).problems == ()


def test_a_run_repeated_over_its_own_reports_says_the_same(folder: Path) -> None:
    """What a run is about to write is no part of what it is about."""
    (folder / "c.csv").write_bytes(LOG.encode())
    command = ("audit", ".", *DAY, "-o", "json=r.json", "-o", "csv=r.csv", *OWN_LISTS,
               "--split-by", "clinic", "pages")  # fmt: skip
    assert code(*command, cwd=folder) == 1
    first = (folder / "r.json").read_bytes()
    assert code(*command, cwd=folder) == 1
    assert (folder / "r.json").read_bytes() == first


TREE = ("a.yaml", "arkiv/b.yaml", "arkiv/2016/c.csv", "log[1].csv", "#d.csv", "å/e.csv")


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["arkiv"], "a [1] #d å"),
        (["arkiv/"], "a [1] #d å"),
        (["m/arkiv"], "a [1] #d å"),
        (["./m/arkiv/*"], "a [1] #d å"),
        (["{base}/m/arkiv/"], "a [1] #d å"),
        (["../{name}/m/arkiv"], "a [1] #d å"),
        (["arkiv/*.yaml"], "a c [1] #d å"),
        (["/arkiv/b.yaml"], "a c [1] #d å"),
        (["2016"], "a b [1] #d å"),
        (["**/2016/*.csv"], "a b [1] #d å"),
        (["*.csv"], "a b"),
        (["m"], ""),
        (["."], ""),
        (["*"], ""),
        (["*.csv", "!c.csv"], "a b c"),
        (["log[1].csv"], "a b c #d å"),
        (["#d.csv"], "a b c [1] å"),
        ([normalize("NFD", "å")], "a b c [1] #d"),
        (["b.yaml", "c.csv"], "a [1] #d å"),
        (["./arkiv"], None),
        (["ark"], None),
        (["b.yaml/"], None),
        (["{name}"], None),
    ],
)
def test_what_is_left_out_is_chosen_as_gitignore_does(
    tmp_path: Path, patterns: list[str], left: str | None
) -> None:
    """A name, a folder, a path or a pattern; None where it matches nothing, and says so."""
    base = tmp_path / "base"
    for name in TREE:
        path = base / "m" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    names = dict(zip(TREE, ("a", "b", "c", "[1]", "#d", "å"), strict=True))
    written = [one.format(base=base, name=base.name) for one in patterns]
    for include in (False, True):
        selection = Selection(base, written, ()) if include else Selection(base, (), written)
        found = discover([base / "m"], base, selection)
        files = {path.relative_to(base / "m").as_posix() for path in (*found.clinics, *found.logs)}
        kept = {*(names.values() if left is None else left.split())}
        assert {names[one] for one in files} == ({*names.values()} - kept if include else kept)
        assert found.left_out == len(TREE) - len(files)
        assert [one.values["pattern"] for one in selection.unmet] == (
            written if left is None else []
        )


def test_a_pattern_is_relative_to_a_folder_elsewhere_too(tmp_path: Path) -> None:
    """What stands above the folder that is searched matches nothing."""
    away = tmp_path / "data" / "region"
    (away / "arkiv").mkdir(parents=True)
    (away / "arkiv" / "a.csv").write_text("")
    here = tmp_path / "here"
    for pattern, left in (("arkiv/*", 0), ("data", 1), ("../data/**/*.csv", 0)):
        selection = Selection(here, (), [pattern])
        assert len(discover([away], here, selection).logs) == left, pattern


def test_a_path_is_known_however_it_is_written(tmp_path: Path) -> None:
    """Through a link, and with letters composed or apart."""
    base = tmp_path / "base"
    base.mkdir()
    (tmp_path / "link").symlink_to(base)
    (base / normalize("NFD", "å.csv")).write_text("")
    for pattern in ("å.csv", f"{tmp_path}/link"):
        assert discover([base], base, Selection(base, (), [pattern])).left_out == 1


@pytest.mark.parametrize("option", ["--exclude", "--include"])
def test_a_pattern_that_matches_no_file_is_reported(folder: Path, option: str) -> None:
    """On stderr and in the report, and the exit code stays as it is."""
    patterns = [option, "finns-inte*", option, "c.yaml"]
    left_out = option == "--exclude"
    done = basutbud("audit", ".", *DAY, *patterns, "-o", "json", "--allow-empty", cwd=folder)
    assert done.returncode == 0
    notes = json.loads(done.stdout)["notes"]
    assert f"{option} finns-inte* träffar ingen fil." in notes
    assert len(notes) == 1 + left_out
    assert f"{option} finns-inte* träffar ingen fil" in done.stderr.decode()
    done = basutbud("audit", ".", *patterns, "--list-files", cwd=folder)
    assert done.stdout.decode() == ("" if left_out else "c.yaml\n")
    assert "finns-inte*" in done.stderr.decode()


@pytest.mark.parametrize("wrong", ["!", "a\\"])
def test_a_wrong_pattern_is_refused(tmp_path: Path, wrong: str) -> None:
    """It would match nothing, whatever was meant."""
    with pytest.raises(UsageError) as refused:
        Selection(tmp_path, [wrong])
    assert refused.value.problems[0].code == "bad_pattern"


KNOWN = (".csv", ".tsv", ".xlsx", ".parquet", ".csv.gz", ".tsv.zst", ".yaml", ".YML")
ENDINGS = st.sampled_from([*KNOWN, "", ".txt", ".dat", ".json", ".xls", ".zip", ".bz2", ".CSV.txt"])
ANY_ENDING = ENDINGS | st.from_regex(r"\A\.[a-z0-9]{1,5}\Z")
CONTENTS = [
    *(
        ("log", content)
        for _, name, content in LOGS.values()
        if not name.endswith((".jsonl", ".XLS"))
    ),
    *(("clinic", content) for _, _, content in CLINICS.values()),
    *(
        ("neither", content)
        for name, content in NEITHER.values()
        if name[-3:] not in (".md", ".py", "ml~")
    ),
]


@settings(max_examples=60)
@given(st.lists(st.tuples(ANY_ENDING, st.sampled_from(CONTENTS)), max_size=5), st.booleans())
def test_every_file_of_a_folder_is_accounted_for(
    files: list[tuple[str, tuple[str, bytes]]], only_logs: bool
) -> None:
    """Each is read, reported, its own, or counted; a hidden log or clinic is never counted."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        written = {}
        for number, (ending, (kind, content)) in enumerate(files):
            path = base / f"f{number}{ending}"
            path.write_bytes(content)
            written[path] = kind
        found = discover([base], base, only_logs=only_logs)
        refused = {base / problem.location.path for problem in found.problems}
        groups = [{*found.clinics}, {*found.logs}, {*found.own}, refused]
        seen = set[Path]().union(*groups)
        assert sum(map(len, groups)) == len(seen)
        assert len(written) == len(seen) + found.neither
        for path in written.keys() - seen:
            documented = path.suffix in (*SILENT, ".doc", ".db", ".pub")
            clinic = only_logs and (written[path] == "clinic" or path.suffix in (".yaml", ".YML"))
            assert written[path] == "neither" or documented or clinic, path.name


def audited_by_name(folder: Path, unit: str, second: str, *options: str) -> tuple[int, Any]:
    """Audit the clinic and a second one called so, by a log that names its unit by name."""
    name = "Vårdcentralen Provtagen"
    (folder / "d.yaml").write_text(SECOND.replace(name, f'"{second}"'), encoding="utf-8")
    (folder / "jan.csv").write_text(LOG.replace(ROW[1], unit), encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", "--lang", "en", *options, cwd=folder)
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize(
    "unit",
    [
        "Vårdcentralen Provtagen",
        "VÅRDCENTRALEN PROVTAGEN",
        normalize("NFD", "  vårdcentralen\N{NO-BREAK SPACE} Provtagen "),
    ],
)
def test_a_unit_by_the_name_of_one_clinic_is_matched(folder: Path, unit: str) -> None:
    """Its cases are the clinic's, as they would be by its HSA-id, and the report says so."""
    exit_code, report = audited_by_name(folder, unit, "Vårdcentralen Sluten")
    assert exit_code == 1
    assert report["summary"]["cases"]["late"] == 1
    (note,) = report["notes"]
    assert note.endswith(" HSA-ids: Vårdcentralen Provtagen = SE2321000131-E000000009901.")
    by_id = audited_by_name(folder, ROW[1], "Vårdcentralen Sluten")[1]
    assert by_id["notes"] == []
    assert by_id["clinics"] == report["clinics"]


@pytest.mark.parametrize(
    ("unit", "second", "code"),
    [
        ("Vårdcentralen Provtagen", "VÅRDCENTRALEN  Provtagen", "row_name_of_several"),
        ("Provtagen", "Vårdcentralen Sluten", "row_not_hsa_id"),
        ("Vardcentralen Provtagen", "Vårdcentralen Sluten", "row_not_hsa_id"),
        ("Anna Andersson", "Vårdcentralen Sluten", "row_not_hsa_id"),
    ],
)
def test_a_unit_that_is_no_clinics_name_alone_rejects_its_row(
    folder: Path, unit: str, second: str, code: str
) -> None:
    """It is not guessed whose the case is, and what stands there is not shown."""
    exit_code, report = audited_by_name(folder, unit, second)
    assert exit_code == 3
    assert [one["code"] for one in report["rejections"] if one["line"]] == [code]
    assert "Andersson" not in json.dumps(report)


def test_a_name_of_a_clinic_that_is_not_asked_for_is_unmatched(folder: Path) -> None:
    """As its HSA-id would be: --provider leaves out the clinic, not the sense of its name."""
    text = CLINIC.format(provider="private", intyg="active").replace("9901", "9903")
    (folder / "p.yaml").write_text(text.replace("Provtagen", "Privat"), encoding="utf-8")
    _, report = audited_by_name(
        folder, "Vårdcentralen Privat", "Vårdcentralen Sluten", "--provider", "region"
    )
    assert report["summary"]["cases"]["unmatched"] == 1
