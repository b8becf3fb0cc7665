/**
 * Every figure beside a rival's in the same run on the same machine. Prints Markdown tables.
 * `npm run bench -- editor` or `npm run bench -- sql` runs one half.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { previewBesideEngine } from "./preview.ts";
import { coldCheck, editOne, smallCheck } from "./project.ts";
import { type Comparison, shapes, shapesLine, shapesTable } from "./shapes/compare.ts";
import { duckDb } from "./shapes/duckdb.ts";
import { postgres } from "./shapes/postgres.ts";
import { table } from "./support/report.ts";
import { yamlLanguageServer } from "./support/yamlLanguageServer.ts";
import { typing } from "./typing.ts";

const root = process.cwd();
const halves = { editor, sql } as const;
const wanted = process.argv.slice(2);
/** Rows of the DuckDB table; Postgres gets a tenth. Fewer for a quick look. */
const tableRows = Number(process.env.EVENTSPEC_BENCH_ROWS ?? 10_000_000);

/** One of them alone for a quick look. */
const engines = (process.env.EVENTSPEC_BENCH_ENGINES ?? "duckdb,postgres").split(",");

const parts = [`Node ${process.versions.node}, ${cpus().length} cores.`];
for (const [name, half] of Object.entries(halves))
  if (wanted.length === 0 || wanted.includes(name)) parts.push(await half());
const text = `${parts.join("\n\n")}\n`;
console.log(text);
await writeFile(join(root, ".cache", "bench.md"), text);

/** In processor time. */
async function editor(): Promise<string> {
  const rival = await yamlLanguageServer(root);
  return table([
    ...(await typing(rival)),
    await coldCheck(root, rival.name),
    await smallCheck(root),
    await editOne(),
  ]);
}

/** In elapsed time, with the bytes that were read. */
async function sql(): Promise<string> {
  const folder = join(root, ".cache", "bench");
  const tell = (comparison: Comparison) => process.stderr.write(`${shapesLine(comparison)}\n`);
  const compared: Comparison[] = [];
  if (engines.includes("duckdb")) compared.push(...(await shapes(await duckDb(folder, tableRows), tell)));
  if (engines.includes("postgres")) compared.push(...(await shapes(await postgres(tableRows / 10), tell)));
  return [shapesTable(compared), table([await previewBesideEngine(folder, tableRows / 10)])].join("\n\n");
}
