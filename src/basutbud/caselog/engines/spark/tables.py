"""Parquet files by the cluster: their columns, by their footers, and what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from basutbud.caselog.engine import UnreadableError
from basutbud.caselog.engines.spark.fields import columns_sql, schema_of
from basutbud.caselog.engines.spark.files import ClusterFile
from basutbud.caselog.parquet.text import SPARK, content_sql, quoted
from basutbud.caselog.parquet.types import SCHEMA_SQL, Kind, ParquetColumn, columns_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from basutbud.caselog.engine import Plan

_MAGIC: Final = b"PAR1"


def columns_by_footer(footer: bytes, folder: Path) -> list[ParquetColumn]:
    """Return the columns that the end of a Parquet file describes. Raise UnreadableError.

    DuckDB tells them of a file that has nothing else.
    """
    import duckdb

    stub = folder / "footer.parquet"
    stub.write_bytes(_MAGIC + footer)
    try:
        with duckdb.connect(":memory:") as database:
            return columns_of(
                database.execute(SCHEMA_SQL.format(file=quoted(str(stub)))).fetchall()
            )
    except duckdb.Error:
        raise UnreadableError from None
    finally:
        stub.unlink()


def columns_by_spark(spark: SparkSession, file: ClusterFile) -> list[ParquetColumn]:
    """Return the columns of a Parquet file too large to be held whole, as far as Spark tells.

    It does not say which times may be local ones, taken for UTC: those are refused until the user
    says what they are.
    """
    schema = spark.read.option("recursiveFileLookup", "true").parquet(file.pattern).schema
    return [_column(position, field) for position, field in enumerate(schema.fields)]


def read_tables(spark: SparkSession, patterns: Sequence[str], plan: Plan) -> DataFrame:
    """Return the columns of Parquet files that a plan names, with each row's file and number."""
    return (
        spark.read.option("recursiveFileLookup", "true")
        .schema(schema_of(plan))
        .parquet(*patterns)
        .selectExpr(
            "_metadata.file_path AS path", "_metadata.row_index AS number", *columns_sql(plan)
        )
    )


def contents_asked(
    spark: SparkSession, patterns: Sequence[str], plan: Plan
) -> Mapping[str, Sequence[bool]]:
    """Return, by file, what types do not tell, as ``content_sql`` asks."""
    from pyspark.sql.functions import expr

    asked = content_sql(plan.parquet, SPARK)
    table = read_tables(spark, patterns, plan)
    answered = table.groupBy("path").agg(*map(expr, asked)).collect()
    return {path: answers for path, *answers in map(tuple, answered)}


def _column(position: int, field: Any) -> ParquetColumn:
    from pyspark.sql import types

    kinds = {
        types.StringType: Kind.TEXT,
        types.BinaryType: Kind.BYTES,
        types.ByteType: Kind.WHOLE,
        types.ShortType: Kind.WHOLE,
        types.IntegerType: Kind.WHOLE,
        types.LongType: Kind.WHOLE,
        types.FloatType: Kind.FLOAT,
        types.DoubleType: Kind.DOUBLE,
        types.DecimalType: Kind.DECIMAL,
        types.DateType: Kind.DAY,
        types.TimestampType: Kind.MOMENT,
        types.TimestampNTZType: Kind.MOMENT,
    }
    kind = kinds.get(type(field.dataType), Kind.OTHER)
    local = isinstance(field.dataType, types.TimestampNTZType)
    decimal = kind is Kind.DECIMAL
    return ParquetColumn(
        position,
        field.name,
        kind,
        field.dataType.simpleString(),
        utc=False if local else None,
        local=local,
        digits=field.dataType.precision if decimal else 0,
        scale=field.dataType.scale if decimal else 0,
    )
