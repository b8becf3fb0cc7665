/** Names inside SQL: aliases, columns, tables, functions. */

import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import { writeInto } from "../../../document/write/writeInside.ts";
import type { Column } from "../../../project/types.ts";
import type { DialectName } from "../../../sql/types.ts";
import { identifierQuote, writeIdentifier } from "../../../sql/writeIdentifier.ts";
import { functionsOf } from "../../sql/functions.ts";
import type { ScopeAlias, SqlScope } from "../../sql/scope.ts";
import { type TypedSql, typedSqlAt } from "../../sql/typedSql.ts";
import { columnDocumentation, tableDocumentation } from "../describe/tables.ts";
import type { Completion, CompletionKind } from "./types.ts";

interface Word {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly text: string;
  readonly rank: number;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
}

const keywords = [
  "and",
  "or",
  "not",
  "is null",
  "is not null",
  "in",
  "like",
  "between",
  "interval",
  "null",
  "true",
  "false",
];

/** Completions for SQL that ends at the cursor. */
export function completeSql(place: CursorPlace, scope: SqlScope): Completion[] {
  const sql = typedSqlAt(place.typed.text, scope.dialect);
  if (sql.kind === "none") return [];
  if (sql.kind === "table") return completeTables(place, scope, sql);
  if (sql.qualifier.length > 0) return write(place, sql, qualifiedColumns(scope, sql), scope.dialect);
  return write(place, sql, sql.quoted ? quotedWords(scope) : bareWords(scope), scope.dialect);
}

function qualifiedColumns(scope: SqlScope, sql: TypedSql): Word[] {
  const [name = ""] = sql.qualifier;
  if (sql.qualifier.length > 1) return [];
  const alias = findAlias(scope, name);
  // An unknown alias is most likely a misspelt one: any column may be meant.
  return (alias ? [alias] : scope.aliases).flatMap((each) =>
    each.columns.map((column, index) => columnWord(column, each, undefined, scope.dialect, index)),
  );
}

function findAlias(scope: SqlScope, name: string): ScopeAlias | undefined {
  return (
    scope.aliases.find((a) => a.alias === name) ??
    scope.aliases.find((a) => a.alias.toLowerCase() === name.toLowerCase())
  );
}

/** Inside an opened quote only names make sense, not functions. */
function quotedWords(scope: SqlScope): Word[] {
  return scope.aliases
    .flatMap((alias) =>
      alias.columns.map((column, i) => columnWord(column, alias, undefined, scope.dialect, i)),
    )
    .concat(scope.columns.map((column, i) => columnWord(column, undefined, undefined, scope.dialect, i)));
}

function bareWords(scope: SqlScope): Word[] {
  const { dialect } = scope;
  const aliases = scope.aliases.map(
    (alias): Word => ({
      label: alias.alias,
      kind: "alias",
      text: writeIdentifier(alias.alias, dialect),
      rank: 1,
      detail: alias.detail,
      documentation: alias.description,
    }),
  );
  const qualify = scope.aliases.length > 1;
  const columns = scope.aliases.flatMap((alias) =>
    alias.columns.map((column, i) =>
      columnWord(column, alias, qualify ? alias.alias : undefined, dialect, 100 + i),
    ),
  );
  const own = scope.columns.map((column, i) => columnWord(column, undefined, undefined, dialect, i));
  const functions = functionsOf(dialect).map(
    ({ name, signature, description }): Word => ({
      label: name,
      kind: "function",
      text: name,
      rank: 2000,
      detail: signature,
      documentation: `\`${name}${signature}\`\n\n${description}`,
    }),
  );
  const words = keywords.map((word): Word => ({ label: word, kind: "value", text: word, rank: 3000 }));
  const instead = scope.words.map((word): Word => ({ label: word, kind: "value", text: word, rank: 1000 }));
  return [...aliases, ...own, ...columns, ...instead, ...functions, ...words];
}

function columnWord(
  column: Column,
  alias: ScopeAlias | undefined,
  qualifier: string | undefined,
  dialect: DialectName,
  rank: number,
): Word {
  const name = writeIdentifier(column.name, dialect);
  return {
    label: column.name,
    kind: "column",
    text: qualifier === undefined ? name : `${writeIdentifier(qualifier, dialect)}.${name}`,
    rank,
    detail: [qualifier, column.type].filter(Boolean).join(" · ") || undefined,
    documentation: columnDocumentation(column, alias),
  };
}

function write(
  place: CursorPlace,
  sql: TypedSql,
  words: readonly Word[],
  dialect: DialectName,
): Completion[] {
  const start = place.typed.offsets[sql.start] ?? place.offset;
  const after = place.after;
  const quote = identifierQuote(dialect);
  const rest = sql.quoted ? "" : (/^[\p{L}\p{N}_$]*/u.exec(after)?.[0] ?? "");
  const closing = sql.quoted && after.startsWith(quote) ? quote.length : 0;
  const span = { start, end: place.offset + rest.length + closing };
  const atStart = place.typed.text.slice(0, sql.start).trim() === "";
  return words.flatMap((word) => {
    const text = sql.quoted && !word.text.startsWith(quote) ? `${quote}${word.text}${quote}` : word.text;
    const encoded = writeInto({ style: place.style, flow: place.flow, atStart }, text);
    if (encoded === undefined) return [];
    return {
      label: word.label,
      kind: word.kind,
      insert: place.needsSpace ? ` ${encoded}` : encoded,
      span,
      rank: word.rank,
      // Editors compare it with what stands in the file, escapes included.
      ...(sql.quoted
        ? { filter: `${place.style === "double" && quote === '"' ? "\\" : ""}${quote}${word.label}` }
        : {}),
      ...(word.detail ? { detail: word.detail } : {}),
      ...(word.documentation ? { documentation: word.documentation } : {}),
    } satisfies Completion;
  });
}

/** Names of tables: the whole dotted name is replaced. */
export function completeTables(
  place: CursorPlace,
  scope: Pick<SqlScope, "tables" | "dialect">,
  sql: TypedSql,
): Completion[] {
  const words = scope.tables.map((table): Word => {
    const name = table.parts.map((part) => writeIdentifier(part, scope.dialect)).join(".");
    return {
      label: table.parts.join("."),
      kind: "table",
      text: name,
      rank: 10,
      detail: table.columns.length > 0 ? `${table.columns.length} columns` : undefined,
      documentation: tableDocumentation(table),
    };
  });
  return write(place, { ...sql, start: sql.nameStart }, words, scope.dialect);
}
