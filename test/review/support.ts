import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCatalog } from "../../server/src/project/catalog.ts";
import type { Project, Table } from "../../server/src/project/types.ts";
import { compareProjects } from "../../server/src/review/compareProjects.ts";
import { createJudge } from "../../server/src/review/ladder/judge.ts";
import type { Change } from "../../server/src/review/types.ts";
import { verdictInWords } from "../../server/src/review/words.ts";
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import { loadTrees } from "../../server/src/sql/reader/polyglot.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { openExampleEngine } from "../../server/src/tasks/test/exampleEngine.ts";
import { createEmbeddedEngine } from "../../server/src/warehouse/engineProcess/connection.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { projectOf } from "../support/memoryProject.ts";

const columns: Readonly<Record<string, string>> = {
  "shop.orders":
    "order_id integer, order_number varchar, customer_id integer, status varchar, total_cents integer, is_test boolean, " +
    "ordered_at timestamp, paid_at timestamp",
  "shop.customers": "customer_id integer, country varchar",
  "shop.ticket_history": "ticket_id integer, status varchar, changed_at timestamp",
};

const tables: Table[] = Object.entries(columns).map(([name, list]) => ({
  parts: name.split("."),
  origin: "test",
  columns: list.split(", ").map((column) => {
    const [called = "", type = ""] = column.split(" ");
    return { name: called, type, dialect: "duckdb" };
  }),
}));

const projectFile = "eventspec: 1\nname: shop\nconnection: dev\nconnections: {dev: {type: duckdb}}\n";

/** A project of the shop's tables out of texts. */
export function shopOf(files: Readonly<Record<string, string>>): Promise<Project> {
  return projectOf({
    "eventspec.yml": projectFile,
    "eventspec.catalog.json": writeCatalog({ tables, known: true }),
    ...files,
  });
}

const parser = loadSqlParser();
const trees = loadTrees();

interface LadderOptions {
  readonly connection?: Connection | undefined;
  readonly dialect?: DialectName;
  readonly mostEngineMs?: number;
}

/** What changed between two projects; by default with an engine that is asked. */
export async function changesOf(
  base: Project,
  head: Project,
  { connection, dialect = "duckdb", mostEngineMs }: LadderOptions = {},
): Promise<readonly Change[]> {
  const judge = createJudge({
    dialect,
    trees: () => trees,
    parser: () => parser,
    engine: async () => (connection ? { connection, known: head } : { note: "There is no engine." }),
    signal: new AbortController().signal,
    ...(mostEngineMs !== undefined && { mostEngineMs }),
  });
  return compareProjects({ base, head, dialect, judge });
}

/** An embedded engine without a table, and what ends it. */
export async function ladderEngine(): Promise<{ connection: Connection; close: () => Promise<void> }> {
  const engine = createEmbeddedEngine();
  const connection = await openExampleEngine({ root: "/" }, new AbortController().signal, engine);
  return {
    connection,
    async close() {
      await connection.close();
      engine.close();
    },
  };
}

/** `meaning filter-changed: refuted: …`, one line a change. */
export function inLines(changes: readonly Change[]): string[] {
  return changes.map(({ class: kind, kind: what, verdict, approval }) => {
    const known = verdict && verdict.step !== "same tokens" ? `: ${verdictInWords(verdict)}` : "";
    return `${kind} ${what}${known}${approval ? ` (approved by ${approval.by})` : ""}`;
  });
}

export interface Case {
  readonly name: string;
  readonly title: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly expected: readonly string[];
}

/** The recorded history: each page tells one change by its files before and after, and what it means. */
export function history(): Case[] {
  const folder = join(fileURLToPath(new URL(".", import.meta.url)), "history");
  return readdirSync(folder).map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const filesOf = (side: string) =>
      Object.fromEntries(
        [...text.matchAll(new RegExp(`\`\`\`yaml ${side} (\\S+)\n(.*?)\`\`\``, "gs"))].map(
          ([, name = "", content = ""]) => [name, content],
        ),
      );
    const [, expected = ""] = /```text expected\n(.*?)```/s.exec(text) ?? [];
    return {
      name: file.replace(/\.md$/, ""),
      title: text.split("\n")[0]?.replace(/^# /, "") ?? file,
      before: filesOf("before"),
      after: filesOf("after"),
      expected: expected.split("\n").filter((line) => line !== ""),
    };
  });
}
