/** Gets what an engine needs on this machine, once, below .cache/. */
import { provideClickHouse } from "../support/clickhouse.ts";
import { dbtPostgresPython, dbtPython } from "../support/dbtProject.ts";
import { asyncApiParser, installDriver } from "../support/drivers.ts";
import { provideGoogleSql } from "../support/googleSql.ts";
import { postgresPrograms } from "../support/postgres.ts";
import {
  airflowPython,
  contractPython,
  dataHubPython,
  lineagePython,
  lintPython,
  parserPython,
  sparkPython,
} from "../support/pythonPackages.ts";
import { provideSnowflake } from "../support/snowflake.ts";
import { provideSqlglotSource } from "../support/sqlglotSource.ts";
import { provideTrino } from "../support/trino.ts";

const providers = {
  postgres: async () => postgresPrograms(),
  postgresNames: async () => postgresPrograms(),
  postgresTypes: async () => postgresPrograms(),
  redshift: async () => postgresPrograms(),
  trino: provideTrino,
  snowflake: provideSnowflake,
  bigquery: () => installDriver({ name: "google-auth-library", version: "10.9.1" }),
  clickhouse: provideClickHouse,
  dbt: dbtPython,
  dbtExamples: dbtPython,
  dbtKnowledge: dbtPython,
  dbtExport: dbtPython,
  dbtShop: dbtPython,
  dbtExportPostgres: async () => {
    postgresPrograms();
    await dbtPostgresPython();
  },
  examples: async () => postgresPrograms(),
  sqlglot: parserPython,
  dataContract: contractPython,
  dataHub: dataHubPython,
  openLineage: lineagePython,
  simplify: provideSqlglotSource,
  reviewRows: async () => {
    postgresPrograms();
    await provideClickHouse();
    await provideTrino();
  },
  asyncApi: () => installDriver(asyncApiParser),
  destinations: async () => {
    postgresPrograms();
    await provideClickHouse();
    await provideTrino();
    await parserPython();
  },
  airflow: airflowPython,
  sqlfluff: lintPython,
  dbtLint: lintPython,
  goldenBigQuery: provideGoogleSql,
  bigQueryTracked: provideGoogleSql,
  goldenSnowflake: parserPython,
  goldenDatabricks: sparkPython,
  destinationsDatabricks: sparkPython,
  goldenPostgres: async () => postgresPrograms(),
  goldenTrino: provideTrino,
  goldenClickHouse: provideClickHouse,
} as const satisfies Record<string, () => Promise<unknown>>;

export type EngineName = keyof typeof providers;

export const engineNames = Object.keys(providers) as EngineName[];

/** Rejects with an error that says what is missing and what to do. */
export async function provide(engine: EngineName): Promise<void> {
  await providers[engine]();
}
