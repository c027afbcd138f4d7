"""A Spark cluster that shares no temporary folder with its users: DuckDB's answers, and faults."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from basutbud.caselog.engines.spark.reader import ClusterReader
from cases import Recipe
from commands import AS_OF
from generate import write_log
from running import basutbud, in_a_process
from sparkcluster import Cluster

LOGS = {
    "month=2018-11/a.csv": Recipe(900, dialect="quoted", damaged=0.02, duplicates=0.05, units=9),
    "month=2018-11/b.csv.gz": Recipe(300, seed=2, stamps="offset", units=9),
    "month=2018-12/c.parquet": Recipe(300, seed=3, units=9),
}
pytestmark = pytest.mark.xdist_group("spark")
WRITTEN = ("-o", "json=report.json", "--case-list", "list.csv", "--as-of", AS_OF)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a lake by month: CSV, damaged and packed, and Parquet."""
    folder = tmp_path_factory.mktemp("logs")
    for name, recipe in LOGS.items():
        log = folder / "lake" / name
        log.parent.mkdir(parents=True, exist_ok=True)
        write_log(recipe, log)
    return folder


def asked(master: str) -> tuple[str, ...]:
    """Return the options that have a cluster asked."""
    return "--engine", "spark", "--spark-master", master


def answer(folder: Path, done: CompletedProcess[bytes]) -> tuple[bytes, ...]:
    """Return the report and the case list that a run wrote, and what it said."""
    assert done.returncode == 3, done.stderr.decode()
    written = [(folder / name).read_bytes() for name in ("report.json", "list.csv")]
    return *written, done.stdout, done.stderr


def test_an_application_of_a_cluster_answers_as_duckdb(logs: Path, cluster: Cluster) -> None:
    """Report, case list and messages are the same, byte by byte; so they are of a damaged log."""
    expected = answer(logs, basutbud("cases", "lake", *WRITTEN, cwd=logs))
    site = cluster.environment
    done = in_a_process("cases", "lake", *WRITTEN, *asked(cluster.master), cwd=logs, **site)
    assert answer(logs, done) == expected
    assert not [*Path(site["TMPDIR"]).iterdir()]


def test_a_lost_worker_costs_no_row(
    logs: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over Spark Connect, without Java here: what a worker held is made anew by the next."""
    expected = answer(logs, basutbud("cases", "lake", *WRITTEN, cwd=logs))
    stage = ClusterReader.stage
    lost: list[bytes] = []

    def stage_and_lose(*given: object) -> object:
        staged = stage(*given)  # type: ignore[arg-type]  # what it is given goes on
        while not lost:
            lost.extend(killed(cluster))
        return staged

    monkeypatch.setattr(ClusterReader, "stage", stage_and_lose)
    temporary = cluster.environment["TMPDIR"]
    how = asked(cluster.connect)
    done = basutbud(
        "cases",
        "lake",
        *WRITTEN,
        *how,
        cwd=logs,
        TMPDIR=temporary,
        PATH="/nowhere",
        JAVA_HOME="/nowhere",
    )
    assert answer(logs, done) == expected
    assert lost


def killed(cluster: Cluster) -> list[bytes]:
    """Kill what works for applications on a cluster; return the processes."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes()
        except OSError:  # it has ended
            continue
        where = cluster.environment["SPARK_CONF_DIR"].encode()
        if where in command and b"CoarseGrainedExecutorBackend" in command:
            os.kill(int(process.parent.name), signal.SIGKILL)
            found.append(command)
    return found


def test_what_a_cluster_cannot_read_is_named(tmp_path: Path, cluster: Cluster) -> None:
    """No rights, no such file, and no such storage, each by its path, without a word of Java's."""
    secret = tmp_path / "secret.csv"
    secret.write_text("id;enhet;typ;inkom;svar\n1;E1;x;2016-02-01;\n")
    secret.chmod(0)
    given = "secret.csv", "file:///nowhere/*.csv", "nothing://there/a.csv"
    master = asked(cluster.connect)
    done = basutbud("cases", *given, *master, "-o", "concise", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 3
    said = done.stdout.decode()
    assert "secret.csv: error input You have no permission to read the file." in said
    assert "file:///nowhere/*.csv: error input The file or folder does not exist." in said
    assert "nothing://there/a.csv: error input The cluster has nothing that reads" in said
    assert b"Exception" not in done.stdout + done.stderr
