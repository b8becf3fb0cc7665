/** Gives hostile SQL to the doors that users have, and looks at what it did. */

import { bindProject } from "../../../server/src/binding/bindProject.ts";
import { expressionTypes } from "../../../server/src/binding/expressionTypes.ts";
import type { Finding } from "../../../server/src/document/types.ts";
import { lookupsUsed } from "../../../server/src/project/lookupsUsed.ts";
import { sqlOfRows } from "../../../server/src/project/sqlOf.ts";
import { tablesOfDocument, tablesOfLookup } from "../../../server/src/project/tablesOf.ts";
import type { Project, ProjectEvent } from "../../../server/src/project/types.ts";
import { type Check, checksOf } from "../../../server/src/proof/checks.ts";
import { checkProject } from "../../../server/src/rules/checkProject.ts";
import type { SqlText } from "../../../server/src/spec/types.ts";
import { compile } from "../../../server/src/sql/compile.ts";
import type { SqlParser } from "../../../server/src/sql/reader/parser.ts";
import type { DialectName } from "../../../server/src/sql/types.ts";
import { runTests } from "../../../server/src/tasks/test/runTests.ts";
import { WarehouseError } from "../../../server/src/warehouse/types.ts";
import type { Attempt } from "../../support/hostile.ts";
import type { Arena } from "./arena.ts";
import { type Place, withSql } from "./places.ts";

const timeoutMs = 2_000;
/** What an engine may take to stop at the limit, and a busy machine to say so. */
const graceMs = 4_000;
const bindMs = 20_000;

const guards =
  /^(forbidden-|unknown-function$|statement-in-expression$|sql-syntax$|sql-lost-in-yaml$|window-in-|rows-from-|non-deterministic-)/;

type End = Pick<Attempt, "ended" | "gotThrough">;

/** SQL at a place of the project, and how long it may run. */
interface Tried {
  readonly place: Place;
  readonly sql: string;
  readonly limitMs?: number;
}

/** What stands between an expression and the engine. */
interface Guarded {
  readonly refused: boolean;
  /** Only what proves events gives it to an engine: of tests and reconciliations. */
  readonly proves: boolean;
  /** The project with the events that hold it, and no other; all of them where it only proves something. */
  readonly project: Project;
}

async function guarded(place: Place, sql: string, dialect: DialectName, parser: SqlParser): Promise<Guarded> {
  const whole = await withSql(place, sql);
  const events = whole.events.filter((event) =>
    [...sqlOfRows(whole, event).map((one) => one.sql), ...tablesRead(whole, event)].some(({ text }) =>
      text.includes(sql),
    ),
  );
  const isRefused = ({ rule }: Pick<Finding, "rule">) => guards.test(rule);
  const project = { ...whole, events };
  if (events.length === 0)
    return {
      refused: checkProject(whole, { dialect, parser }).some(isRefused),
      proves: true,
      project: holding(whole, sql),
    };
  const { relations, findings } = compile(project, { dialect, layout: "per_event" });
  return { refused: relations.length === 0 && findings.some(isRefused), proves: false, project };
}

function tablesRead(project: Project, { document }: ProjectEvent): SqlText[] {
  const shared = lookupsUsed(document, project.lookups).flatMap((one) => tablesOfLookup(one, project));
  return [...tablesOfDocument(document, project), ...shared].map(({ sql }) => sql);
}

/** The project with the events whose tests and reconciliations hold it. */
function holding(whole: Project, sql: string): Project {
  return { ...whole, events: whole.events.filter((event) => checksHolding(whole, event, sql).length > 0) };
}

function checksHolding(project: Project, event: ProjectEvent, sql: string): Check[] {
  return checksOf(project, event).filter(({ subject }) => {
    if (subject.kind === "rows") return subject.test.where.text.includes(sql);
    if (subject.kind !== "reconcile") return false;
    const { reconciliation } = subject;
    const texts = [reconciliation.sql, ...reconciliation.tables.map(({ table }) => table.sql)];
    return texts.some(({ text }) => text.includes(sql));
  });
}

/** Runs what the guard lets pass: types are asked for, every event is previewed, or what proves something about it is run. */
export async function attack(
  arena: Arena,
  { place, sql, limitMs = timeoutMs }: Tried,
  parser: SqlParser,
): Promise<End> {
  const { dialect } = arena.attacks;
  const { refused, proves, project } = await guarded(place, sql, dialect, parser);
  if (refused) return { ended: "refused" };
  const seen: string[] = [];
  const slow = proves
    ? await proved(arena, { project, sql, limitMs }, seen)
    : await executed(arena, { project, limitMs }, seen);
  const told = arena.secrets.find((secret) => seen.some((text) => text.includes(secret)));
  const done = await arena
    .damage()
    .catch((error: unknown) => `the engine no longer answers: ${String(error)}`);
  const gotThrough = told !== undefined ? `It told a secret (${told}).` : (slow ?? done);
  const errors = seen.filter((text) => text.startsWith("error "));
  const inPart = seen.length > errors.length ? "refused in part" : "refused by the engine";
  const ended = errors.length === 0 ? "ran, without harm" : inPart;
  return { ended, ...(gotThrough !== undefined && { gotThrough }) };
}

/** Out: what took too long. In: where to put all that comes back, errors too. */
async function executed(
  arena: Arena,
  { project, limitMs }: { readonly project: Project; readonly limitMs: number },
  seen: string[],
): Promise<string | undefined> {
  const { connection, attacks } = arena;
  const started = performance.now();
  const bound = await bindProject(project, connection, AbortSignal.timeout(bindMs)).catch(
    (error: unknown) => {
      seen.push(`error ${String(error)}`);
      return undefined;
    },
  );
  const bindTook = performance.now() - started;
  if (bindTook > bindMs + graceMs) return `Asking for types took ${Math.round(bindTook)} ms.`;
  for (const { failures } of bound?.events.values() ?? [])
    seen.push(...failures.map(({ message }) => `error ${message}`));
  const types = expressionTypes(bound);
  const { relations } = compile(project, { dialect: attacks.dialect, layout: "per_event", types });
  if (relations.length === 0) seen.push("error without types there is nothing to run");
  for (const { sql } of relations) {
    const began = performance.now();
    await connection.run(sql, { limit: 20, timeoutMs: limitMs }, AbortSignal.timeout(limitMs + graceMs)).then(
      ({ rows }) => seen.push(`rows ${JSON.stringify(rows)}`),
      (error: unknown) =>
        seen.push(`error ${error instanceof WarehouseError ? error.message : String(error)}`),
    );
    const took = performance.now() - began;
    if (took > limitMs + graceMs) return `It ran for ${Math.round(took)} ms, with a limit of ${limitMs} ms.`;
  }
  return undefined;
}

/** The same of a test or a reconciliation. */
async function proved(
  { connection, attacks: { dialect } }: Arena,
  { project, sql, limitMs }: Pick<Tried, "sql"> & { readonly project: Project; readonly limitMs: number },
  seen: string[],
): Promise<string | undefined> {
  const bound = await bindProject(project, connection, AbortSignal.timeout(bindMs)).catch(() => undefined);
  const began = performance.now();
  // Columns, numbers and rows that show what differs.
  const questions = 3;
  const results = await runTests(
    {
      ...{ project, connection, dialect, bound, window: {}, maxBytes: undefined, jobs: 1 },
      checks: project.events.flatMap((event) => checksHolding(project, event, sql)),
      now: new Date().toISOString(),
      timeoutMs: limitMs,
    },
    AbortSignal.timeout(questions * (limitMs + graceMs)),
  );
  if (results.length === 0) seen.push("error nothing was run");
  for (const { status, message, expected, actual, shown, details } of results)
    seen.push(
      `${status === "error" ? "error" : "rows"} ${JSON.stringify([message, expected, actual, shown, details])}`,
    );
  const took = performance.now() - began;
  if (took > questions * (limitMs + graceMs)) return `It ran for ${Math.round(took)} ms.`;
  return undefined;
}

/** Whether harm that is done without any guard is seen. */
export async function control(arena: Arena, sql: string): Promise<End> {
  const answer = await arena.unguarded(sql).catch((error: unknown) => String(error));
  const told = arena.secrets.some((secret) => answer.includes(secret));
  const done = await arena.damage();
  if (told || done !== undefined) return { ended: "seen" };
  return { ended: "", gotThrough: `The eyes are blind: nothing was seen of it (${answer.slice(0, 200)}).` };
}
