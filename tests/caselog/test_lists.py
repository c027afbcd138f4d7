"""Lists of cases and of rejected rows: every row once, in its place, with nothing of a person."""

from __future__ import annotations

import csv
import errno
import json
from datetime import date
from pathlib import Path

import pytest

from basutbud.audit import Terms, audit_cases
from basutbud.caselog import ScanCallbacks
from basutbud.model.mandate import Mandate
from basutbud.model.tables import CASE_LIST_COLUMNS
from basutbud.safetext import MASK, harmless_cell
from basutbud.sources.gathering import Gathered
from dress import Dress
from logs import HEADER, RULESET, listed, write
from running import cases


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


def test_the_case_list_is_in_the_order_of_the_log(tmp_path: Path) -> None:
    """However many are written, and by how many threads."""
    rows = [
        (f"A{n}", "EF"[n % 2], "xyz"[n % 3], "2016-02-01", "2016-02-09") for n in range(150_000)
    ]
    log = write(tmp_path / "a.csv", rows)
    assert [row[1] for row in listed(log)] == [str(n + 2) for n in range(len(rows))]


def test_a_full_disk_is_reported_for_the_file_that_is_written(tmp_path: Path) -> None:
    """The case list's and the rejected rows' disk is not the temporary folder's."""
    full = OSError(errno.ENOSPC, "full")

    def refuse(_: object) -> None:
        raise full

    log = write(tmp_path / "log.csv", [("1", "E", "x", "2016-02-01", "2016-02-09")])
    terms = Terms(RULESET, RULESET.rules, Mandate(date(2017, 6, 30), RULESET.id), "0")
    found = Gathered((), ((log, "log.csv"),), tmp_path)
    for watch in (ScanCallbacks(case_list=refuse), ScanCallbacks(rejects=refuse)):
        with pytest.raises(OSError, match="full") as caught:
            audit_cases(found, terms, watch)
        assert caught.value is full
