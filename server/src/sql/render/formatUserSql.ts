/** Lays out the user's longer SQL for reading. Only whitespace between tokens changes. */
import { createRequire } from "node:module";
import type { Plan } from "../plan/plan.ts";
import { structureOf } from "../reader/structure.ts";
import { type Token, tokenize } from "../reader/tokens.ts";
import type { DialectName } from "../types.ts";

const load = createRequire(import.meta.url);
/** Loaded with the first SQL that needs it, for that takes longer than a small check has. */
const formatter = (): typeof import("sql-formatter") => load("sql-formatter");

/** What the formatter calls a dialect where it has a name of its own for it. */
const otherNames = { postgres: "postgresql", databricks: "spark" } as const;

function formatterDialect(dialect: DialectName) {
  const name = dialect === "postgres" || dialect === "databricks" ? otherNames[dialect] : dialect;
  return formatter()[name];
}

/** Longer SQL was not written by hand, and takes the formatter seconds. Characters. */
const longest = 20_000;
/** A line that a reader takes in at once. */
const lineWidth = 100;

/** The plan with every long or many-lined piece of SQL laid out. */
export function formatPlan(plan: Plan, dialect: DialectName): Plan {
  const known = new Map<string, string>();
  const formatted = (sql: string): string => {
    if (sql.length <= lineWidth && !sql.includes("\n")) return sql;
    const text = known.get(sql) ?? formatSql(sql, dialect);
    known.set(sql, text);
    return text;
  };
  return mapSql(plan, formatted) as Plan;
}

/** Applies a change to all user SQL in a part of a plan: what stands under `sql`, `on` and `where`. What stays the same is shared. */
function mapSql(part: unknown, change: (sql: string) => string): unknown {
  if (Array.isArray(part)) {
    const items = part.map((item) => mapSql(item, change));
    return items.some((item, at) => item !== part[at]) ? items : part;
  }
  if (typeof part !== "object" || part === null) return part;
  const changed = Object.entries(part).flatMap(([key, value]) => {
    const now = mapKey(key, value, change);
    return now === value ? [] : [[key, now] as const];
  });
  return changed.length === 0 ? part : { ...part, ...Object.fromEntries(changed) };
}

function mapKey(key: string, value: unknown, change: (sql: string) => string): unknown {
  if ((key === "sql" || key === "on") && typeof value === "string") return change(value);
  if (key !== "where" || !Array.isArray(value)) return mapSql(value, change);
  const conditions = value.map((sql) => change(String(sql)));
  return conditions.some((sql, at) => sql !== value[at]) ? conditions : value;
}

/** The text as it was where the formatter can't read it, would take long, or would change more than whitespace. */
export function formatSql(sql: string, dialect: DialectName): string {
  if (sql.length > longest || structureOf(sql, dialect).tooDeep) return sql;
  try {
    const text = formatter().formatDialect(sql, {
      dialect: formatterDialect(dialect),
      tabWidth: 2,
      expressionWidth: lineWidth,
    });
    return attachedAsWritten(sql, text, dialect) ?? sql;
  } catch {
    return sql;
  }
}

/**
 * The formatter parts names that it does not know from their arguments, and signs from what they stand before. Out: `undefined`
 * where it changed more than whitespace.
 */
function attachedAsWritten(before: string, after: string, dialect: DialectName): string | undefined {
  const one = tokenize(before, dialect);
  const other = tokenize(after, dialect);
  if (one.length !== other.length || one.some(({ text }, at) => text !== other[at]?.text)) return undefined;
  let text = "";
  let end = 0;
  other.forEach((token, at) => {
    const isAttached = (token.text === "(" || isSign(one, at - 1)) && one[at]?.start === one[at - 1]?.end;
    text += (isAttached ? "" : after.slice(end, token.start)) + token.text;
    end = token.end;
  });
  return text + after.slice(end);
}

/** Whether a token is a sign of what follows it, by where it stands: `-x` and `=-x`, but not `a-x`. */
function isSign(tokens: readonly Token[], at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!token || !/^[-+~]$/.test(token.text)) return false;
  const isOperator = before?.kind === "operator" && !/^[)\]}]$/.test(before.text);
  return isOperator || before === undefined || before.end < token.start;
}
