/** How an engine is asked about one probe, and how much of its time may be lost over probes that it has to be stopped over. */
import { allColumns, type Probe } from "../sql/probe.ts";
import { type BindResult, type Connection, WarehouseError } from "../warehouse/types.ts";

export interface BindAsking {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  readonly patience: Patience;
}

/** Shared by everything that is asked in one go. */
export interface Patience {
  /** Milliseconds that were lost over probes that did not end by themselves. */
  lostMs: number;
  /** How many may be lost. */
  readonly mostMs: number;
}

export type Refusal = Extract<BindResult, { ok: false }> & {
  /** The engine did not refuse it: it had to be stopped. */
  readonly stopped?: true;
};

/** Why nothing more is asked; `undefined` while there is patience. */
export function whyNoMore({ lostMs, mostMs }: Patience): string | undefined {
  if (lostMs < mostMs) return undefined;
  return `The engine had to be stopped over other expressions for ${Math.round(lostMs / 1000)} s in all; fix these first.`;
}

/** What engines make several columns of, such as `columns(*)`, they bind without a word. Rejects with `WarehouseError`. */
export async function bind(
  { connection, signal, patience }: BindAsking,
  { sql, columns }: Probe,
): Promise<Extract<BindResult, { ok: true }> | Refusal> {
  const began = performance.now();
  try {
    const answer = await connection.bind(sql, signal);
    const isWhole = columns.length === 0 || columns[0]?.name === allColumns;
    if (!answer.ok || isWhole || answer.columns.length === columns.length) return answer;
    return {
      ok: false,
      message: `This gives ${answer.columns.length} columns, but one value is expected.`,
    };
  } catch (error) {
    if (!isStopped(error)) throw error;
    patience.lostMs += performance.now() - began;
    return { ok: false, message: error.message, stopped: true };
  }
}

function isStopped(error: unknown): error is WarehouseError {
  const kinds: readonly string[] = ["timeout", "limit", "crashed"];
  return error instanceof WarehouseError && kinds.includes(error.kind);
}
