/** Which words can be names in a query, where another dialect, or the next clause, might mean something else by them. */
import { acceptWord, type ExpressionReader, isSymbol, skip, word } from "./expressionState.ts";
import type { Token } from "./tokens.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Never names. */
const reserved =
  words(`select from where group having order by limit offset fetch union intersect except on using join
  inner left right full cross natural window qualify with as when then else end and or not in is case into for having
  distinct null true false all exists any some like between lateral unnest table values only top unique create
  format settings insert update delete merge replace truncate drop alter grant call execute
  interval collate asc desc`);
/** Names only after `as`: elsewhere they may begin a clause of some dialect, or a literal with its type. */
const clauseHeads =
  words(`minus outer asof semi anti global positional array final prewhere sample tablesample pivot
  unpivot match_recognize connect start cluster distribute sort view use force ignore respect partition
  version system_time before changes at xor div mod isnull notnull ilike rlike regexp glob similar escape
  over filter within nulls rows range groups set default primary straight_join tables
  date time timestamp timestamptz datetime json numeric`);

/** Functions all the same. */
const called = words("left right replace format truncate");

/** Whether the unquoted word at the place can't be a name. */
export function isReserved(reader: ExpressionReader): boolean {
  const name = word(reader);
  return reserved.has(name) && !(called.has(name) && isSymbol(reader, "(", 1));
}

/** The name at a place; undefined for anything else, and for names that hold quotes, which parsers spell differently. */
export function nameToken(reader: ExpressionReader, ahead = 0): Token | undefined {
  const token = reader.tokens[reader.at + ahead];
  if (token?.kind === "quoted") return token.text.length === token.value.length + 2 ? token : undefined;
  return token?.kind === "word" && !reserved.has(token.text.toLowerCase()) ? token : undefined;
}

/** Reads `as name` or `name`, where one stands. */
export function alias(reader: ExpressionReader): Token | undefined {
  const explicit = acceptWord(reader, "as");
  const name = explicit || !clauseHeads.has(word(reader)) ? nameToken(reader) : undefined;
  if (!name) {
    if (explicit) reader.at--;
    return undefined;
  }
  skip(reader);
  return name;
}
