import { spanInScalar } from "../document/scalarMap.ts";
import { aliasesOf } from "../project/aliases.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import { isQueryRole, type SqlRole } from "../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import { logicalTypeOf } from "../sql/logicalType.ts";
import { type Probe, probeEvent, probeOne } from "../sql/probe.ts";
import type { DialectName, ExpressionTypes } from "../sql/types.ts";
import type { BindResult, Connection } from "../warehouse/types.ts";
import { isUntyped } from "./isUntyped.ts";
import type { BindFailure, BoundEvent } from "./types.ts";

type Refusal = Extract<BindResult, { ok: false }>;

/** Asks about one event. */
export async function bindEvent(
  project: Project,
  event: ProjectEvent,
  connection: Connection,
  signal: AbortSignal,
): Promise<BoundEvent> {
  const types = new Map<string, string>();
  const failures: BindFailure[] = [];
  const answers = { types, failures };
  const isBound =
    (await bindWhole(project, event, connection, signal, answers)) ||
    ((await bindLists(project, event, connection, signal, answers)) &&
      (await bindWhole(project, event, connection, signal, answers)));
  if (!isBound) await bindOneByOne(project, event, connection, signal, answers);
  const question = questionOf(project, event, connection.dialect);
  return { event: event.name, file: event.file, question, types, failures };
}

/** Everything that an answer depends on: the SQL, where it stands, and the columns that are known. */
export function questionOf(project: Project, event: ProjectEvent, dialect: DialectName): string {
  const expressions = sqlOfRows(project, event).map(({ sql, role }) => [role, sql.text, sql.span.start]);
  const tables = aliasesOf(event, project).map(({ alias, table }) => [alias, table?.columns]);
  return JSON.stringify([dialect, probeEvent(project, event, dialect)?.sql, expressions, tables]);
}

/** What engines make several columns of, such as `columns(*)`, they bind without a word. */
async function bind(
  connection: Connection,
  { sql, columns }: Probe,
  signal: AbortSignal,
): Promise<BindResult> {
  const answer = await connection.bind(sql, signal);
  if (!answer.ok || columns.length === 0 || answer.columns.length === columns.length) return answer;
  return { ok: false, message: `This gives ${answer.columns.length} columns, and one value is asked for.` };
}

interface Answers {
  readonly types: Map<string, string>;
  readonly failures: BindFailure[];
}

/** All at once, as is enough for an event that is right. */
async function bindWhole(
  project: Project,
  event: ProjectEvent,
  connection: Connection,
  signal: AbortSignal,
  { types }: Answers,
): Promise<boolean> {
  const { dialect } = connection;
  const whole = probeEvent(project, event, dialect, knownTypes(types, dialect));
  return learnTypes(whole, { project, event, connection, types }, signal);
}

interface Learning {
  readonly project: Project;
  readonly event: ProjectEvent;
  readonly connection: Connection;
  readonly types: Map<string, string>;
}

/** Whether the engine takes a probe; then its types are known. */
async function learnTypes(
  probe: Probe | undefined,
  { project, event, connection, types }: Learning,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = probe && (await bind(connection, probe, signal));
  if (!probe || !answer?.ok) return false;
  readTypes(probe, answer, types, { project, event, dialect: connection.dialect });
  return true;
}

/** The types of lists, each of which the ones after it may use. Out: whether there are any, and all have one. */
async function bindLists(
  project: Project,
  event: ProjectEvent,
  connection: Connection,
  signal: AbortSignal,
  { types }: Answers,
): Promise<boolean> {
  const { dialect } = connection;
  const lists = sqlOfRows(project, event).filter(({ role }) => role === "list");
  for (const list of lists) {
    const probe = probeOne(project, event, dialect, list, knownTypes(types, dialect));
    if (!(await learnTypes(probe, { project, event, connection, types }, signal))) return false;
  }
  return lists.length > 0;
}

const knownTypes =
  (types: ReadonlyMap<string, string>, dialect: DialectName): ExpressionTypes =>
  (_, sql) => {
    const spelling = types.get(sql);
    return spelling === undefined ? undefined : { spelling, dialect };
  };

/** Queries first: where one is wrong, nothing can be said about the columns that come out of it. */
async function bindOneByOne(
  project: Project,
  event: ProjectEvent,
  connection: Connection,
  signal: AbortSignal,
  { types, failures }: Answers,
): Promise<void> {
  const all = sqlOfRows(project, event);
  const first = all.filter(({ role }) => bringsNames(role));
  for (const expression of [...first, ...all.filter(({ role }) => !bringsNames(role))]) {
    const { dialect } = connection;
    const probe = probeOne(project, event, dialect, expression, knownTypes(types, dialect));
    if (!probe) continue;
    const answer = await bind(connection, probe, signal);
    if (answer.ok) {
      readTypes(probe, answer, types, { project, event, dialect });
      const failure = notAList(expression, types, dialect);
      if (!failure) continue;
      failures.push(failure);
      return;
    }
    const failure = failureIn(project, probe, expression, answer);
    failures.push(failure ?? surroundingFailure(project, event, expression, answer));
    if (!failure || bringsNames(expression.role)) return;
  }
}

/** A list that is none: everything after it would be refused because of it. */
function notAList(
  { role, sql, file }: UserSql,
  types: ReadonlyMap<string, string>,
  dialect: DialectName,
): BindFailure | undefined {
  const spelling = role === "list" ? types.get(sql.text) : undefined;
  if (spelling === undefined || ["list", "json", "other"].includes(logicalTypeOf(spelling, dialect).kind))
    return undefined;
  const message = `Type mismatch: \`for_each\` goes through a list or JSON, and this is ${spelling}.`;
  return { sql, file, message, span: sql.span };
}

/** Whether other SQL speaks of what this one brings in, so that nothing can be said of that while this is wrong. */
function bringsNames(role: SqlRole): boolean {
  return isQueryRole(role) || role === "list" || role === "parameter";
}

function readTypes(
  probe: Probe,
  answer: Extract<BindResult, { ok: true }>,
  types: Map<string, string>,
  asked: Parameters<typeof isUntyped>[1],
): void {
  const byName = new Map(answer.columns.map(({ name, type }) => [name.toLowerCase(), type]));
  for (const { name, expression } of probe.columns) {
    const type = byName.get(name.toLowerCase());
    const { text } = expression.sql;
    if (type !== undefined && !isUntyped(text, asked)) types.set(text, type);
  }
}

/** The refusal as a place in the expression; `undefined` when the engine means something around it. */
function failureIn(
  project: Project,
  probe: Probe,
  { sql, file }: UserSql,
  { message, offset }: Refusal,
): BindFailure | undefined {
  const start = probe.columns[0]?.start ?? 0;
  const source = project.documents.get(file)?.text ?? "";
  const content = { start: sql.text.length - sql.text.trimStart().length, end: sql.text.trimEnd().length };
  const within = offset === undefined ? undefined : offset - start;
  if (within !== undefined && (within < 0 || within > sql.text.length)) return undefined;
  const word = within === undefined ? undefined : wordAt(sql.text, within);
  const { start: from, end } = word ?? content;
  return { sql, file, message: plainMessage(message), span: spanInScalar(sql.scalar, source, from, end) };
}

/** The name, dots included, that begins at an offset or holds it. */
function wordAt(text: string, offset: number): { start: number; end: number } | undefined {
  for (const match of text.matchAll(
    /(?:[\p{L}\p{N}_$]+|"(?:[^"]|"")*"|`[^`]*`)(?:\.(?:[\p{L}\p{N}_$]+|"(?:[^"]|"")*"))*/gu,
  )) {
    const end = match.index + match[0].length;
    if (match.index <= offset && offset < end) return { start: match.index, end };
  }
  return undefined;
}

/** A table that the engine refuses, as far as its words tell which; else the document's source. */
function surroundingFailure(
  project: Project,
  event: ProjectEvent,
  expression: UserSql,
  { message }: Refusal,
): BindFailure {
  const tables = aliasesOf(event, project).flatMap(({ reference, file }) =>
    reference ? [{ sql: reference.sql, file }] : [],
  );
  const named = tables.find(({ sql }) => message.toLowerCase().includes(lastName(sql)));
  const { sql, file } = named ?? tables[0] ?? expression;
  return { sql, file, message: plainMessage(message), span: sql.span };
}

function lastName({ text }: SqlText): string {
  return (/([^."'`]+)["'`)\s]*$/.exec(text)?.[1] ?? text).toLowerCase();
}

/** Engines draw the place below their message, and name their own part of the work before it. */
function plainMessage(message: string): string {
  const [words = message] = message.split(/\n\s*LINE \d+:/);
  return words
    .replace(/^(?:Binder|Catalog|Parser|Conversion|Invalid Input) Error:\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
}
