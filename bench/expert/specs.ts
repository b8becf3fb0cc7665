/** Five specs of examples/shop: what the generator writes of them, and what stands beside this file, written by hand. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "../../server/src/project/environment.ts";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import { createSecrets } from "../../server/src/project/secrets.ts";
import type { FileSystem, Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import type { CompileOptions, DialectName, Relation } from "../../server/src/sql/types.ts";
import { catalogOf } from "../../server/src/warehouse/catalog.ts";
import { openConnection } from "../../server/src/warehouse/open.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";

// The bench is bundled into another folder; both it and the tests run in the project's own.
const texts = join(process.cwd(), "bench", "expert");

export const shopFolder = join(process.cwd(), "examples", "shop");

const steps = ["order_placed", "order_paid", "order_shipped", "order_delivered"];

/** A stream that the example has not; the others need none. */
const numberedStream = `streams:
  order_steps_numbered:
    layout: narrow
    entity: customer
    events:
      name: [${steps.join(", ")}]
    occurrence: entity_and_event
`;

/** The five, by the name of their folder. */
const expertSpecs = {
  order_cancelled: { events: ["order_cancelled"], layout: "per_event" },
  ticket_reopened: { events: ["ticket_reopened"], layout: "per_event" },
  order_steps: { events: steps, layout: "narrow" },
  order_steps_numbered: { stream: "order_steps_numbered", layout: "narrow" },
  ticket_opened: { events: ["ticket_opened"], layout: "per_event" },
} as const satisfies Readonly<Record<string, Omit<CompileOptions, "dialect">>>;

export type ExpertSpec = keyof typeof expertSpecs;

export const expertSpecNames = Object.keys(expertSpecs) as ExpertSpec[];

/** Those whose bounds are counted, then those that are shown beside them. */
export const expertDialects = [
  "duckdb",
  "postgres",
  "snowflake",
  "bigquery",
  "databricks",
  "trino",
  "clickhouse",
  "redshift",
] as const satisfies readonly DialectName[];

export interface Shop {
  /** Every table's columns and types known, from the files. */
  readonly project: Project;
  /** DuckDB over the files. */
  readonly connection: Connection;
}

/** Opens the example; who asks closes the connection. */
export async function openShop(): Promise<Shop> {
  const project = await loadProject(withNumberedStream(nodeFileSystem()), shopFolder);
  const [settings] = project.file.connections;
  if (!settings) throw new Error("The example has no connection.");
  const signal = new AbortController().signal;
  const connection = await openConnection(
    settings,
    { projectRoot: shopFolder, ...environmentOf(new Map(), {}, createSecrets()) },
    signal,
  );
  return { project: withCatalog(project, await catalogOf(connection, undefined, signal)), connection };
}

function withNumberedStream(files: FileSystem): FileSystem {
  return {
    ...files,
    readText: async (path) => {
      const text = await files.readText(path);
      return path.endsWith("eventspec.yml") ? text?.replace("streams:\n", numberedStream) : text;
    },
  };
}

/** What the generator writes. Throws where it writes anything but one relation. */
export function generated(project: Project, spec: ExpertSpec, dialect: DialectName): Relation {
  const { relations, findings } = compile(project, { ...expertSpecs[spec], dialect });
  const [relation] = relations;
  if (!relation || relations.length > 1 || findings.length > 0)
    throw new Error(`${spec} in ${dialect}: ${findings.map(({ message }) => message).join("\n")}`);
  return relation;
}

/** The text by hand; `undefined` where nobody wrote one. */
export function byHand(spec: ExpertSpec, dialect: DialectName): string | undefined {
  const path = join(texts, spec, `${dialect}.sql`);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
