/** Runs examples: their rows stand in for the tables, so nothing is read. Those of one event are asked in one statement. */
import { bindProject } from "../../binding/bindProject.ts";
import { boundKey } from "../../binding/boundKey.ts";
import { expressionTypes } from "../../binding/expressionTypes.ts";
import { eventsJoined } from "../../project/joinedEvents.ts";
import { projectWith } from "../../project/projectWith.ts";
import { sqlOfRows } from "../../project/sqlOf.ts";
import { isQueryRole } from "../../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Check } from "../../proof/checks.ts";
import {
  columnsNamed,
  type ExampleColumns,
  exampleColumns,
  unknownColumns,
} from "../../proof/examples/exampleColumns.ts";
import {
  exampleFrame,
  exampleQuery,
  exampleStatement,
  type ReadyExample,
} from "../../proof/examples/exampleQuery.ts";
import { type ExampleOutcome, exampleVerdict } from "../../proof/examples/exampleVerdict.ts";
import type { Verdict } from "../../proof/results.ts";
import type { Example } from "../../spec/exampleTypes.ts";
import {
  type ExampleScope,
  emptyTables,
  exampleScope,
  givenTables,
  withGivenTables,
} from "../../sql/examples/givenTables.ts";
import { loadSqlParser } from "../../sql/reader/parser.ts";
import type { DialectName, ExpressionTypes } from "../../sql/types.ts";
import { type QueryResult, WarehouseError } from "../../warehouse/types.ts";
import { type Asking, ask } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { noRelation } from "./relationFor.ts";
import type { TestRequest } from "./types.ts";

type Verdicts = Map<Check, Verdict>;

/** Rows of one statement at most: an example is read by people, and has a few. */
const mostRows = 10_000;
/** Examples of one statement. */
const atOnce = 50;

/** An example whose statement is made. */
interface Planned extends ReadyExample {
  readonly check: Check;
  /** To stand in a statement. */
  readonly query: string;
}

/** In: an event's checks that are examples, and where they run. Out: a verdict for each. */
export async function testExamples(
  request: TestRequest,
  event: ProjectEvent,
  checks: readonly Check[],
  asking: Asking,
): Promise<Verdicts> {
  const { project, dialect } = request;
  const columns = exampleColumns(event);
  const scope = await scopeOf(project, event, dialect);
  const verdicts: Verdicts = new Map();
  const ready = checks.flatMap((check) => {
    const { subject } = check;
    if (subject.kind !== "example") return [];
    const read = readyExample(scope, subject.example, columns);
    if ("status" in read) verdicts.set(check, read);
    return "status" in read ? [] : [{ ...read, check }];
  });
  if (ready.length === 0) return verdicts;
  const empty = emptyTables(scope);
  const frame = exampleFrame(scope, empty, await typesOf(request, scope, empty, asking));
  if ("findings" in frame) {
    for (const { check } of ready) verdicts.set(check, noRelation(event, frame.findings, request.bound));
    return verdicts;
  }
  const names = columnsNamed(
    ready.map(({ example }) => example),
    columns,
  );
  const wanted = { columns: names, now: request.now };
  const planned = ready.map((one) => ({ ...one, query: exampleQuery(frame, one, wanted) }));
  const runner: Runner = { project, event, columns, names, asking, dialect };
  for (let at = 0; at < planned.length; at += atOnce)
    for (const [check, verdict] of await run(runner, planned.slice(at, at + atOnce)))
      verdicts.set(check, verdict);
  return verdicts;
}

export async function scopeOf(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
): Promise<ExampleScope> {
  const sqls = [event, ...eventsJoined(event, project)].flatMap((one) => sqlOfRows(project, one));
  const texts = (isQuery: boolean) =>
    sqls.filter(({ role }) => isQueryRole(role) === isQuery).map(({ sql }) => sql.text);
  const parser = await loadSqlParser({ dialect, expressions: texts(false), queries: texts(true) });
  return exampleScope(project, event, { parser, dialect });
}

/** The example with its tables, or why it can't be run. */
function readyExample(
  scope: ExampleScope,
  example: Example,
  columns: ExampleColumns,
): ReadyExample | Verdict {
  const { tables, problems } = givenTables(scope, example);
  const all = [...problems, ...unknownColumns(scope.event, example, columns)];
  const [first, ...more] = all;
  if (!first) return { example, tables };
  return {
    status: "error",
    message: first.message,
    ...(more.length > 0 && { details: [...new Set(more.map(({ message }) => message))] }),
  };
}

/** As the connection says where it was asked; else as the engine reads the same expressions over the same columns without rows. */
async function typesOf(
  { project, bound }: TestRequest,
  { event }: ExampleScope,
  empty: ReadyExample["tables"],
  { connection, signal }: Asking,
): Promise<ExpressionTypes> {
  if (bound?.events.has(boundKey(event.file, event.name, event.also))) return expressionTypes(bound);
  const alone = projectWith(withGivenTables(project, empty), event);
  const events = [event, ...eventsJoined(event, project)];
  return expressionTypes(await bindProject({ ...alone, events }, connection, signal));
}

interface Runner {
  readonly project: Project;
  readonly event: ProjectEvent;
  readonly columns: ExampleColumns;
  /** Of the statements' results. */
  readonly names: readonly string[];
  readonly asking: Asking;
  readonly dialect: DialectName;
}

/** All in one statement; one by one where that fails, since one example may be to blame. */
async function run(runner: Runner, examples: readonly Planned[]): Promise<Verdicts> {
  const [only, ...more] = examples;
  if (!only) return new Map();
  const sql = exampleStatement(examples.map((one) => one.query));
  const isAlone = more.length === 0;
  try {
    const result = await ask(runner.asking, sql, mostRows);
    if (isAlone) return new Map([[only.check, verdictOf(runner, only, result)]]);
    if (!result.truncated)
      return new Map(examples.map((one, at) => [one.check, verdictOf(runner, one, rowsOf(result, at))]));
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    if (isAlone || error.kind !== "sql")
      return new Map(
        examples.map(({ check, query }) => [check, errorVerdict(error, exampleStatement([query]))]),
      );
  }
  const verdicts: Verdicts = new Map();
  for (const one of examples)
    for (const [check, verdict] of await run(runner, [one])) verdicts.set(check, verdict);
  return verdicts;
}

/** What belongs to one of the examples: the first column says so. */
function rowsOf({ columns, rows, ...rest }: QueryResult, at: number): QueryResult {
  return {
    ...rest,
    columns: columns.slice(1),
    rows: rows.filter(([number]) => Number(number) === at).map((row) => row.slice(1)),
  };
}

function verdictOf(runner: Runner, { example, query }: Planned, result: QueryResult): Verdict {
  const sql = exampleStatement([query]);
  if (result.truncated)
    return { status: "error", message: `More than ${mostRows} events come out: an example has fewer.`, sql };
  const verdict = exampleVerdict(example, outcomeOf(runner, result));
  return verdict.status === "passed" ? verdict : { ...verdict, sql };
}

function outcomeOf({ project, event, columns, names, dialect }: Runner, result: QueryResult): ExampleOutcome {
  return {
    ...{ names, result, dialect },
    nameOf: (name) => columns.find(name) ?? name,
    text: project.documents.get(event.file)?.text ?? "",
  };
}
