"""Every type of every format: one outcome, or a refusal by name. For Spark, see ``test_spark``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from basutbud.caselog.parquet.types import Kind, columns_of
from basutbud.errors import Location
from basutbud.language import LANGUAGES
from basutbud.model.vocabulary import CaseOutcome
from logs import HEADER, counts, listed, parquet, rejected, scan
from running import basutbud
from typedforms import AS_OF, IDS
from typedlogs import accepted, refused, write_int96, write_marked_latin, write_usual


def test_a_log_in_any_type_has_one_outcome(tmp_path: Path) -> None:
    """Whatever types fields have, the cases are the same, with the same ids."""
    logs = accepted(tmp_path)
    paths = [path for path, _ in logs.values()]
    report = scan(*paths, as_of=AS_OF.date(), timestamp_zone="UTC")
    assert report.rejections == ()
    found = {path.name: counts(report, unit) for unit, (path, _) in logs.items()}
    assert found == {path.name: right for path, right in logs.values()}
    services = {service for unit in logs for service in report.statistics.units[unit].by_service}
    assert {"fornya-recept", "bestalla-tid", "begara-intyg"} < services
    said = [row for row in listed(*paths[:20]) if row[4] in logs]
    assert {row[3] for row in said} <= {str(one) for one in IDS}
    assert len(said) == 3 * 20


def test_a_log_in_any_other_type_is_refused_by_name(tmp_path: Path) -> None:
    """What is no id, text or time for certain costs the log, with one message."""
    right = refused(tmp_path)
    report = scan(*(tmp_path / name for name in right), as_of=AS_OF.date())
    assert {one.location.path: one.code for one in report.rejections} == right
    assert len(report.rejections) == len(right)


@pytest.mark.parametrize(
    ("zone", "outcomes"),
    [("UTC", {"on_time": 1, "late": 1}), ("Europe/Stockholm", {"on_time": 2})],
)
def test_the_zone_of_int96_is_what_the_user_says(
    tmp_path: Path, zone: str, outcomes: dict[str, int]
) -> None:
    """The same stamps are late as UTC, and on time as local times."""
    path = tmp_path / "log.parquet"
    received, reply = datetime(2016, 3, 2, 12, 0), datetime(2016, 3, 4, 23, 30)  # noqa: DTZ001
    rows = {
        "id": pa.array([1, 2]),
        "unit": pa.array(["E1"] * 2),
        "service": pa.array(["Prov"] * 2),
        "received": pa.array([received] * 2, pa.timestamp("us")),
        "reply": pa.array([received, reply], pa.timestamp("us")),
    }
    pq.write_table(pa.table(rows), path, use_deprecated_int96_timestamps=True)
    assert counts(scan(path, as_of=AS_OF.date(), timestamp_zone=zone), "E1") == outcomes


@pytest.mark.parametrize("command", ["audit", "cases"])
def test_int96_is_refused_until_its_zone_is_said(folder: Path, command: str) -> None:
    """The message names the option, which then makes the log readable."""
    write_int96(folder / "log.parquet", "SE2321000131-E000000009901")
    given = (command, ".", "--as-of", "2019-01-31", "-o", "concise", "--lang", "en")
    without = basutbud(*given, cwd=folder)
    told = without.stdout.decode()
    assert without.returncode == 3
    assert "Inkom, Första svar" in told
    assert "(INT96)" in told
    assert "--timestamp-zone UTC or --timestamp-zone Europe/Stockholm" in told
    read = basutbud(*given, "--timestamp-zone", "UTC", cwd=folder)
    assert read.returncode == 1
    assert b"INT96" not in read.stdout
    wrong = basutbud(*given, "--timestamp-zone", "CET", cwd=folder)
    assert wrong.returncode == 2
    assert "UTC, Europe/Stockholm" in wrong.stderr.decode()


def test_no_value_is_no_reply_in_any_type(tmp_path: Path) -> None:
    """A column of replies without any leaves its cases open, or overdue."""
    kinds = [pa.null(), pa.string(), pa.binary(), pa.int64(), pa.float64(), pa.decimal128(9, 2),
             pa.date32(), pa.timestamp("us"), pa.timestamp("ns", "UTC")]  # fmt: skip
    logs = [
        write_usual(
            tmp_path / f"{n}.parquet",
            unit=pa.array([str(kind)] * 2),
            first_reply=pa.array([None, None], kind),
        )
        for n, kind in enumerate(kinds)
    ]
    report = scan(*logs, as_of=AS_OF.date())
    found = {str(kind): counts(report, str(kind)) for kind in kinds}
    assert found == {str(kind): {"overdue": 2} for kind in kinds}


@pytest.mark.parametrize(
    ("ids", "right"),
    [
        (pa.array([0.0, -0.0, 20160128000001.0]), ["0", "20160128000001"]),
        (pa.array([2**53 - 1, 5], pa.float64()), [str(2**53 - 1), "5"]),
        (pa.array([2**63, 2**64 - 1], pa.uint64()), [str(2**63), str(2**64 - 1)]),
        (pa.array([10**37], pa.decimal128(38, 0)), [str(10**37)]),
        (pa.array([700, 0], pa.decimal128(20, 4)), ["700", "0"]),
        (pa.array([700, 0], pa.float32()), ["700", "0"]),
    ],
    ids=["doubles", "long doubles", "long numbers", "long decimals", "decimals", "floats"],
)
def test_a_number_is_the_id_that_it_is(tmp_path: Path, ids: pa.Array, right: list[str]) -> None:
    """No digit is lost or added, however a number is stored."""
    none = pa.array([None] * len(ids), pa.date32())
    log = write_usual(tmp_path / "a.parquet", case_id=ids, first_reply=none)
    assert {row[3] for row in listed(log)} == {*right}


@pytest.mark.parametrize(
    ("physical", "repetition", "converted", "logical", "kind"),
    [
        ("BYTE_ARRAY", "OPTIONAL", "ENUM", None, Kind.TEXT),
        ("BYTE_ARRAY", "REPEATED", "UTF8", "StringType()", Kind.OTHER),
        ("BYTE_ARRAY", "OPTIONAL", "BSON", None, Kind.OTHER),
        ("BYTE_ARRAY", "OPTIONAL", None, "GeometryType(crs=)", Kind.OTHER),
        ("FIXED_LEN_BYTE_ARRAY", "OPTIONAL", "INTERVAL", None, Kind.OTHER),
        ("INT64", "OPTIONAL", "TIME_MICROS", None, Kind.OTHER),
        ("INT64", "REQUIRED", "TIMESTAMP_MILLIS", None, Kind.MOMENT),
        ("INT32", "REQUIRED", "INT_16", None, Kind.WHOLE),
    ],
)
def test_a_type_that_no_library_at_hand_writes_is_known_or_refused(
    physical: str, repetition: str, converted: str | None, logical: str | None, kind: Kind
) -> None:
    """Only known types hold texts, numbers or times, and no zone is made up."""
    root = ("schema", None, "REQUIRED", 1, None, None, None, None)
    row = ("Inkom", physical, repetition, 0, converted, logical, None, None)
    (column,) = columns_of([root, row])
    assert (column.kind, column.utc) == (kind, None)


@pytest.mark.parametrize(
    ("digits", "scale", "kind"),
    [
        (38, 38, Kind.DECIMAL),
        (39, 0, Kind.OTHER),
        (5, 6, Kind.OTHER),
        (5, -2, Kind.OTHER),
        (0, 0, Kind.OTHER),
    ],
)
def test_a_decimal_number_has_as_many_digits_as_are_exact(
    digits: int, scale: int, kind: Kind
) -> None:
    """One of more digits, or of more behind the point than it has, is refused."""
    root = ("schema", None, "REQUIRED", 1, None, None, None, None)
    row = ("Ärende-id", "FIXED_LEN_BYTE_ARRAY", "OPTIONAL", 0, "DECIMAL", None, digits, scale)
    (column,) = columns_of([root, row])
    assert column.kind is kind


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        (pa.array([7.0, 0.5, 2.0**53, 1e300]), ["row_long_number"] * 3),
        (pa.array([7.0, 2.0**24, 0.1], pa.float32()), ["row_long_number"] * 2),
        (pa.array([7, Decimal("7.5")], pa.decimal128(20, 1)), ["row_long_number"]),
        (pa.array([7.0, float("inf"), float("nan")]), ["row_long_number", "row_error_cell"]),
    ],
    ids=["doubles", "floats", "decimals", "no numbers"],
)
def test_a_number_that_may_be_another_is_no_id(
    tmp_path: Path, ids: pa.Array, codes: list[str]
) -> None:
    """It is rejected by name, and never taken for the id that it was rounded to."""
    report = scan(write_usual(tmp_path / "a.parquet", case_id=ids), as_of=AS_OF.date())
    assert [problem.code for problem in report.statistics.rejections] == codes
    assert counts(report, "E1")["on_time"] == 1


@pytest.mark.parametrize(
    ("role", "code", "message"),
    [
        ("case_id", "row_long_number", "The number in case_id"),
        ("unit", "row_long_number", "The number in unit"),
        ("service", "row_long_number", "The number in service"),
        ("received", "row_unreadable_date", "The time in the field received"),
        ("first_reply", "row_unreadable_date", "The time in the field first_reply"),
    ],
)
def test_a_number_is_called_what_its_column_holds(
    tmp_path: Path, role: str, code: str, message: str
) -> None:
    """Only a case id's column holds ids: for a number, a time's message says how to write one."""
    numbers = pa.array([20160201.0, 42401.5])
    report = scan(write_usual(tmp_path / "a.parquet", **{role: numbers}), as_of=AS_OF.date())
    (problem,) = report.statistics.rejections
    assert problem.code == code
    assert LANGUAGES["en"].what(problem).startswith(message)


@pytest.mark.parametrize("rows", [0, 1])
def test_a_log_without_rows_is_read(tmp_path: Path, rows: int) -> None:
    """Types and values are checked even without rows."""
    numbers = pa.array([20160201] * rows, pa.int64())
    reply = pa.array([b"2016-02-02"] * rows, pa.binary())
    log = write_usual(tmp_path / "a.parquet", received=numbers, first_reply=reply)
    report = scan(log, as_of=AS_OF.date())
    assert [log.tally.read for log in report.statistics.logs] == [rows]


def test_a_uuid_is_written_as_usual(tmp_path: Path) -> None:
    """As a case id it is the text that a CSV would have."""
    one = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
    ids = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([one.bytes], pa.binary(16)))
    none = pa.array([None], pa.null())
    log = write_usual(tmp_path / "a.parquet", case_id=ids, first_reply=none)
    assert [row[3] for row in listed(log)] == [str(one)]


@pytest.mark.parametrize(
    ("received", "outcomes"),
    [
        (pa.array([date(1, 1, 1), date(1850, 1, 1)]), {"rejected": 2}),
        (pa.array([datetime(1, 1, 1), datetime(9999, 12, 31)]), {"rejected": 2}),  # noqa: DTZ001
        (pa.array([20160201, 19000101, 99991231]), {"late": 1, "rejected": 2}),
        (pa.array([20160201, 0, None]), {"late": 1, "rejected": 2}),
        (pa.array([20160201.0, 42401.5]), {"late": 1, "rejected": 1}),
        (pa.array(["2016-02-01", "1454313600"]), {"late": 1, "rejected": 1}),
    ],
    ids=["days", "moments", "numbers", "numbers that are none", "doubles", "text"],
)
def test_a_row_without_a_usable_time_is_rejected(
    tmp_path: Path, received: pa.Array, outcomes: dict[str, int]
) -> None:
    """Where a column has dates, what else it has costs its own row alone."""
    reply = pa.array([datetime(2016, 3, 1)] * len(received), pa.timestamp("us"))  # noqa: DTZ001
    log = write_usual(tmp_path / "a.parquet", received=received, first_reply=reply)
    total = scan(log, as_of=AS_OF.date()).statistics.total
    assert {one.value: total[one] for one in CaseOutcome if total[one]} == outcomes


def test_bytes_that_are_no_text_cost_the_log(tmp_path: Path) -> None:
    """A column marked as UTF-8 that is not UTF-8 is a broken file."""
    report = scan(write_marked_latin(tmp_path / "a.parquet"))
    assert [problem.code for problem in report.rejections] == ["log_broken_parquet"]


@pytest.mark.parametrize("names", [("Inkom", "INKOM"), ("Inkom", "inkom"), ("Inkom", "Inkom")])
def test_two_columns_of_one_name_are_refused(tmp_path: Path, names: Sequence[str]) -> None:
    """None of two is taken, whatever an engine would call the second."""
    text: Any = pa.array(["A1"])
    columns = [text, text, text, pa.array([date(2016, 2, 1)]), pa.array([date(2016, 2, 2)]), text]
    header = [*HEADER[:3], *names, "Första svar"]
    pq.write_table(pa.table(columns, names=header), tmp_path / "a.parquet")
    (problem,) = scan(tmp_path / "a.parquet").rejections
    assert problem.code == "log_columns_alike"
    assert problem.location == Location("a.parquet")
    assert problem.values["names"] == tuple(dict.fromkeys(names))


def test_moments_in_utc_are_compared_as_instants_by_the_minute(tmp_path: Path) -> None:
    """The hour that is passed twice has an order, and days end in Stockholm."""
    moments = [
        ("2017-10-29 00:50+00", "2017-10-29 01:10+00", "on_time"),
        ("2017-10-29 01:10+00", "2017-10-29 00:50+00", "contradictory"),
        ("2017-10-29 01:10:40+00", "2017-10-29 01:10:20+00", "on_time"),
        ("2016-02-01 22:59+00", "2016-02-03 22:59:59+00", "on_time"),
        ("2016-02-01 22:59+00", "2016-02-03 23:00+00", "late"),
    ]
    rows = [("1", f"E{n}", "x", *stamps) for n, (*stamps, _) in enumerate(moments)]
    report = scan(parquet(tmp_path / "a.parquet", rows, "TIMESTAMPTZ"))
    found = [counts(report, f"E{n}") for n in range(len(moments))]
    assert found == [{expected: 1} for *_, expected in moments]


def test_a_line_break_makes_up_for_no_digit(tmp_path: Path) -> None:
    """A stamp of the usual length is no stamp where white space stands for a digit."""
    stamps = ("\n2016-02-01T3:05", "2016-02-01T3:05\n", "2016-02-01T3:05\r")
    rows = [(str(n), "E", "x", stamp, "2016-02-02 10:00") for n, stamp in enumerate(stamps)]
    log = parquet(tmp_path / "a.parquet", rows)
    assert [code for code, _ in rejected(log)] == ["unreadable_date"] * len(stamps)
