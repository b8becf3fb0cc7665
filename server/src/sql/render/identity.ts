/** Who anonymous rows were: common tables of who held an id from when until when, and rows joined with them at their own time. */
import { entityColumn } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { indent, list } from "../layout.ts";
import type { EventPlan, IdentityPlan, RelationPlan, Scan } from "../plan/plan.ts";
import { plannedNames } from "../plan/plannedNames.ts";
import { idText } from "./canonical.ts";
import { joinedEvents } from "./joinedEvents.ts";
import { over, sharedWindow } from "./ordering.ts";
import { isConstant, type Query, type Steps, stepsOf } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import { rendererOf } from "./rendererOf.ts";
import { and, scanQuery } from "./scanQuery.ts";
import { type CommonTable, caseOf, identifier, literal, named, select } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";

type PickName = (wanted: string) => string;

/** What the table of an identity is called, and its columns. */
interface IdentityNames {
  readonly table: string;
  readonly anonymous: string;
  readonly known: string;
}

/** Whether rows of a scan may get the stream's entity by an anonymous id. */
export function isAnonymous({ identity }: RelationPlan, { events }: Scan): boolean {
  return events.some(({ entities }) => entities.some(({ name }) => name === identity?.anonymous));
}

/** A query as a step, so that its columns are no author's. */
export function asStep(query: Query, steps: Steps): Query {
  const isStep = query.qualify.length === 0 && query.tables.at(-1)?.name === query.from;
  return isStep ? query : steps.after(query, "found").query;
}

/** The rows of a scan as a step, before it is known who they were. */
interface ScanStep {
  readonly scan: Scan;
  readonly query: Query;
}

/** Who anonymous rows were. */
interface KnownIds {
  /** Evidence, and from when until when each id was known. */
  readonly tables: readonly CommonTable[];
  /** In: a step. Out: its rows, with the id that held at their time where they have none of their own. */
  identified(step: Query): Query;
}

/** In: the steps of all that is anonymous. */
export function knownIds(
  renderer: RelationRenderer,
  identity: IdentityPlan,
  steps: readonly ScanStep[],
  pickTable: PickName,
): KnownIds {
  const { dialect } = renderer;
  const names: IdentityNames = {
    table: identifier(dialect, pickTable("identities")),
    anonymous: identifier(dialect, entityColumn(identity.anonymous)),
    known: identifier(dialect, entityColumn(identity.entity)),
  };
  return {
    tables: identityTables(dialect, identity, names, {
      evidence: evidenceTables(renderer, identity, { names, steps, pickTable }),
      pickTable,
    }),
    identified: (step) => identified(renderer, identity, names, step),
  };
}

function identified(
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
    `${column("known_from")} <= ${time}`,
    `${time} < ${column("known_until")}`,
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
function identityTables(
  dialect: Dialect,
  identity: IdentityPlan,
  names: IdentityNames,
  { evidence, pickTable }: { readonly evidence: readonly CommonTable[]; readonly pickTable: PickName },
): CommonTable[] {
  const { anonymous, known } = names;
  const order = { partition: [anonymous], by: ["proven_at", dialect.byBytes(known)] };
  const proofs = identifier(dialect, pickTable("proofs"));
  const start = startOf(dialect, identity);
  const isOther = dialect.isDistinct(known, "known_before");
  const held = (sql: string, table: string, where: readonly string[]): CommonTable => {
    const next = `lead(${dialect.toNullable?.(sql) ?? sql}) ${over(order.partition, order.by)}`;
    const end = `coalesce(${list([next, dialect.farFuture(dialect.eventTime)])})`;
    const columns = [anonymous, known, named(dialect, sql, "known_from"), named(dialect, end, "known_until")];
    return { name: names.table, query: select({ columns, from: table, where }) };
  };
  const isBounded = start.includes("proven_before");
  const inOrder = proofsOf(dialect, names, { ...order, isBounded }, evidence);
  const before = [...evidence, { name: proofs, query: inOrder }];
  if (start === "proven_at") return [...before, held(start, proofs, [isOther])];
  const changes = identifier(dialect, pickTable("changes"));
  const columns = [anonymous, known, "proven_at", named(dialect, start, "known_from")];
  return [
    ...before,
    { name: changes, query: select({ columns, from: proofs, where: [isOther] }) },
    held("known_from", changes, []),
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
  const window = sharedWindow(dialect, "by_time", [partition, by]);
  const before = (sql: string, name: string) =>
    named(dialect, `lag(${dialect.toNullable?.(sql) ?? sql}) ${window.over}`, name);
  return select({
    columns: [
      ...[anonymous, known, "proven_at", before(known, "known_before")],
      ...(isBounded ? [before("proven_at", "proven_before")] : []),
    ],
    from: evidence.at(-1)?.name,
    windows: window.named,
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

/** Steps of the evidence; the last table is all of it. What is read for the stream anyway is not read again. */
function evidenceTables(
  { dialect, relation }: RelationRenderer,
  { anonymous, entity, evidence }: IdentityPlan,
  { names, steps, pickTable }: EvidenceSteps,
): CommonTable[] {
  const { activity: _, numbering: __, identity: ___, ...rest } = relation;
  const ids = [anonymous, entity];
  const alone: RelationPlan = {
    ...rest,
    ...{ layout: "narrow", entities: ids, properties: [], scans: evidence, window: {} },
  };
  const own = stepsOf(dialect, alone, (wanted) => pickTable(`evidence_${wanted}`));
  const queries = evidence.map((scan) => {
    const query = sharedQuery({ dialect, relation }, steps, scan);
    if (query) return { query, tables: [], row: query.row, entities: relation.entities };
    const ready = joinedEvents({ dialect, relation: alone }, scan, pickTable);
    const read = scanQuery(rendererOf({ dialect, relation: alone }, ready.scan), own);
    return { query: read, tables: [...ready.tables, ...read.tables], row: read.row, entities: ids };
  });
  const selects = queries.map(({ query, row, entities }) =>
    evidenceSelect(
      dialect,
      names,
      query,
      ids.flatMap((name) => row.entities[entities.indexOf(name)] ?? []),
    ),
  );
  const nothing = select({ columns: noEvidence(dialect, names), limit: 0 });
  return [
    ...queries.flatMap(({ tables }) => tables),
    {
      name: identifier(dialect, pickTable("evidence")),
      query: selects.length === 0 ? nothing : selects.join("\nunion all\n"),
    },
  ];
}

/** What evidence is found in, beside what is read for it alone. */
interface EvidenceSteps {
  readonly names: IdentityNames;
  readonly steps: readonly ScanStep[];
  readonly pickTable: PickName;
}

/** The rows of a step that are a scan's evidence; `undefined` where no step has all of them. */
function sharedQuery(
  { dialect, relation }: RelationRenderer,
  steps: readonly ScanStep[],
  { events }: Scan,
): Query | undefined {
  const { since, until, limit, increment } = relation.window;
  const isCut = [since, until, limit, increment].some((bound) => bound !== undefined);
  if (isCut && !relation.numbering) return undefined;
  const isWhole = (event: EventPlan, { scan }: ScanStep) =>
    scan.events.some(
      (one) =>
        one.name === event.name &&
        one.also === event.also &&
        !one.scheduled &&
        one.only?.join("\n") === event.only?.join("\n"),
    );
  const step = steps.find((one) => events.every((event) => isWhole(event, one)));
  if (!step) return undefined;
  const names = events.map(plannedNames);
  if (names.includes(undefined)) return undefined;
  const wanted = [...new Set(names.flatMap((own) => own ?? []))].map((name) => literal(dialect, name));
  const { event } = step.query.row;
  const isEvidence =
    wanted.length === 1 ? `${event} = ${wanted.join("")}` : `${event} in (${wanted.join(", ")})`;
  return isConstant(event) ? step.query : and(step.query, [isEvidence]);
}

function evidenceSelect(
  dialect: Dialect,
  { anonymous, known }: IdentityNames,
  query: Query,
  ids: readonly TypedText[],
): string {
  const columns = ids.map(({ sql, type }, at) =>
    named(dialect, idText(dialect, sql, type), at === 0 ? anonymous : known),
  );
  const { from, where, qualify, settings } = and(query, bothKnown(ids));
  return select({
    columns: [...columns, named(dialect, query.row.time.utc, "proven_at")],
    ...{ from, where, qualify, settings },
  });
}

function bothKnown(ids: readonly TypedText[]): string[] {
  return ids.flatMap(({ sql }) => (isConstant(sql) ? [] : [`${sql} is not null`]));
}

/** Where every event of it is switched off. */
function noEvidence(dialect: Dialect, { anonymous, known }: IdentityNames): string[] {
  const { string, [dialect.eventTime]: time } = dialect.types;
  const text = (name: string) => named(dialect, `cast(null as ${string})`, name);
  return [text(anonymous), text(known), named(dialect, `cast(null as ${time})`, "proven_at")];
}
