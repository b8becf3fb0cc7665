/** Which columns' values can be read in an expression's result. */
import type { DialectName } from "../types.ts";
import { type Token, tokenize } from "./tokens.ts";

/** Where a column stands in a text. */
interface Placed {
  readonly start: number;
  readonly end: number;
}

/** Functions whose result still shows what they were given. Hashes, lengths and parts of a text are not among them. */
const showing = new Set(
  "lower upper lcase ucase trim ltrim rtrim btrim initcap concat concat_ws coalesce nullif ifnull nvl replace format cast try_cast safe_cast string to_varchar".split(
    " ",
  ),
);
/** What may stand before a value, and behind it, where it becomes part of the result as it is. */
const before = new Set(["", "(", ",", "||", "then", "else"]);
const behind = new Set(["", ")", ",", "||", "::", "as", "when", "else", "end"]);

interface Bracket {
  /** Whether what stands in it reaches the result. */
  readonly shows: boolean;
  /** How many columns had been found before it. */
  readonly found: number;
}

/**
 * In: an expression's text, and the columns in it. Out: those whose values show in its result: of `lower(u.email)`,
 * `u.first_name || ' ' || u.last_name`, not of `u.email is not null` or `md5(u.email)`.
 */
export function carriedColumns<C extends Placed>(
  sql: string,
  found: readonly C[],
  dialect: DialectName,
): readonly C[] {
  const columns = new Map(found.map((column) => [column.start, column]));
  if (columns.size === 0) return [];
  const [only] = found;
  if (only && only.start === 0 && only.end === sql.length) return found;
  const tokens = tokenize(sql, dialect).filter(({ kind }) => kind !== "comment");
  const ends = new Map(tokens.map(({ end }, index) => [end, index]));
  const word = (index: number): string => wordOf(tokens[index]);
  const open: Bracket[] = [{ shows: true, found: 0 }];
  const carried: C[] = [];
  tokens.forEach(({ text, start }, index) => {
    const { shows } = open.at(-1) ?? { shows: false };
    if (text === "(") open.push({ shows: shows && opensValue(word, index), found: carried.length });
    else if (text === ")" && open.length > 1) {
      // The whole of it is compared or counted, so nothing in it shows.
      const bracket = open.pop();
      if (bracket && !behind.has(word(index + 1))) carried.length = bracket.found;
    }
    const column = columns.get(start);
    const last = column && ends.get(column.end);
    if (!shows || !column || last === undefined) return;
    if (before.has(word(index - 1)) && behind.has(word(last + 1))) carried.push(column);
  });
  return carried;
}

/** Whether a bracket is one around a value, or of a function that shows what it is given. */
function opensValue(word: (index: number) => string, index: number): boolean {
  const name = word(index - 1);
  return before.has(name) || (showing.has(name) && before.has(word(index - 2)));
}

function wordOf(token: Token | undefined): string {
  if (token === undefined) return "";
  return token.kind === "word" || token.kind === "operator" ? token.text.toLowerCase() : token.kind;
}
