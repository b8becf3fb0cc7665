import { spanInScalar } from "../document/scalarMap.ts";
import { aliasesOf } from "../project/aliases.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import { bringsNames } from "../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import { logicalTypeOf } from "../sql/logicalType.ts";
import { type Probe, probeEvent, probeOne, probeSource } from "../sql/probe.ts";
import type { DialectName, ExpressionTypes } from "../sql/types.ts";
import type { BindResult } from "../warehouse/types.ts";
import { type BindAsking, bind, type Refusal, whyNoMore } from "./ask.ts";
import { isUntyped } from "./isUntyped.ts";
import type { BindFailure, BoundEvent } from "./types.ts";

/** Asks about one event. */
export async function bindEvent(
  project: Project,
  event: ProjectEvent,
  asking: BindAsking,
): Promise<BoundEvent> {
  const types = new Map<string, string>();
  const failures: BindFailure[] = [];
  const binding: Binding = { project, event, asking, types, failures };
  const whole = probeEvent(project, event, asking.connection.dialect);
  const isBound =
    (await learnTypes(whole, binding)) || ((await bindLists(binding)) && (await bindWhole(binding)));
  const unasked = isBound ? undefined : await bindOneByOne(binding);
  const question = questionAbout(project, event, asking.connection.dialect, whole);
  return { event: event.name, file: event.file, question, types, failures, ...(unasked && { unasked }) };
}

/** Everything that an answer depends on: the SQL, where it stands, and the columns that are known. */
export function questionOf(project: Project, event: ProjectEvent, dialect: DialectName): string {
  return questionAbout(project, event, dialect, probeEvent(project, event, dialect));
}

function questionAbout(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  whole: Probe | undefined,
): string {
  const expressions = sqlOfRows(project, event).map(({ sql, role }) => [role, sql.text, sql.span.start]);
  const tables = aliasesOf(event, project).map(({ alias, table }) => [alias, table?.columns]);
  return JSON.stringify([dialect, whole?.sql, expressions, tables]);
}

interface Binding {
  readonly project: Project;
  readonly event: ProjectEvent;
  readonly asking: BindAsking;
  readonly types: Map<string, string>;
  readonly failures: BindFailure[];
}

/** All at once, with the types that are known by now. */
async function bindWhole(binding: Binding): Promise<boolean> {
  const { project, event, asking, types } = binding;
  const { dialect } = asking.connection;
  return learnTypes(probeEvent(project, event, dialect, knownTypes(types, dialect)), binding);
}

/** Whether the engine takes a probe; then its types are known. */
async function learnTypes(
  probe: Probe | undefined,
  { project, event, asking, types }: Binding,
): Promise<boolean> {
  const answer = probe && (await bind(asking, probe));
  if (!probe || !answer?.ok) return false;
  readTypes(probe, answer, types, { project, event, dialect: asking.connection.dialect });
  return true;
}

/** The types of lists, each of which the ones after it may use. Out: whether there are any, and all have one. */
async function bindLists(binding: Binding): Promise<boolean> {
  const { project, event, asking, types } = binding;
  const { dialect } = asking.connection;
  const lists = sqlOfRows(project, event).filter(({ role }) => role === "list");
  for (const list of lists) {
    const probe = probeOne(project, event, dialect, list, knownTypes(types, dialect));
    if (!(await learnTypes(probe, binding))) return false;
  }
  return lists.length > 0;
}

const knownTypes =
  (types: ReadonlyMap<string, string>, dialect: DialectName): ExpressionTypes =>
  (_, sql) => {
    const spelling = types.get(sql);
    return spelling === undefined ? undefined : { spelling, dialect };
  };

/** Queries first: where one is wrong, nothing can be said about the columns that come out of it. Out: why the rest was not asked. */
async function bindOneByOne(binding: Binding): Promise<string | undefined> {
  const all = sqlOfRows(binding.project, binding.event);
  const first = await bindEach(
    all.filter(({ role }) => bringsNames(role)),
    binding,
  );
  if (first !== "bound") return first.unasked;
  if (!(await bindFullJoin(binding))) return undefined;
  const rest = await bindEach(
    all.filter(({ role }) => !bringsNames(role)),
    binding,
  );
  return rest === "bound" ? undefined : rest.unasked;
}

/** Where keys of a full join can't be compared, its own alias has none of them. Out: whether it can be read. */
async function bindFullJoin({ project, event, asking, failures }: Binding): Promise<boolean> {
  const { source } = event.document;
  const probe = source?.kind === "full" && probeSource(project, event, asking.connection.dialect);
  const [query] = source?.kind === "full" ? source.members.map((member) => member.source) : [];
  if (!probe || !query) return true;
  const answer = await bind(asking, probe);
  if (answer.ok) return true;
  const { message, stopped } = answer;
  const sql = query.kind === "query" ? query.sql : query.table.sql;
  const span = source.using[0]?.span ?? source.span;
  failures.push({ sql, file: event.file, message: plainMessage(message), span, ...(stopped && { stopped }) });
  return false;
}

/** One after the other. Out: where one keeps the others from being asked, that, and why nothing more was asked if it is that. */
async function bindEach(
  expressions: readonly UserSql[],
  binding: Binding,
): Promise<"bound" | { readonly unasked?: string }> {
  const { project, event, asking, types, failures } = binding;
  const { dialect } = asking.connection;
  for (const expression of expressions) {
    const probe = probeOne(project, event, dialect, expression, knownTypes(types, dialect));
    if (!probe) continue;
    const unasked = whyNoMore(asking.patience);
    if (unasked !== undefined) return { unasked };
    const answer = await bind(asking, probe);
    if (answer.ok) {
      readTypes(probe, answer, types, { project, event, dialect });
      // A rule says so; what comes after has no type.
      if (isUnlikeOthers(binding, expression)) return {};
      const failure = notAList(expression, types, dialect);
      if (!failure) continue;
      failures.push(failure);
      return {};
    }
    const failure = failureIn(project, probe, expression, answer);
    failures.push(failure ?? surroundingFailure(project, event, expression, answer));
    if (!failure || bringsNames(expression.role)) return {};
  }
  return "bound";
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

/** Whether it is one of several columns that become rows, and of another type than the first. */
function isUnlikeOthers({ event, asking, types }: Binding, { role, index = -1, sql }: UserSql): boolean {
  if (role !== "list_column") return false;
  const list = (event.definition.forEach ?? event.document.forEach)[index];
  const [first] = list?.kind === "columns" ? list.columns : [];
  const [one, other] = [sql, first?.sql].map((text) => types.get(text?.text ?? ""));
  const kind = (spelling: string) => logicalTypeOf(spelling, asking.connection.dialect).kind;
  return one !== undefined && other !== undefined && kind(one) !== kind(other);
}

function readTypes(
  probe: Probe,
  answer: Extract<BindResult, { ok: true }>,
  types: Map<string, string>,
  asked: Parameters<typeof isUntyped>[1],
): void {
  const byName = new Map(answer.columns.map(({ name, type }) => [name.toLowerCase(), type]));
  for (const { name, expression, text } of probe.columns) {
    const type = byName.get(name.toLowerCase());
    if (type === undefined || isUntyped(text, asked)) continue;
    types.set(text, type);
    // Rules look at a lookup as it is written.
    if (!types.has(expression.sql.text)) types.set(expression.sql.text, type);
  }
}

/** The refusal as a place in the expression; `undefined` when the engine means something around it. */
function failureIn(
  project: Project,
  probe: Probe,
  { sql, file }: UserSql,
  { message, offset, stopped }: Refusal,
): BindFailure | undefined {
  const { start = 0, text = sql.text } = probe.columns[0] ?? {};
  const source = project.documents.get(file)?.text ?? "";
  const content = { start: sql.text.length - sql.text.trimStart().length, end: sql.text.trimEnd().length };
  const within = offset === undefined ? undefined : offset - start;
  if (within !== undefined && (within < 0 || within > text.length)) return undefined;
  // Of a lookup that is used under another name, the engine's places are not the file's.
  const word = within === undefined || text !== sql.text ? undefined : wordAt(text, within);
  const { start: from, end } = word ?? content;
  const span = spanInScalar(sql.scalar, source, from, end);
  return { sql, file, message: plainMessage(message), span, ...(stopped && { stopped }) };
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
