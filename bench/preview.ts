/** What a preview costs beside the engine running the same SQL: compiling, the bounds around the query, and rows as plain JSON. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { environmentOf } from "../server/src/project/environment.ts";
import { loadProject } from "../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../server/src/project/nodeFileSystem.ts";
import { createSecrets } from "../server/src/project/secrets.ts";
import type { Project } from "../server/src/project/types.ts";
import { withCatalog } from "../server/src/project/updateFile.ts";
import { runPreview } from "../server/src/tasks/preview.ts";
import { type PreviewRequest, previewSql } from "../server/src/tasks/previewSql.ts";
import { catalogOf } from "../server/src/warehouse/catalog.ts";
import { openConnection } from "../server/src/warehouse/open.ts";
import { tableQuery } from "./shapes/duckdb.ts";
import { lifecycleSpec } from "./shapes/spec.ts";
import { compare, elapsed } from "./support/measure.ts";
import type { Row } from "./support/report.ts";

const limit = 20;
const rounds = 40;
const never = new AbortController().signal;

/** Sets up a project with a DuckDB of that many rows in a folder of its own, and previews one of its events in turn with the bare engine. */
export async function previewBesideEngine(parent: string, rows: number): Promise<Row> {
  const folder = join(parent, "preview");
  await makeProject(folder, rows);
  const project = await loadProject(nodeFileSystem(), folder);
  const [settings] = project.file.connections;
  if (!settings) throw new Error("The project has no connection.");
  const connection = await openConnection(
    settings,
    { projectRoot: folder, ...environmentOf(new Map(), {}, createSecrets()) },
    never,
  );
  const request = requestOf(withCatalog(project, await catalogOf(connection, undefined, never)));
  const bare = await (
    await DuckDBInstance.create(join(folder, "orders.duckdb"), { access_mode: "READ_ONLY" })
  ).connect();
  const written = previewSql(request, { limit: limit + 1 });
  if (!("sql" in written)) throw new Error(written.findings[0]?.message);
  const timed = await compare(
    rounds,
    () => undefined,
    async () => {
      const { kind } = await runPreview(request, connection, never);
      if (kind !== "rows") throw new Error(`The preview gave no rows: ${kind}.`);
    },
    async () => (await bare.runAndReadAll(written.sql)).getRowsJson(),
    elapsed,
  );
  bare.closeSync();
  await connection.close();
  await rm(folder, { recursive: true });
  return {
    work: `preview of one event, ${limit} of ${rows.toLocaleString("en")} rows, elapsed`,
    against: "the bare engine with the same SQL",
    ...timed,
    goal: { ratio: Math.round((1.1 + 10 / timed.theirs.median) * 100) / 100 },
    note: "1.1 of it + 10 ms",
  };
}

function requestOf(project: Project): PreviewRequest {
  const [event] = project.events;
  if (!event) throw new Error("The project has no event.");
  const bounds = { window: {}, limit, timeoutMs: 30_000, maxBytes: undefined };
  const target = { kind: "event", name: event.name, event } as const;
  return { project, target, dialect: "duckdb", bound: undefined, ...bounds };
}

async function makeProject(folder: string, rows: number): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "eventspec.yml"),
    "version: 1\nentities: {customer: {}}\nconnection: shop\nconnections:\n  shop: {type: duckdb, path: orders.duckdb}\n",
  );
  await writeFile(join(folder, "orders.events.yml"), lifecycleSpec(1, false));
  const instance = await DuckDBInstance.create(join(folder, "orders.duckdb"));
  const session = await instance.connect();
  await session.run(`create schema shop; create table shop.orders as ${tableQuery(rows)}`);
  session.closeSync();
  instance.closeSync();
}
