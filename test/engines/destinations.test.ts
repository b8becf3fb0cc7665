/** What tools import, on engines other than DuckDB: the same rows; and in an independent parser of every dialect. */
import assert from "node:assert/strict";
import pg from "pg";
import { destinationTools } from "../../server/src/spec/destinationTools.ts";
import { dialectNames } from "../../server/src/sql/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { startClickHouse } from "../support/clickhouse.ts";
import { open } from "../support/connections.ts";
import {
  destinationCase,
  expectedPayload,
  payloadRows,
  payloadText,
  scriptedRows,
} from "../support/destinationCase.ts";
import { tableStatements } from "../support/goldenStatements.ts";
import { startPostgres } from "../support/postgres.ts";
import { parserPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";
import { startTrino } from "../support/trino.ts";

const { tables } = destinationCase();

async function areExpected(connection: Connection): Promise<void> {
  for (const tool of destinationTools) {
    assert.deepEqual(await payloadRows(tool, connection), expectedPayload(tool), tool);
  }
}

describe("payloads of destinations on engines", function () {
  this.timeout(600_000);

  it("are the expected rows on Postgres", async () => {
    const server = await startPostgres();
    try {
      const { host, port, user, database } = server;
      const client = new pg.Client({ host, port, user, database });
      await client.connect();
      for (const statement of tableStatements(tables, "postgres")) await client.query(statement);
      await client.end();
      const connection = await open("postgres", { host, port, user, database });
      await areExpected(connection).finally(() => connection.close());
    } finally {
      await server.stop();
    }
  });

  it("are the expected rows on ClickHouse", async () => {
    const server = await startClickHouse();
    try {
      for (const statement of tableStatements(tables, "clickhouse")) await server.setup(statement);
      const connection = await open("clickhouse", { host: server.host, port: server.port });
      await areExpected(connection).finally(() => connection.close());
    } finally {
      await server.stop();
    }
  });

  it("are the expected rows on Trino", async () => {
    const server = await startTrino();
    try {
      for (const statement of tableStatements(tables, "trino")) await server.sql(statement);
      const { host, port } = server;
      const settings = { host, port, catalog: "memory", schema: "default", user: "test" };
      const connection = await open("trino", settings);
      await areExpected(connection).finally(() => connection.close());
    } finally {
      await server.stop();
    }
  });

  it("are the expected rows on Snowflake, through fakesnow", async () => {
    const python = await parserPython();
    const rows = await scriptedRows("snowflake", (input) => runPython(python, "golden_snowflake.py", input));
    for (const [tool, given] of rows) assert.deepEqual(given, expectedPayload(tool), tool);
  });

  it("are read by a parser of each dialect", async () => {
    const statements = await Promise.all(
      destinationTools.flatMap((tool) =>
        dialectNames.map(async (dialect) => ({
          name: `${tool} in ${dialect}`,
          dialect,
          sql: await payloadText(tool, dialect),
        })),
      ),
    );
    const problems = (await runPython(await parserPython(), "parse.py", statements)) as (string | null)[];
    assert.deepEqual(
      problems.flatMap((problem, at) => (problem === null ? [] : [`${statements[at]?.name}: ${problem}`])),
      [],
    );
  });
});
