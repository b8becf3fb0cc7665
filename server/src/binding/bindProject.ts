import { unreadableOf } from "../project/tableState.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Connection } from "../warehouse/types.ts";
import { type BindAsking, whyNoMore } from "./ask.ts";
import { bindEvent, questionOf } from "./bindEvent.ts";
import { boundKey } from "./boundKey.ts";
import type { BoundEvent, BoundProject } from "./types.ts";

export interface BindOptions {
  /** Only events of these files, by path relative to the project's root. */
  readonly files?: readonly string[];
  /** An earlier answer of the same connection: what was asked in the same words is not asked again. */
  readonly before?: BoundProject;
  /** How much time may be lost over expressions that the engine has to be stopped over, in milliseconds; absent: a minute. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 60_000;

/**
 * Asks a connection for the types of all expressions, and for those that it refuses. Runs no query. One statement an event
 * as long as the event is right; one for each expression where it isn't, so that every mistake is found. Events that are
 * switched off are left out: their tables may not exist. So are events whose tables can't be read. An expression that the engine
 * has to be stopped over is a refused one; where that has cost too much time, the rest is not asked, which its events say.
 * Rejects with `WarehouseError` when the connection fails or the signal aborts.
 */
export async function bindProject(
  project: Project,
  connection: Connection,
  signal: AbortSignal,
  options: BindOptions = {},
): Promise<BoundProject> {
  const events = new Map<string, BoundEvent>();
  const { patienceMs: mostMs = usualPatienceMs } = options;
  const asking: BindAsking = { connection, signal, patience: { lostMs: 0, mostMs } };
  for (const event of project.events) {
    if (!isWanted(event, options) || unreadableOf(event, project).length > 0) continue;
    const key = boundKey(event.file, event.name, event.also);
    events.set(
      key,
      knownAnswer(project, event, connection, options) ??
        unaskedEvent(event, asking) ??
        (await bindEvent(project, event, asking)),
    );
  }
  return { connection: connection.name, dialect: connection.dialect, events };
}

/** Its question is none, so that it is asked in the next round. */
function unaskedEvent({ name, file }: ProjectEvent, { patience }: BindAsking): BoundEvent | undefined {
  const unasked = whyNoMore(patience);
  return unasked === undefined
    ? undefined
    : { event: name, file, question: "", types: new Map(), failures: [], unasked };
}

function isWanted(event: ProjectEvent, { files }: BindOptions): boolean {
  return event.enabled && (!files || files.includes(event.file));
}

/** The earlier answer, with its places: they are the same only where the file's text is, too. */
function knownAnswer(
  project: Project,
  event: ProjectEvent,
  connection: Connection,
  { before }: BindOptions,
): BoundEvent | undefined {
  if (before?.connection !== connection.name) return undefined;
  const known = before.events.get(boundKey(event.file, event.name, event.also));
  return known?.question === questionOf(project, event, connection.dialect) ? known : undefined;
}
