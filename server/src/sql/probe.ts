/** Statements that ask an engine about a user's expressions without reading a row: their types, and which of them it refuses. */
import { comesAfterTime, neighbourNames } from "../project/sequence.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import { bringsNames, isOfList, isQueryRole } from "../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialectOf } from "./dialects/index.ts";
import type { Planning } from "./plan/expressionTypes.ts";
import { lookupParameters } from "./plan/lookupParameters.ts";
import type { Scan } from "./plan/plan.ts";
import { planEvent } from "./plan/planEvent.ts";
import { planScan } from "./plan/planScan.ts";
import { tablesRead } from "./plan/scanSql.ts";
import { textInUse } from "./plan/textInUse.ts";
import { virtualAt } from "./plan/virtualAliases.ts";
import { qualifiersIn } from "./reader/namesUsed.ts";
import { areJoinedFit, isFit } from "./refusedSql.ts";
import { isNamedPlain } from "./render/generatedNames.ts";
import { joinedInPlace } from "./render/joinedEvents.ts";
import { neighbourTables } from "./render/neighbourTables.ts";
import { closed } from "./render/putInPlace.ts";
import type { ScanRenderer } from "./render/renderer.ts";
import { probeRenderer } from "./render/rendererOf.ts";
import { bareFrom, noMoment } from "./render/renderFrom.ts";
import { identifier, protect, restoreBreaks } from "./render/sqlText.ts";
import { namesTables } from "./render/tables.ts";
import type { DialectName, ExpressionTypes } from "./types.ts";

/** An expression as a column of a probe. */
interface ProbeColumn {
  /** The column's name in the result. */
  readonly name: string;
  readonly expression: UserSql;
  /** What is asked: the expression's text, or of a lookup's what it is in the event. */
  readonly text: string;
  /** Offset of that text in the probe's: an offset `n` that the engine names is `n - start` in it. */
  readonly start: number;
}

/** What the columns of a query are called together, where it is what is asked about. */
export const allColumns = "*";

export interface Probe {
  readonly sql: string;
  readonly columns: readonly ProbeColumn[];
}

/**
 * All expressions of an event as columns, no rows. Joins stand without their conditions, which are columns too, so that an engine
 * that names a place names an expression. Out: `undefined` without a source, or where some SQL is not one whole expression.
 * Queries (`from: {sql: …}`) are no columns: probe them one by one. In: types that are known already; how the elements of a list are had
 * depends on its type.
 */
export function probeEvent(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  types?: ExpressionTypes,
): Probe | undefined {
  const expressions = sqlOfRows(project, event);
  if (!expressions.every((one) => isFit(project, one, dialect))) return undefined;
  if (!areJoinedFit(project, event, dialect)) return undefined;
  const columns = expressions.filter((one) => !isQueryRole(one.role));
  return probe({ project, dialect, types }, event, columns, Number.POSITIVE_INFINITY);
}

/**
 * One expression alone. Lists and parameters come before what may use them: where one of these or a table is wrong, the expressions
 * after it can't be judged. Out: `undefined` without a source, or where the SQL, or other SQL that must stand beside it, is not one whole
 * expression.
 */
export function probeOne(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  expression: UserSql,
  types?: ExpressionTypes,
): Probe | undefined {
  if (!isFit(project, expression, dialect)) return undefined;
  if (isQueryRole(expression.role)) return probeQuery({ project, dialect }, event, expression);
  const lists = isOfList(expression.role) ? (expression.index ?? 0) : Number.POSITIVE_INFINITY;
  const beside = besideOne(project, event, { expression, lists, dialect });
  if (!beside.every((one) => isFit(project, one, dialect))) return undefined;
  if (!areJoinedFit(project, event, dialect)) return undefined;
  return probe({ project, dialect, types }, event, [expression], lists);
}

/** The source of an event and nothing of what is made of it. */
export function probeSource(project: Project, event: ProjectEvent, dialect: DialectName): Probe | undefined {
  return probe(
    { project, dialect },
    { ...event, document: { ...event.document, joins: [], lookups: [] } },
    [],
    0,
  );
}

interface Asked {
  readonly expression: UserSql;
  /** How many lists come before it. */
  readonly lists: number;
  readonly dialect: DialectName;
}

/** The event's SQL that a probe of one expression holds beside it: what brings in tables and columns; of one that speaks of other rows all. */
function besideOne(project: Project, event: ProjectEvent, { expression, lists, dialect }: Asked): UserSql[] {
  const all = sqlOfRows(project, event);
  const qualifiers = qualifiersIn(expression.sql.text, dialect);
  if (neighbourNames.some((name) => qualifiers.has(name))) return all;
  return all.filter(({ role, index = 0 }) =>
    isOfList(role) ? index < lists : bringsNames(role) || role === "field_value",
  );
}

function probe(
  planning: Planning,
  event: ProjectEvent,
  expressions: readonly UserSql[],
  lists: number,
): Probe | undefined {
  const plan = planEvent(planning, event);
  const scan = planScan(planning, event, plan ? [plan] : []);
  if (!scan) return undefined;
  const dialect = dialectOf(planning.dialect);
  const renderer = probeRenderer(dialect, joinedInPlace(dialect, scan));
  let sql = "select";
  const columns = expressions.map((expression, at): ProbeColumn => {
    const own = ownTables(planning, event, expression, renderer);
    const name = `probe_${at + 1}`;
    sql += `${at === 0 ? "" : ","}\n  ${own ? "(select (" : "("}`;
    const start = sql.length;
    const text = textInUse(expression.sql.text, expression.use, planning);
    sql += closed(text, planning.dialect);
    sql += own ? `) from ${own})` : ")";
    sql += ` as ${name}`;
    return { name, expression, text, start };
  });
  if (columns.length === 0) sql += " 1 as probe_1";
  const virtual = new Set(expressions.flatMap((one) => virtualIn(planning, event, one)));
  const param = virtual.has("param");
  const usesEvent = virtual.has("event") || (param && renderer.usesEvent);
  const from = restoreBreaks(bareFrom(renderer, { lists, event: usesEvent, param }));
  return { sql: `${sql}\nfrom ${from}\nlimit 0`, columns };
}

/** The virtual aliases that an expression speaks of. */
function virtualIn({ project, dialect }: Planning, event: ProjectEvent, expression: UserSql) {
  const qualifiers = qualifiersIn(expression.sql.text, dialect);
  return virtualAt({ ...expression, event }, project).filter((name) => qualifiers.has(name));
}

/**
 * The tables that an expression alone sees: parameters of its lookup that others call by the same name, and `event` and `param` where
 * these names mean something else outside. Its own text stays as written, so that places in it can be found again.
 */
function ownTables(
  planning: Planning,
  event: ProjectEvent,
  expression: UserSql,
  { dialect, scan, names }: ScanRenderer,
): string | undefined {
  const virtual = virtualIn(planning, event, expression);
  const tables: string[] = [];
  if (virtual.includes("param")) {
    const { shared, byLookup } = lookupParameters(planning, event);
    const hidden = shared.map(({ name }, at) => ({ name, sql: scan.parameters[at]?.sql ?? "" }));
    const parameters =
      byLookup.get(expression.use?.use.name.value ?? "") ?? (isNamedPlain("param", names) ? [] : hidden);
    if (parameters.length > 0) tables.push(`(select ${parameterList(dialect, parameters)}) as param`);
  }
  if (virtual.includes("event") && !isNamedPlain("event", names))
    tables.push(`(select ${noMoment(dialect)} as ${identifier(dialect, "at")}) as event`);
  const sequence = comesAfterTime(expression.role) ? scan.events[0]?.sequence : undefined;
  if (sequence && !expression.lookup) {
    const qualifiers = qualifiersIn(expression.sql.text, planning.dialect);
    tables.push(...neighbourTables(dialect, sequence, qualifiers).map(restoreBreaks));
  }
  return tables.length > 0 ? tables.join(", ") : undefined;
}

function parameterList(dialect: Dialect, parameters: Scan["parameters"]): string {
  return restoreBreaks(
    parameters
      .map(({ name, sql }) => `(${protect(dialect, sql)}) as ${identifier(dialect, name)}`)
      .join(", "),
  );
}

/** A query as a table. Its named tables are put in place as they are when the event is compiled. */
function probeQuery(planning: Planning, event: ProjectEvent, expression: UserSql): Probe | undefined {
  const scan = planScan(planning, event, []);
  if (!scan) return undefined;
  const query = tablesRead(scan).find((from) => from.kind === "query" && from.sql === expression.sql.text);
  if (query?.kind !== "query") return undefined;
  // As the query itself begins, because what stands before it depends on that.
  const place = namesTables(dialectOf(planning.dialect), query.sql) ? "with \u0002" : "\u0002";
  const alone: Scan = { ...scan, from: { ...query, sql: place }, steps: [], parameters: [] };
  const renderer = probeRenderer(dialectOf(planning.dialect), alone);
  const from = bareFrom(renderer, { lists: 0, event: false, param: false });
  const frame = `select *\nfrom ${restoreBreaks(from)}\nlimit 0`;
  const start = frame.indexOf(place);
  const text = closed(expression.sql.text, planning.dialect);
  const sql = frame.slice(0, start) + text + frame.slice(start + place.length);
  return { sql, columns: [{ name: allColumns, expression, text: expression.sql.text, start }] };
}
