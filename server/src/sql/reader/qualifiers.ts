/** What stands before the dot of a column, and whether it is a name of the text's surroundings or of a sub-query of its own. */
import type { DialectName } from "../types.ts";
import { remembering } from "./remembering.ts";
import { holdsQuery, isAt, type SqlStructure, structureOf, wordAt } from "./structure.ts";
import { dottedName, tablePlaces } from "./tablePlaces.ts";
import { isName, type Token } from "./tokens.ts";
import type { NamePart } from "./types.ts";

/** A dotted name's first part; offsets are into the text. */
export interface Qualifier extends NamePart {
  /** What follows its dot; absent while half typed, and where all columns are meant. */
  readonly column?: NamePart;
  /** A table or parameter around it, inside the text, bears the name. */
  readonly inner: boolean;
}

export interface Qualifiers {
  /** In the order of the text; names of functions and of tables are not among them. */
  readonly places: readonly Qualifier[];
  /** What sub-queries call their tables and functions their parameters, in lower case. */
  readonly innerNames: ReadonlySet<string>;
}

/** Told by tokens, so of half-typed text, too; what stands in texts and comments is none. Of SQL that is nested too deep nothing is told. */
export const qualifiersOf = remembering(readQualifiers, 5_000);

function readQualifiers(sql: string, dialect: DialectName): Qualifiers {
  const structure = structureOf(sql, dialect);
  if (structure.tooDeep) return { places: [], innerNames: new Set() };
  const tables = tablePlaces(structure);
  const own = new Set([...ownTables(structure, tables), ...ownParameters(structure)]);
  const { tokens } = structure;
  const places = tokens.flatMap((token, index): Qualifier[] => {
    if (!isName(token) || !isAt(structure, index + 1, ".") || isAt(structure, index - 1, ".")) return [];
    if (isCalled(structure, index) || (tables.has(index) && dialect !== "bigquery")) return [];
    const name = token.value.toLowerCase();
    const column = tokens[index + 2];
    const inner = own.size > 0 && around(structure, index).some((bracket) => own.has(`${bracket} ${name}`));
    return [{ ...partOf(token), ...(isName(column) && { column: partOf(column) }), inner }];
  });
  return { places, innerNames: new Set([...own].map((each) => each.slice(each.indexOf(" ") + 1))) };
}

function partOf({ value, text, start, end }: Token): NamePart {
  return { name: value, quoted: value !== text, start, end };
}

/** A function with its schema; a third part is a function called on a column. */
function isCalled(structure: SqlStructure, index: number): boolean {
  return isName(structure.tokens[index + 2]) && isAt(structure, index + 3, "(");
}

/** The brackets around a token, the innermost first. */
function around({ parents }: SqlStructure, index: number): number[] {
  const found: number[] = [];
  for (let at = parents[index] ?? -1; at >= 0; at = parents[at] ?? -1) found.push(at);
  return found;
}

/** Names of tables that sub-queries have for themselves, each behind its query's bracket. */
function ownTables(structure: SqlStructure, tables: ReadonlySet<number>): string[] {
  return [...tables].flatMap((index) => {
    const query = around(structure, index).find((bracket) => holdsQuery(structure, bracket));
    const name = query === undefined ? undefined : tableName(structure, index);
    return name === undefined ? [] : [`${query} ${name.toLowerCase()}`];
  });
}

function tableName(structure: SqlStructure, index: number): string | undefined {
  const { tokens, partners } = structure;
  const { parts, last } = dottedName(structure, index);
  const opener = isAt(structure, index, "(") ? index : isAt(structure, last + 1, "(") ? last + 1 : undefined;
  const end = opener === undefined ? last : (partners.get(opener) ?? tokens.length);
  const next = tokens[end + (wordAt(structure, end + 1) === "as" ? 2 : 1)];
  if (isName(next) && !(next.kind === "word" && clauses.has(next.text.toLowerCase()))) return next.value;
  return opener === undefined ? parts.at(-1) : undefined;
}

/** Parameters of functions: `x -> x.price`, `(x, y) -> x.a`. Before a text or a number the arrow reads JSON. */
function ownParameters(structure: SqlStructure): string[] {
  const { tokens, partners, parents } = structure;
  return tokens.flatMap((token, index) => {
    const value = tokens[index + 1];
    if (token.text !== "->" || value?.kind === "string" || value?.kind === "number") return [];
    const opener = isAt(structure, index - 1, ")") ? partners.get(index - 1) : undefined;
    const names = opener === undefined ? tokens.slice(index - 1, index) : tokens.slice(opener + 1, index - 1);
    const bracket = parents[opener ?? index] ?? -1;
    return names.filter(isName).map((name) => `${bracket} ${name.value.toLowerCase()}`);
  });
}

const clauses: ReadonlySet<string> = new Set(
  `where on using join left right inner outer full cross natural semi anti asof positional group order having limit union except
  intersect qualify window lateral offset fetch for tablesample pivot unpivot match_recognize`.split(/\s+/),
);
