"""
Runs Databricks' SQL on Spark. In: JSON of {tables: [sql], queries: [[sql]]} by case.
Out: by case, for each query {columns, types, rows} or {problem}. The session's zone is one with daylight saving, which must not matter.
"""

import json
import sys
import tempfile
from datetime import datetime, timedelta, timezone

from pyspark.sql import SparkSession

from cells import cell

epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)


def exact(column):
    """Moments as microseconds: the driver would read them in the machine's zone."""
    name, kind = column
    quoted = f"`{name}`"
    if kind == "timestamp":
        return f"unix_micros({quoted}) as {quoted}"
    return f"to_json({quoted}) as {quoted}" if kind == "variant" else quoted


def read(value, kind):
    if kind == "timestamp" and value is not None:
        return cell(epoch + timedelta(microseconds=value))
    return cell(value)


def answer(spark, sql):
    try:
        result = spark.sql(sql)
        kinds = [kind for _, kind in result.dtypes]
        rows = result.selectExpr(*map(exact, result.dtypes)).collect()
    except Exception as error:
        return {"problem": f"{type(error).__name__}: {error}"[:2000]}
    return {"columns": result.columns, "types": kinds, "rows": [list(map(read, row, kinds)) for row in rows]}


def run(spark, case):
    for sql in case["tables"]:
        spark.sql(sql)
    answers = [answer(spark, sql) for sql in case["queries"]]
    for schema in spark.sql("show schemas").collect():
        if schema[0] != "default":
            spark.sql(f"drop schema {schema[0]} cascade")
    return answers


with tempfile.TemporaryDirectory() as folder:
    settings = {
        "spark.master": "local[1]",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.session.timeZone": "Europe/Brussels",
        "spark.sql.warehouse.dir": folder,
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    all_answers = {name: run(session, case) for name, case in json.load(sys.stdin).items()}
    session.stop()
json.dump(all_answers, sys.stdout)
