/** What stands after `from`: tables, sub-queries, and how they are joined. */
import {
  acceptSymbol,
  acceptWord,
  type ExpressionReader,
  expectSymbol,
  expectWord,
  fail,
  isSymbol,
  listOf,
  skip,
  word,
} from "./expressionState.ts";
import { alias, nameToken } from "./queryNames.ts";
import type { NamePart } from "./types.ts";

/** Reads `from …`, where it stands. */
export function fromClause(reader: ExpressionReader): boolean {
  return !acceptWord(reader, "from") || listOf(reader, joined);
}

function joined(reader: ExpressionReader): boolean {
  if (!relation(reader)) return false;
  for (;;) {
    const kind = joinKind(reader);
    if (kind === "none") return true;
    if (!relation(reader)) return false;
    if (kind === "on" && !condition(reader)) return false;
  }
}

/** Steps over the words of a join; whether `on` must follow its table. */
function joinKind(reader: ExpressionReader): "none" | "on" | "cross" {
  const first = word(reader);
  if (first === "join") return skip(reader) && "on";
  const outer = first === "left" || first === "right" || first === "full";
  const length = outer && word(reader, 1) === "outer" ? 2 : 1;
  if (!(outer || first === "inner" || first === "cross") || word(reader, length) !== "join") return "none";
  reader.at += length + 1;
  return first === "cross" ? "cross" : "on";
}

function condition(reader: ExpressionReader): boolean {
  if (acceptWord(reader, "on")) return reader.expression(reader);
  if (!(expectWord(reader, "using") && expectSymbol(reader, "("))) return false;
  return listOf(reader, usedColumn) && expectSymbol(reader, ")");
}

function usedColumn(reader: ExpressionReader): boolean {
  return nameToken(reader) ? skip(reader) : fail(reader);
}

function relation(reader: ExpressionReader): boolean {
  if (acceptSymbol(reader, "(")) {
    if (!(reader.query(reader) && expectSymbol(reader, ")"))) return false;
    const name = alias(reader);
    if (name) reader.names.aliases.add(name.value.toLowerCase());
    return true;
  }
  return table(reader);
}

function table(reader: ExpressionReader): boolean {
  const parts: NamePart[] = [];
  do {
    const token = nameToken(reader);
    if (!token) return fail(reader);
    parts.push({ name: token.value, quoted: token.kind === "quoted", start: token.start, end: token.end });
    reader.at++;
  } while (acceptSymbol(reader, "."));
  const first = parts[0];
  const last = parts.at(-1);
  // A call makes a table function of the name.
  if (!first || !last || parts.length > 3 || isSymbol(reader, "(")) return fail(reader);
  const name = alias(reader);
  reader.names.aliases.add((name?.value ?? last.name).toLowerCase());
  reader.tables.push({ parts, ...(name ? { alias: name.value } : {}), start: first.start, end: last.end });
  return true;
}
