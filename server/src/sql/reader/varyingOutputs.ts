/** Columns of a query whose values change from run to run though its tables don't: `select uuid() as id`. */
import { isAt, type SqlStructure, wordAt } from "./structure.ts";
import { isName } from "./tokens.ts";
import type { FunctionUse } from "./types.ts";

export interface VaryingOutput {
  /** The column's name in lower case. */
  readonly name: string;
  readonly use: FunctionUse;
}

/** A part of a `select`'s list: its tokens and what it is called. */
interface Item {
  readonly first: number;
  readonly last: number;
  readonly name: string;
}

const ends = new Set(["from", "where", "group", "order", "limit", "union", "intersect", "except", "having"]);

/** In: the query's functions. Out: columns of any `select` in it, those that are made of such columns of another included. */
export function varyingOutputs(structure: SqlStructure, functions: readonly FunctionUse[]): VaryingOutput[] {
  const varying = functions.filter(({ varies }) => varies !== undefined);
  if (varying.length === 0) return [];
  const items = itemsOf(structure);
  const found = new Map<string, FunctionUse>();
  for (const item of items) {
    const use = varying.find(({ start }) => isWithin(structure, item, start));
    if (use && !found.has(item.name)) found.set(item.name, use);
  }
  for (let known = -1; known < found.size; ) {
    known = found.size;
    for (const item of items.filter(({ name }) => !found.has(name))) {
      const from = structure.tokens
        .slice(item.first, item.last + 1)
        .find((token) => isName(token) && found.has(token.value.toLowerCase()));
      const use = from && found.get(from.value.toLowerCase());
      if (use) found.set(item.name, use);
    }
  }
  return [...found].map(([name, use]) => ({ name, use }));
}

function isWithin({ tokens }: SqlStructure, { first, last }: Item, offset: number): boolean {
  return (tokens[first]?.start ?? 0) <= offset && offset < (tokens[last]?.end ?? 0);
}

function itemsOf(structure: SqlStructure): Item[] {
  return structure.tokens.flatMap((_, index) =>
    wordAt(structure, index) === "select" && !isAt(structure, index - 1, ".")
      ? itemsAfter(structure, index)
      : [],
  );
}

function itemsAfter(structure: SqlStructure, select: number): Item[] {
  const { tokens, parents, partners } = structure;
  const items: Item[] = [];
  let first = select + 1;
  for (let at = first; ; at++) {
    const ended = at >= tokens.length || parents[at] !== parents[select] || ends.has(wordAt(structure, at));
    if (ended || isAt(structure, at, ",")) {
      const name = tokens[at - 1];
      if (at > first && isName(name))
        items.push({ first, last: at - 1, name: name?.value.toLowerCase() ?? "" });
      if (ended) return items;
      first = at + 1;
    }
    const partner = partners.get(at);
    if (partner !== undefined && partner > at) at = partner;
  }
}
