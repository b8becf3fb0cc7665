/**
 * The second step of the ladder: the same tree, by a closed list. Parentheses, the spelling of casts, `!=` and `<>`, `else null`,
 * `ifnull` and `nvl`, and the order of operands of `and` and `or` don't count. Logic is not simplified: public rewriters get
 * three-valued logic wrong. What is not on the list is no tree, so that nothing is called the same by an oversight.
 */
import type { SqlTrees } from "../../sql/reader/polyglot.ts";
import { spelled, type TextOf, tokensThatCount } from "./tokens.ts";

type Json = Readonly<Record<string, unknown>>;

/** A node that is understood; `calm`: it can't fail, and gives the same each time. */
interface Tree {
  readonly text: string;
  readonly calm: boolean;
}

export function sameTree(before: string, after: string, of: TextOf, trees: SqlTrees): boolean {
  if (of.isQuery || !sameWords(before, after, of)) return false;
  const [one, other] = [before, after].map((text) =>
    treeOf(trees(withoutComments(text, of), of.dialect), of),
  );
  return one !== undefined && one.text === other?.text;
}

/** The parser keeps comments where it found them. */
function withoutComments(text: string, { dialect }: TextOf): string {
  return (
    tokensThatCount(text, dialect)
      ?.map((token) => token.text)
      .join(" ") ?? text
  );
}

/** A parser might lose something: so the same words, in any order, must stand on both sides, those of the list apart. */
function sameWords(before: string, after: string, of: TextOf): boolean {
  const [one, other] = [before, after].map((text) => wordsIn(text, of));
  return one !== undefined && other !== undefined && one.join("\n") === other.join("\n");
}

const left = new Set(["operator (", "operator )", "operator ::", "word cast", "word as"]);
const synonyms = new Map([
  ["operator !=", "operator <>"],
  ["word ifnull", "word coalesce"],
  ["word nvl", "word coalesce"],
  ["word integer", "word int"],
]);

function wordsIn(text: string, of: TextOf): string[] | undefined {
  const tokens = tokensThatCount(text, of.dialect)?.map((token) => spelled(token, { ...of }));
  if (!tokens || mixes(tokens)) return undefined;
  const isElseNull = (at: number) =>
    tokens[at] === "word else" && tokens[at + 1] === "word null" && tokens[at + 2] === "word end";
  return tokens
    .filter((token, at) => !left.has(token) && !isElseNull(at) && !isElseNull(at - 1))
    .map((token) => synonyms.get(token) ?? synonyms.get(token.toLowerCase()) ?? token)
    .sort();
}

/** Engines disagree on which of these binds closer, so parentheses may matter that the parser finds idle. */
function mixes(tokens: readonly string[]): boolean {
  const has = (...signs: readonly string[]) => signs.some((sign) => tokens.includes(`operator ${sign}`));
  return has("||") && has("+", "-", "*", "/", "%");
}

type Reader = (node: Json, of: TextOf) => Tree | undefined;

const binary =
  (sign: string, calm: boolean): Reader =>
  ({ left, right, ...rest }, of) =>
    isEmpty(rest) ? joined(sign, [left, right], of, calm) : undefined;

/** `and`, `or`: the operands of a chain in any order, where none can fail. */
const chain =
  (sign: "and" | "or"): Reader =>
  (node, of) => {
    const operands = operandsOf({ [sign]: node }, sign).map((one) => treeOf(one, of));
    const known = operands.filter((one) => one !== undefined);
    if (known.length < operands.length) return undefined;
    const calm = known.every((one) => one.calm);
    return { text: `(${sign} ${calmSorted(known).join(" ")})`, calm };
  };

/** Those that stand beside each other and can't fail, sorted; one that can fail keeps its place among them. */
function calmSorted(operands: readonly Tree[]): string[] {
  const runs: string[][] = [];
  let open: string[] | undefined;
  for (const { text, calm } of operands) {
    if (!calm || !open) {
      open = [];
      runs.push(open);
    }
    open.push(text);
    if (!calm) open = undefined;
  }
  return runs.flatMap((run) => run.sort());
}

function operandsOf(node: unknown, sign: string): unknown[] {
  const [kind, value] = unwrapped(node);
  if (kind !== sign || !value || !isEmpty({ ...value, left: null, right: null })) return [node];
  return [...operandsOf(value.left, sign), ...operandsOf(value.right, sign)];
}

const readers: Readonly<Record<string, Reader>> = {
  and: chain("and"),
  or: chain("or"),
  not: ({ this: of, ...rest }, text) => (isEmpty(rest) ? joined("not", [of], text) : undefined),
  neg: ({ this: of, ...rest }, text) => (isEmpty(rest) ? joined("neg", [of], text, false) : undefined),
  eq: binary("=", true),
  neq: binary("<>", true),
  lt: binary("<", true),
  lte: binary("<=", true),
  gt: binary(">", true),
  gte: binary(">=", true),
  add: binary("+", false),
  sub: binary("-", false),
  mul: binary("*", false),
  div: binary("/", false),
  mod: binary("%", false),
  concat: binary("||", false),
  like: binary("like", false),
  i_like: binary("ilike", false),
  is_null: ({ this: of, not, postfix_form: _, ...rest }, text) =>
    isEmpty(rest) ? joined(not === true ? "is not null" : "is null", [of], text) : undefined,
  in: ({ this: of, expressions, not, ...rest }, text) =>
    isEmpty(rest) && Array.isArray(expressions)
      ? joined(not === true ? "not in" : "in", [of, ...expressions], text)
      : undefined,
  between: ({ this: of, low, high, not, ...rest }, text) =>
    isEmpty(rest) ? joined(not === true ? "not between" : "between", [of, low, high], text) : undefined,
  case: readCase,
  cast: readCast("cast"),
  try_cast: readCast("try_cast"),
  coalesce: ({ expressions, ...rest }, of) =>
    isEmpty(rest) && Array.isArray(expressions) ? joined("coalesce", expressions, of) : undefined,
  nvl: ({ this: value, expression, ...rest }, of) =>
    isEmpty(rest) ? joined("coalesce", [value, expression], of) : undefined,
  function: ({ name, args, quoted, ...rest }, of) =>
    isEmpty(rest) && quoted !== true && typeof name === "string" && Array.isArray(args)
      ? joined(`call ${named(name, of)}`, args, of, false)
      : undefined,
  column: ({ name, table, ...rest }, of) => {
    if (!isEmpty(rest)) return undefined;
    const parts = [table, name].filter((part) => part !== null && part !== undefined);
    return { text: `(column ${parts.map((part) => identifier(part, of)).join(".")})`, calm: true };
  },
  literal: (node) => ({ text: `(literal ${JSON.stringify(bare(node))})`, calm: true }),
  boolean: (node) => ({ text: `(boolean ${JSON.stringify(bare(node))})`, calm: true }),
  null: () => ({ text: "(null)", calm: true }),
};

function readCase({ operand, whens, else_: otherwise, ...rest }: Json, of: TextOf): Tree | undefined {
  if (!isEmpty(rest) || !Array.isArray(whens)) return undefined;
  const isNull = otherwise === null || otherwise === undefined || unwrapped(otherwise)[0] === "null";
  const parts = [...(operand ? [operand] : []), ...whens.flat(), ...(isNull ? [] : [otherwise])];
  return joined(`case ${operand ? "of" : ""} ${whens.length} ${isNull ? "" : "else"}`, parts, of);
}

function readCast(kind: string): Reader {
  return ({ this: value, to, double_colon_syntax: _, ...rest }, of) =>
    isEmpty(rest) ? joined(`${kind} ${JSON.stringify(bare(to))}`, [value], of, false) : undefined;
}

/** In: what the parser made of a text. Out: its tree without what does not count; `undefined` where something is not on the list. */
function treeOf(node: unknown, of: TextOf): Tree | undefined {
  const [kind, value] = unwrapped(node);
  return kind === undefined ? undefined : readers[kind]?.(value ?? {}, of);
}

/** The kind of a node and its fields, without the parentheses around it. */
function unwrapped(node: unknown): readonly [string | undefined, Json | undefined] {
  const [kind, value] = isJson(node) ? (Object.entries(node)[0] ?? []) : [];
  if (kind === "paren" && isJson(value)) return unwrapped(value.this);
  return [kind, isJson(value) ? withoutNotes(value) : undefined];
}

function joined(head: string, parts: readonly unknown[], of: TextOf, calm = true): Tree | undefined {
  const trees = parts.map((part) => treeOf(part, of)).filter((tree) => tree !== undefined);
  if (trees.length < parts.length) return undefined;
  return {
    text: `(${[head, ...trees.map(({ text }) => text)].join(" ")})`,
    calm: calm && trees.every((tree) => tree.calm),
  };
}

function identifier(part: unknown, of: TextOf): string {
  const { name, quoted } = isJson(part) ? part : { name: part, quoted: false };
  return quoted === true ? JSON.stringify(name) : named(String(name), of);
}

const named = (name: string, of: TextOf): string =>
  spelled({ kind: "word", text: name, value: name, start: 0, end: 0 }, of).slice(5);

/** What says where something stood, what stood beside it and how it was spelled; the words are compared on their own. */
const notes = new Set([
  "span",
  "leading_comments",
  "trailing_comments",
  "comments",
  "original_name",
  "inferred_type",
]);

function withoutNotes(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !notes.has(key)));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !notes.has(key) && one !== null)
      .map(([key, one]) => [key, bare(one)]),
  );
}

/** Whether none of the other fields says anything. */
function isEmpty(rest: Json): boolean {
  return Object.entries(rest).every(
    ([key, value]) =>
      notes.has(key) ||
      value === null ||
      value === undefined ||
      value === false ||
      (Array.isArray(value) && value.length === 0),
  );
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
