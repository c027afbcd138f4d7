"""A Spark cluster on this machine that does not see the temporary folder of who asks it.

A master, workers and, if wanted, a server for Spark Connect run on loopback, in namespaces of their
own: an empty file system lies over that folder, as each of a cluster's machines has its own. What
root may do beside others' rights is given up. They end with who started them, however that ends.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_SCRIPT: Final = """
mount -t tmpfs tmpfs "$HIDDEN"
exec setpriv --bounding-set=-dac_override,-dac_read_search bash -c '
spark=$SPARK_HOME/bin
SPARK_DAEMON_MEMORY=256m "$spark/spark-class" org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port "$MASTER_PORT" --webui-port "$STATE_PORT" &
for worker in $(seq "$WORKERS"); do
    SPARK_DAEMON_MEMORY=256m "$spark/spark-class" org.apache.spark.deploy.worker.Worker \
        --host 127.0.0.1 --webui-port 0 --cores "$CORES" --memory "$MEMORY" \
        --work-dir "$WORK/$worker" "spark://127.0.0.1:$MASTER_PORT" &
done
if [ -n "$CONNECT_PORT" ]; then
    "$spark/spark-submit" --class org.apache.spark.sql.connect.service.SparkConnectServer \
        --master "spark://127.0.0.1:$MASTER_PORT" \
        --conf spark.connect.grpc.binding.address=127.0.0.1 \
        --conf spark.connect.grpc.binding.port="$CONNECT_PORT" spark-internal &
fi
read -r _
'
"""
"""Ends, and all with it as it is their first process, when nobody holds its input open."""
_STARTED: Final = 180
"""Seconds in which all must run, on the slowest machine."""
QUICK: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Options of Java that starts soon, for what does not run for long."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many workers a cluster has, and the cores and memory that each offers."""

    workers: int = 1
    cores: int = 2
    memory: str = "2g"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The addresses of a cluster, and what one needs in the environment to ask it."""

    master: str
    connect: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """End all of it, at once."""
        self.process.communicate()


def lacking() -> str | None:
    """Say what is missing to run a cluster here, if anything is."""
    if not (find_spec("pyspark") and shutil.which("java")):
        return "needs pyspark and Java"
    try:
        subprocess.run([*_apart(), "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "needs namespaces (unshare --mount --pid)"
    return None


@contextmanager
def running_cluster(
    folder: Path, settings: str, size: Size, *, connect: bool = True, java: str = ""
) -> Iterator[Cluster]:
    """Yield a cluster that keeps its own in a folder; ``folder / "tmp"`` it does not see.

    ``settings`` are the site's, as in ``spark-defaults.conf``; ``java`` are options of its Java.
    """
    configuration, hidden = folder / "conf", folder / "tmp"
    for made in (configuration, hidden):
        made.mkdir()
    (configuration / "spark-defaults.conf").write_text(settings)
    master, state, server = (_free_port() for _ in range(3))
    asking = {
        "SPARK_CONF_DIR": str(configuration),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "TMPDIR": str(hidden),
        "LC_ALL": "C.UTF-8",  # by it Java names files
    }
    own = {
        "SPARK_HOME": str(_home()),
        "SPARK_DAEMON_JAVA_OPTS": java,
        "SPARK_LAUNCHER_OPTS": java,
        "SPARK_DAEMON_MEMORY": "800m",
        "HIDDEN": str(hidden),
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "WORK": str(folder / "work"),
        "WORKERS": str(size.workers),
        "CORES": str(size.cores),
        "MEMORY": size.memory,
        "MASTER_PORT": str(master),
        "STATE_PORT": str(state),
        "CONNECT_PORT": str(server) if connect else "",
    }
    with (folder / "cluster.log").open("wb") as log:
        process = subprocess.Popen(
            [*_apart(), "bash", "-ec", _SCRIPT],
            env={**os.environ, **asking, **own},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    cluster = Cluster(f"spark://127.0.0.1:{master}", f"sc://127.0.0.1:{server}", asking, process)
    try:
        _await(process, size.workers, state, server if connect else state)
        yield cluster
    finally:
        cluster.end()


def _apart() -> list[str]:
    """Return what runs a command in namespaces of its own, with all that it starts."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *as_root, "--mount", "--pid", "--kill-child", "--mount-proc"]


def _home() -> Path:
    """Return the folder of pyspark, which holds all of Spark."""
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pyspark")
    return Path(spec.origin).parent


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(process: subprocess.Popen[bytes], workers: int, state: int, server: int) -> None:
    """Return once the master knows its workers, and the server answers."""
    until = time.monotonic() + _STARTED
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{state}/json/", timeout=5) as answer:
                alive = json.load(answer)["aliveworkers"]
            socket.create_connection(("127.0.0.1", server), 1).close()
        except OSError:
            alive = None
        if alive == workers:
            return
        time.sleep(0.1)
    raise RuntimeError("the cluster did not start; cluster.log in its folder says why")
