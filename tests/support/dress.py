"""One log in many dresses, and in every kind of file that may hold it."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from books import CASES, workbook
from logs import HEADER, parquet, stamp

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

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
