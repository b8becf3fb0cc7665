/** GoogleSQL's own analyser, which BigQuery reads SQL with: built from Go once below .cache/. */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { GivenColumn } from "./columnTypes.ts";

const sources = join(import.meta.dirname, "..", "engines", "googlesql");
const cache = join(import.meta.dirname, "..", "..", ".cache", "engines");

/** A case as the program reads it; types as BigQuery spells them. */
export interface AnalysedCase {
  readonly tables: readonly { readonly name: string; readonly columns: readonly GivenColumn[] }[];
  readonly queries: readonly string[];
}

export type Analysis = { readonly columns: readonly GivenColumn[] } | { readonly problem: string };

/** Path of the program. Builds it where it is missing: some six minutes of processor time and 6 GB. Throws an error that says what is missing. */
export async function provideGoogleSql(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  const program = join(cache, `googlesql-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(program)) return program;
  await promisify(execFile)("go", ["version"]).catch(() => {
    throw new Error("Go is not installed, which GoogleSQL's analyser is built with.");
  });
  // Moved into place, so that an interrupted build is not taken for a whole one.
  const building = `${program}.building-${process.pid}`;
  await promisify(execFile)("go", ["build", "-o", building, "."], { cwd: sources, maxBuffer: 1 << 26 });
  await rename(building, program);
  return program;
}

/** What the analyser says of each query, by case. */
export async function analyse(
  cases: Readonly<Record<string, AnalysedCase>>,
): Promise<Readonly<Record<string, readonly Analysis[]>>> {
  const child = spawn(await provideGoogleSql(), { stdio: ["pipe", "pipe", "inherit"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stdin.end(JSON.stringify(cases));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`The analyser ended with code ${code}.`);
  return JSON.parse(Buffer.concat(output).toString());
}
