/** Events with hard ids and values that all tools import, and the rows that each must get. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type DestinationExport,
  exportDestination,
} from "../../server/src/exporters/destinations/exportDestination.ts";
import { usersOf } from "../../server/src/project/sentTo.ts";
import type { Project } from "../../server/src/project/types.ts";
import { type DestinationTool, destinationTools } from "../../server/src/spec/destinationTools.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";
import { type GoldenCase, goldenCases, goldenProject } from "./golden.ts";
import { createTables, type ScriptAnswer } from "./goldenTables.ts";

const destinationFolder = join(import.meta.dirname, "../exporters/destinations/golden");

export function destinationCase(): GoldenCase {
  const [only] = goldenCases(destinationFolder);
  assert.ok(only);
  return only;
}

/** What a tool gets of a project that has a destination of its name. */
export function exported(project: Project, tool: DestinationTool, dialect: DialectName): DestinationExport {
  const destination = project.file.destinations.find(({ name }) => name.value === tool);
  assert.ok(destination);
  const users = usersOf(project, destination);
  assert.ok(!("choose" in users));
  return exportDestination(project, { tool, destination, users, dialect, typeOf: () => undefined });
}

export async function payloadText(tool: DestinationTool, dialect: DialectName): Promise<string> {
  const { sql, findings } = exported(await goldenProject(destinationCase(), dialect), tool, dialect);
  assert.deepEqual(findings, []);
  assert.ok(sql !== undefined);
  return sql;
}

const jsonColumns = new Set(["properties", "event_properties", "payload"]);

/** The rows of a payload by their columns, JSON read, in an order that no engine decides. */
export async function payloadRows(tool: DestinationTool, connection: Connection): Promise<unknown> {
  const sql = await payloadText(tool, connection.dialect);
  const { columns, rows } = await connection.run(sql, { limit: 1000, timeoutMs: 60_000 }, never());
  return comparablePayload(
    columns.map(({ name }) => name),
    rows,
  );
}

/** The same of engines that a script runs. In: how the script is run. */
export async function scriptedRows(
  dialect: DialectName,
  run: (input: unknown) => Promise<unknown>,
): Promise<ReadonlyMap<DestinationTool, unknown>> {
  const queries = await Promise.all(destinationTools.map((tool) => payloadText(tool, dialect)));
  const answers = (await run({
    sent: { tables: createTables(destinationCase().tables, dialect), queries },
  })) as {
    sent: ScriptAnswer[];
  };
  return new Map(
    destinationTools.map((tool, at) => {
      const answer = answers.sent[at];
      if (!answer || "problem" in answer) throw new Error(`${tool}: ${answer?.problem}`);
      return [tool, comparablePayload(answer.columns, answer.rows)] as const;
    }),
  );
}

/** Snowflake folds names to upper case, and where events' times are what a clock in UTC shows they have no zone. */
function comparablePayload(columns: readonly string[], rows: readonly (readonly unknown[])[]): unknown {
  const names = columns.map((name) => name.toLowerCase());
  const read = rows.map((row) =>
    Object.fromEntries(
      names.map((name, at) => {
        const cell = row[at];
        if (typeof cell !== "string") return [name, cell];
        if (jsonColumns.has(name)) return [name, JSON.parse(cell) as unknown];
        return [name, /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(cell) ? `${cell}Z` : cell];
      }),
    ),
  );
  const sorted = read
    .map((row) => JSON.stringify(row))
    .sort()
    .map((text) => JSON.parse(text) as unknown);
  return { columns: names, rows: sorted };
}

/** The rows that a tool must get. */
export function expectedPayload(tool: DestinationTool): unknown {
  return JSON.parse(readFileSync(join(destinationCase().folder, `${tool}.expected.json`), "utf8"));
}
