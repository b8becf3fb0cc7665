/** Asks Spark for its functions, and adds those that only Databricks has. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sparkPython } from "../../test/support/pythonPackages.ts";
import { type Functions, sorted } from "./answer.ts";
import { databricksOnly } from "./documented.ts";

const program = `
from pyspark.sql import SparkSession
session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
print(session.version, *[row[0] for row in session.sql("show functions").collect()])
`;

export async function askDatabricks(): Promise<Functions> {
  const { stdout } = await promisify(execFile)(await sparkPython(), ["-c", program]);
  const [version = "", ...names] = stdout.trim().split(" ");
  return {
    source: `\`show functions\` of Spark ${version}; Databricks' own names from its manual`,
    ...sorted(
      "databricks",
      [...names, ...databricksOnly].map((name) => ({ name, computes: true })),
    ),
  };
}
