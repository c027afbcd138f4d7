"""A Spark cluster on this machine that does not see the temporary folder of who asks it.

A master, a worker and a server for Spark Connect run in a mount namespace of their own, on
loopback, where an empty file system lies over that folder, as on any cluster's machines.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_SCRIPT: Final = """
mount -t tmpfs tmpfs "$HIDDEN"
"$SPARK/bin/spark-class" org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port "$MASTER" --webui-port 0 &
"$SPARK/bin/spark-class" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
    --cores 3 --memory 2g --work-dir "$WORK" "spark://127.0.0.1:$MASTER" &
"$SPARK/bin/spark-submit" --class org.apache.spark.sql.connect.service.SparkConnectServer \
    --master "spark://127.0.0.1:$MASTER" --conf spark.connect.grpc.binding.address=127.0.0.1 \
    --conf spark.connect.grpc.binding.port="$CONNECT" spark-internal &
wait
"""
_DEFAULTS: Final = """
spark.ui.enabled false
spark.cores.max 1
spark.executor.memory 800m
spark.driver.memory 800m
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.sql.shuffle.partitions 2
spark.driver.extraJavaOptions {java}
spark.executor.extraJavaOptions {java}
"""
_QUICK: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that starts soon, as none of it runs for long."""
_STARTED: Final = 180
"""Seconds in which all must run, on the slowest machine."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The addresses of a cluster, and the folder with the site's configuration."""

    master: str
    connect: str
    configuration: Path
    process: subprocess.Popen[bytes]


def lacking() -> str | None:
    """Say what is missing to run a cluster here, if anything is."""
    if not (find_spec("pyspark") and find_spec("grpc") and shutil.which("java")):
        return "needs pyspark, the client of Spark Connect, and Java"
    allowed = subprocess.run([*_unshare(), "true"], capture_output=True, check=False)
    return "needs mount namespaces (unshare -m)" if allowed.returncode else None


@contextmanager
def running_cluster(folder: Path, hidden: Path) -> Iterator[Cluster]:
    """Yield a cluster that keeps its own in a folder, and ends; it does not see what is hidden."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    configuration = folder / "conf"
    configuration.mkdir()
    (configuration / "spark-defaults.conf").write_text(_DEFAULTS.format(java=_QUICK))
    ports = _free_port(), _free_port()
    environment = {
        **os.environ,
        "SPARK": str(Path(spec.origin).parent),
        "SPARK_CONF_DIR": str(configuration),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_JAVA_OPTS": _QUICK,
        "SPARK_DAEMON_MEMORY": "1500m",
        "HIDDEN": str(hidden),
        "WORK": str(folder / "work"),
        "MASTER": str(ports[0]),
        "CONNECT": str(ports[1]),
    }
    with (folder / "cluster.log").open("wb") as log:
        process = subprocess.Popen(
            [*_unshare(), "bash", "-c", _SCRIPT],
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _await(ports[1], process)
        yield Cluster(
            f"spark://127.0.0.1:{ports[0]}", f"sc://127.0.0.1:{ports[1]}", configuration, process
        )
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        while _killed(process.pid):
            time.sleep(0.05)


def _killed(group: int) -> bool:
    """Kill what is left of a group of processes; tell whether there was anything."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _unshare() -> list[str]:
    return ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTED
    while time.monotonic() < until:
        assert process.poll() is None, "the cluster ended as it started"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the cluster did not start")
