/** The source package of sqlglot (MIT), whose tests hold pairs of SQL that its optimizer takes for the same. Read where it is, not copied. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const version = "27.20.0";
const cache = join(import.meta.dirname, "..", "..", ".cache", "engines");
const folder = join(cache, `sqlglot-${version}`);
const run = promisify(execFile);

/** Gets the package once, below .cache/. */
export async function provideSqlglotSource(): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, "sqlglot-source-"));
  const wanted = ["--no-deps", "--no-binary", ":all:", "--quiet", `sqlglot==${version}`];
  await run("python3", ["-m", "pip", "download", "--disable-pip-version-check", ...wanted, "-d", made]);
  await run("tar", ["xzf", join(made, `sqlglot-${version}.tar.gz`), "-C", made]);
  await rename(join(made, `sqlglot-${version}`), folder);
}

/** Pairs of expressions of `simplify.sql`: before and after; those of another dialect are left out. */
export async function simplifiedPairs(): Promise<[before: string, after: string][]> {
  const text = await readFile(join(folder, "tests/fixtures/optimizer/simplify.sql"), "utf8");
  const isOfDialect = (part: string) => /^# dialect:/m.test(part);
  const parts = text.split(/;[ \t]*(?:\n|$)/);
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [before = "", after = ""] = parts.slice(at, at + 2);
    if (isOfDialect(before)) continue;
    pairs.push([withoutNotes(before), withoutNotes(after)]);
  }
  return pairs;
}

const withoutNotes = (part: string): string => part.replace(/^(?:--|#).*$/gm, "").trim();
