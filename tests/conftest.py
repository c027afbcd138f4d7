"""What all tests share: golden files, and no skipping where CI runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from pipelines import BIN
from running import write
from sparkcluster import QUICK, Cluster, Size, lacking, running_cluster

GOLDEN = Path(__file__).parent / "golden"
WIDE = 140
"""Characters of a line of golden JSON."""

SITE = f"""
spark.ui.enabled false
spark.cores.max 1
spark.executor.memory 600m
spark.driver.memory 800m
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.sql.shuffle.partitions 2
spark.driver.extraJavaOptions {QUICK}
spark.executor.extraJavaOptions {QUICK}
"""
"""What the site configures: all is small, and two applications run beside each other."""

settings.register_profile("no deadlines", deadline=None)
settings.load_profile("no deadlines")  # a busy machine is no failure

Golden = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden", action="store_true", help="Write the golden files anew, then read them."
    )


def in_few_lines(value: Any, indent: int = 0) -> str:
    """Return JSON with as much on a line as there is room for, to be read in review."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDE or not isinstance(value, (dict, list)):
        return flat
    if isinstance(value, dict):
        begin, end = "{}"
        parts = [
            f"{json.dumps(key)}: {in_few_lines(one, indent + 2)}" for key, one in value.items()
        ]
    else:
        begin, end = "[]"
        parts = [in_few_lines(one, indent + 2) for one in value]
    lines = parts[:1]
    for part in parts[1:]:
        joined = f"{lines[-1]}, {part}"
        if len(joined) + indent <= WIDE and "\n" not in joined:
            lines[-1] = joined
        else:
            lines.append(part)
    inner = "\n" + " " * (indent + 2)
    return f"{begin}{inner}{f',{inner}'.join(lines)}{end}"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a function that holds bytes against the golden file of this name."""

    def check(name: str, made: bytes) -> None:
        path = GOLDEN / name
        if path.suffix in (".json", ".sarif"):
            made = in_few_lines(json.loads(made)).encode() + b"\n"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(made)
        assert made.decode() == path.read_bytes().decode(), (
            f"{name} differs: look at it, then run pytest --update-golden"
        )

    return check


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one compliant clinic of the region's own."""
    write(tmp_path)
    return tmp_path


@pytest.fixture
def project(folder: Path) -> Path:
    """Return the root of a repository with one clinic in breach, in a folder of its own."""
    (folder / ".git").mkdir()
    (folder / "clinics").mkdir()
    write(folder / "clinics", intyg="inactive")
    (folder / "c.yaml").unlink()
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a clinic in breach, and folders that a runner would have."""
    work = tmp_path / "work"
    (work / "clinics").mkdir(parents=True)
    write(work / "clinics", intyg="inactive")
    (tmp_path / "temp" / "basutbud").mkdir(parents=True)
    (tmp_path / "temp" / "basutbud" / "bin").symlink_to(BIN)
    return work


@pytest.fixture(scope="session")
def one_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Yield a cluster; only the tests that need it start it."""
    pytest.importorskip("grpc")
    if missing := lacking():
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("cluster")
    with running_cluster(folder, SITE, Size(cores=2), java=QUICK) as running:
        yield running


@pytest.fixture
def cluster(one_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """Return the cluster, and keep temporary files where it does not see them."""
    for name, value in one_cluster.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("tempfile.tempdir", one_cluster.environment["TMPDIR"])
    return one_cluster


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that the processes that share the tests end together."""
    items.sort(
        key=lambda item: (
            item.path.name not in ("test_spark.py", "test_cluster.py", "test_browser.py")
        )
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where CI runs: what is missing there must be installed."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI must not do: {report.longrepr}"
    return report
