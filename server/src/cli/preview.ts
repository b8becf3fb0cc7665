import type { Finding } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { checkProject } from "../rules/checkProject.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { parseDuration } from "../spec/values.ts";
import { compile } from "../sql/compile.ts";
import type { CompileOptions, Window } from "../sql/types.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import { type Connection, type QueryResult, WarehouseError } from "../warehouse/types.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { askConnection, expressionTypes, type Known, parserFor } from "./knowledge.ts";
import { namedEvent, namedStream, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { previewText } from "./previewText.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface PreviewOptions extends CommonOptions {
  readonly limit: number;
  readonly since?: string;
  readonly until?: string;
  readonly stream?: string;
  readonly format: "text" | "json";
  /** Seconds. */
  readonly timeout: number;
  /** Confirms a query that would read more than the connection allows. */
  readonly yes?: boolean;
}

/** What a preview shows: one event, or a stream with all its members. */
interface Wanted {
  readonly name: string;
  readonly event?: ProjectEvent;
  readonly stream?: string;
}

/** `eventspec preview`: runs the SQL of an event, or of a stream, with a limit, and shows the rows. */
export async function preview(
  name: string | undefined,
  options: PreviewOptions,
  terminal: Terminal,
): Promise<number> {
  const project = await openProject(options, terminal);
  const wanted = whatToPreview(project, name, options);
  const window = windowOf(options, new Date());
  const settings = requiredConnection(project, options.connection);
  return withConnection(project, settings, terminal, options.quiet, async (connection) => {
    const known = await withProgress(
      terminal,
      options.quiet,
      "Asking the warehouse about columns and types",
      () => askConnection(project, connection, terminal.signal, wanted.event && [wanted.event.file]),
    );
    const run: Run = { wanted, options, settings, known, connection, terminal };
    const { sql, result } = await rowsOf(run, window);
    terminal.out.write(
      options.format === "json"
        ? jsonOf(wanted, connection.name, sql, result)
        : previewText({ ...wanted, ...options, isStream: wanted.stream !== undefined }, result, terminal.out),
    );
    return exitCode.ok;
  });
}

/** One preview with all that it needs. */
interface Run {
  readonly wanted: Wanted;
  readonly options: PreviewOptions;
  readonly settings: ConnectionSettings;
  readonly known: Known;
  readonly connection: Connection;
  readonly terminal: Terminal;
}

async function rowsOf(run: Run, window: Window): Promise<{ sql: string; result: QueryResult }> {
  const { relations, findings } = compile(run.known.project, compileOptions(run, window));
  const wrong = findings.filter(({ severity }) => severity === "error");
  const [relation] = relations;
  if (!relation || wrong.length > 0) {
    await explain(run, wrong);
    throw new CommandError(exitCode.findings, `${run.wanted.name} yields no SQL yet.`);
  }
  try {
    return { sql: relation.sql, result: await runBounded(run, relation.sql) };
  } catch (error) {
    if (error instanceof WarehouseError && error.kind === "sql") await explain(run, []);
    throw error;
  }
}

function whatToPreview(project: Project, name: string | undefined, { stream }: PreviewOptions): Wanted {
  if (stream !== undefined) {
    if (name !== undefined) throw usageError("Preview an event or a stream, not both at once.");
    return { name: namedStream(project, stream), stream };
  }
  if (name === undefined) throw usageError("Which event?", "eventspec preview EVENT, or --stream NAME.");
  const event = namedEvent(project, name);
  const { proposed } = event.definition;
  if (!proposed) return { name, event };
  const why = proposed.blockedBy ? `: ${proposed.blockedBy.value}` : "";
  throw usageError(`${name} is only proposed, so it has no rows yet${why}.`);
}

function compileOptions({ wanted, known, connection }: Run, window: Window): CompileOptions {
  const { event, stream, name } = wanted;
  const declared = known.project.file.streams.find((each) => each.name.value === stream)?.layout.value;
  return {
    dialect: connection.dialect,
    layout: declared ?? "per_event",
    ...(event ? { events: [name] } : { stream: name }),
    window,
    types: expressionTypes(known.types),
  };
}

/** Runs the SQL; one that would read more than the connection allows only with `--yes`. */
async function runBounded(
  { options, settings, connection, terminal }: Run,
  sql: string,
): Promise<QueryResult> {
  const { limit, timeout, quiet } = options;
  return withProgress(terminal, quiet, `Running on ${connection.name}`, async () => {
    if (!options.yes) {
      const verdict = await costGuard(connection, sql, settings.maxBytes, terminal.signal);
      if (!verdict.allowed)
        throw usageError(verdict.reason, "Narrow it with --since and --until, or confirm with --yes.");
    }
    return connection.run(sql, { limit, timeoutMs: timeout * 1000 }, terminal.signal);
  });
}

/**
 * Tells what is wrong with an event where it stands, which says more than the engine's complaint about generated SQL, and
 * ends the command when something was found. Asked only when there are no rows: governance alone never stands in the way.
 */
async function explain(
  { wanted, known, connection, terminal }: Run,
  found: readonly Finding[],
): Promise<void> {
  const { project, types } = known;
  const { dialect } = connection;
  const { event, name } = wanted;
  const parser = await parserFor(project, dialect);
  const checked = checkProject(project, { dialect, parser, types, ...(event && { files: [event.file] }) });
  const errors = checked.filter(
    ({ severity, event: about }) => severity === "error" && isAbout(about, event),
  );
  const findings = errors.length > 0 ? errors : found;
  if (findings.length === 0) return;
  tellFindings(project, { findings }, terminal);
  throw new CommandError(exitCode.findings, `${name} can't be previewed until this is mended.`);
}

/** Mistakes of other events don't keep this one from being shown. */
const isAbout = (named: string | undefined, event: ProjectEvent | undefined): boolean =>
  event === undefined || named === undefined || named === event.name;

function windowOf(options: PreviewOptions, now: Date): Window {
  const since = options.since === undefined ? undefined : momentOf("--since", options.since, now);
  const until = options.until === undefined ? undefined : momentOf("--until", options.until, now);
  if (since && until && since >= until) throw usageError("--since must be before --until.");
  // One more than asked for, so that it can be said whether there are more.
  return { limit: options.limit + 1, ...(since && { since }), ...(until && { until }) };
}

const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** A moment as the author wrote it, in UTC: a date, a date with a time, or how long ago. */
function momentOf(option: string, text: string, now: Date): string {
  const ago = parseDuration(text.replace(/\s+ago$/, ""));
  if (ago) return new Date(now.getTime() - ago.amount * unitMs[ago.unit]).toISOString();
  const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    text.trim(),
  );
  const date = written && new Date(`${written[1]}T${written[2] ?? "00:00"}${written[3] ?? "Z"}`);
  if (date && written && isDay(written[1] ?? "") && !Number.isNaN(date.getTime())) return date.toISOString();
  throw usageError(
    `${option} can't be read: ${JSON.stringify(text)}.`,
    "It takes 2025-01-31, 2025-01-31T18:00 (both UTC), or a duration such as '7 days' for how long ago.",
  );
}

/** Whether a date exists: JavaScript takes the 30th of February for the 2nd of March. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** The contract of `preview --format json`, version 1. A stream's preview says `stream` where an event's says `event`. */
function jsonOf(wanted: Wanted, connection: string, sql: string, result: QueryResult): string {
  const { columns, rows, truncated, elapsedMs } = result;
  const named = rows.map((row) =>
    Object.fromEntries(columns.map((column, i) => [column.name, row[i] ?? null])),
  );
  const report = {
    version: 1,
    ...(wanted.stream === undefined ? { event: wanted.name } : { stream: wanted.name }),
    connection,
    sql,
    columns,
    rows: named,
    truncated,
    elapsed_ms: Math.round(elapsedMs * 10) / 10,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
