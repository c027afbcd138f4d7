"""Workbooks that would take all there is are read sparsely or refused, and nothing else is lost."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from basutbud.caselog.request import Dialect
from basutbud.caselog.unpacking import zips
from basutbud.caselog.workbook.copying import copy_sheet
from basutbud.model.vocabulary import CaseOutcome
from books import MAIN, Book, case, header, number, one_sheet
from logs import HEADER, scan, write

AS_OF = date(2017, 12, 31)
MOMENT = number(42401.375, "moment")
GOOD = [case("A1", MOMENT, MOMENT)]
SHEET, SHARED, WORKBOOK = "xl/worksheets/sheet0.xml", "xl/shared.xml", "xl/workbook.xml"
MIB = 1024 * 1024


def with_part(name: str, *content: bytes) -> Callable[[Path], None]:
    """Return what writes a workbook with one of its parts replaced."""

    def written(path: Path) -> None:
        whole = one_sheet(*GOOD).write(path.with_suffix(".whole"))
        with (
            zipfile.ZipFile(whole) as old,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
        ):
            for part in old.namelist():
                with new.open(part, "w") as copy:
                    for piece in content if part == name else [old.read(part)]:
                        copy.write(piece)

    return written


def sheet(*inside: bytes, before: bytes = b"") -> Callable[[Path], None]:
    """Return what writes a workbook whose sheet is this XML."""
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    return with_part(SHEET, before, head, *inside, b"</sheetData></worksheet>")


def noise(size: int) -> bytes:
    """Return digits that take half as much when they are packed."""
    made = random.Random(1).randbytes(size // 2)  # noqa: S311 - to be the same each time
    return made.hex().encode()


def rows(*inside: str) -> Callable[[Path], None]:
    """Return what writes a sheet of a header, a case, and rows as XML."""

    def written(path: Path) -> None:
        book = one_sheet(*GOOD)
        lines = [header(), *GOOD]
        book.rows = "".join(book.row(at, line) for at, line in enumerate(lines, 1)) + "".join(
            inside
        )
        book.write(path)

    return written


def of_one_part(path: Path) -> None:
    """Write a workbook whose two sheets are one."""
    whole = path.with_suffix(".whole")
    Book({"Jan": [header(), *GOOD], "Feb": [header()]}).write(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"sheet1.xml", b"sheet0.xml"))


def of_many_sheets(path: Path) -> None:
    """Write more sheets than any workbook has."""
    Book({f"B{at}": [] for at in range(1_001)}).write(path)


BOMB = '<!DOCTYPE a [<!ENTITY a "&#65;"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
ENTITY = b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'

REFUSED: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    "entities": ("log_broken_workbook", sheet(ENTITY, before=BOMB.encode())),
    "an entity from outside": ("log_broken_workbook", sheet(ENTITY, before=OUTSIDE.encode())),
    "entities in UTF-16": (
        "log_broken_workbook",
        with_part(SHEET, (BOMB + f'<worksheet xmlns="{MAIN}"/>').encode("utf-16")),
    ),
    "blanks without end": ("log_swollen_workbook", sheet(*[b" " * MIB] * 16)),
    "shared texts without end": (
        "log_swollen_workbook",
        with_part(SHARED, b"<sst>", *[b"<si/>" * (MIB // 5)] * 16, b"</sst>"),
    ),
    "a main part without end": ("log_swollen_workbook", with_part(WORKBOOK, *[b" " * MIB] * 16)),
    "elements within elements": ("log_broken_workbook", sheet(b"<a>" * 100, b"</a>" * 100)),
    "a tag without end": (
        "log_broken_workbook", sheet(b'<row r="1" spans="', noise(2 * MIB), b'"/>'),
    ),
    "a value without end": (
        "log_broken_workbook",
        sheet(b'<row r="1"><c r="A1"><v>', noise(2 * MIB), b"</v></c></row>"),
    ),
    "a column beyond the last": ("log_broken_workbook", rows('<row r="3"><c r="XFE3"/></row>')),
    "a row beyond the last": ("log_broken_workbook", rows('<row r="1048577"/>')),
    "a row above the one before": ("log_broken_workbook", rows('<row r="2"/>')),
    "a row within a row": ("log_broken_workbook", rows('<row r="3"><row r="4"/></row>')),
    "a cell within a cell": (
        "log_broken_workbook", rows('<row r="3"><c r="A3"><c r="B3"/></c></row>'),
    ),
    "a cell of another row": ("log_broken_workbook", rows('<row r="3"><c r="A4"/></row>')),
    "a cell twice": (
        "log_broken_workbook",
        rows('<row r="3"><c r="A3"><v>1</v></c><c r="A3"><v>2</v></c></row>'),
    ),
    "a sheet that breaks off": ("log_broken_workbook", with_part(SHEET, b"<worksheet><sheetDa")),
    "two sheets in one": ("log_broken_workbook", of_one_part),
    "cells without places beyond the last": (
        "log_broken_workbook", rows('<row r="3">', "<c/>" * 16_385, "</row>"),
    ),
    "sheets without end": ("log_swollen_workbook", of_many_sheets),
}  # fmt: skip


def test_a_workbook_made_to_harm_is_refused_by_name_and_harms_no_other(tmp_path: Path) -> None:
    """The log amid them is judged as ever."""
    logs = {}
    for what, (code, written) in REFUSED.items():
        written(bad := tmp_path / f"{what}.xlsx")
        logs[bad] = code
    good = write(tmp_path / "good.csv", [("G1", "E1", "Förnya recept", "2016-02-01", "2016-02-02")])
    report = scan(*[*logs][:9], good, *[*logs][9:], as_of=AS_OF)
    assert {tmp_path / one.location.path: one.code for one in report.rejections} == logs
    assert len(report.rejections) == len(logs)
    assert report.statistics.total[CaseOutcome.ON_TIME] == 1


def test_a_list_of_files_without_end_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would take memory before any part of the workbook does."""
    one_sheet(*GOOD).write(tmp_path / "log.xlsx")
    assert scan(tmp_path / "log.xlsx", as_of=AS_OF).rejections == ()
    monkeypatch.setattr(zips, "_LONGEST_LIST", 100)
    codes = {one.code for one in scan(tmp_path / "log.xlsx", as_of=AS_OF).rejections}
    assert "log_broken_workbook" in codes


FAREST = '<row r="1048576"><c r="XFD1048576" t="str"><v>{}</v></c></row>'
FAR_RIGHT = '<row r="{0}"><c r="XFD{0}" t="str"><v> </v></c></row>'
FAR: Mapping[str, tuple[Callable[[Path], None], int]] = {
    "a blank cell, the last of all": (rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), 0),
    "a blank text there": (rows(FAREST.format(" ")), 0),
    "a word there": (rows(FAREST.replace("1048576", "99999").format("x")), 1),
    "blank cells far to the right": (rows(*map(FAR_RIGHT.format, range(3, 5_000))), 0),
}


@pytest.mark.parametrize("what", FAR)
def test_a_sheet_takes_room_for_the_cells_it_has(tmp_path: Path, what: str) -> None:
    """However far they stand from each other; one that holds something is no blank row."""
    written, rejected = FAR[what]
    log = tmp_path / "log.xlsx"
    written(log)
    tracemalloc.start()
    try:
        copy_sheet(log, tmp_path / "copy", "log", Dialect(), None, unit_needed=True)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 32 * MIB
    total = scan(log, as_of=AS_OF).statistics.total
    assert (total[CaseOutcome.ON_TIME], total[CaseOutcome.REJECTED]) == (1, rejected)


def tar(content: bytes) -> bytes:
    """Return an archive with one file."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        entry = tarfile.TarInfo("log.csv")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def zipped(name: str, content: bytes = b"x") -> bytes:
    """Return a ZIP with one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, content)
    return made.getvalue()


TEXT = (";".join(HEADER) + "\nA1;E1;Förnya recept;2016-02-01;2016-02-02\n").encode()
NAMED: Mapping[str, tuple[str, str, bytes]] = {
    "a ZIP of a log": ("log_archive", "ZIP", zipped("log.csv", TEXT)),
    "an empty ZIP": ("log_archive", "ZIP", b"PK\5\6" + bytes(18)),
    "a TAR": ("log_archive", "TAR", tar(TEXT)),
    "a packed TAR": ("log_archive", "TAR", gzip.compress(tar(TEXT))),
    "7z": ("log_archive", "7z", b"7z\xbc\xaf\x27\x1c" + bytes(26)),
    "RAR": ("log_archive", "RAR", b"Rar!\x1a\x07\x01\0" + bytes(26)),
    "bzip2": ("log_packed_otherwise", "bzip2", bz2.compress(TEXT)),
    "bzip2 in gzip": ("log_packed_otherwise", "bzip2", gzip.compress(bz2.compress(TEXT, 1))),
    "xz": ("log_packed_otherwise", "xz", lzma.compress(TEXT)),
    "lz4": ("log_packed_otherwise", "lz4", b"\x04\x22\x4d\x18" + TEXT),
    "a binary workbook": ("log_other_form", "XLSB", zipped("xl/workbook.bin")),
    "an OpenDocument sheet": (
        "log_other_form",
        "OpenDocument",
        zipped("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
    ),
    "a letter": ("log_other_form", "DOCX", zipped("word/document.xml")),
    "a page that is called a workbook": (
        "log_other_form", "HTML", b"\xef\xbb\xbf\r\n<HTML><table><tr><td>id</td></tr></table>",
    ),
    "JSON": ("log_other_form", "JSON", b'{"id": "A1"}\n'),
    "a PDF": ("log_other_form", "PDF", b"%PDF-1.7\n"),
    "a log cut off": ("log_cut_off", "", TEXT + bytes(100)),
    "a packed log cut off": ("log_cut_off", "", gzip.compress(TEXT + bytes(4))),
    "a log in UTF-16 cut off": ("log_cut_off", "", TEXT.decode().encode("utf-16") + bytes(5)),
    "a log of which nothing was written": ("log_cut_off", "", bytes(512)),
}  # fmt: skip


def test_what_is_not_read_is_named_as_what_it_is(tmp_path: Path) -> None:
    """By its first bytes and what is in it, not by its name."""
    logs = {}
    for what, (code, kind, content) in NAMED.items():
        logs[log := tmp_path / f"{what}.csv"] = (code, kind)
        log.write_bytes(content)
    report = scan(*logs, as_of=AS_OF)
    told = {
        tmp_path / one.location.path: (one.code, one.values.get("kind", ""))
        for one in report.rejections
    }
    assert told == logs
    assert len(report.rejections) == len(logs)


READ: Mapping[str, bytes] = {
    "UTF-16, little end first": TEXT.decode().encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + TEXT.decode().encode("utf-16-be"),
    "a header in angles": TEXT.replace(b"\n", b"\n<html>;E1;x;2016-02-01;2016-02-02\n", 1),
    "packed": gzip.compress(TEXT),
}


@pytest.mark.parametrize("what", READ)
def test_a_log_is_not_taken_for_what_it_is_not(tmp_path: Path, what: str) -> None:
    """What begins or ends somewhat alike is read."""
    (tmp_path / "log.csv").write_bytes(READ[what])
    report = scan(tmp_path / "log.csv", as_of=AS_OF)
    assert report.rejections == ()
    assert report.statistics.total[CaseOutcome.ON_TIME] >= 1
