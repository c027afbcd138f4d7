"""One log, written in every type that a file can give its fields, or in none that is read."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped,unused-ignore]  # it carries no types
import pyarrow as pa
from pyarrow import parquet as pq

from logs import FORMS, HEADER, stamp, write
from typedforms import (
    ANSWERED,
    ARRIVED,
    DAYS,
    FAR_AWAY,
    ID_TYPES,
    IDS,
    NO_IDS,
    NO_TIMES,
    ODD_NUMBERS,
    SERVICE_TYPES,
    SERVICES,
    SHEETS,
    TIMES,
    Moments,
    expected,
    of,
    zoned,
)


def write_usual(path: Path, **roles: pa.Array) -> Path:
    """Write cases as Parquet, with the columns that are given, and others as usual."""
    rows = max(map(len, roles.values()))
    moments = pa.array([ARRIVED[0]] * rows, pa.timestamp("us"))
    usual = {
        "case_id": pa.array([f"A{number}" for number in range(rows)]),
        "unit": pa.array(["E1"] * rows),
        "service": pa.array(["Förnya recept"] * rows),
        "received": moments,
        "first_reply": moments,
    }
    pq.write_table(pa.table(usual | roles), path)
    return path


def write_marked_latin(path: Path) -> Path:
    """Write case types that are marked as UTF-8, but are Latin-1."""
    latin = pa.array([b"F\xf6rnya recept"], pa.binary())
    return write_usual(path, service=pa.Array.from_buffers(pa.string(), 1, latin.buffers()))


def write_parquet(
    path: Path,
    unit: pa.Array,
    ids: pa.Array,
    times: Callable[[Moments], pa.Array],
    *,
    services: str = "text",
    replies: Callable[[Moments], pa.Array] | None = None,
    **options: Any,
) -> Path:
    """Write the log as Parquet, beside columns that no engine need understand."""
    kind = SERVICE_TYPES[services]
    named = [one.encode() if services == "bytes" else one for one in SERVICES]
    rows = len(IDS)
    columns = {
        "Väntetid": pa.array([1.5] * rows, pa.float16()),
        **dict(
            zip(
                HEADER,
                (ids, unit, pa.array(named, kind), times(ARRIVED), (replies or times)(ANSWERED)),
                strict=True,
            )
        ),
        "anteckning": pa.array([["a", None], None, [], ["b"], None]),
        "Anteckning": pa.array([{"a": 1}] * rows),
    }
    pq.write_table(pa.table(columns), path, **options)
    return path


def write_wide(path: Path) -> Path:
    """Write every type that is read as a column of one file."""
    columns = {f"id as {what}": ids() for what, ids in ID_TYPES.items()}
    for forms, name in ((TIMES, "time"), (DAYS, "day")):
        columns |= {f"{name} as {what}": times(ANSWERED) for what, times in forms.items()}
    columns |= {
        f"text as {what}": pa.array([None, *SERVICES[1:]]).cast(kind)
        for what, kind in SERVICE_TYPES.items()
    }
    columns["nothing"] = pa.nulls(len(IDS))
    columns["uuid"] = pa.ExtensionArray.from_storage(
        pa.uuid(), pa.array([None, *(f"{one:016}".encode() for one in IDS[1:])], pa.binary(16))
    )
    columns |= {
        f"{kind} far away": pa.array([None, *FAR_AWAY], pa.timestamp("us")).cast(kind)
        for kind in (pa.date32(), pa.timestamp("ms"), pa.timestamp("us", "UTC"))
    }
    columns |= {
        f"odd {kind}": pa.array([None, *ODD_NUMBERS], kind) for kind in (pa.float32(), pa.float64())
    }
    pq.write_table(pa.table(columns), path)
    return path


def accepted(folder: Path) -> dict[str, tuple[Path, dict[str, int]]]:
    """Write the log in every type that is read; return each by its unit with what is right of it.

    Every type of time with every type of id in turn, and replies in another type than arrivals.
    """
    logs: dict[str, tuple[Path, dict[str, int]]] = {}
    unit_types = (pa.string(), pa.binary(), pa.int32(), pa.float64(), pa.decimal128(6, 0))
    ids, services = list(ID_TYPES.values()), list(SERVICE_TYPES)
    for forms, bare_days in ((TIMES, False), (DAYS, True)):
        kinds = list(forms.values())
        for number, (what, times) in enumerate(forms.items()):
            unit = str(1001 + len(logs))
            kind = unit_types[number % len(unit_types)]
            value: Any = unit.encode() if kind == pa.binary() else unit
            units = pa.array([value if kind in unit_types[:2] else int(unit)] * len(IDS), kind)
            path = write_parquet(
                folder / f"{unit} {'day' if bare_days else 'time'} as {what}.parquet",
                units,
                ids[number % len(ids)](),
                times,
                services=services[number % len(services)],
                replies=kinds[(number + 3) % len(kinds)],
            )
            logs[unit] = (path, expected(bare_days=bare_days))
    for name, written in (("int96", write_int96), ("old words", write_in_old_words)):
        unit = str(1001 + len(logs))
        logs[unit] = (written(folder / f"{unit} {name}.parquet", unit), expected(bare_days=False))
    for name, cells in SHEETS.items():
        unit = str(1001 + len(logs))
        path = write_sheet(folder / f"{unit} {name}.xlsx", unit, cells)
        logs[unit] = (path, expected(bare_days="days" in name))
    for form in FORMS:
        unit = str(1001 + len(logs))
        path = write_text(folder / f"{unit} {form}.csv", unit, form)
        logs[unit] = (path, expected(bare_days=form in ("date", "compact")))
    return logs


def refused(folder: Path) -> dict[str, str]:
    """Write the log in every type that is not read; return how each file is refused, by name."""
    found: dict[str, str] = {}
    unit = pa.array(["1000"] * len(IDS))
    sound = TIMES["timestamp in us"]
    for what, (code, times) in NO_TIMES.items():
        for role in ("arrived", "answered"):
            path = folder / f"{role} as {what}.parquet"
            if role == "arrived":
                write_parquet(path, unit, pa.array(IDS), times, replies=sound)
            else:
                write_parquet(path, unit, pa.array(IDS), sound, replies=times)
            found[path.name] = code
    for what, (code, ids) in NO_IDS.items():
        path = write_parquet(folder / f"id as {what}.parquet", unit, ids(), sound)
        found[path.name] = code
    for name in ("int96", "old words"):
        path = folder / f"{name}.parquet"
        (write_int96 if name == "int96" else write_in_old_words)(path, "1000")
        found[path.name] = "log_no_zone"
    alike = pa.table(
        [pa.array(IDS), unit, unit, sound(ARRIVED), sound(ARRIVED), sound(ANSWERED)],
        names=["Ärende-id", "Enhet", "Typ", "Inkom", "INKOM", "Svar"],
    )
    pq.write_table(alike, folder / "alike.parquet")
    return found | {"alike.parquet": "log_columns_alike"}


def write_int96(path: Path, unit: str = "E1") -> Path:
    """Write as Spark, Hive and Impala do: in UTC, and without saying so."""
    return write_parquet(
        path,
        pa.array([unit] * len(IDS)),
        pa.array(IDS),
        of(zoned, pa.timestamp("us", "UTC")),
        use_deprecated_int96_timestamps=True,
    )


def write_in_old_words(path: Path, unit: str = "E1") -> Path:
    """Write TIMESTAMP_MICROS in the words of the format's first version, likewise in UTC.

    No library at hand does, so the newer words are taken out of the file's own account of itself.
    """
    write_parquet(
        path,
        pa.array([unit] * len(IDS)),
        pa.array(IDS),
        of(zoned, pa.timestamp("us", "UTC")),
        store_schema=False,
    )
    content = path.read_bytes()
    (length,) = struct.unpack("<I", content[-8:-4])
    start = len(content) - 8 - length
    footer = content[start:-8]
    # A field's number and type, a structure within: logical type 8, TIMESTAMP, UTC, micros.
    told = bytes.fromhex("4c8c111c2c00000000")
    assert footer.count(told) == 2, footer.hex()
    without = footer.replace(told, b"")
    path.write_bytes(content[:start] + without + struct.pack("<I", len(without)) + b"PAR1")
    return path


def write_sheet(path: Path, unit: str, cells: Callable[[int], Sequence[Any]]) -> Path:
    """Write the log as a workbook, its cells typed."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for number, service in enumerate(SERVICES):
        case_id, arrived, answered = cells(number)
        book.active.append((case_id, unit, service, arrived, answered))
    book.save(path)
    return path


def write_text(path: Path, unit: str, form: str) -> Path:
    """Write the log as text, its times in one of the forms."""
    rows = [
        (str(case_id), unit, service, *(stamp(one, form)[0] if one else "" for one in times))
        for case_id, service, *times in zip(IDS, SERVICES, ARRIVED, ANSWERED, strict=True)
    ]
    return write(path, rows)
