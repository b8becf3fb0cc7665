import { jsonText } from "../document/harmless.ts";
import type { Finding } from "../document/types.ts";
import { filesOf } from "../project/givenTogether.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { checkProject } from "../rules/checkProject.ts";
import { isTimezone } from "../spec/values.ts";
import type { DialectName } from "../sql/types.ts";
import { askConnection } from "../tasks/askConnection.ts";
import { type FailingSql, isOfSql } from "../tasks/findFailing.ts";
import { countEvents, type PreviewOutcome, runPreview } from "../tasks/preview.ts";
import { type PreviewRequest, type PreviewTarget, whyNothing, zoneOf } from "../tasks/previewSql.ts";
import type { RowFunnel } from "../tasks/rowFunnel.ts";
import { inZone, isMoment, oldestFirst } from "../tasks/shownRows.ts";
import { explainRows } from "../tasks/whereRowsWent.ts";
import type { Connection, QueryResult } from "../warehouse/types.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { type EarlyEngine, withEarlyEngine } from "./earlyEngine.ts";
import { funnelJson, funnelText } from "./funnelText.ts";
import { parserFor } from "./knowledge.ts";
import { type MomentOptions, runMoments } from "./moments.ts";
import { displayPath, namedEvent, namedStream, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { previewText } from "./previewText.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface PreviewOptions extends CommonOptions, MomentOptions {
  readonly limit: number;
  readonly stream?: string;
  readonly format: "text" | "json";
  /** Seconds. */
  readonly timeout: number;
  /** Confirms a query that would read more than the connection allows. */
  readonly yes?: boolean;
  /** Counts where rows went on any connection. */
  readonly why?: boolean;
  /** Also the columns that only machines read. */
  readonly allColumns?: boolean;
  /** Whose clocks moments are shown by: UTC when absent. */
  readonly zone?: string;
}

/** `eventspec preview`: runs the SQL of an event, or of a stream, with a limit, and shows the rows. */
export async function preview(
  name: string | undefined,
  options: PreviewOptions,
  terminal: Terminal,
): Promise<number> {
  return withEarlyEngine({ options, terminal, runs: true }, (early) =>
    previewWith(early, name, options, terminal),
  );
}

async function previewWith(
  early: EarlyEngine,
  name: string | undefined,
  options: PreviewOptions,
  terminal: Terminal,
): Promise<number> {
  const project = await openProject(options, terminal, { early });
  const target = whatToPreview(project, name, options);
  const nothing = whyNothing(target);
  if (nothing !== undefined) throw usageError(nothing);
  const { now, window } = runMoments(options, zoneOf(project, target));
  const zone = zoneShown(options, project, target);
  const settings = requiredConnection(project, options.connection);
  const { quiet } = options;
  return withConnection({ project, settings, terminal, quiet, early }, async (connection) => {
    const files = target.kind === "event" ? filesOf(project, target.event) : undefined;
    const known = await withProgress(
      terminal,
      options.quiet,
      "Asking the warehouse about columns and types",
      () => askConnection(project, connection, terminal.signal, files),
    );
    const request: PreviewRequest = {
      ...known,
      target,
      dialect: connection.dialect,
      window,
      ...(options.now !== undefined && { now }),
      limit: options.limit,
      timeoutMs: options.timeout * 1000,
      maxBytes: options.yes ? undefined : settings.maxBytes,
    };
    const outcome = await withProgress(terminal, options.quiet, `Running on ${connection.name}`, () =>
      runPreview(request, connection, terminal.signal),
    );
    const { sql, result } = await rowsOf(outcome, request, terminal);
    const why = await whyOf(request, connection, options, terminal);
    const shown = arrangedRows(result, connection.dialect, zone);
    const total = await totalOf(request, result, options, connection, terminal);
    const report = { total, project, target, connection: connection.name, sql, zone, why, ...shown };
    terminal.out.write(options.format === "json" ? jsonOf(report) : textOf(report, options, terminal));
    return exitCode.ok;
  });
}

/** Events in all, where the limit cut the text's rows and counting costs nothing. */
async function totalOf(
  request: PreviewRequest,
  { truncated }: QueryResult,
  { format, quiet, since, until }: PreviewOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number | undefined> {
  const isWanted = truncated && format === "text" && !quiet && since === undefined && until === undefined;
  if (!isWanted || request.target.kind !== "event" || !connection.capabilities.embedded) return undefined;
  return (await countEvents(request, connection, terminal.signal))?.count;
}

/** Where rows went. Who wants the rows alone, as text, is told nothing that was not asked for. */
async function whyOf(
  request: PreviewRequest,
  connection: Connection,
  { why: asked = false, quiet = false, format }: PreviewOptions,
  terminal: Terminal,
): Promise<RowFunnel | undefined> {
  if (quiet && !asked && format === "text") return undefined;
  return withProgress(terminal, quiet, "Counting where rows went", () =>
    explainRows(request, connection, asked, terminal.signal),
  );
}

/** The rows; anything else is told and ends the command. */
async function rowsOf(
  outcome: PreviewOutcome,
  request: PreviewRequest,
  terminal: Terminal,
): Promise<PreviewOutcome & { kind: "rows" }> {
  switch (outcome.kind) {
    case "rows":
      return outcome;
    case "invalid":
      await explain(request, { certain: outcome.findings }, terminal);
      throw new CommandError(exitCode.findings, `${request.target.name} has no SQL yet.`);
    case "costly":
      throw usageError(outcome.reason, "Narrow it with --since and --until, or confirm with --yes.");
    case "failed": {
      const { error, failing } = outcome;
      if (isOfSql(error)) await explain(request, { guessed: failing ? [refused(failing)] : [] }, terminal);
      throw error;
    }
  }
}

function refused({ file, span, message }: FailingSql): Finding {
  return { file, span, message, rule: "sql-refused", severity: "error" };
}

function whatToPreview(
  project: Project,
  name: string | undefined,
  { stream }: PreviewOptions,
): PreviewTarget {
  if (stream !== undefined) {
    if (name !== undefined) throw usageError("Preview an event or a stream, not both at once.");
    return { kind: "stream", name: namedStream(project, stream) };
  }
  if (name === undefined) throw usageError("Which event?", "eventspec preview EVENT, or --stream NAME.");
  return { kind: "event", name, event: namedEvent(project, name) };
}

/**
 * Tells what is wrong with an event where it stands, which says more than the engine's complaint about generated SQL, and
 * ends the command when something was found. Asked only when there are no rows: governance alone never stands in the way.
 */
async function explain(
  { project, bound, dialect, target }: PreviewRequest,
  { certain = [], guessed = [] }: Readonly<Partial<Record<"certain" | "guessed", readonly Finding[]>>>,
  terminal: Terminal,
): Promise<void> {
  const event = target.kind === "event" ? target.event : undefined;
  const parser = await parserFor(project, dialect);
  const knowledge = { dialect, parser, ...(bound && { types: bound }) };
  const checked = checkProject(project, { ...knowledge, ...(event && { files: [event.file] }) });
  const errors = checked.filter(
    ({ severity, event: about }) => severity === "error" && isAbout(about, event),
  );
  const isTold = (one: Finding) => errors.some(({ span }) => span.start === one.span.start);
  const told = [...certain.filter((one) => !isTold(one)), ...errors];
  const findings = told.length > 0 ? told : guessed;
  if (findings.length === 0) return;
  tellFindings(project, { findings }, terminal);
  throw new CommandError(exitCode.findings, `${target.name} can't be previewed until this is fixed.`);
}

/** Mistakes of other events don't keep this one from being shown. */
const isAbout = (named: string | undefined, event: ProjectEvent | undefined): boolean =>
  event === undefined || named === undefined || named === event.name;

/** The zone whose clocks moments are shown by, where that is asked for. */
function zoneShown({ zone }: PreviewOptions, project: Project, target: PreviewTarget): string | undefined {
  if (zone === "event") return zoneOf(project, target);
  if (zone === "project") return project.file.timezone?.value ?? "UTC";
  if (zone === undefined || isTimezone(zone)) return zone;
  throw usageError(
    `There is no time zone ${JSON.stringify(zone)}.`,
    "--zone takes project, event, or a name such as Europe/Brussels.",
  );
}

/** A result in the order and with the times that are shown, and which of its columns hold moments. */
interface ArrangedRows {
  readonly result: QueryResult;
  readonly moments: ReadonlySet<string>;
}

function arrangedRows(result: QueryResult, dialect: DialectName, zone: string | undefined): ArrangedRows {
  const ordered = oldestFirst(result);
  const moments = result.columns.filter((column) => isMoment(column, dialect)).map(({ name }) => name);
  const rows = zone === undefined ? ordered.rows : inZone(ordered, dialect, zone);
  return { result: { ...ordered, rows }, moments: new Set(moments) };
}

interface PreviewReport extends ArrangedRows {
  readonly total: number | undefined;
  readonly project: Project;
  readonly target: PreviewTarget;
  readonly connection: string;
  readonly sql: string;
  readonly zone: string | undefined;
  readonly why: RowFunnel | undefined;
}

function textOf(report: PreviewReport, options: PreviewOptions, { cwd, out }: Terminal): string {
  const { project, target, zone, why } = report;
  const table = previewText({ ...options, name: target.name, zone }, report, out);
  if (!why) return table;
  const isCutShort = why.uncounted !== undefined && options.why !== true;
  const hint = isCutShort ? "  With --why it may take as long as --timeout allows.\n" : "";
  return table + funnelText(why, project, displayPath(project.root, cwd), out) + hint;
}

/** The contract of `preview --format json`, version 1. A stream's preview says `stream` where an event's says `event`. */
function jsonOf({ project, target, connection, sql, result, zone, why }: PreviewReport): string {
  const { columns, rows, truncated, cutCells, elapsedMs } = result;
  const named = rows.map((row) =>
    Object.fromEntries(columns.map((column, i) => [column.name, row[i] ?? null])),
  );
  const report = {
    version: 1,
    [target.kind]: target.name,
    connection,
    sql,
    columns,
    rows: named,
    truncated,
    ...(cutCells !== undefined && { cut_cells: cutCells }),
    elapsed_ms: Math.round(elapsedMs * 10) / 10,
    ...(zone !== undefined && { zone }),
    ...(why && { why: funnelJson(why, project) }),
  };
  return jsonText(report);
}
