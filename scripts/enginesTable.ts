/** docs/engines.md: what was seen to hold of generated SQL on which engine, out of the results of `npm run test:engines`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DialectName, dialectNames } from "../server/src/sql/types.ts";
import { goldenCases } from "../test/support/golden.ts";

const root = join(import.meta.dirname, "..");

interface TestResult {
  readonly title: string;
  readonly state: "passed" | "failed" | "skipped";
}

/** Of one golden case on one engine. */
interface Seen {
  readonly level: "executed" | "counted" | "analysed" | "parsed" | "failed";
  readonly engine?: string;
  /** What differs on the engine that stands in for it. */
  readonly but?: string;
}

const names: Readonly<Record<DialectName, string>> = {
  duckdb: "DuckDB",
  postgres: "Postgres",
  snowflake: "Snowflake",
  bigquery: "BigQuery",
  redshift: "Redshift",
  databricks: "Databricks",
  trino: "Trino",
  clickhouse: "ClickHouse",
};

const executedTitle =
  /^golden SQL on (\w+)(?:(?:, through | \()([^ )]+)\)?)? gives (?:and counts )?(the|as many) events of (\w+)(?:, but (.+))?$/;
const embeddedTitle = /^golden SQL gives the events of (\w+) on (DuckDB)$/;
const analysedTitle = /^golden SQL on (\w+), analysed by \w+ has the columns and types of (\w+)$/;
const parsedTitle = /^golden SQL in sqlglot parses (\w+) on (\w+)$/;

/** In: `.cache/engines.json`. Out: the page; `undefined` unless golden SQL was both run and parsed. */
export function enginesPage(results: string): string | undefined {
  const { engines } = JSON.parse(results) as { engines: readonly { tests: readonly TestResult[] }[] };
  const seen = new Map<string, Seen>();
  for (const test of engines.flatMap(({ tests }) => tests)) note(seen, test);
  const levels = new Set([...seen.values()].map(({ level }) => level));
  return levels.has("executed") && [...seen.keys()].some((key) => key.endsWith("bigquery"))
    ? page(seen)
    : undefined;
}

function note(seen: Map<string, Seen>, { title, state }: TestResult): void {
  const [, parsedCase, parsedDialect] = parsedTitle.exec(title) ?? [];
  if (parsedCase !== undefined) {
    const key = `${parsedCase} ${parsedDialect}`;
    if (state === "passed" && !seen.has(key)) seen.set(key, { level: "parsed" });
    return;
  }
  const [, analysed, analysedCase] = analysedTitle.exec(title) ?? [];
  if (analysed !== undefined && state === "passed") {
    seen.set(`${analysedCase} ${analysed.toLowerCase()}`, { level: "analysed" });
    return;
  }
  const [, embeddedCase, embedded] = embeddedTitle.exec(title) ?? [];
  const [, name = embedded, through, what, golden = embeddedCase, but] = executedTitle.exec(title) ?? [];
  if (name === undefined || golden === undefined) return;
  const agrees = what === "as many" ? "counted" : "executed";
  seen.set(`${golden} ${name.toLowerCase()}`, {
    level: state === "passed" ? agrees : "failed",
    ...(through !== undefined && { engine: through }),
    ...(but !== undefined && { but }),
  });
}

function page(seen: ReadonlyMap<string, Seen>): string {
  const footnotes: string[] = [];
  const cell = (golden: string, dialect: DialectName): string => {
    const found = seen.get(`${golden} ${dialect}`);
    if (!found) return "–";
    const level = found.level === "executed" ? "✓" : found.level;
    if (found.but === undefined) return level;
    const note = `${found.engine ?? names[dialect]}: ${found.but}.`;
    if (!footnotes.includes(note)) footnotes.push(note);
    return `${level} (${footnotes.indexOf(note) + 1})`;
  };
  const rows = goldenCases().map(({ name, files }) =>
    row([`${summary(files)} \`${name}\``, ...dialectNames.map((dialect) => cell(name, dialect))]),
  );
  const ranOn = dialectNames.map((dialect) => engineOf(seen, dialect));
  return [
    introduction,
    row(["", ...dialectNames.map((dialect) => names[dialect])]),
    row(["---", ...dialectNames.map(() => "---")]),
    row(["*run on*", ...ranOn]),
    ...rows,
    "",
    ...footnotes.map((text, at) => `${at + 1}. ${text}`),
    "",
  ].join("\n");
}

/** What executed a dialect's SQL. */
function engineOf(seen: ReadonlyMap<string, Seen>, dialect: DialectName): string {
  const found = [...seen].filter(([key, { level }]) => key.endsWith(` ${dialect}`) && level === "executed");
  if (found.length === 0) return isAnalysed(seen, dialect) ? "analysed only" : "parsed only";
  return found[0]?.[1].engine ?? "itself";
}

function isAnalysed(seen: ReadonlyMap<string, Seen>, dialect: DialectName): boolean {
  return [...seen].some(([key, { level }]) => key.endsWith(` ${dialect}`) && level === "analysed");
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** A case's spec begins with a comment that says what it is about. */
function summary(files: Readonly<Record<string, string>>): string {
  const comments = Object.entries(files).flatMap(([file, text]) =>
    file.endsWith(".events.yml") ? (/^# (.+)$/m.exec(text)?.[1] ?? []) : [],
  );
  return comments[0] ?? "";
}

const introduction = `<!-- From the results of the tests by scripts/enginesTable.ts: \`npm run test:engines\` writes it anew. -->

# Engines

EventSpec writes SQL for eight warehouses. Each row is a golden case: a spec, the rows that it reads, and the events that it means,
in [test/sql/golden](../test/sql/golden). The cases are the same for every warehouse. Where one was
executed or analysed, the types of its columns were compared with those that the plan promises.

- **✓** the SQL was executed on the same rows and gave the same events: ids, times and typed values.
- **counted** it was executed and gave as many events; the note says why not the same.
- **analysed** GoogleSQL's own analyser resolved every name, function and type in it against the case's tables, and the columns have the
  types that they should have. It runs nothing.
- **parsed** the SQL was parsed by sqlglot in that dialect, and not executed. Executed SQL is parsed, too.
- **failed** it was executed and gave something else; **–** it was not tried.

Snowflake, BigQuery, Redshift and Databricks need an account, so the tests use the substitute that the row *run on* names.

\`npm run test:engines\` repeats all of it and writes this page; \`npm run test:engines -- golden sqlglot\` does so for golden SQL alone.

In Snowflake generated names stand without quotes, so they are upper case there and \`select event_id\` finds them.
On Databricks \`properties\` is a JSON text, elsewhere the engine's JSON type.
`;

/** Writes the page. Out: whether there was enough to say. */
export function writeEnginesPage(): boolean {
  const path = join(root, ".cache", "engines.json");
  const text = existsSync(path) ? enginesPage(readFileSync(path, "utf8")) : undefined;
  if (text !== undefined) writeFileSync(join(root, "docs", "engines.md"), text);
  return text !== undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !writeEnginesPage()) {
  console.error("Run `npm run test:engines` first: its results are what the page is made of.");
  process.exitCode = 1;
}
