/** What real event models are made of, one shape each: as a spec, and as the best SQL that we wrote by hand. */
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { memoryProject } from "../support/memoryProject.ts";
import type { Row } from "../support/report.ts";
import { models } from "./modelShapes.ts";
import { parquet, raced } from "./parquet.ts";

export interface ModelShape {
  readonly name: string;
  /** The query of each table by its name with its schema. In: about how many rows the shape shall read. */
  tables(rows: number): Readonly<Record<string, string>>;
  readonly spec: string;
  readonly event: string;
  /** Columns of the result besides `event_id` and `occurred_at`, which are looked at, too. */
  readonly columns: readonly string[];
  /** These columns by hand. */
  readonly hand: string;
}

const now = "2026-01-01T00:00:00Z";

/** In: where files may be written, how many rows a shape reads, and who hears of each. */
export async function modelRaces(folder: string, rows: number, tell: (row: Row) => void): Promise<Row[]> {
  const found: Row[] = [];
  for (const shape of models) {
    const tables = await parquet(folder, shape.tables(rows));
    try {
      const queries = {
        ours: looked(shape, await ours(shape, tables.catalog)),
        theirs: looked(shape, shape.hand),
      };
      const row = await raced(`${shape.name}, ${rows.toLocaleString("en")} rows`, queries, tables);
      tell(row);
      found.push(row);
    } finally {
      await tables.close();
    }
  }
  return found;
}

/** What EventSpec writes. */
async function ours(
  { spec, event }: Pick<ModelShape, "spec" | "event">,
  catalog: Parameters<typeof withCatalog>[1],
): Promise<string> {
  const files = { "eventspec.yml": "eventspec: 1\n", "a.events.yml": spec };
  const { relations, findings } = compile(withCatalog(await memoryProject(files), catalog), {
    ...{ dialect: "duckdb", layout: "per_event", events: [event], now },
  });
  const [relation] = relations;
  const wrong = findings.filter(({ severity }) => severity === "error");
  if (!relation || wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join("\n"));
  return relation.sql;
}

/** Every column is looked at, so that none is left out of the work. */
const looked = ({ columns }: ModelShape, sql: string) =>
  `select count(*), bit_xor(hash(${["event_id", "occurred_at", ...columns].join(", ")})) from (${sql}) q`;
