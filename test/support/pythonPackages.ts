/** What the Python of engine tests is made of. */
import { pythonWith } from "./python.ts";

/** An independent parser of every dialect, and Snowflake's SQL run on an embedded engine. */
export const parserPython = (): Promise<string> =>
  pythonWith([
    "fakesnow==0.12.1",
    "duckdb==2.0.0",
    "snowflake-connector-python==5.2.0",
    "sqlglot==30.22.0",
    "tzdata==2026.6",
  ]);

/** Spark, whose SQL is that of Databricks. It needs a Java of its own. */
export const sparkPython = (): Promise<string> => pythonWith(["pyspark==4.3.0"]);
