/** Statements that ask an engine about a user's expressions without reading a row: their types, and which of them it refuses. */
import { namesAt, virtualNames } from "../project/namesAt.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import { isQueryRole } from "../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialectOf } from "./dialects/index.ts";
import { isFit } from "./guard.ts";
import { typingOf } from "./plan/expressionTypes.ts";
import type { Scan } from "./plan/plan.ts";
import { lookupParameters, planScan } from "./plan/planScan.ts";
import { bareFrom } from "./render/renderFrom.ts";
import { finish, identifier, protect } from "./render/sqlText.ts";
import type { DialectName } from "./types.ts";

/** An expression as a column of a probe. */
interface ProbeColumn {
  /** The column's name in the result. */
  readonly name: string;
  readonly expression: UserSql;
  /** Offset of the expression's text in the probe's: an offset `n` that the engine names is `n - start` in `expression.sql.text`. */
  readonly start: number;
}

export interface Probe {
  readonly sql: string;
  readonly columns: readonly ProbeColumn[];
}

/**
 * All expressions of an event as columns, no rows. Joins stand without their conditions, which are columns too, so that an engine
 * that names a place names an expression. Out: `undefined` without a source, or where some SQL is not one whole expression.
 * Queries (`from: {sql: …}`) are no columns: probe them one by one.
 */
export function probeEvent(project: Project, event: ProjectEvent, dialect: DialectName): Probe | undefined {
  const expressions = sqlOfRows(project, event);
  if (!expressions.every((one) => isFit(one, dialect))) return undefined;
  const asked = expressions.filter((one) => !isQueryRole(one.role));
  return probe(project, event, dialect, { asked, lists: Number.POSITIVE_INFINITY, virtual: allVirtual });
}

/**
 * One expression alone. Lists and parameters come before what may use them: where one of these or a table is wrong, the expressions
 * after it can't be judged. Out: `undefined` without a source, or where the SQL is not one whole expression.
 */
export function probeOne(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  expression: UserSql,
): Probe | undefined {
  if (!isFit(expression, dialect)) return undefined;
  if (isQueryRole(expression.role)) return probeQuery(project, event, dialect, expression);
  const lists = sqlOfRows(project, event).filter(({ role }) => role === "list");
  const at = lists.findIndex(({ path }) => path === expression.path);
  const virtual = new Set((namesAt(expression, project)?.names ?? []).map(({ name }) => name));
  return probe(project, event, dialect, {
    asked: [expression],
    lists: at < 0 ? lists.length : at,
    virtual,
  });
}

const allVirtual: ReadonlySet<string> = new Set(Object.values(virtualNames));

interface Question {
  readonly asked: readonly UserSql[];
  /** How many of the event's lists come before what is asked. */
  readonly lists: number;
  /** Names among which the virtual ones are that may be used. */
  readonly virtual: ReadonlySet<string>;
}

function probe(
  project: Project,
  event: ProjectEvent,
  dialectName: DialectName,
  { asked, lists, virtual }: Question,
): Probe | undefined {
  const dialect = dialectOf(dialectName);
  const scan = planScan(project, event, typingOf(project, event, dialectName, undefined), []);
  if (!scan) return undefined;
  const { own } = lookupParameters(project, event.document);
  let sql = "select";
  const columns = asked.map((expression, at): ProbeColumn => {
    const parameters = expression.lookup && own.get(expression.lookup.name.value);
    const name = `probe_${at + 1}`;
    sql += `${at === 0 ? "" : ","}\n  ${parameters ? "(select (" : "("}`;
    const start = sql.length;
    sql += verbatim(expression.sql.text);
    sql += parameters ? `) from (select ${parameterList(dialect, parameters)}) as param)` : ")";
    sql += ` as ${name}`;
    return { name, expression, start };
  });
  if (columns.length === 0) sql += " 1 as probe_1";
  const from = finish(bareFrom(dialect, withEventColumn(scan, asked), lists, virtual));
  return { sql: `${sql}\nfrom ${from}\nlimit 0`, columns };
}

/** `event` is there if any of the expressions speaks of it. */
function withEventColumn(scan: Scan, expressions: readonly UserSql[]): Scan {
  return { ...scan, where: [...scan.where, ...expressions.map(({ sql }) => sql.text)] };
}

function parameterList(dialect: Dialect, parameters: Scan["parameters"]): string {
  return finish(
    parameters
      .map(({ name, sql }) => `(${protect(dialect, sql)}) as ${identifier(dialect, name)}`)
      .join(", "),
  );
}

/** A query as a table. Its named tables are put in place as they are when the event is compiled. */
function probeQuery(
  project: Project,
  event: ProjectEvent,
  dialectName: DialectName,
  expression: UserSql,
): Probe | undefined {
  const dialect = dialectOf(dialectName);
  const scan = planScan(project, event, typingOf(project, event, dialectName, undefined), []);
  if (!scan) return undefined;
  const joined = scan.steps.flatMap((step) => (step.kind === "join" ? [step.from] : []));
  const query = [scan.from, ...joined].find(
    (from) => from.kind === "query" && from.sql === expression.sql.text,
  );
  if (query?.kind !== "query") return undefined;
  const place = "\u0002";
  const from = bareFrom(
    dialect,
    { ...scan, from: { ...query, sql: place }, steps: [], parameters: [] },
    0,
    new Set(),
  );
  const frame = `select *\nfrom ${finish(from)}\nlimit 0`;
  const start = frame.indexOf(place);
  const sql = frame.slice(0, start) + verbatim(expression.sql.text) + frame.slice(start + place.length);
  return { sql, columns: [{ name: "*", expression, start }] };
}

/** As written, so that offsets fit; a comment at the end can't swallow the bracket. */
function verbatim(sql: string): string {
  return /--|#|\/\//.test(sql) ? `${sql}\n` : sql;
}
