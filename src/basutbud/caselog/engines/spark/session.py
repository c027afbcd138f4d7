"""A Spark session: one of the site's, one over Spark Connect, or one of this machine's own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswerError
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from basutbud.caselog.engines.spark.faults import is_of_spark
from basutbud.caselog.engines.spark.settings import SETTINGS
from basutbud.caselog.request import EngineOptions
from basutbud.errors import Location, Problem, UsageError
from basutbud.safetext import safe_text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

T = TypeVar("T")
_NOWHERE: Final = Location("")
_CONNECT: Final = "sc://"
_PORTS: Final = {"sc": 15002, "spark": 7077}
"""Where servers listen, by scheme, unless it is said."""
_SERVERS: Final = re.compile(r"(sc|spark)://([^/;]+)")
_OF_A_SITE: Final = ("SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS")
"""Where any is set, the site has a configuration, or a session, of its own."""
_LEAST_MEMORY: Final = 640 * 1024**2
"""Spark does not start with less."""
_REACHED: Final = 10
"""Seconds in which a server takes a call."""
_STARTED: Final = 50
"""Seconds in which a master takes an application in."""
_FIRST_TASK: Final = 120
"""Seconds in which a cluster runs its first task."""
_ENDED: Final = 30
"""Seconds in which Java ends."""


class Session:
    """A Spark session: ``spark``. What was started here ends with ``close``."""

    def __init__(self, options: EngineOptions, folder: Path) -> None:
        """Start Spark, or take part in what runs. Raise UsageError where it cannot run."""
        # What Spark thinks of settings, and of the versions of its libraries, is not for auditors.
        warnings.filterwarnings("ignore", module="pyspark")
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise UsageError(Problem("no_spark", _NOWHERE)) from None
        self._java: subprocess.Popen[bytes] | None = None
        running = SparkSession.getActiveSession()
        self._own = running is None or _is_connected(running)
        self.spark: SparkSession = _beside(running) if running else self._started(options, folder)
        try:
            for name, value in SETTINGS.items():
                self.spark.conf.set(name, value)
            if running is None:
                self._await_a_worker()
        except BaseException:
            self.close()
            raise

    def cancel(self) -> None:
        """Have all jobs under way end."""
        self.spark.interruptAll()

    def close(self) -> None:
        """End the session, and Java with it, unless others use them."""
        if self._own:
            try:
                self.spark.stop()
            except Exception as error:
                if not is_of_spark(error):
                    raise
            self._end_java()

    def _started(self, options: EngineOptions, folder: Path) -> SparkSession:
        master = options.spark_master
        if master is not None and not _is_reached(master):
            raise _no_master(master, "no_spark_master")
        if master is not None and master.startswith(_CONNECT):
            return _connected(master)
        return self._started_here(options, folder)

    def _started_here(self, options: EngineOptions, folder: Path) -> SparkSession:
        """Start Java, with all that it says on the terminal in a file, and have it find its master.

        What the site configures counts; of this machine's own session all stays in the folder.
        """
        try:
            from pyspark import SparkConf, SparkContext
            from pyspark.java_gateway import launch_gateway
            from pyspark.sql import SparkSession
        except ImportError:  # the light client alone
            raise UsageError(Problem("no_spark", _NOWHERE)) from None
        if not _java():
            raise UsageError(Problem("no_java", _NOWHERE))
        conf = SparkConf(loadDefaults=False).setAll([*_options(options, folder).items()])
        output = folder / "java.log"
        try:
            with output.open("wb") as log:
                gateway = self._once_launched(
                    lambda: launch_gateway(conf, {"stdout": log, "stderr": log})
                )
        except Exception as error:
            if not is_of_spark(error):
                raise
            # Java that is too old knows no masters; any other refused the one named.
            if options.spark_master is None or b"UnsupportedClassVersion" in output.read_bytes():
                raise UsageError(Problem("no_java", _NOWHERE)) from error
            raise _no_master(options.spark_master, "no_spark_master") from error
        self._java = gateway.proc
        try:
            return SparkSession(
                _begun(lambda: SparkContext(gateway=gateway, conf=conf)).result(_STARTED)
            )
        except BaseException as error:
            self._end_java()
            if not (is_of_spark(error) or isinstance(error, NoAnswerError)):
                raise
            raise _no_master(options.spark_master or "local[*]", "no_spark_master") from error

    def _once_launched(self, launch: Callable[[], Any]) -> Any:
        """Return what launches Java brings; interrupted, wait for Java, or it would never end."""
        launched = _begun(launch)
        try:
            return launched.result()
        except KeyboardInterrupt:
            self._java = launched.result().proc
            self._end_java()
            raise

    def _await_a_worker(self) -> None:
        """Run a task, as all would wait for ever where a cluster has no worker."""
        first = self.spark.range(1).selectExpr("uuid()")
        try:
            _begun(first.collect).result(_FIRST_TASK)
        except NoAnswerError:
            self.cancel()
            raise UsageError(Problem("no_spark_worker", _NOWHERE, {"n": _FIRST_TASK})) from None
        except Exception as error:
            if not is_of_spark(error):
                raise
            raise UsageError(Problem("spark_failed", _NOWHERE)) from error

    def _end_java(self) -> None:
        """End Java where it was started here, so that it leaves the folder alone."""
        if self._java is None:
            return
        from pyspark import SparkContext

        # Python's end of it must not outlive it: it would speak to what has ended, and no other
        # session could be started.
        gateway = SparkContext._gateway  # noqa: SLF001 - nothing public ends it
        if gateway is not None:
            gateway.shutdown()
        SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - nor lets go of it
        if self._java.stdin:
            self._java.stdin.close()
        try:
            self._java.wait(_ENDED)
        except subprocess.TimeoutExpired:
            self._java.kill()
            self._java.wait()
        self._java = None


def _begun(work: Callable[[], T]) -> Future[T]:
    """Begin some work in a thread that does not keep Python from ending."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done


def _beside(running: SparkSession) -> SparkSession:
    """Return a session with the settings of the one that runs, but views of its own."""
    beside = running.newSession()
    settings: Mapping[str, str] = running.conf.getAll
    there = beside.conf.getAll
    for name, value in settings.items():
        if there.get(name) != value and beside.conf.isModifiable(name):
            beside.conf.set(name, value)
    return beside


def _is_connected(session: SparkSession) -> bool:
    """Tell whether a session is one of Spark Connect, where each ends by itself."""
    return "connect" in type(session).__module__


def _connected(master: str) -> SparkSession:
    """Return a session of a server, once that has answered."""
    try:
        from pyspark.sql import SparkSession
        from pyspark.sql.connect.client.retries import DefaultPolicy

        session = SparkSession.builder.remote(master).create()
    except ImportError:
        raise UsageError(Problem("no_spark_connect", _NOWHERE)) from None
    except Exception as error:
        if not is_of_spark(error):
            raise
        code = "no_spark_connect" if "PACKAGE_NOT_INSTALLED" in str(error) else "no_spark_master"
        raise _no_master(master, code) from error
    # The client retries for half a minute; its default is ten.
    session.client.set_retry_policies([DefaultPolicy(max_retries=6, max_backoff=20_000)])
    try:
        _begun(lambda: session.version).result(_STARTED)
    except BaseException as error:
        session.client.close()  # or it asks once more as Python ends
        if not (is_of_spark(error) or isinstance(error, NoAnswerError)):
            raise
        raise _no_master(master, "no_spark_master") from error
    return session


def _is_reached(master: str) -> bool:
    """Tell whether a server answers that is named by host, or one of several; others are not."""
    named = _SERVERS.match(master)
    if named is None:
        return True
    scheme, servers = named.groups()
    for server in servers.split(","):
        host, _, port = server.rpartition(":") if ":" in server else (server, "", "")
        try:
            socket.create_connection(
                (host.strip("[]"), int(port or _PORTS[scheme])), _REACHED
            ).close()
        except (OSError, ValueError):
            continue
        return True
    return False


def _no_master(master: str, code: str) -> UsageError:
    return UsageError(Problem(code, _NOWHERE, {"master": safe_text(master)}))


def _options(options: EngineOptions, folder: Path) -> Mapping[str, str]:
    """Return how Spark is started, beside what the site configures."""
    settings = {"spark.app.name": "basutbud"}
    if options.spark_master is not None:
        settings["spark.master"] = options.spark_master
    if not (options.spark_master or "local").startswith("local") or any(
        name in os.environ for name in _OF_A_SITE
    ):
        return settings
    java = (f"-Djava.io.tmpdir={folder}", f"-Dderby.system.home={folder}", "-XX:-UsePerfData")
    return settings | {
        "spark.driver.memory": f"{max(options.memory, _LEAST_MEMORY) // 1024**2}m",
        "spark.driver.extraJavaOptions": " ".join(java),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": f"{folder / 'spark'}",
        "spark.sql.warehouse.dir": (folder / "warehouse").as_uri(),
        "spark.ui.enabled": "false",
    }


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None) is not None
