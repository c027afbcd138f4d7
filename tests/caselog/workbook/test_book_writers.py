"""Workbooks by different hands: libraries, dialects of the format, and other vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from books import (
    AS_OF,
    MORNING,
    UNIT,
    audited,
    case,
    number,
    one_sheet,
    outcomes,
    refused,
    text,
)
from logs import HEADER, scan

SHAPES: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "strict": {"strict": True},
    "another prefix": {"prefix": "x"},
    "no references": {"referenced": False},
    "shared texts": {
        "shared": [
            "<t>Förnya recept</t>",
            "<r><t>Förnya </t></r><r><rPr><b/></rPr><t>recept</t></r>",
            "<t>Förnya recept</t><rPh sb='0' eb='1'><t>uttal</t></rPh>",
        ]
    },
    "cells of other vocabularies": {
        "below": '<x:c xmlns:x="urn:x" r="A2"><x:v>9</x:v></x:c><extLst><ext/></extLst>'
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_however_a_workbook_is_written_its_cells_are_the_same(tmp_path: Path, shape: str) -> None:
    """Strict or not, with any prefix, with shared and rich texts, with rows of no number."""
    shared = range(len(SHAPES[shape].get("shared", ())))
    services = [f' t="s"><v>{at}</v>' for at in shared] or [text("Förnya recept")]
    moment = number(MORNING, "moment")
    rows = [
        case(f"A{at}", moment, number(MORNING + 3, "moment"), service=service)
        for at, service in enumerate(services)
    ]
    report = audited(one_sheet(*rows, **SHAPES[shape]), tmp_path)
    assert refused(report) == []
    assert outcomes(report) == {"late": len(rows)}
    assert [*report.statistics.units[UNIT].by_service] == ["fornya-recept"]


def xlsxwriter_book(path: Path) -> Path:
    """Write a log with XlsxWriter."""
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        page = book.add_worksheet()
        look = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, ["A1", UNIT, "Förnya recept"])
        page.write_datetime(1, 3, datetime(2016, 2, 1, 9), look)  # noqa: DTZ001 - sheets have no zone
        page.write_formula(1, 4, "=D2+3", look, 42404.375)
        page.write_row(2, 0, ["A2", UNIT, "Förnya recept"])
        page.write_datetime(2, 3, datetime(2016, 2, 1, 9), look)  # noqa: DTZ001 - likewise
        page.write_formula(2, 4, "=D3+3", look)
    return path


def openpyxl_book(path: Path) -> Path:
    """Write a log with openpyxl."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # has no types

    book = Workbook()
    page = book.active
    page.append(HEADER)
    nine = datetime(2016, 2, 1, 9)  # noqa: DTZ001 - sheets have no zone
    page.append(["A1", UNIT, "Förnya recept", nine, datetime(2016, 2, 4)])  # noqa: DTZ001 - likewise
    page.append(["A2", UNIT, "Förnya recept", nine, "=D3+1"])
    book.save(path)
    return path


@pytest.mark.parametrize("write", [xlsxwriter_book, openpyxl_book])
def test_workbooks_of_other_libraries_are_read(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    """A moment, a computed one, and one that the library left to be computed."""
    report = scan(write(tmp_path / "log.xlsx"), as_of=AS_OF)
    assert outcomes(report) == {"late": 1, "rejected": 1}
    assert refused(report)[0][2:] == (3, "Första svar")
