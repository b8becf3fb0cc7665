/** What an event's SQL says, by what it stands for. */
import { calledAlias } from "../../project/defaultAlias.ts";
import { sqlOf, type UserSql } from "../../project/sqlOf.ts";
import type { SqlRole } from "../../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { RenameAliases } from "../aliases.ts";
import type { SqlPair } from "../types.ts";
import type { Fact, FactKind } from "./types.ts";

interface RoleFact {
  readonly kind: FactKind;
  readonly what: string;
  readonly as?: SqlPair["as"];
  /** The fact that it is a part of. */
  readonly partOf?: (sql: UserSql, rename: RenameAliases) => string;
}

const joinId = (sql: UserSql, rename: RenameAliases): string => {
  const join = (sql.use?.joins ?? sql.document?.joins)?.[sql.index ?? -1];
  const alias = (join && calledAlias(join)) ?? String(sql.index);
  return sql.use ? `lookup:${sql.use.use.name.value}:join:${alias}` : `join:${rename.alias(alias)}`;
};
const part = (id: string) => () => id;
const joinPart = (what: string, as?: SqlPair["as"]): RoleFact => ({
  kind: "join",
  what,
  partOf: joinId,
  ...(as && { as }),
});

/** What each role of SQL is a fact of; properties, tests and reconciliations are compared in their own way. */
const roleFacts: Readonly<Partial<Record<SqlRole, RoleFact>>> = {
  from: { kind: "source", what: "The query that rows come from", as: "query", partOf: part("source") },
  list: { kind: "list", what: "The list that makes rows", partOf: ({ index }) => `list:${index}` },
  list_column: { kind: "list", what: "A column that makes rows", partOf: ({ index }) => `list:${index}` },
  join_from: joinPart("The query of a join", "query"),
  on: joinPart("The condition of a join", "condition"),
  as_of_start: joinPart("The start of a joined history"),
  as_of_end: joinPart("The end of a joined history"),
  as_of_at: joinPart("The time that a joined history is read at"),
  field_name: joinPart("The name of a joined field"),
  field_value: joinPart("The value of a joined field"),
  parameter: {
    kind: "lookup",
    what: "A parameter of a lookup",
    partOf: ({ path }) => `lookup:${path.split(".")[1]}`,
  },
  where: { kind: "filter", what: "The filter", as: "condition" },
  key: { kind: "key", what: "The key" },
  at: { kind: "time", what: "The time" },
  order_by: { kind: "order", what: "The order of rows of one moment" },
  changes_value: { kind: "changes", what: "The value whose changes count", partOf: part("changes") },
  changes_per: { kind: "changes", what: "What changes are counted within", partOf: part("changes") },
  sequence_per: { kind: "sequence", what: "What sequences are counted within", partOf: part("sequence") },
  variants_by: { kind: "variants", what: "What names the event", partOf: part("variants") },
  variants_name: { kind: "variants", what: "The name of other rows", partOf: part("variants") },
  once_per: { kind: "once-per", what: "What there is one event of", partOf: part("once_per") },
  once_per_by: {
    kind: "once-per",
    what: "The order that picks one of several rows",
    partOf: part("once_per"),
  },
  partition: { kind: "documentation", what: "The partition" },
  loaded_at: { kind: "loaded-at", what: "The time of loading" },
  entity: { kind: "entity", what: "Entity" },
  revenue: { kind: "revenue", what: "The revenue" },
  currency: { kind: "currency", what: "The currency" },
  link: { kind: "link", what: "The link" },
};

/** The facts of all SQL of an event that counts. Texts of one role belong together, such as the parts of a key. */
export function sqlFacts(project: Project, event: ProjectEvent, rename: RenameAliases): Fact[] {
  const found = new Map<string, Fact>();
  for (const sql of sqlOf(project, event)) {
    const role = roleFacts[sql.role];
    if (!role) continue;
    const fact = factOf(sql, role, rename);
    const before = found.get(fact.id);
    found.set(fact.id, before ? { ...before, sql: [...before.sql, ...fact.sql] } : fact);
  }
  return [...found.values()];
}

function factOf(sql: UserSql, { kind, what, as = "value", partOf }: RoleFact, rename: RenameAliases): Fact {
  const { role, name, file, path } = sql;
  const owner = partOf?.(sql, rename);
  const id = [...(owner ? [owner] : []), role, ...(name === undefined ? [] : [name])].join(":");
  return {
    id,
    kind,
    what: name === undefined ? what : `${what} \`${name}\``,
    as,
    says: "",
    sql: [{ text: rename.sql(sql.sql.text), position: sql }],
    path,
    file,
    span: sql.sql.span,
    partOf: owner,
  };
}
