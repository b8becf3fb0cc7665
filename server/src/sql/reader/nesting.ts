/** How deep SQL may go. Readers, formatters and engines work on a stack that ends somewhere; whoever reads trees of SQL relies on this. */
import type { Token } from "./tokens.ts";
import type { SqlProblem } from "./types.ts";

/** Brackets and `case` within each other: far more than people write. */
const deepest = 100;
/** Operators one after the other, each of which takes all before it as its left side; DuckDB's own limit for the depth of an expression. */
const longestChain = 1000;

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What begins another expression at the same level. */
const fresh = words(
  "when then else select from where group order having limit on using as with union intersect except join values by",
);
const booleans = words("and or xor");
const operators =
  words(`not is like ilike rlike regexp glob similar between in at collate escape div mod interval isnull notnull
  distinct exists any all some`);
const opening = "([{";
const closing = ")]}";

interface Level {
  readonly opener: string;
  /** Operators since the expression began: `and` and `or`, and the others since the last of these. */
  booleans: number;
  others: number;
}

/** The first place that is too deep, or `undefined`. Takes linear time. In: tokens without comments. */
export function tooDeep(tokens: readonly Token[]): SqlProblem | undefined {
  const levels: Level[] = [{ opener: "", booleans: 0, others: 0 }];
  for (const [at, token] of tokens.entries()) {
    const level = levels.at(-1);
    if (!level) return undefined;
    count(level, token, tokens[at - 2]);
    if (level.booleans > longestChain || level.others > longestChain)
      return problem(token, `More than ${longestChain} operators follow each other here.`);
    const word = token.kind === "word" && tokens[at - 1]?.text !== "." ? token.text.toLowerCase() : "";
    if (token.kind === "operator" && opening.includes(token.text)) push(levels, token.text);
    else if (word === "case") push(levels, word);
    else if (word === "end" && level.opener === "case") levels.pop();
    else if (token.kind === "operator" && closing.includes(token.text)) close(levels, token.text);
    if (levels.length > deepest + 1)
      return problem(token, `This is nested more than ${deepest} levels deep.`);
  }
  return undefined;
}

function count(level: Level, token: Token, secondLast: Token | undefined): void {
  const { kind, text } = token;
  const word = kind === "word" ? text.toLowerCase() : "";
  if (text === "," || text === ";" || fresh.has(word)) {
    level.booleans = 0;
    level.others = 0;
  } else if (booleans.has(word)) {
    level.booleans++;
    level.others = 0;
  } else if (operators.has(word) || (kind === "operator" && isOperator(text, secondLast))) level.others++;
}

/** A bracket that opens behind a value counts, as in `o.list[1][2]`; a dot where a name has more than two parts. */
function isOperator(text: string, secondLast: Token | undefined): boolean {
  if (text === ".") return secondLast?.text === ".";
  return text !== "(" && !closing.includes(text);
}

function push(levels: Level[], opener: string): void {
  levels.push({ opener, booleans: 0, others: 0 });
}

/** A bracket closes what stands open in it, too. */
function close(levels: Level[], text: string): void {
  const opener = opening[closing.indexOf(text)] ?? "";
  const at = levels.findLastIndex((level) => level.opener === opener);
  if (at > 0) levels.length = at;
}

function problem({ start, end }: Token, message: string): SqlProblem {
  const hint = "Compute it in steps: in a query (`from: {sql: …}`), or in the warehouse.";
  return { code: "sql-syntax", message, hint, start, end };
}
