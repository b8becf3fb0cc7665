/** Facts from the big parser's syntax tree, which is plain JSON: `{variant: {…fields}}`, with spans on identifiers. */

import { isBareFunction } from "./functionFacts.ts";
import type { ColumnReference, NamePart, SqlMode, SqlProblem, TableUse } from "./types.ts";

export interface TreeFacts {
  readonly problems: readonly SqlProblem[];
  readonly columns: readonly ColumnReference[];
  readonly tables: readonly TableUse[];
  readonly outputs?: readonly string[];
}

type Json = { readonly [key: string]: unknown };

interface Walk {
  readonly toText: (offset: number) => number;
  readonly columns: ColumnReference[];
  readonly tables: TableUse[];
  readonly problems: SqlProblem[];
  /** Names that `with` defines, in lower case. */
  readonly defined: Set<string>;
  /** Aliases and names that sub-queries bring in, in lower case. */
  readonly aliases: Set<string>;
  readonly locals: string[];
}

const queries = new Set(["select", "union", "intersect", "except", "subquery", "values"]);
const changing =
  /^(insert|update|delete|merge|truncate|copy|command|put|export|create_|drop_|alter_|attach|detach|install)/;

/** In: the statements of one text, wrapped as `mode` says. */
export function treeFacts(
  statements: readonly unknown[],
  mode: SqlMode,
  toText: (n: number) => number,
): TreeFacts {
  const walk: Walk = {
    toText,
    columns: [],
    tables: [],
    problems: [],
    defined: new Set(),
    aliases: new Set(),
    locals: [],
  };
  collectNames(statements, walk);
  const root = mode === "expression" ? wrappedExpression(statements) : statements;
  if (root === undefined || statements.length !== 1) refuse(walk, "One expression is expected.");
  else if (mode === "query" && !queries.has(variant(statements[0])))
    refuse(walk, "One `select` is asked for.");
  visit(root, walk, mode === "query");
  const tables = walk.tables
    .filter(({ parts }) => parts.length > 1 || !walk.defined.has((parts[0]?.name ?? "").toLowerCase()))
    .sort((a, b) => a.start - b.start);
  const columns = walk.columns.sort((a, b) => a.start - b.start);
  const outputs = mode === "query" ? outputsOf(statements[0]) : undefined;
  return { problems: walk.problems, columns, tables, ...(outputs ? { outputs } : {}) };
}

function refuse(walk: Walk, message: string): void {
  walk.problems.push({
    code: "statement-in-expression",
    message,
    start: walk.toText(0),
    end: walk.toText(Number.MAX_SAFE_INTEGER),
  });
}

/** What stands between the parentheses of `select ( … )`; undefined when more than that was read. */
export function wrappedExpression(statements: readonly unknown[]): unknown {
  if (statements.length !== 1) return undefined;
  const select = field(statements[0], "select");
  const expressions = field(select, "expressions");
  if (!Array.isArray(expressions) || expressions.length !== 1 || field(select, "from")) return undefined;
  return expressions[0];
}

function variant(node: unknown): string {
  return isJson(node) ? (Object.keys(node)[0] ?? "") : "";
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(node: unknown, name: string): unknown {
  return isJson(node) ? node[name] : undefined;
}

/** Finds what `with` and `from` define anywhere, so that references to it are told from the event's own columns. */
function collectNames(node: unknown, walk: Walk): void {
  if (Array.isArray(node)) {
    for (const item of node) collectNames(item, walk);
    return;
  }
  if (!isJson(node)) return;
  for (const [key, value] of Object.entries(node)) {
    const alias = field(value, "alias");
    const name = typeof alias === "string" ? alias : field(alias, "name");
    if (key === "ctes" && Array.isArray(value)) {
      for (const cte of value)
        walk.defined.add(String(field(field(cte, "alias"), "name") ?? "").toLowerCase());
    }
    if (["table", "subquery", "lateral", "alias", "unnest", "values"].includes(key)) {
      if (typeof name === "string") walk.aliases.add(name.toLowerCase());
      const own = key === "table" ? field(field(value, "name"), "name") : undefined;
      if (typeof own === "string" && typeof name !== "string") walk.aliases.add(own.toLowerCase());
    }
    if (typeof value === "object") collectNames(value, walk);
  }
}

function visit(node: unknown, walk: Walk, inner: boolean): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, walk, inner);
    return;
  }
  if (!isJson(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (isJson(value) && visitVariant(key, value, walk, inner)) continue;
    if (typeof value === "object") visit(value, walk, inner || queries.has(key));
  }
}

/** Answers whether the node needs no further visit. */
function visitVariant(key: string, value: Json, walk: Walk, inner: boolean): boolean {
  if (key === "column" || key === "dot") return visitName(key, value, walk, inner);
  if (key === "table") return visitTable(value, walk);
  if (key === "lambda") return visitLambda(value, walk, inner);
  if (key === "comprehension") return visitComprehension(value, walk, inner);
  if (changing.test(key) || key === "into") refuse(walk, "Only reading is possible here.");
  if (key === "star" && !inner) unfit(walk, "`*` is not one value.");
  if (key === "tuple" && !inner && Array.isArray(value.expressions) && value.expressions.length !== 1) {
    unfit(walk, "One expression is expected; this is a list.");
  }
  if (key === "parameter" || key === "placeholder") unfit(walk, "Nothing fills this parameter.");
  return false;
}

function unfit(walk: Walk, message: string): void {
  const place = { start: walk.toText(0), end: walk.toText(Number.MAX_SAFE_INTEGER) };
  walk.problems.push({ code: "sql-syntax", message, ...place, uncertain: true });
}

function visitName(key: string, value: Json, walk: Walk, inner: boolean): boolean {
  const parts = nameParts({ [key]: value }, walk);
  if (!parts) return false;
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) return true;
  const qualifier = first.name.toLowerCase();
  if (walk.locals.includes(qualifier)) return true;
  if (!first.quoted && parts.length === 1 && isBareFunction(qualifier)) return true;
  const own = inner && (parts.length === 1 || walk.aliases.has(qualifier) || walk.defined.has(qualifier));
  walk.columns.push({ parts, start: first.start, end: last.end, ...(own ? { inner: true } : {}) });
  return true;
}

/** The parts of a dotted name; undefined when it hangs on something else than a column, as in `f(x).y`. */
function nameParts(node: unknown, walk: Walk): NamePart[] | undefined {
  const dot = field(node, "dot");
  if (dot) {
    const before = nameParts(field(dot, "this"), walk);
    const last = part(field(dot, "field"), walk);
    return before && last ? [...before, last] : undefined;
  }
  const column = field(node, "column");
  if (!isJson(column)) return undefined;
  const name = part(column.name, walk);
  if (!name) return undefined;
  const table = part(column.table, walk);
  return table ? [table, name] : [name];
}

function part(identifier: unknown, walk: Walk): NamePart | undefined {
  const name = field(identifier, "name");
  const span = field(identifier, "span");
  const start = field(span, "start");
  const end = field(span, "end");
  if (typeof name !== "string" || typeof start !== "number" || typeof end !== "number") return undefined;
  return {
    name,
    quoted: field(identifier, "quoted") === true,
    start: walk.toText(start),
    end: walk.toText(end),
  };
}

function visitTable(value: Json, walk: Walk): boolean {
  const parts = [value.catalog, value.schema, value.name].flatMap((id) => part(id, walk) ?? []);
  const first = parts[0];
  const last = parts.at(-1);
  const alias = field(value.alias, "name");
  if (first && last) {
    walk.tables.push({
      parts,
      ...(typeof alias === "string" ? { alias } : {}),
      start: first.start,
      end: last.end,
    });
  }
  return false;
}

function visitLambda(value: Json, walk: Walk, inner: boolean): boolean {
  const parameters = Array.isArray(value.parameters) ? value.parameters : [];
  const names = parameters.flatMap((parameter) => {
    const name = field(parameter, "name");
    return typeof name === "string" ? [name.toLowerCase()] : [];
  });
  walk.locals.push(...names);
  visit(value.body, walk, inner);
  walk.locals.length -= names.length;
  return true;
}

/** `[x + 1 for x in list if x > 0]`: what follows `for` is no column. */
function visitComprehension(value: Json, walk: Walk, inner: boolean): boolean {
  const names = [value.expression, value.position].flatMap((node) => {
    const tuple = field(field(node, "tuple"), "expressions");
    return (Array.isArray(tuple) ? tuple : [node]).flatMap((one) => nameParts(one, walk)?.[0]?.name ?? []);
  });
  walk.locals.push(...names.map((name) => name.toLowerCase()));
  visit([value.this, value.condition], walk, inner);
  walk.locals.length -= names.length;
  visit(value.iterator, walk, inner);
  return true;
}

/** Names of a query's columns; undefined as soon as one can't be told. */
function outputsOf(statement: unknown): readonly string[] | undefined {
  const kind = variant(statement);
  const node = field(statement, kind);
  if (kind === "subquery") return outputsOf(field(node, "this"));
  if (kind === "union" || kind === "intersect" || kind === "except") return outputsOf(field(node, "left"));
  const expressions = kind === "select" ? field(node, "expressions") : undefined;
  if (!Array.isArray(expressions)) return undefined;
  const names = expressions.map(outputName);
  return names.every((name) => name !== undefined) ? names : undefined;
}

function outputName(expression: unknown): string | undefined {
  const kind = variant(expression);
  const node = field(expression, kind);
  const identifier = { alias: "alias", column: "name", dot: "field" }[kind];
  const name = identifier ? field(field(node, identifier), "name") : undefined;
  return typeof name === "string" ? name : undefined;
}
