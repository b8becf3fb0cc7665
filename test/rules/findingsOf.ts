import type { BoundProject } from "../../server/src/binding/types.ts";
import type { Finding } from "../../server/src/document/types.ts";
import type { Project } from "../../server/src/project/types.ts";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { loadSqlParser, type SqlParser } from "../../server/src/sql/reader/parser.ts";
import { bindToDuckDb } from "./bindToDuckDb.ts";
import { shopWith } from "./shop.ts";

let loading: Promise<SqlParser> | undefined;

/** The parser, loaded once for all tests: its start takes most of a second. */
export function sqlParser(): Promise<SqlParser> {
  loading ??= loadSqlParser();
  return loading;
}

export async function check(project: Project, types?: BoundProject): Promise<Finding[]> {
  return checkProject(project, { dialect: "duckdb", parser: await sqlParser(), ...(types && { types }) });
}

/** Findings of a text in the shop's project: an event-spec file, or the files that comments name: then of the first. */
export async function findingsOf(text: string, { bound = false, compiled = false } = {}): Promise<Finding[]> {
  const files = filesIn(text);
  const project = await shopWith(files);
  if (compiled) return [...compile(project, { dialect: "duckdb", layout: "per_event" }).findings];
  const types = bound ? await bindToDuckDb(project) : undefined;
  const [first] = Object.keys(files);
  return (await check(project, types)).filter(({ file }) => file === first);
}

function filesIn(text: string): Record<string, string> {
  const [before = "", ...named] = text.split(/^# ([\w.]+\.yml)\r?\n/m);
  if (named.length === 0) return { "shop.events.yml": before };
  return Object.fromEntries(
    named.flatMap((file, at) => (at % 2 === 0 ? [[file, `# ${file}\n${named[at + 1]}`]] : [])),
  );
}
