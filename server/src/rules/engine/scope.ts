import {
  type HiddenName,
  type NamesAtPlace,
  namesAt,
  namesKey,
  namesOwner,
  type QualifierName,
} from "../../project/namesAt.ts";
import type { SqlPosition } from "../../project/sqlOf.ts";
import type { Column } from "../../project/types.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import type { RuleContext } from "../types.ts";
import type { NamesInScope, ScopedName } from "./columnIndex.ts";

export type Resolution =
  | { readonly kind: "found"; readonly column?: Column }
  | { readonly kind: "unknown-name"; readonly name: string; readonly candidates: readonly string[] }
  | {
      readonly kind: "unknown-column";
      readonly name: string;
      readonly of?: string;
      readonly candidates: readonly string[];
    }
  | { readonly kind: "ambiguous"; readonly name: string; readonly candidates: readonly string[] }
  /** Known elsewhere, not here. */
  | { readonly kind: "hidden"; readonly name: string; readonly hidden: HiddenName };

/** What the columns in an expression may be; `undefined` where that can't be known. */
export function scopeOf(position: SqlPosition, context: RuleContext): NamesInScope | undefined {
  const { event, document, lookup, file } = position;
  // What the items of lists are called is known from the events.
  if (!event && !lookup && !context.index.eventsOf(file).some((each) => each.document === document))
    return undefined;
  return remembered(position, context, () => {
    const scope = namesAt(position, context.project);
    return (
      scope && {
        ...scope,
        names: scope.names.map((name) => indexed(withQueryColumns(name, context), context)),
      }
    );
  });
}

/** More than one file has. A check goes from file to file and never back, so older ones are of no use. */
const mostOwners = 64;

/** Most of a document's SQL may use the same names. */
function remembered(
  position: SqlPosition,
  { scopes }: RuleContext,
  make: () => NamesInScope | undefined,
): NamesInScope | undefined {
  const owner = namesOwner(position);
  if (!owner) return make();
  if (scopes.size > mostOwners) scopes.clear();
  const known = scopes.get(owner) ?? new Map<string, NamesInScope | undefined>();
  scopes.set(owner, known);
  const key = namesKey(position);
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}

/** A query's columns are known where its text names them. */
function withQueryColumns(name: QualifierName, { knowledge }: RuleContext): QualifierName {
  const outputs = name.query && knowledge.parser?.query(name.query.text, knowledge.dialect).outputs;
  return outputs ? { ...name, columns: outputs.map((output) => ({ name: output })) } : name;
}

function indexed(name: QualifierName, context: RuleContext): ScopedName {
  return name.columns ? { ...name, known: context.indexed(name.columns) } : name;
}

/** What a column reference means in a scope. Names are compared without regard to case; the engine is the judge of that. */
export function resolve(parts: readonly string[], { names: scope, hidden }: NamesInScope): Resolution {
  const [first = "", second] = parts;
  const qualifier = scope.find(({ name }) => same(name, first));
  if (second !== undefined && qualifier) return columnOf(qualifier, second);
  if (qualifier && !qualifier.open) return { kind: "found" };
  const bare = bareColumn(first, scope);
  const elsewhere = second === undefined ? undefined : hidden.find(({ name }) => same(name, first));
  if (elsewhere && !mayBeColumn(bare, elsewhere)) return { kind: "hidden", name: first, hidden: elsewhere };
  if (second === undefined || bare.kind !== "unknown-column") return bare;
  // A longer name may be a table's own, `shop.orders.total`, or a field of a column.
  const later = parts.slice(1, -1).findIndex((part) => scope.some(({ name }) => same(name, part)));
  const name = later < 0 ? undefined : scope.find((each) => same(each.name, parts[later + 1] ?? ""));
  if (name) return columnOf(name, parts[later + 2] ?? "");
  return { kind: "unknown-name", name: first, candidates: scope.map((each) => each.name) };
}

/** `event.at` may be a field of a column `event`: of one that is known, or in a table of which nothing is known. */
function mayBeColumn(bare: Resolution, { declared }: HiddenName): boolean {
  return bare.kind === "found" && (bare.column !== undefined || !declared);
}

function columnOf({ name: of, known, partial }: ScopedName, name: string): Resolution {
  if (!known || name === "*") return { kind: "found" };
  const column = known.find(name);
  if (!column && partial) return { kind: "found" };
  return column ? { kind: "found", column } : { kind: "unknown-column", name, of, candidates: known.names };
}

function bareColumn(name: string, scope: readonly ScopedName[]): Resolution {
  const open = scope.filter((each) => each.open);
  const holding = open.filter(({ known }) => known?.find(name));
  if (holding.length > 1) return { kind: "ambiguous", name, candidates: holding.map((each) => each.name) };
  const column = holding[0]?.known?.find(name);
  if (column) return { kind: "found", column };
  if (open.some(({ known, partial }) => !known || partial) || keywords.has(name.toLowerCase()))
    return { kind: "found" };
  const [first, ...others] = open.map(({ known }) => known?.names ?? []);
  return {
    kind: "unknown-column",
    name,
    candidates: others.length > 0 ? [first ?? [], others].flat(2) : (first ?? []),
  };
}

/** Words that look like columns to a parser. */
const keywords = new Set(
  "current_date current_time current_timestamp localtime localtimestamp current_user session_user user".split(
    " ",
  ),
);

/** Whether a name that no catalog lists is right all the same: an engine's own column, or a table's alias for its whole row. */
export function isBeyondCatalog(
  parts: readonly string[],
  { names: scope }: NamesAtPlace,
  { pseudoColumns = [], wholeRows }: Pick<Dialect, "pseudoColumns" | "wholeRows">,
): boolean {
  const [first = "", second] = parts;
  const isQualifier = scope.some(({ name }) => same(name, first));
  if (second === undefined && isQualifier) return wholeRows === true;
  const column = isQualifier && second !== undefined ? second : first;
  return pseudoColumns.includes(column.toLowerCase());
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
