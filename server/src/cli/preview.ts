import type { Project, ProjectEvent } from "../project/types.ts";
import { checkProject } from "../rules/checkProject.ts";
import { parseDuration } from "../spec/values.ts";
import { compile } from "../sql/compile.ts";
import type { Compiled, Window } from "../sql/types.ts";
import type { Connection, QueryResult } from "../warehouse/types.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { askConnection, expressionTypes, parserFor } from "./knowledge.ts";
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
    const compiled = await withProgress(
      terminal,
      options.quiet,
      "Asking the warehouse about columns and types",
      () => compileFor(project, wanted, window, connection, terminal),
    );
    const [relation] = compiled.relations;
    if (!relation || compiled.findings.some(({ severity }) => severity === "error")) {
      tellFindings(project, compiled, terminal);
      throw new CommandError(exitCode.findings, `${wanted.name} can't be previewed until this is mended.`);
    }
    const result = await withProgress(terminal, options.quiet, `Running on ${connection.name}`, () =>
      connection.run(
        relation.sql,
        { limit: options.limit, timeoutMs: options.timeout * 1000 },
        terminal.signal,
      ),
    );
    terminal.out.write(
      options.format === "json"
        ? jsonOf(wanted, connection.name, relation.sql, result)
        : previewText({ ...wanted, ...options, isStream: wanted.stream !== undefined }, result, terminal.out),
    );
    return exitCode.ok;
  });
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

/** The SQL to run, or the findings that keep it from being run: mistakes in the event are told where they stand. */
async function compileFor(
  project: Project,
  { event, stream, name }: Wanted,
  window: Window,
  connection: Connection,
  terminal: Terminal,
): Promise<Compiled> {
  const { dialect } = connection;
  const [parser, known] = await Promise.all([
    parserFor(project, dialect),
    askConnection(project, connection, terminal.signal, event && [event.file]),
  ]);
  const files = event ? { files: [event.file] } : {};
  const wrong = checkProject(known.project, { dialect, parser, types: known.types, ...files }).filter(
    (finding) => finding.severity === "error" && isAbout(finding.event, event),
  );
  if (wrong.length > 0) return { relations: [], findings: wrong };
  const layout = stream
    ? project.file.streams.find((each) => each.name.value === stream)?.layout.value
    : undefined;
  return compile(known.project, {
    dialect,
    layout: layout ?? "per_event",
    ...(stream ? { stream } : { events: [name] }),
    window,
    types: expressionTypes(known.types),
  });
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
