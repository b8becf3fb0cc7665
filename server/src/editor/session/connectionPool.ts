/** Connections that are opened when they are needed and closed when they have been idle, so that nothing stays locked. */
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";

export interface PoolOptions {
  /** How long a connection may be idle, in milliseconds. */
  readonly idleMs: (connection: Connection) => number;
}

export interface Pool {
  /**
   * Lends the connection named `key`, opening it first when it is not open. Rejects with what `open` or `work` reject with.
   * One that is lost is closed for all who use it, whose work then rejects with kind `lost`; the next use opens another.
   */
  use<T>(
    key: string,
    open: (signal: AbortSignal) => Promise<Connection>,
    work: (connection: Connection) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T>;
  /** The next use of these opens them anew; who uses one now ends in peace. */
  retire(isConcerned: (key: string) => boolean): void;
  /** Closes every connection, in use or not. */
  close(): Promise<void>;
}

interface Slot {
  readonly connection: Promise<Connection>;
  /** The same, once it is open. */
  opened?: Connection;
  readonly opening: AbortController;
  users: number;
  idle?: NodeJS.Timeout;
  /** Another is opened in its place: it is closed when nobody uses it any more. */
  retired?: true;
  /** Told to everyone who uses the connection when one of them finds that it is lost. */
  lost?: WarehouseError;
}

export function createPool({ idleMs }: PoolOptions): Pool {
  const slots = new Map<string, Slot>();

  const drop = async (key: string, slot: Slot): Promise<void> => {
    clearTimeout(slot.idle);
    if (slots.get(key) === slot) slots.delete(key);
    slot.opening.abort();
    await slot.connection.then((connection) => connection.close()).catch(() => undefined);
  };
  const release = (key: string, slot: Slot): void => {
    slot.users--;
    if (slot.lost || (slot.retired && slot.users === 0)) void drop(key, slot);
    else if (slot.users > 0) return;
    else if (!slot.opened) void drop(key, slot);
    else {
      slot.idle = setTimeout(() => void drop(key, slot), idleMs(slot.opened));
      slot.idle.unref();
    }
  };

  return {
    async use(key, open, work, signal) {
      const slot = slots.get(key) ?? openSlot(open);
      slots.set(key, slot);
      clearTimeout(slot.idle);
      slot.users++;
      try {
        return await workWith(slot, work, signal);
      } finally {
        release(key, slot);
      }
    },
    retire(isConcerned) {
      for (const [key, slot] of slots) {
        if (!isConcerned(key)) continue;
        slots.delete(key);
        slot.retired = true;
        if (slot.users === 0) void drop(key, slot);
      }
    },
    async close() {
      await Promise.all([...slots].map(([key, slot]) => drop(key, slot)));
    },
  };
}

function openSlot(open: (signal: AbortSignal) => Promise<Connection>): Slot {
  const opening = new AbortController();
  const connection = open(opening.signal);
  const slot: Slot = { connection, opening, users: 0 };
  // A failure to open is told to everyone who waits for it; nobody may be waiting.
  connection.then(
    (opened) => {
      slot.opened = opened;
    },
    () => undefined,
  );
  return slot;
}

async function workWith<T>(
  slot: Slot,
  work: (connection: Connection) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await work(await orAborted(slot.connection, signal));
  } catch (error) {
    if (isLost(error)) slot.lost ??= error;
    // What else fails when a connection is closed while it is used says nothing of the reason.
    throw slot.lost && !signal.aborted ? slot.lost : error;
  }
}

function isLost(error: unknown): error is WarehouseError {
  return error instanceof WarehouseError && error.kind === "lost";
}

/** The promise's value, unless the signal is aborted first: then a rejection of kind `cancelled`. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const cancelled = (): WarehouseError => new WarehouseError("cancelled", "Cancelled.");
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
