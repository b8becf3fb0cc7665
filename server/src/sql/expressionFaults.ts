/**
 * Functions that change which rows there are, or what they mean, from one run, order or layout to the next. The one place that says
 * where they are refused and where they are only doubtful; rules report it, and planning refuses the errors.
 */
import { openName } from "../project/openNames.ts";
import type { SqlPosition, UserSql } from "../project/sqlOf.ts";
import { decidesRows, isOfRows, isQueryRole, type SqlRole } from "../project/sqlRoles.ts";
import type { SpecDocument } from "../spec/types.ts";
import { functionsIn } from "./reader/functionCalls.ts";
import { columnsUsed } from "./reader/namesUsed.ts";
import { type SqlStructure, structureOf } from "./reader/structure.ts";
import type { FunctionUse } from "./reader/types.ts";
import { varyingOutputs } from "./reader/varyingOutputs.ts";
import type { DialectName } from "./types.ts";

export type FaultRule =
  | "window-in-expression"
  | "rows-from-expression"
  | "non-deterministic-id"
  | "non-deterministic-rows"
  | "run-time-in-rows"
  | "non-deterministic-value";

/** Offsets are into the SQL's text. */
export interface ExpressionFault {
  readonly rule: FaultRule;
  readonly message: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
}

/** Those that planning lets pass. */
const doubts: ReadonlySet<FaultRule> = new Set(["run-time-in-rows", "non-deterministic-value"]);

export function isRefused({ rule }: ExpressionFault): boolean {
  return !doubts.has(rule);
}

/** What is wrong with SQL that is safe to embed, in the order of the text. */
export function expressionFaults(expression: UserSql, dialect: DialectName): ExpressionFault[] {
  const structure = structureOf(expression.sql.text, dialect);
  return faultsIn(expression, structure, functionsIn(structure));
}

/** The same where the text has been cut already. */
export function faultsIn(
  expression: SqlPosition,
  structure: SqlStructure,
  functions: readonly FunctionUse[],
): ExpressionFault[] {
  if (isQueryRole(expression.role)) return idFaults(expression, structure, functions);
  return functions.flatMap((use) => {
    const rule = ruleFor(use, expression.role);
    return rule ? [fault(rule, use, expression.role, structure.text)] : [];
  });
}

const ids: ReadonlySet<SqlRole> = new Set(["key", "once_per", "entity", "variants_name"]);
/** Times that are held against the event's own, so that the moment of the run is as good as any later one. */
const openEnds: ReadonlySet<SqlRole> = new Set(["as_of_end"]);

function ruleFor({ kind, inner, varies }: FunctionUse, role: SqlRole): FaultRule | undefined {
  if (kind === "window" && !inner) return "window-in-expression";
  if (kind === "rows" && !inner) return "rows-from-expression";
  if (varies === undefined) return undefined;
  if (ids.has(role)) return "non-deterministic-id";
  if (varies === "each call") return decidesRows(role) ? "non-deterministic-rows" : "non-deterministic-value";
  return decidesRows(role) && !openEnds.has(role) ? "run-time-in-rows" : undefined;
}

function fault(rule: FaultRule, use: FunctionUse, role: SqlRole, text: string): ExpressionFault {
  const { start, end, varies } = use;
  const written = `\`${text.slice(start, end)}\``;
  const gives = varies === "each call" ? "gives another value each time" : "depends on when it is run";
  const messages: Readonly<Record<FaultRule, string>> = {
    "window-in-expression": `${written} looks at other rows, so what it gives changes with order, window and layout.`,
    "rows-from-expression": `${written} makes several rows of one, or none; an expression gives one value.`,
    "non-deterministic-id": `${written} ${gives}, so the ids of a row would not stay the same.`,
    "non-deterministic-rows": `${written} ${gives}, so the rows of an event would not stay the same.`,
    "run-time-in-rows": `${written} ${gives}: a row that counts today may not count tomorrow.`,
    "non-deterministic-value": `${written} ${gives}, so what it says changes with each run.`,
  };
  return { rule, message: messages[rule], hint: hintFor(rule, role), start, end };
}

function hintFor(rule: FaultRule, role: SqlRole): string {
  switch (rule) {
    case "window-in-expression":
      return "Say whose rows follow each other with `sequence: {per: …}`, and take what the row before has as `previous.…`, the row after as `next.…`, the place as `sequence.number`. Take one row of many with `once_per`, follow a value with `changes`, number events with `occurrence` of a stream, or write it in a query: `from: {sql: …}`.";
    case "rows-from-expression":
      return role === "list"
        ? "Write the list itself; `for_each` makes the rows of it."
        : "Make one event per element with `for_each`, or read one of them in a sub-query.";
    case "non-deterministic-id":
      return role === "variants_name"
        ? "Make the name of columns of the row."
        : "Make it of columns that identify the row.";
    case "non-deterministic-rows":
      return "Use columns of the row; what looks like chance can be a hash of its key.";
    case "run-time-in-rows":
      return role === "at"
        ? "Name the column that says when it happened; `scheduled: true` keeps times that lie ahead."
        : "Rows later than now are left out already, and `scheduled: true` keeps them. What was valid at the event's time is joined with `as_of`.";
    case "non-deterministic-value":
      return "Take it from a column, or make it of the key with a hash.";
  }
}

/** In queries all of it is the author's business, but for ids. */
function idFaults(
  { document, role, index }: SqlPosition,
  structure: SqlStructure,
  functions: readonly FunctionUse[],
): ExpressionFault[] {
  const outputs = document && isOfRows(role) ? varyingOutputs(structure, functions) : [];
  if (!document || outputs.length === 0) return [];
  const alias = role === "from" ? document.alias : document.joins[index ?? -1]?.alias;
  const used = columnsUsed(idSql(document), alias?.value.toLowerCase(), structure.dialect);
  return outputs
    .filter(({ name }) => used.has(name))
    .map(({ use }) => fault("non-deterministic-id", use, "key", structure.text));
}

/** What the ids of a document's events are made of. */
function idSql({ key, defaults, events }: SpecDocument): string[] {
  const entities = [defaults, ...events].flatMap(({ entities }) => entities.flatMap(({ sql }) => sql ?? []));
  const keys = events.flatMap((event) => [
    ...(event.key ?? []),
    ...(event.oncePer?.key ?? []),
    ...[openName(event)].flatMap((name) => name ?? []),
  ]);
  return [...key, ...keys, ...entities].map(({ text }) => text);
}
