"""A Spark session of one's own, quiet and leaving nothing behind, or one beside a running one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from basutbud.caselog.request import EngineOptions
from basutbud.errors import Location, Problem, UsageError
from basutbud.safetext import safe_text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_NOWHERE: Final = Location("")
_LOCAL: Final = "local[*]"
_LEAST_MEMORY: Final = 640 * 1024**2
"""Spark does not start with less."""
_SECONDS: Final = 30
"""How long Java may take to end."""
_LOGGING: Final = """
rootLogger.level = error
rootLogger.appenderRef.file.ref = file
appender.file.type = File
appender.file.name = file
appender.file.fileName = {folder}/spark.log
appender.file.layout.type = PatternLayout
"""
SETTINGS: Final = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    # What is told of times long ago is not to stop the reading; they are refused row by row.
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96TimestampConversion": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "false",
    "spark.sql.adaptive.enabled": "true",
    # Small results in one part, so that fetching them part by part is no job for each.
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
}
"""What the engine's SQL takes for granted, whatever a cluster's defaults."""


class Session:
    """A Spark session: ``spark``. One that was started here ends with ``close``."""

    def __init__(self, options: EngineOptions, folder: Path) -> None:
        """Start Spark, or take part in the one that runs. Raise UsageError where it cannot run."""
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise UsageError(Problem("no_spark", _NOWHERE)) from None
        running = SparkSession.getActiveSession()
        self._java: subprocess.Popen[bytes] | None = None
        self._own = running is None
        self.spark: SparkSession = (
            running.newSession() if running else self._started(options, folder)
        )
        for name, value in SETTINGS.items():
            self.spark.conf.set(name, value)

    def close(self) -> None:
        """End the session and Java with it, unless others use them."""
        if not self._own:
            return
        self.spark.stop()
        self._end_java()

    def _end_java(self) -> None:
        from pyspark import SparkContext

        gateway = SparkContext._gateway  # noqa: SLF001 - nothing public ends Java before Python
        if self._java is None or gateway is None:
            return
        gateway.shutdown()
        SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - so that it can start again
        if self._java.stdin:
            self._java.stdin.close()
        try:
            self._java.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._java.kill()
            self._java.wait()

    def _started(self, options: EngineOptions, folder: Path) -> SparkSession:
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession

        if not _java():
            raise UsageError(Problem("no_java", _NOWHERE))
        master = options.spark_master or _LOCAL
        conf = SparkConf(loadDefaults=False).setAll(list(_options(options, master, folder).items()))
        with (folder / "java.log").open("wb") as log:
            try:
                if SparkContext._gateway is None:  # noqa: SLF001 - Java may run on from another session
                    gateway = launch_gateway(conf, {"stdout": log, "stderr": log})
                    self._java = gateway.proc
                    SparkContext._ensure_initialized(gateway=gateway)  # noqa: SLF001 - as its own start does
            except PySparkException:
                # Java that is too old knows no masters; any other refused the one named.
                told = (folder / "java.log").read_bytes()
                if options.spark_master is not None and b"UnsupportedClassVersion" not in told:
                    raise _no_master(master) from None
                raise UsageError(Problem("no_java", _NOWHERE)) from None
        try:
            context = SparkContext(conf=conf)
        except (Py4JError, PySparkException):
            self._end_java()
            raise _no_master(master) from None
        return SparkSession(context)


def _no_master(master: str) -> UsageError:
    return UsageError(Problem("no_spark_master", _NOWHERE, {"master": safe_text(master)}))


def _options(engine: EngineOptions, master: str, folder: Path) -> Mapping[str, str]:
    """Return how Spark is started; all it writes comes into the folder."""
    logging = folder / "log4j2.properties"
    logging.write_text(_LOGGING.format(folder=folder.as_posix()), encoding="utf-8")
    java = (
        f"-Dlog4j2.configurationFile={logging.as_uri()}",
        f"-Djava.io.tmpdir={folder}",
        f"-Dderby.system.home={folder}",
        "-XX:-UsePerfData",
    )
    options = {
        "spark.master": master,
        "spark.app.name": "basutbud",
        "spark.driver.memory": f"{max(engine.memory, _LEAST_MEMORY) // 1024**2}m",
        "spark.driver.extraJavaOptions": " ".join(java),
        "spark.local.dir": f"{folder / 'spark'}",
        "spark.sql.warehouse.dir": (folder / "warehouse").as_uri(),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return options


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None) is not None
