/** Questions to the engine's process that are under way, and what is remembered for them. */

import type { Cell, DatabaseSettings, WarehouseError } from "../types.ts";
import type { Child } from "./child.ts";
import type { Answers, ToEngine } from "./messages.ts";

/** What a process is told of once, and told again after it had to be started anew. */
export interface EngineConnection {
  readonly number: number;
  readonly settings: DatabaseSettings;
}

export interface AskBounds {
  readonly signal: AbortSignal;
  /** Time of the engine, in milliseconds; that of looking at its files is counted apart. */
  readonly limitMs: number;
}

/** A question that is being answered, or waits for its turn. */
export interface Call {
  readonly id: number;
  readonly about: EngineConnection;
  readonly question: Extract<ToEngine, { kind: "question" }>["question"];
  readonly bounds: AskBounds;
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: Error): void;
  /** Those that have come already. */
  rows: (readonly Cell[])[];
  /** How often it was sent to a process. */
  sent: number;
  spentMs: number;
  /** Set once it has been told to stop: what its caller is told, and how long ago that was. */
  stop?: { readonly error: WarehouseError; waitedMs: number };
}

export interface EngineState {
  readonly memoryBytes: number;
  numbers: number;
  child?: Child;
  /** Connections that the process has been told of. */
  readonly told: Set<number>;
  /** Those that are looking at their files, and how long they have been. */
  readonly opening: Map<number, number>;
  readonly running: Map<number, Call>;
  /** In the order in which they are sent. */
  waiting: Call[];
  clock?: NodeJS.Timeout;
  idle?: NodeJS.Timeout;
}
