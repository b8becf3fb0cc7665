/** A fix for dbt's braces in a query: the tables that they name are declared beside it. */
import { treePlaceOf } from "../../document/treePlace.ts";
import type { Fix, Span, TextDocument, TextEdit, YamlMap } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { defaultAlias } from "../../project/defaultAlias.ts";
import { tablesNamedAt } from "../../project/namesAt.ts";
import { parseTable } from "../../spec/values.ts";
import { bracedTables } from "../../sql/reader/templating.ts";
import { tokenize } from "../../sql/reader/tokens.ts";
import type { RuleContext } from "../types.ts";
import { spanInExpression } from "./readings.ts";
import type { ReadSql } from "./readSql.ts";

/** The `fixes` of a report, or nothing where the SQL has no such braces, or no place to declare its tables at. */
export function withoutBraces(expression: ReadSql, context: RuleContext): { fixes?: readonly Fix[] } {
  const document = context.document(expression.file);
  if (!expression.query || !document) return {};
  const { text } = expression.sql;
  const braced = bracedTables(text, tokenize(text, context.knowledge.dialect));
  const names = namesFor(
    braced.map(({ reference }) => reference),
    new Map(tablesNamedAt(expression).map(({ name, table }) => [name.value, table.sql.text.trim()])),
  );
  const declared = names && declare(document, expression.sql.span, names.added);
  if (!names || !declared || braced.length === 0) return {};
  const replaced = braced.map(({ start, end, reference }): TextEdit => {
    const span = spanInExpression(expression, { start, end }, context);
    return { span, text: names.of.get(reference) ?? reference };
  });
  const title = "Declare the tables below `tables`";
  return { fixes: [{ title, edits: [...replaced, ...declared], preferred: true }] };
}

interface Names {
  /** Names by references. */
  readonly of: ReadonlyMap<string, string>;
  /** Names and references that are not declared yet. */
  readonly added: ReadonlyMap<string, string>;
}

/** In: references as written, and what is declared already. `undefined` where a name can't stand in SQL as it is, or stands for another table. */
function namesFor(references: readonly string[], declared: ReadonlyMap<string, string>): Names | undefined {
  const of = new Map<string, string>();
  const added = new Map<string, string>();
  for (const reference of references) {
    const table = parseTable(reference);
    if (!table || table.kind === "relation") return undefined;
    const known = [...declared].find(([, other]) => other === reference)?.[0];
    const name = known ?? defaultAlias(table);
    const other = added.get(name) ?? declared.get(name) ?? reference;
    if (!/^[a-z_]\w*$/i.test(name) || other !== reference) return undefined;
    of.set(reference, name);
    if (known === undefined) added.set(name, reference);
  }
  return { of, added };
}

/** Adds to `tables` beside the query, which is made where it is not there. */
function declare(
  document: TextDocument,
  sql: Span,
  added: ReadonlyMap<string, string>,
): TextEdit[] | undefined {
  const { map } = treePlaceOf(document, sql);
  if (!map) return undefined;
  const tables = map.pairs.find(({ key }) => key.text === "tables");
  // A comma needs quotes, and dbt's own are single ones.
  const entries = [...added].map(([key, reference]) => ({
    key,
    inline: writeScalar(reference, reference.includes(",") ? { style: "double" } : { flow: true }),
  }));
  if (tables) {
    const edits = entries.map((entry) => setKey(document, tables.key.span, entry));
    return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
  }
  const owner = ownerOf(document, map);
  const inline = `{${entries.map(({ key, inline: value }) => `${key}: ${value}`).join(", ")}}`;
  return owner && setKey(document, owner, { key: "tables", inline });
}

/** The key whose value a map is: what stands just before the map belongs to it, and to nothing in the map. */
function ownerOf(document: TextDocument, map: YamlMap): Span | undefined {
  const before = { start: map.span.start - 1, end: map.span.start - 1 };
  const { pair } = treePlaceOf(document, before);
  return pair?.value === map ? pair.key.span : undefined;
}
