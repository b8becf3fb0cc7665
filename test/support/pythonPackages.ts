/** What the Python of engine tests is made of. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pythonWith } from "./python.ts";

/** An independent parser of every dialect, and Snowflake's SQL run on an embedded engine. */
export const parserPython = (): Promise<string> =>
  pythonWith(["fakesnow[server]==0.12.1", "snowflake-connector-python==4.8.1"]);

/** A linter that knows every dialect. */
export const lintPython = (): Promise<string> => pythonWith(["sqlfluff==4.5.0"]);

/** A linter of data contracts. */
export const contractPython = (): Promise<string> => pythonWith(["datacontract-cli==1.2.8"]);

/** A catalog that reads files of metadata. */
export const dataHubPython = (): Promise<string> => pythonWith(["acryl-datahub==1.7.0.17"]);

/** A client that builds events of lineage. */
export const lineagePython = (): Promise<string> => pythonWith(["openlineage-python==1.54.0"]);

/** A scheduler that reads DAGs. */
export const airflowPython = (): Promise<string> => pythonWith(["apache-airflow==3.3.2"]);

/** Spark, whose SQL is that of Databricks. It needs a Java of its own. */
export async function sparkPython(): Promise<string> {
  if (!("JAVA_HOME" in sparkEnvironment()))
    throw new Error("Spark needs Java 17 or 21, and none was found in /usr/lib/jvm.");
  return pythonWith(["pyspark==4.3.0"]);
}

/** Spark 4 runs on Java 17 and 21: the machine's own where it says which, else one where Debian puts it. */
export function sparkEnvironment(): Record<string, string> {
  const home = [process.env.JAVA_HOME_17, ...debianJava()].find(
    (path) => path && existsSync(join(path, "bin/java")),
  );
  return home === undefined ? {} : { JAVA_HOME: home };
}

function debianJava(): string[] {
  const folder = "/usr/lib/jvm";
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /(?:^|[-.])(?:17|21)(?:[-.]|$)/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
