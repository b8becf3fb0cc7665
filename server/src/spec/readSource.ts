/** Tables, joins and what else says where rows come from. */
import type { Located, Span, YamlNode, YamlPair } from "../document/types.ts";
import {
  choiceOf,
  defined,
  itemsOf,
  literalOf,
  mapOf,
  nameOf,
  pairsOf,
  parsedOf,
  sqlOf,
  sqlsOf,
  textOf,
  textsOf,
  valueAt,
} from "./nodes.ts";
import { schemaAt } from "./schema.ts";
import type {
  AsOf,
  EachTable,
  Fields,
  ForEach,
  FullMember,
  FullSource,
  Join,
  JoinedEvent,
  LookupUse,
  NamedTable,
  Partition,
  QuerySource,
  Sequence,
  Source,
  SqlText,
  TableReference,
  TableSource,
  UnionMember,
  UnionSource,
} from "./types.ts";
import { parseDuration, parseTable, parseTablePattern, withoutBraces } from "./values.ts";

/** A table as written, dbt's braces left out, which are reported; a text that is no table name stands as a relation of that name, so that it can be reported as unknown. */
export function tableOf(node: YamlNode | undefined): TableReference | undefined {
  const sql = sqlOf(node);
  if (sql === undefined) return undefined;
  const name = withoutBraces(sql.text) ?? sql.text;
  return { ...(parseTable(name) ?? { kind: "relation", parts: [sql.text.trim()] }), sql };
}

/** What events may be read from; see `sourceOf` for what may be joined. */
export function sourceOfEvents(node: YamlNode | undefined): Source | undefined {
  const full = node?.kind === "map" ? valueAt(node, "full") : undefined;
  return node?.kind === "map" && full ? fullOf(node, full) : sourceOf(node);
}

/** Tables of which each is a source. */
export function eachOf(node: YamlNode | undefined): EachTable | undefined {
  const table = node?.kind === "map" ? tableOf(valueAt(node, "each")) : undefined;
  const pattern = table && parseTablePattern(table.sql.text);
  return node && pattern && { table, pattern, span: node.span };
}

function sourceOf(node: YamlNode | undefined): Source | undefined {
  if (node?.kind !== "map") return tableSource(node);
  const union = valueAt(node, "union");
  return union ? unionOf(node, union) : querySource(node);
}

function tableSource(node: YamlNode | undefined): TableSource | undefined {
  const table = tableOf(node);
  return table && { kind: "table", table, span: table.sql.span };
}

function querySource(node: YamlNode): QuerySource | undefined {
  const sql = sqlOf(valueAt(node, "sql"));
  return sql && { kind: "query", sql, tables: namedTables(valueAt(node, "tables")), span: node.span };
}

function unionOf(node: YamlNode, tables: YamlNode): UnionSource {
  return defined({
    kind: "union" as const,
    members: itemsOf(tables).flatMap((item) => memberOf(item) ?? []),
    except: textsOf(valueAt(node, "except")),
    relation: textOf(valueAt(node, "relation")),
    span: node.span,
  });
}

function fullOf(node: YamlNode, tables: YamlNode): FullSource {
  return {
    kind: "full",
    members: itemsOf(tables, mostMembers).flatMap((item) => fullMemberOf(item) ?? []),
    using: textsOf(valueAt(node, "using")),
    span: node.span,
  };
}

function fullMemberOf(item: YamlNode): FullMember | undefined {
  const isMap = item.kind === "map";
  const source = tableSource(isMap ? valueAt(item, "table") : item) ?? querySource(item);
  const using = isMap ? valueAt(item, "using") : undefined;
  if (!source) return undefined;
  return defined({
    source,
    alias: isMap ? textOf(valueAt(item, "as")) : undefined,
    using: using && textsOf(using),
  });
}

function memberOf(item: YamlNode): UnionMember | undefined {
  const table = tableOf(item.kind === "map" ? valueAt(item, "table") : item);
  if (!table) return undefined;
  const renames = pairsOf(valueAt(item, "rename")).flatMap((pair) => {
    const ours = textOf(pair.value);
    return ours ? [{ theirs: nameOf(pair), ours }] : [];
  });
  return defined({ table, pattern: parseTablePattern(table.sql.text), renames });
}

export function namedTables(node: YamlNode | undefined): NamedTable[] {
  return pairsOf(node).flatMap((pair) => {
    const table = tableOf(pair.value);
    return table ? [{ name: nameOf(pair), table }] : [];
  });
}

const [mostJoins, mostLists, mostMembers] = [["join"], ["for_each"], ["from", "full"]].map(
  (path) => schemaAt("spec", path).find(({ maxItems }) => maxItems !== undefined)?.maxItems,
);

export function joinsOf(node: YamlNode | undefined): Join[] {
  return itemsOf(node, mostJoins).flatMap((item) => (item.kind === "map" ? joinOf(item) : []));
}

function joinOf(node: YamlNode): Join {
  return defined({
    source: sourceOf(valueAt(node, "from")),
    event: joinedEventOf(node),
    alias: textOf(valueAt(node, "as")),
    on: sqlOf(valueAt(node, "on")),
    type: choiceOf(valueAt(node, "type"), ["left", "inner", "semi", "anti"]),
    asOf: asOfOf(valueAt(node, "fields") ?? valueAt(node, "as_of")),
    fields: fieldsOf(valueAt(node, "fields"), valueAt(node, "as_of")?.span),
    span: node.span,
  });
}

function joinedEventOf(node: YamlNode): JoinedEvent | undefined {
  const name = textOf(valueAt(node, "event"));
  if (!name || valueAt(node, "from")) return undefined;
  return defined({
    name,
    by: textOf(valueAt(node, "by")),
    pick: choiceOf(valueAt(node, "pick"), ["last", "first"])?.value ?? ("last" as const),
    within: parsedOf(valueAt(node, "within"), parseDuration),
  });
}

function fieldsOf(node: YamlNode | undefined, asOf: Span | undefined): Fields | undefined {
  const [name, value] = [sqlOf(valueAt(node, "name")), sqlOf(valueAt(node, "value"))];
  if (!node || !name || !value) return undefined;
  const picks = pairsOf(valueAt(node, "pick")).flatMap((pair) => {
    const field = literalOf(valueAt(mapOf(pair.value), "field") ?? pair.value);
    const list = textOf(valueAt(mapOf(pair.value), "list"));
    return field ? defined({ name: nameOf(pair), field, list }) : [];
  });
  return defined({ name, value, picks, asOf, span: node.span });
}

function asOfOf(node: YamlNode | undefined): AsOf | undefined {
  const start = sqlOf(valueAt(node, "start"));
  if (node === undefined || start === undefined) return undefined;
  return defined({
    start,
    end: sqlOf(valueAt(node, "end")),
    at: sqlOf(valueAt(node, "at")),
    timezone: textOf(valueAt(node, "timezone")),
    span: node.span,
  });
}

export function forEachOf(node: YamlNode | undefined): ForEach[] {
  return itemsOf(node, mostLists).flatMap((item) => {
    const name = textOf(valueAt(item, "item"));
    if (!name) return [];
    const shared = { item: name, position: textOf(valueAt(item, "position")), span: item.span };
    const list = sqlOf(valueAt(item, "in"));
    if (list) return defined({ kind: "elements" as const, in: list, ...shared });
    const columns = pairsOf(valueAt(item, "columns")).flatMap(namedSql);
    return columns.length > 0 ? defined({ kind: "columns" as const, columns, ...shared }) : [];
  });
}

export function lookupUses(node: YamlNode | undefined): LookupUse[] {
  return pairsOf(node).map((pair) =>
    defined({
      name: nameOf(pair),
      lookup: textOf(valueAt(mapOf(pair.value), "use")),
      parameters: pairsOf(pair.value).flatMap((one) => (one.key.text === "use" ? [] : namedSql(one))),
      span: pair.span,
    }),
  );
}

function namedSql(pair: YamlPair): { readonly name: Located<string>; readonly sql: SqlText }[] {
  const sql = sqlOf(pair.value);
  return sql ? [{ name: nameOf(pair), sql }] : [];
}

export function partitionOf(node: YamlNode | undefined): Partition | undefined {
  const map = mapOf(node);
  const column = sqlOf(valueAt(map, "column"));
  if (!map || !column) return undefined;
  return defined({ column, within: parsedOf(valueAt(map, "within"), parseDuration), span: map.span });
}

export function sequenceOf(node: YamlNode | undefined): Sequence | undefined {
  const per = sqlsOf(valueAt(node, "per"));
  if (!node || per.length === 0) return undefined;
  return defined({ per, gap: parsedOf(valueAt(node, "gap"), parseDuration), span: node.span });
}
