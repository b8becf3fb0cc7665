/** ClickHouse's JSON as plain cells; the session's settings make decimals and long integers texts and times ISO in UTC. */
import { floatCell, integerTextCell } from "../../cells.ts";
import type { Cell } from "../../types.ts";

/** `Nullable(Decimal(12, 2))` → name `Decimal`, without what wraps a type and says nothing of its values. */
export interface TypeNode {
  readonly name: string;
  /** With the element's name, where a tuple has one. */
  readonly inner: readonly { readonly name?: string; readonly type: TypeNode }[];
}

const transparent = new Set(["Nullable", "LowCardinality"]);

/** Reads a type as the server spells it. */
export function parseType(text: string): TypeNode {
  const open = text.indexOf("(");
  const name = open < 0 ? text : text.slice(0, open);
  const inner = open < 0 ? [] : splitArguments(text.slice(open + 1, text.lastIndexOf(")"))).map(argumentOf);
  return transparent.has(name) && inner[0] ? inner[0].type : { name, inner };
}

function argumentOf(text: string): TypeNode["inner"][number] {
  const named = /^(?:`((?:[^`\\]|\\.)*)`|([A-Za-z_]\w*)) (?=[A-Z])/.exec(text);
  if (!named) return { type: parseType(text) };
  return { name: named[1] ?? named[2] ?? "", type: parseType(text.slice(named[0].length)) };
}

/** At the commas that stand outside of parentheses and quotes. */
function splitArguments(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[(),]/g)) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (token === "," && depth === 0) {
      found.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...found, text.slice(start).trim()].filter((part) => part !== "");
}

export function cellOf(value: unknown, type: TypeNode): Cell {
  if (value === null || value === undefined) return null;
  if (/^U?Int\d+$/.test(type.name)) return integerTextCell(String(value));
  if (/^B?Float\d+$/.test(type.name)) return floatCell(floatOf(value));
  if (type.name === "DateTime64" || type.name === "DateTime") return withoutZeros(String(value));
  if (/^(JSON|Object)$/.test(type.name)) return JSON.stringify(value);
  if (type.name === "Array" && Array.isArray(value))
    return value.map((item) => cellOf(item, innerOf(type, 0)));
  if (type.name === "Map") return mapped(value, () => innerOf(type, 1));
  if (type.name === "Tuple") return tupleCell(value, type);
  return typeof value === "object" ? JSON.stringify(value) : (value as string | number | boolean);
}

/** `…:00.500000Z` → `…:00.5Z` */
function withoutZeros(time: string): string {
  return time.replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits ? `.${digits}Z` : "Z"));
}

function innerOf(type: TypeNode, index: number): TypeNode {
  return type.inner[index]?.type ?? { name: "String", inner: [] };
}

function floatOf(value: unknown): number {
  const words: Readonly<Record<string, number>> = {
    inf: Number.POSITIVE_INFINITY,
    "-inf": Number.NEGATIVE_INFINITY,
    nan: Number.NaN,
    "-nan": Number.NaN,
  };
  return words[String(value)] ?? Number(value);
}

function mapped(value: unknown, typeOf: (key: string) => TypeNode): Cell {
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, item]) => [key, cellOf(item, typeOf(key))]));
}

function tupleCell(value: unknown, type: TypeNode): Cell {
  if (Array.isArray(value)) return value.map((item, i) => cellOf(item, innerOf(type, i)));
  return mapped(value, (key) => type.inner.find(({ name }) => name === key)?.type ?? innerOf(type, -1));
}
