import type { BoundProject } from "../../server/src/binding/types.ts";
import type { Finding } from "../../server/src/document/types.ts";
import type { Project } from "../../server/src/project/types.ts";
import { acceptedFileName, readAccepted, withAccepted } from "../../server/src/review/accepted.ts";
import { reviewFindings } from "../../server/src/review/findings.ts";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { loadSqlParser, type SqlParser } from "../../server/src/sql/reader/parser.ts";
import { changesOf } from "../review/support.ts";
import { bindToDuckDb, lookAtRows } from "./bindToDuckDb.ts";
import { shopWith } from "./shop.ts";

let loading: Promise<SqlParser> | undefined;

/** The parser, loaded once for all tests: its start takes most of a second. */
export function sqlParser(): Promise<SqlParser> {
  loading ??= loadSqlParser();
  return loading;
}

export async function check(
  project: Project,
  types?: BoundProject,
  data?: ReadonlyMap<string, readonly Finding[]>,
): Promise<Finding[]> {
  const known = { ...(types && { types }), ...(data && { data }) };
  return checkProject(project, { dialect: "duckdb", parser: await sqlParser(), ...known });
}

/** Findings of a text in the shop's project: an event-spec file, or the files that comments name: then of the first. */
export async function findingsOf(
  text: string,
  { bound = false, compiled = false, rows = false } = {},
): Promise<Finding[]> {
  const files = filesIn(text);
  const project = await shopWith(files);
  if (compiled) return [...compile(project, { dialect: "duckdb", layout: "per_event" }).findings];
  const types = bound ? await bindToDuckDb(project) : undefined;
  const [first] = Object.keys(files);
  const data = rows ? await lookAtRows(project) : undefined;
  return (await check(project, types, data)).filter(({ file }) => file === first);
}

/** What the review of a text in the shop's project finds; of a text that begins as the file of acceptances, with nothing else changed. */
export async function reviewFindingsOf(before: string, text: string): Promise<Finding[]> {
  const isAccepted = text.startsWith(`# ${acceptedFileName}`);
  const base = await shopWith({ "shop.events.yml": before });
  const head = await shopWith({ "shop.events.yml": isAccepted ? before : text });
  const changes = await changesOf(base, head);
  const { entries, findings } = readAccepted(isAccepted ? text : "");
  const settled = withAccepted(changes, entries, "2025-01-01");
  return [...reviewFindings(settled.changes, [...findings, ...settled.findings], head)];
}

/** Each file begins with the comment that names it, and keeps its line breaks: findings tell offsets. */
function filesIn(text: string): Record<string, string> {
  const parts = text.split(/^(?=# [\w.]+\.yml\r?$)/m);
  return Object.fromEntries(
    parts.map((part) => [/^# ([\w.]+\.yml)\r?\n/.exec(part)?.[1] ?? "shop.events.yml", part]),
  );
}
