/** DuckDB over Parquet files of the benchmark's own, and queries on it that are raced. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Catalog } from "../../server/src/project/types.ts";
import { catalogOf } from "../../server/src/warehouse/catalog.ts";
import { never, open } from "../../test/support/connections.ts";
import { distribution } from "../support/measure.ts";
import type { Row } from "../support/report.ts";
import { bytesRead } from "./duckdb.ts";

export interface Parquet {
  /** What the product learns of the tables. */
  readonly catalog: Catalog;
  /** Runs a query. Out: its only row as a text, and what it cost. */
  run(sql: string): Promise<Cost>;
  close(): Promise<void>;
}

interface Cost {
  readonly answer: string;
  /** Of processor time, of both threads. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** In: where the files may be written, and the query of each table by its name with its schema. No cache, so that each query reads what it needs. */
export async function parquet(folder: string, tables: Readonly<Record<string, string>>): Promise<Parquet> {
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "8GB" });
  const session = await instance.connect();
  await session.run(
    "set TimeZone = 'UTC'; set enable_external_file_cache = false; set preserve_insertion_order = false",
  );
  const files: Record<string, string> = {};
  for (const [table, query] of Object.entries(tables)) {
    files[table] = `race-${table}.parquet`;
    const file = join(folder, files[table]);
    await session.run(`copy (${query}) to '${file}' (format parquet, row_group_size 100000)`);
    await session.run(`create schema if not exists ${table.split(".")[0]}`);
    await session.run(`create view ${table} as select * from read_parquet('${file}')`);
  }
  const connection = await open("duckdb", { files }, { projectRoot: folder });
  const catalog = await catalogOf(connection, undefined, never());
  await connection.close();
  return {
    catalog,
    run: async (sql) => {
      const [before, start] = [await bytesRead(), process.cpuUsage()];
      const answer = JSON.stringify((await session.runAndReadAll(sql)).getRowsJson());
      const { user, system } = process.cpuUsage(start);
      return { answer, milliseconds: (user + system) / 1000, bytes: (await bytesRead()) - before };
    },
    close: async () => {
      session.closeSync();
      instance.closeSync();
      for (const file of Object.values(files)) await rm(join(folder, file), { force: true });
    },
  };
}

/** Each by turns; whoever runs first in a round, runs second in the next. Throws where the two give other rows. */
export async function raced(
  work: string,
  queries: { readonly ours: string; readonly theirs: string },
  { run }: Parquet,
  rounds = 5,
): Promise<Row> {
  const all: Record<"ours" | "theirs", Cost[]> = { ours: [], theirs: [] };
  for (let round = -1; round < rounds; round++) {
    const order = round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const);
    for (const side of order) {
      const cost = await run(queries[side]);
      if (round >= 0) all[side].push(cost);
    }
  }
  const answers = new Set([...all.ours, ...all.theirs].map(({ answer }) => answer));
  if (answers.size > 1) throw new Error(`${work}: not the same rows: ${[...answers].join(" and ")}`);
  const times = (costs: readonly Cost[]) => distribution(costs.map(({ milliseconds }) => milliseconds));
  const bytes = (costs: readonly Cost[]) => distribution(costs.map((one) => one.bytes)).median;
  const [own, hand] = [times(all.ours), times(all.theirs)];
  return {
    ...{ work, against: "SQL by hand, on DuckDB", ours: own, theirs: hand, ratio: own.median / hand.median },
    goal: { ratio: 1.1 },
    note: `bytes read: ${(bytes(all.ours) / bytes(all.theirs)).toFixed(2)} of theirs`,
  };
}
