/** Who anonymous rows were: common tables of who held an id from when until when, and rows joined with them at their own time. */
import type { Dialect } from "../dialects/dialect.ts";
import type { IdentityPlan, RelationPlan, Scan } from "../plan/plan.ts";
import { idText } from "./canonical.ts";
import { picking } from "./generatedNames.ts";
import { over, windowOf } from "./ordering.ts";
import { isConstant, type Query, type Steps, stepsOf } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import { rendererOf } from "./rendererOf.ts";
import { carriedRow, type Row } from "./row.ts";
import { and, scanQuery } from "./scanQuery.ts";
import { type CommonTable, caseOf, identifier, indent, list, named, select } from "./sqlText.ts";

type PickName = (wanted: string) => string;

/** What the common tables of an identity are called, and their columns, which no column of a step is called. */
interface IdentityNames {
  readonly table: string;
  readonly anonymous: string;
  readonly known: string;
  readonly from: string;
  readonly until: string;
}

/** A query whose rows have an anonymous id, and what gives its steps a name. */
interface Anonymous {
  readonly query: Query;
  readonly steps: Steps;
}

/** Whether a row may get the stream's entity by its anonymous id. */
export function isAnonymous({ identity, entities }: RelationPlan, { row }: Query): boolean {
  return identity !== undefined && row.entities[entities.indexOf(identity.anonymous)] !== undefined;
}

/** A row as a step, so that its columns have names of ours beside those of the identity. */
export function asStep({ query, steps }: Anonymous): Query {
  const isStep = query.qualify.length === 0 && query.tables.at(-1)?.name === query.from;
  return isStep ? query : steps.after(query, "found").query;
}

/** In: all steps that the tables are joined to. */
export function identityNames(
  { dialect, relation }: RelationRenderer,
  steps: readonly Query[],
  pickTable: PickName,
): IdentityNames {
  const taken = new Set(["proven_at", "known_before", "proven_before"]);
  for (const { row } of steps)
    carriedRow(dialect, relation, row, (sql) => {
      taken.add(sql.toLowerCase());
      return sql;
    });
  const pick = picking(taken);
  return {
    table: identifier(dialect, pickTable("identities")),
    ...{ anonymous: pick("anonymous_id"), known: pick("known_id") },
    ...{ from: pick("known_from"), until: pick("known_until") },
  };
}

/** The rows with the id that held at their time, where they have none of their own. */
export function identified(
  { dialect, relation }: RelationRenderer,
  { anonymous, entity }: IdentityPlan,
  names: IdentityNames,
  step: Query,
): Query {
  const { row } = step;
  const at = relation.entities.indexOf(entity);
  const visitor = row.entities[relation.entities.indexOf(anonymous)];
  if (!visitor) return step;
  const column = (name: string) => `${names.table}.${name}`;
  const time = row.time.utc;
  const on = [
    `${column(names.anonymous)} = ${idText(dialect, visitor.sql, visitor.type)}`,
    `${column(names.from)} <= ${time}`,
    `${time} < ${column(names.until)}`,
  ];
  const known = column(names.known);
  const own = row.entities[at];
  const isOwn = own === undefined || own.sql === "null";
  const id = isOwn ? known : `coalesce(${idText(dialect, own.sql, own.type)}, ${known})`;
  const resolved = isOwn ? `${known} is not null` : `${own.sql} is null and ${known} is not null`;
  return {
    ...step,
    settings: dialect.settings,
    from: `${step.from}\nleft join ${names.table}\n${indent(`on ${on.join("\nand ")}`)}`,
    row: {
      ...row,
      entities: row.entities.with(at, { sql: id, type: { kind: "string" } }),
      resolved: condition(dialect, resolved),
    },
  };
}

/** A condition as a value. */
function condition(dialect: Dialect, sql: string): string {
  return dialect.conditionsAreNumbers ? `cast(${sql} as ${dialect.types.boolean})` : sql;
}

/** Evidence, beside each proof the one before it, those that prove somebody else, and from when until when each id was known. */
export function identityTables(
  renderer: RelationRenderer,
  identity: IdentityPlan,
  names: IdentityNames,
  pickTable: PickName,
): CommonTable[] {
  const { dialect } = renderer;
  const { anonymous, known, from, until } = names;
  const order = { partition: [anonymous], by: ["proven_at", dialect.byBytes(known)] };
  const evidence = evidenceTables(renderer, identity, names, pickTable);
  const proofs = identifier(dialect, pickTable("proofs"));
  const start = startOf(dialect, identity);
  const isOther = dialect.isDistinct(known, "known_before");
  const held = (sql: string, table: string, where: readonly string[]): CommonTable => {
    const next = `lead(${dialect.toNullable?.(sql) ?? sql}) ${over(order.partition, order.by)}`;
    const end = `coalesce(${list([next, dialect.farFuture(dialect.eventTime)])})`;
    const columns = [anonymous, known, named(dialect, sql, from), named(dialect, end, until)];
    return { name: names.table, query: select({ columns, from: table, where }) };
  };
  const isBounded = start.includes("proven_before");
  const inOrder = proofsOf(dialect, names, { ...order, isBounded }, evidence);
  const before = [...evidence, { name: proofs, query: inOrder }];
  if (start === "proven_at") return [...before, held(start, proofs, [isOther])];
  const changes = identifier(dialect, pickTable("changes"));
  const columns = [anonymous, known, "proven_at", named(dialect, start, from)];
  return [
    ...before,
    { name: changes, query: select({ columns, from: proofs, where: [isOther] }) },
    held(from, changes, []),
  ];
}

/** The order of proofs, and whether it matters when the one before was. */
interface ProofOrder {
  readonly partition: readonly string[];
  readonly by: readonly string[];
  readonly isBounded: boolean;
}

/** Each proof with the one before it. */
function proofsOf(
  dialect: Dialect,
  { anonymous, known }: IdentityNames,
  { partition, by, isBounded }: ProofOrder,
  evidence: readonly CommonTable[],
): string {
  const spec = dialect.namedWindows ? "over by_time" : over(partition, by);
  const before = (sql: string, name: string) =>
    named(dialect, `lag(${dialect.toNullable?.(sql) ?? sql}) ${spec}`, name);
  return select({
    columns: [
      ...[anonymous, known, "proven_at", before(known, "known_before")],
      ...(isBounded ? [before("proven_at", "proven_before")] : []),
    ],
    from: evidence.at(-1)?.name,
    ...(dialect.namedWindows && { windows: [`by_time as (${windowOf(partition, by)})`] }),
  });
}

/**
 * From when an id holds that evidence proves: so long before it, yet never before what was proven last. Of two ids at one moment the
 * later in the order of their texts holds.
 */
function startOf(dialect: Dialect, { beforeSeconds, fromBeginning }: IdentityPlan): string {
  const early = beforeSeconds > 0 ? dialect.minusSeconds("proven_at", beforeSeconds) : "proven_at";
  const start = beforeSeconds > 0 ? `greatest(${early}, proven_before)` : early;
  if (!fromBeginning && beforeSeconds === 0) return start;
  const first = fromBeginning ? dialect.farPast : early;
  return caseOf("case", [`when proven_before is null then ${first}`, `else ${start}`]);
}

/** Steps of the evidence; the last table is all of it. */
function evidenceTables(
  { dialect, relation }: RelationRenderer,
  { anonymous, entity, evidence }: IdentityPlan,
  names: IdentityNames,
  pickTable: PickName,
): CommonTable[] {
  const { activity: _, numbering: __, identity: ___, ...rest } = relation;
  const plain: RelationPlan = {
    ...rest,
    ...{ layout: "narrow", entities: [anonymous, entity], properties: [], scans: evidence, window: {} },
  };
  const steps = stepsOf(dialect, plain, (wanted) => pickTable(`evidence_${wanted}`));
  const queries = evidence.map((scan: Scan) =>
    scanQuery(rendererOf({ dialect, relation: plain }, scan), steps),
  );
  const selects = queries.map((query) => evidenceSelect(dialect, names, query));
  const nothing = select({ columns: noEvidence(dialect, names), limit: 0 });
  return [
    ...queries.flatMap(({ tables }) => tables),
    {
      name: identifier(dialect, pickTable("evidence")),
      query: selects.length === 0 ? nothing : selects.join("\nunion all\n"),
    },
  ];
}

function evidenceSelect(dialect: Dialect, { anonymous, known }: IdentityNames, query: Query): string {
  const { row } = query;
  const columns = row.entities.flatMap((value, at) =>
    value ? named(dialect, idText(dialect, value.sql, value.type), at === 0 ? anonymous : known) : [],
  );
  const { from, where, qualify, settings } = and(query, bothKnown(row));
  return select({
    columns: [...columns, named(dialect, row.time.utc, "proven_at")],
    ...{ from, where, qualify, settings },
  });
}

function bothKnown({ entities }: Row): string[] {
  return entities.flatMap((value) => (value && !isConstant(value.sql) ? [`${value.sql} is not null`] : []));
}

/** Where every event of it is switched off. */
function noEvidence(dialect: Dialect, { anonymous, known }: IdentityNames): string[] {
  const { string, [dialect.eventTime]: time } = dialect.types;
  const text = (name: string) => named(dialect, `cast(null as ${string})`, name);
  return [text(anonymous), text(known), named(dialect, `cast(null as ${time})`, "proven_at")];
}
