/** The SQL that stands at a place of a file. */
import { scalarOffset, spanInScalar } from "../../document/scalarMap.ts";
import { contains } from "../../document/spans.ts";
import type { Span } from "../../document/types.ts";
import { sqlOfFile, type UserSql } from "../../project/sqlOf.ts";
import type { SqlText } from "../../spec/types.ts";
import { isName, tokenize } from "../../sql/reader/tokens.ts";
import type { FileView } from "../session/fileView.ts";

/** A possibly qualified name in SQL, and which of its parts is meant. */
export interface SqlName {
  /** Without quotes. */
  readonly parts: readonly string[];
  readonly index: number;
  /** Of the part that is meant, in the file. */
  readonly span: Span;
  /** Whether a parenthesis follows. */
  readonly call: boolean;
}

/** The user's SQL at an offset. */
export function sqlAt({ project, file }: FileView, offset: number): UserSql | undefined {
  return sqlOfFile(project, file).find(({ sql }) => contains(sql.span, offset));
}

/** The name at an offset of a piece of SQL. */
export function sqlNameAt(view: FileView, sql: SqlText, offset: number): SqlName | undefined {
  const source = view.document.text;
  const inside = scalarOffset(sql.scalar, source, offset);
  if (inside === undefined) return undefined;
  const tokens = tokenize(sql.text, view.dialect);
  const at = tokens.findIndex((token) => isName(token) && token.start <= inside && inside <= token.end);
  const token = tokens[at];
  if (!token) return undefined;
  let first = at;
  while (tokens[first - 1]?.text === "." && isName(tokens[first - 2])) first -= 2;
  let last = at;
  while (tokens[last + 1]?.text === "." && isName(tokens[last + 2])) last += 2;
  const parts = tokens.slice(first, last + 1).filter(isName);
  return {
    parts: parts.map((part) => part.value),
    index: (at - first) / 2,
    span: spanInScalar(sql.scalar, source, token.start, token.end),
    call: tokens[last + 1]?.text === "(",
  };
}
