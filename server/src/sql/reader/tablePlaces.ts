/** Where queries name their tables, told by tokens alone. */
import { holdsQuery, isAt, type SqlStructure, wordAt } from "./structure.ts";
import { isName } from "./tokens.ts";

const heads: ReadonlySet<string> = new Set(["from", "join", "table", "lateral", "only"]);
/** These head a table only where a query begins with them. */
const firstHeads: ReadonlySet<string> = new Set(["pivot", "unpivot", "summarize", "describe"]);
const anyHead = new RegExp(`\\b(?:${[...heads, ...firstHeads].join("|")})\\b`, "i");
const endOfTables: ReadonlySet<string> = new Set(
  "select where group order having on with window qualify limit union except intersect prewhere settings".split(
    " ",
  ),
);
const keywords: ReadonlySet<string> = new Set([...heads, "rows", "stream", "recursive"]);

/** Indexes of the tokens with which a table's name, a function that gives one, or parentheses around either begin. */
export function tablePlaces(structure: SqlStructure): ReadonlySet<number> {
  const places = new Set<number>();
  if (!anyHead.test(structure.text)) return places;
  /** Brackets (-1: the whole text) in which a comma parts tables at this point. */
  const amongTables = new Set<number>();
  structure.tokens.forEach((token, index) => {
    const parent = structure.parents[index] ?? -1;
    if (begins(structure, index, places, amongTables)) places.add(index);
    if (token.kind !== "word" || isAt(structure, index - 1, ".")) return;
    const word = wordAt(structure, index);
    if (word === "from" && isHead(structure, index, places)) amongTables.add(parent);
    else if (endOfTables.has(word) || isArrayJoin(structure, index)) amongTables.delete(parent);
  });
  return places;
}

function begins(
  structure: SqlStructure,
  index: number,
  places: ReadonlySet<number>,
  amongTables: ReadonlySet<number>,
): boolean {
  if (isAt(structure, index - 1, ",")) return amongTables.has(structure.parents[index] ?? -1);
  if (isAt(structure, index - 1, "(")) return places.has(index - 1) && !holdsQuery(structure, index - 1);
  return isHead(structure, index - 1, places);
}

/** ClickHouse's `array join` is followed by expressions. */
function isArrayJoin(structure: SqlStructure, index: number): boolean {
  return wordAt(structure, index) === "join" && wordAt(structure, index - 1) === "array";
}

/** Whether tables follow a word: not in `extract(year from o.at)`, nor in `a is distinct from b`. */
function isHead(structure: SqlStructure, index: number, places: ReadonlySet<number>): boolean {
  const word = wordAt(structure, index);
  if (!(heads.has(word) || firstHeads.has(word)) || isAt(structure, index - 1, ".")) return false;
  if (isArrayJoin(structure, index)) return false;
  const parent = structure.parents[index] ?? -1;
  if (!holdsQuery(structure, parent) && !places.has(parent)) return false;
  if (firstHeads.has(word)) return parent === index - 1;
  return !(word === "from" && wordAt(structure, index - 1) === "distinct" && isComparison(structure, index));
}

function isComparison(structure: SqlStructure, index: number): boolean {
  const before = wordAt(structure, index - 2);
  return before === "is" || before === "not";
}

/** A dotted name that begins at a token: its parts as the engine reads them, in lower case, and its last token. */
export function dottedName(
  { tokens }: SqlStructure,
  index: number,
): { readonly parts: readonly string[]; readonly last: number } {
  const parts: string[] = [];
  let at = index;
  for (let token = tokens[at]; token; token = tokens[at]) {
    if (!isName(token) && !(token.kind === "string" && parts.length === 0)) break;
    // BigQuery's quotes hold a whole path.
    parts.push(...token.value.toLowerCase().split("."));
    if (tokens[at + 1]?.text !== ".") break;
    at += 2;
  }
  return { parts, last: at };
}

/** Whether a name before a parenthesis is called nothing, but names columns: `from orders as o(id, total)`, `with o(id) as (…)`. */
export function namesColumns(structure: SqlStructure, index: number, places: ReadonlySet<number>): boolean {
  if (isAt(structure, index - 1, ")")) return true;
  const isListed = isAt(structure, index - 1, ",") || /^(with|recursive)$/.test(wordAt(structure, index - 1));
  if (isListed) return isDefined(structure, structure.partners.get(index + 1));
  let first = index - 1;
  while (isAt(structure, first - 1, ".")) first -= 2;
  return (
    places.has(first) && isName(structure.tokens[index - 1]) && !keywords.has(wordAt(structure, index - 1))
  );
}

/** Whether `as (…)` follows a parenthesis. */
function isDefined(structure: SqlStructure, close: number | undefined): boolean {
  if (close === undefined || wordAt(structure, close + 1) !== "as") return false;
  let at = close + 2;
  while (wordAt(structure, at) === "not" || wordAt(structure, at) === "materialized") at++;
  return isAt(structure, at, "(");
}
