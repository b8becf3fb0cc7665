/**
 * Every figure beside a rival's in the same run on the same machine. Prints Markdown tables.
 * `npm run bench -- editor` or `npm run bench -- sql` runs one half; `texts` and `shapes` are the parts of `sql`: how generated
 * SQL reads, and how it runs. Of `shapes`, `lifecycle` is one table with many events, `models` what else models are made of, `identity` who visitors were; `dbt` is of exported models, `diff` of a review.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { exportCheck } from "./dbtExport.ts";
import { manyExamples } from "./examples.ts";
import { textsBesideExpert } from "./expert/textsBesideExpert.ts";
import { previewBesideEngine } from "./preview.ts";
import { coldCheck, editOne, smallCheck } from "./project.ts";
import { review } from "./review.ts";
import { type Comparison, shapes, shapesLine, shapesTable } from "./shapes/compare.ts";
import { duckDb } from "./shapes/duckdb.ts";
import { identities } from "./shapes/identity.ts";
import { modelRaces } from "./shapes/models.ts";
import { postgres } from "./shapes/postgres.ts";
import { type Row, table } from "./support/report.ts";
import { yamlLanguageServer } from "./support/yamlLanguageServer.ts";
import { typing } from "./typing.ts";

const root = process.cwd();
const allParts = { editor, diff, texts, lifecycle, models, identity, dbt } as const;
const shapeParts = ["lifecycle", "models", "identity"];
const halves: Readonly<Record<string, readonly string[]>> = {
  shapes: shapeParts,
  sql: ["texts", ...shapeParts],
};
const wanted = process.argv.slice(2).flatMap((name) => halves[name] ?? [name]);
/** Rows of the DuckDB table; Postgres gets a tenth. Fewer for a quick look. */
const tableRows = Number(process.env.EVENTSPEC_BENCH_ROWS ?? 10_000_000);

/** One of them alone for a quick look. */
const engines = (process.env.EVENTSPEC_BENCH_ENGINES ?? "duckdb,postgres").split(",");

const parts = [`Node ${process.versions.node}, ${cpus().length} cores.`];
for (const [name, part] of Object.entries(allParts))
  if (wanted.length === 0 || wanted.includes(name)) parts.push(await part());
const text = `${parts.join("\n\n")}\n`;
console.log(text);
await writeFile(join(root, ".cache", "bench.md"), text);

/** In processor time. */
async function editor(): Promise<string> {
  const rival = await yamlLanguageServer(root);
  return table([
    ...(await typing(rival)),
    await coldCheck(root, rival.name),
    ...(await smallCheck(root)),
    await editOne(),
    await manyExamples(root),
  ]);
}

/** A review, from start to end. */
async function diff(): Promise<string> {
  return table([await review(root)]);
}

/** Generated text beside what an expert writes, and whether both give the same rows. */
function texts(): Promise<string> {
  return textsBesideExpert(engines.includes("postgres"));
}

/** On DuckDB; a tenth of the rows. In processor time, with the bytes that were read. */
async function models(): Promise<string> {
  const tell = (row: Row) => process.stderr.write(`${table([row]).split("\n").at(-1)}\n`);
  return table(await modelRaces(join(root, ".cache", "bench"), tableRows / 10, tell));
}

/** Who visitors were, on DuckDB; a tenth of the rows. In processor time. */
async function identity(): Promise<string> {
  return table(await identities(join(root, ".cache", "bench"), tableRows / 10));
}

/** Exported models. */
async function dbt(): Promise<string> {
  return table([await exportCheck(root)]);
}

/** In elapsed time, with the bytes that were read. */
async function lifecycle(): Promise<string> {
  const folder = join(root, ".cache", "bench");
  const tell = (comparison: Comparison) => process.stderr.write(`${shapesLine(comparison)}\n`);
  const compared: Comparison[] = [];
  if (engines.includes("duckdb")) compared.push(...(await shapes(await duckDb(folder, tableRows), tell)));
  if (engines.includes("postgres")) compared.push(...(await shapes(await postgres(tableRows / 10), tell)));
  return [shapesTable(compared), table([await previewBesideEngine(folder, tableRows / 10)])].join("\n\n");
}
