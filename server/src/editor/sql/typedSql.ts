/** What is being typed at the end of a piece of SQL. */
import { type Token, tokenize } from "../../sql/reader/tokens.ts";
import type { DialectName } from "../../sql/types.ts";

export interface TypedSql {
  /** `table` directly after `from` or `join`; `none` in literals and comments. */
  readonly kind: "name" | "table" | "none";
  /** Identifiers before the last dot: `o` of `o.tot`. */
  readonly qualifier: readonly string[];
  /** The identifier so far, without its opening quote. */
  readonly typed: string;
  /** Whether a quoted identifier has been opened. */
  readonly quoted: boolean;
  /** Offset into the prefix at which the last identifier starts, its quote included. */
  readonly start: number;
  /** Offset at which the whole dotted name starts. */
  readonly nameStart: number;
}

const none: TypedSql = { kind: "none", qualifier: [], typed: "", quoted: false, start: 0, nameStart: 0 };

/** Reads the end of `prefix`, the SQL before a cursor. */
export function typedSqlAt(prefix: string, dialect: DialectName): TypedSql {
  const tokens = tokenize(prefix, dialect);
  const last = tokens.at(-1);
  const touches = last !== undefined && last.end === prefix.length;
  if (last && isClosedToNames(last, touches, prefix)) return none;
  const typing = touches && (last.kind === "word" || last.kind === "quoted");
  const before = typing ? tokens.length - 2 : tokens.length - 1;
  const start = typing ? last.start : prefix.length;
  const { qualifier, rest } = qualifierBefore(tokens, before, start);
  const lead = tokens[rest];
  const isTable = lead?.kind === "word" && /^(from|join)$/i.test(lead.text);
  return {
    kind: isTable ? "table" : "name",
    qualifier,
    typed: typing ? last.value : "",
    quoted: typing && last.kind === "quoted",
    start,
    nameStart: qualifier.length > 0 ? (tokens[rest + 1]?.start ?? start) : start,
  };
}

function isClosedToNames(last: Token, touches: boolean, prefix: string): boolean {
  if (last.kind === "comment") return last.open === true || (touches && !prefix.endsWith("*/"));
  if (!touches) return false;
  if (last.kind === "string") return true;
  return (
    last.kind === "number" || last.kind === "parameter" || (last.kind === "quoted" && last.open !== true)
  );
}

/** The identifiers before the dots that end at `start`, and the index of the token before them. */
function qualifierBefore(
  tokens: readonly Token[],
  from: number,
  start: number,
): { qualifier: string[]; rest: number } {
  const qualifier: string[] = [];
  let rest = from;
  let end = start;
  for (;;) {
    const dot = tokens[rest];
    const name = tokens[rest - 1];
    if (dot?.text !== "." || dot.end !== end || !name || name.end !== dot.start) break;
    if (name.kind !== "word" && name.kind !== "quoted") break;
    qualifier.unshift(name.value);
    end = name.start;
    rest -= 2;
  }
  return { qualifier, rest };
}
