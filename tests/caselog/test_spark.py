"""Spark and DuckDB: one outcome for every row, whatever the log looks like."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from basutbud import __version__
from basutbud.audit import Terms, audit_cases
from basutbud.caselog import EngineOptions, ScanCallbacks
from basutbud.caselog.columns import Columns
from basutbud.caselog.engine import Plan
from basutbud.caselog.engines.duckdb_engine import DuckDbEngine
from basutbud.caselog.engines.spark.fields import columns_sql, schema_of
from basutbud.caselog.engines.spark.session import Session
from basutbud.caselog.engines.spark.settings import SETTINGS
from basutbud.caselog.parquet.text import DUCKDB, SPARK, parquet_source, quoted, text_sql
from basutbud.caselog.parquet.types import SCHEMA_SQL, Kind, columns_of
from basutbud.cli.guard import ExitCode
from basutbud.errors import Problem, UsageError
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.tables import CaseRow
from basutbud.model.vocabulary import CaseOutcome
from basutbud.sources.gathering import Gathered
from logs import ALMOST_PLAIN, FORMS, RULESET, stamp, write
from running import basutbud
from sparkcluster import Cluster
from typedforms import ANSWERED, ARRIVED, IDS, zoned
from typedlogs import write_in_old_words, write_int96, write_wide

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")
GENERATE = Path(__file__).parent.parent.parent / "benchmarks" / "generate.py"
ODD_STAMPS = (
    "", "2016-02-30", "01/02/2016", "2016-1-2", "24:00", "2016-01-28 24:00", "2016-01-28 13:60",
    "1899-12-31", "2061-01-01", "infinity", "2016", "2016-01", "20160230", "9999-12-31 23:59",
    "0000-01-01", "2016-01-28T13:05+25:00", "2016-01-28 13:05:30,5", "2016-01-28T13:05:30.123456Z",
    "20160128 1305", "20160128T130530+0100", "2016-01-28T13:05-02", "2016-01-28 13:05 +01:00",
    "2016-01-28  13:05", "2016-01-28\t13:05", "+2016-01-28", "2016-01-28 13:05:60", "epoch", "now",
    "2016-02-29T23:30Z", "2016-10-30T00:30Z", "2016-10-30T01:10Z", "2016-03-27 02:30",
    "2016-01-28 ", "  2016-01-28", "2016-01-28T3:05", "２016-01-28", "today",
    "2016-2-01T13:05\t", "\t2016-2-1 13:05:30", "2016-01-28 13:0\v",
)  # fmt: skip
UNITS = ("E1", "E2", " E2", "e1", "", "SE2321000131-E000000009001", "SE2321000131-P123", '"E 1"')
SERVICES = (
    "x",
    "Beställa tid",
    ' "a;b" ',
    '5" och 6"',
    '"x ""y"""',
    "\N{NBSP}x",
    "X ",
    "y\tz",
    "a'\\b",
)
ENDS = ("", ";", "; ", ';""', ";z", ';"z"', ";;", ";;z", ";;;", ";\N{NBSP}")
ODD_LINES = (
    "a",
    "a;b",
    'i;"x"y;x;2016-01-01;;',
    " ",
    ";;;;;;",
    ";;z;;;",
    '"";"";"";"";"";""',
    'x";y',
)


def written(folder: Path, name: str, *options: str) -> Path:
    """Write an invented log."""
    log = folder / name
    subprocess.run([sys.executable, str(GENERATE), str(log), *options], check=True)
    return log


def odd_lines(rows: int) -> list[str]:
    """Put together rows of everything that is hard to read in the same way twice."""
    draw = random.Random(20160128)  # noqa: S311 - no secret
    start = datetime(2016, 1, 1)  # noqa: DTZ001 - local by intent
    moments = [start + timedelta(minutes=draw.randrange(700_000)) for _ in range(12)]
    stamps = [stamp(moment, form)[0] for moment in moments for form in FORMS]
    lines = []
    for number in range(rows):
        case = draw.choice(
            (str(number), f'"{number}"', f" {number}", "", " ", "7", "Å7", "A\u030a7")
        )
        received, reply, final = (draw.choice((*stamps, *stamps, *ODD_STAMPS)) for _ in range(3))
        fields = [case, draw.choice(UNITS), draw.choice(SERVICES), received, reply]
        fields.append(draw.choice(("", "", final)))
        lines.append(";".join(fields) + draw.choice(ENDS))
        if number % 40 == 0:
            lines.append(draw.choice(ODD_LINES[:-1] if number < rows // 2 else ODD_LINES))
    return lines


def all_logs(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write a log of every kind, and some that no cluster reads."""
    import duckdb
    import openpyxl  # type: ignore[import-untyped,unused-ignore]  # it carries no types

    hard = ("--dialect", "quoted", "--damaged", "0.01", "--duplicates", "0.05")
    logs = [
        written(folder, "hard [1]'*.csv", "--rows", "6000", *hard),
        written(folder, "excel.csv", "--rows", "500", "--dialect", "excel", "--damaged", "0.02"),
    ]
    header = "Ärende-id;Enhet;Ärendetyp;Inkom;Första svar;Slutsvar;"
    text = "\r\n".join([header, *odd_lines(600)])
    logs.append(folder / "odd.csv.gz")
    logs[-1].write_bytes(gzip.compress(text.encode("utf-16")))
    ids = [one for n, odd in enumerate(ALMOST_PLAIN) for one in (odd.replace('"', '""'), f"B{n}")]
    logs.append(
        write(folder / "ids.csv", [(f'"{one}"', "E1", "x", "2016-02-01", "") for one in ids])
    )
    book = openpyxl.Workbook()
    for row in (
        ("id", "enhet", "typ", "inkom", "svar"),
        (1, "E1", 'a"b;c', datetime(2016, 2, 1, 8), datetime(2016, 2, 9)),  # noqa: DTZ001 - as sheets have them
        (2, "E1", '"x', "2016-02-01", "2016-02-30"),
    ):
        book.active.append(row)
    book.save(folder / "sheet.xlsx")
    lake = folder / "lake" / "month=2016-02"
    lake.mkdir(parents=True)
    times = {
        "a": ("TIMESTAMPTZ '2016-02-01 23:30+00'", "TIMESTAMPTZ",
              "DATE '2016-02-03' + i::INTEGER"),
        "b": ("TIMESTAMP '2016-02-01 08:00:30.123456'", "TIMESTAMP_NS",
              "TIMESTAMP '2016-02-03 08:00:30.25' + to_days(i::INTEGER)"),
    }  # fmt: skip
    for name, (received, kind, reply) in times.items():
        rows = (
            f"SELECT 12345678.0::DOUBLE + i AS id, 'E' || i % 3 AS unit, 'x' AS service,"  # noqa: S608 - of words above
            f" ({received} + to_hours(i::INTEGER))::{kind} AS received, {reply} AS reply"
            " FROM range(40) AS rows(i)"
        )
        duckdb.connect().sql(rows).write_parquet(str(lake / f"{name}.parquet"))
        logs.append(lake / f"{name}.parquet")
    for name, content in (("torn.parquet", b"PAR1 and no more"), ("list.csv", b"a;b\n1;2\n")):
        (folder / name).write_bytes(content)
        logs.append(folder / name)
    logs.append(write_int96(folder / "int96.parquet"))
    hidden = folder / "_hidden.csv"
    hidden.write_text("id;typ;inkom;svar\n")
    return logs, [folder / "sheet.xlsx", hidden]


def told(engine: EngineOptions, *logs: Path) -> tuple[Report, list[CaseRow], list[Problem]]:
    """Scan logs; return the report, the case list and every rejected row."""
    listed: list[CaseRow] = []
    rejected: list[Problem] = []
    terms = Terms(
        RULESET,
        RULESET.rules,
        Mandate(date(2019, 1, 31), RULESET.id),
        __version__,
        engine_options=engine,
    )
    watch = ScanCallbacks(
        case_list=listed.extend, rejects=rejected.extend, in_detail=True, every_late=True
    )
    found = Gathered((), tuple((log, log.name) for log in logs), Path())
    return audit_cases(found, terms, watch), listed, rejected


def by_connect(cluster: Cluster) -> EngineOptions:
    """Return how the cluster is asked over Spark Connect."""
    return EngineOptions("spark", spark_master=cluster.connect)


def test_every_row_has_the_same_outcome_by_both_engines(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    cluster: Cluster,
) -> None:
    """Case list, rejections, counts and percentiles are equal, row by row, and Spark is silent.

    The files are read in blocks so small that many of them must be put in order, and the hard
    one is copied in two parts.
    """
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", 100_000)
    monkeypatch.setattr("basutbud.caselog.reading.plaincopy._PARTS", (400_000,))
    for name in ("maxPartitionBytes", "openCostInBytes"):
        monkeypatch.setitem(SETTINGS, f"spark.sql.files.{name}", "250000")
    logs, not_read = all_logs(tmp_path)
    report, listed, rejected = told(EngineOptions(), *logs)
    capfd.readouterr()
    by_spark = told(by_connect(cluster), *logs, *not_read)
    assert capfd.readouterr() == ("", "")
    assert by_spark[1] == listed
    assert by_spark[2] == rejected
    numbered = [replace(log, number=0) for log in report.statistics.logs]
    assert [replace(log, number=0) for log in by_spark[0].statistics.logs] == numbered
    assert by_spark[0].statistics.units.keys() == report.statistics.units.keys()
    for unit, cases in report.statistics.units.items():
        assert by_spark[0].statistics.units[unit] == cases
    assert by_spark[0].statistics.total == report.statistics.total
    assert {outcome for outcome in CaseOutcome if report.statistics.total[outcome]} >= {
        *CaseOutcome
    } - {CaseOutcome.OUTSIDE}
    reasons = {problem.location.path: problem.code for problem in by_spark[0].rejections}
    assert reasons == {
        **{problem.location.path: problem.code for problem in report.rejections},
        "sheet.xlsx": "spark_not_read",
        "_hidden.csv": "spark_hidden",
    }


def test_a_cluster_reads_a_lake_by_its_address(tmp_path: Path, cluster: Cluster) -> None:
    """A folder's files are its logs, and the unit may be in their path.

    What is passed over is reported, and a log that turns out garbled is left out of all.
    """
    lake = tmp_path / "sjö #1"
    for number, unit in enumerate(("E1", "Eå2")):
        part = lake / f"enhet={quote(unit)}" / "month=2016-02"
        part.mkdir(parents=True)
        rows = f"{number};x;2016-02-01;2016-02-0{2 + 3 * number}\n"
        (part / "part-0.csv").write_text(f"id;typ;inkom;svar\n{rows}")
    (lake / "a.csv").write_text("id;enhet;typ;inkom;svar\n1;E;BestÃ¤lla tid;2016-02-01;\n")
    (lake / "notes.txt").write_text("a")
    report, code = asked(cluster, tmp_path, f"file://{lake}")
    assert code == ExitCode.INCOMPLETE
    assert {unit["hsa_id"]: unit["cases"]["late"] for unit in report["clinics"]} == {
        "E1": 0,
        "Eå2": 1,
    }
    hashes = [hashlib.sha256(log.read_bytes()).hexdigest() for log in sorted(lake.rglob("*.csv"))]
    read = [one["sha256"] for one in report["inputs"] if one["status"] == "read"]
    assert read == hashes[1:]
    assert len(report["rejections"]) == 2
    _, code = asked(cluster, tmp_path, f"file://{tmp_path}/nowhere/*.csv")
    assert code == ExitCode.INCOMPLETE


def asked(cluster: Cluster, folder: Path, uri: str) -> tuple[dict[str, Any], int]:
    """Have the cluster read what is at a URI, as a user would, and return the report and code."""
    how = "--engine", "spark", "--spark-master", cluster.connect, "--as-of", "2019-01-31"
    ended = basutbud("cases", uri, *how, "-o", "json=report.json", cwd=folder)
    assert b"Exception" not in ended.stderr
    return json.loads((folder / "report.json").read_bytes()), ended.returncode


def written_by_spark(spark: SparkSession, folder: Path) -> Iterator[Path]:
    """Write the log of types in those that Spark has."""
    rows = list(zip(IDS, zoned(ARRIVED), zoned(ANSWERED), strict=True))
    log = spark.createDataFrame(rows, "id BIGINT, inkom TIMESTAMP, svar TIMESTAMP")
    text = "CAST(id AS STRING)"
    local = "convert_timezone('UTC', 'Europe/Stockholm', CAST(svar AS TIMESTAMP_NTZ))"
    types = {
        "double": "CAST(id AS DOUBLE)",
        "decimal": "CAST(id AS DECIMAL(20, 2))",
        "text": text,
        "bytes": f"encode({text}, 'UTF-8')",
        "local": local,
        "moment": f"CAST({local} AS STRING)",
        "day": f"CAST({local} AS DATE)",
    }
    typed = log.selectExpr("*", *(f"{sql} AS {name}" for name, sql in types.items())).coalesce(1)
    for kind in ("INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"):
        spark.conf.set("spark.sql.parquet.outputTimestampType", kind)
        target = folder / kind
        typed.write.parquet(str(target))
        (part,) = target.glob("*.parquet")
        yield part


def fields(path: Path, spark: SparkSession, engine: DuckDbEngine) -> tuple[list[Any], list[Any]]:
    """Return the texts that DuckDB makes of a Parquet file's columns, and those that Spark does."""
    columns = columns_of(engine.parquet(SCHEMA_SQL.format(file=quoted(str(path)))))
    columns = [
        column if column.utc is not None else replace(column, utc=True)
        for column in columns
        if column.kind is not Kind.OTHER
    ]
    there = Plan(path, Columns({}, {}, 0), 0, parquet={column.name: column for column in columns})
    asked = ", ".join(text_sql(column, f"c{column.position}", DUCKDB) for column in columns)
    source = parquet_source(path, columns[-1].position + 1)
    by_duckdb = engine.parquet(f"SELECT {asked} FROM {source}")  # noqa: S608 - the package's own words
    table = spark.read.schema(schema_of(there)).parquet(path.as_uri())
    by_spark = table.selectExpr(*columns_sql(there)).selectExpr(
        *(text_sql(column, f"c{column.position}", SPARK) for column in columns)
    )
    return by_duckdb, [tuple(row) for row in by_spark.collect()]


def test_every_type_gives_the_same_fields_by_both_engines(tmp_path: Path, cluster: Cluster) -> None:
    """Whoever wrote a column, and in whatever type, both engines make the same text of it."""
    wide = write_wide(tmp_path / "wide.parquet")
    old = write_in_old_words(tmp_path / "old.parquet")
    with (
        closing(DuckDbEngine(tmp_path, 1024**3)) as engine,
        closing(Session(by_connect(cluster), tmp_path)) as session,
    ):
        for path in (wide, old, *written_by_spark(session.spark, tmp_path)):
            by_duckdb, by_spark = fields(path, session.spark, engine)
            assert by_spark == by_duckdb
            assert len(by_duckdb) == len(IDS)


@pytest.mark.parametrize(
    ("master", "code"),
    [("spark://127.0.0.1:1", "no_spark_master"), ("sc://127.0.0.1:1", "no_spark_master")],
)
def test_a_master_that_does_not_answer_is_named(tmp_path: Path, master: str, code: str) -> None:
    """At once, before anything is started for it."""
    pytest.importorskip("pyspark.sql")
    with pytest.raises(UsageError) as raised:
        Session(EngineOptions("spark", spark_master=master), tmp_path)
    assert [problem.code for problem in raised.value.problems] == [code]


@pytest.mark.parametrize(("missing", "code"), [("pyspark.sql", "no_spark"), ("java", "no_java")])
def test_what_spark_needs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, code: str
) -> None:
    """Without pyspark, or without Java, the message says which."""
    if missing == "java":
        sql = pytest.importorskip("pyspark.sql")
        monkeypatch.setattr(sql.SparkSession, "getActiveSession", lambda: None)
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    else:
        monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError) as raised:
        Session(EngineOptions("spark"), tmp_path)
    assert [problem.code for problem in raised.value.problems] == [code]
