/** The columns that two expressions use, as columns of one typed table: what an engine can be asked about them without any data. */
import { namesAt, type QualifierName } from "../../project/namesAt.ts";
import type { Column, Project } from "../../project/types.ts";
import type { SqlParser } from "../../sql/reader/parser.ts";
import type { ColumnReference } from "../../sql/reader/types.ts";
import { embeddedDialect } from "../../warehouse/open.ts";
import type { SqlPair } from "../types.ts";
import { standsInPlan } from "./plainFunctions.ts";

export interface UsedColumn {
  /** Of the table that stands for all: `c1`. */
  readonly name: string;
  /** As the head writes it. */
  readonly written: string;
  /** As DuckDB spells it. */
  readonly type: string;
}

export interface Question {
  readonly before: string;
  readonly after: string;
  readonly columns: readonly UsedColumn[];
  /** Texts and numbers that stand in either. */
  readonly literals: readonly string[];
  /** Whether plans that look the same are the same: see `standsInPlan`. */
  readonly isPlain: boolean;
}

interface Scope {
  readonly names: readonly QualifierName[];
  readonly columns: Map<string, UsedColumn>;
}

/** In: both texts, and a project that knows the tables. Out: the question, or why none can be asked, as a sentence. */
export function questionOf(
  { before, after, position }: SqlPair,
  project: Project,
  parser: SqlParser,
): Question | { readonly note: string } {
  const at = namesAt(position, project);
  if (!at) return { note: "A whole query is compared by its text alone." };
  const scope: Scope = { names: at.names, columns: new Map() };
  const [one, other] = [before, after].map((text) => withColumns(text, scope, parser));
  if (!one || !other) return { note: "It is compared by its text alone." };
  if ("note" in one) return one;
  if ("note" in other) return other;
  return {
    before: one.text,
    after: other.text,
    columns: [...scope.columns.values()],
    literals: [...one.literals, ...other.literals],
    isPlain: one.isPlain && other.isPlain,
  };
}

type Written =
  | (Pick<Question, "literals" | "isPlain"> & { readonly text: string })
  | { readonly note: string };

function withColumns(text: string, scope: Scope, parser: SqlParser): Written {
  const reading = parser.expression(text, "duckdb");
  if (!reading.ok || !reading.safe) return { note: "It can't be read for sure." };
  if (/\bselect\b/i.test(text))
    return { note: "What reads a table of its own is compared by its text alone." };
  if (reading.functions.some(({ standing }) => standing !== "computes"))
    return { note: "It calls what the embedded engine may not." };
  if (reading.functions.some(({ varies }) => varies))
    return { note: "It gives another result at another time, so no run proves anything." };
  let written = "";
  let at = 0;
  for (const column of reading.columns) {
    const used = usedColumn(column, scope);
    if ("note" in used) return used;
    written += text.slice(at, column.start) + used.name;
    at = used.end;
  }
  written += text.slice(at);
  const literals = [...text.matchAll(/'((?:[^']|'')*)'|\b\d+(?:\.\d+)?\b/g)];
  return {
    text: written,
    literals: literals.map(([all, inner]) => inner?.replaceAll("''", "'") ?? all),
    isPlain: standsInPlan(text, reading.functions),
  };
}

function usedColumn(
  { parts, end }: ColumnReference,
  { names, columns }: Scope,
): { readonly name: string; readonly end: number } | { readonly note: string } {
  const [first, second] = parts;
  if (!first) return { note: "It can't be read for sure." };
  const qualifier = second && names.find(({ name }) => equal(name, first.name));
  const named = qualifier ? second : first;
  const written = qualifier ? `${qualifier.name}.${named.name}` : named.name;
  const unknown = { note: `The type of \`${written}\` is not known.` };
  const owner = qualifier ?? onlyOwner(named.name, names);
  const column = owner && columnOf(owner, named.name);
  if (!column?.type || column.dialect !== embeddedDialect || column.others || !plainType.test(column.type))
    return unknown;
  const key = `${owner?.name.toLowerCase()}.${named.name.toLowerCase()}`;
  const known = columns.get(key) ?? {
    name: `c${columns.size + 1}`,
    written: `${owner?.name}.${column.name}`,
    type: column.type,
  };
  columns.set(key, known);
  // Fields of a record follow behind it.
  const rest = parts[parts.indexOf(named) + 1];
  return { name: known.name, end: rest ? named.end : end };
}

/** What a type may be written of: it comes from a file of the project, and goes into a query. */
const plainType = /^[A-Za-z][\w ]*(?:\(\d+(?:, ?\d+)?\))?(?:\[\])*$/;

const equal = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function columnOf({ columns }: QualifierName, name: string): Column | undefined {
  return columns?.find((column) => equal(column.name, name));
}

/** Without a qualifier a name is known where every table is, and one has it. */
function onlyOwner(name: string, names: readonly QualifierName[]): QualifierName | undefined {
  const open = names.filter((one) => one.open);
  if (open.some(({ columns, partial }) => !columns || partial)) return undefined;
  const owners = open.filter((one) => columnOf(one, name));
  return owners.length === 1 ? owners[0] : undefined;
}
