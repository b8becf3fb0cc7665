/** Sessions with a server: made when needed, kept for the next query, thrown away when they are lost. */
import type { Client } from "pg";
import { WarehouseError } from "../../types.ts";
import type { PostgresTarget } from "./config.ts";
import { postgresError } from "./errors.ts";
import { type Intake, watchIntake } from "./intake.ts";

export interface PostgresSession {
  readonly client: Client;
  readonly intake: Intake;
  /** The server's number for it, by which it is cancelled. */
  readonly pid: number;
  /** Whether it had served before: it may have been lost unnoticed. */
  used: boolean;
  lost: boolean;
}

export interface Clients {
  /** A session of the caller's own. Rejects with `WarehouseError`: `unreachable`, `authentication`, `settings`. */
  take(): Promise<PostgresSession>;
  giveBack(session: PostgresSession): void;
  /** Asks the server to stop what a session runs. */
  cancel(session: PostgresSession): Promise<void>;
  /** Drops sessions that wait, for instance because the server has gone. */
  dropIdle(): void;
  close(): Promise<void>;
}

/** Sessions that wait are kept this long. */
const idleMs = 60_000;

export function createClients(target: PostgresTarget): Clients {
  const all = new Set<PostgresSession>();
  const waiting: { resolve(session: PostgresSession): void; reject(error: unknown): void }[] = [];
  const end = (session: PostgresSession): Promise<void> => {
    session.lost = true;
    all.delete(session);
    return session.client.end().catch(() => undefined);
  };
  const connect = async () => {
    const session = await openSession(target);
    all.add(session);
    session.client.on("error", () => void end(session));
    return session;
  };
  const idle = createIdle((session) => void end(session));
  return {
    async take() {
      const known = idle.take();
      if (known) return known;
      // Others of ours may hold the last sessions that the server has for us.
      return connect().catch((error: unknown) => {
        if (!isBusy(error) || all.size === 0) throw error;
        return new Promise<PostgresSession>((resolve, reject) => waiting.push({ resolve, reject }));
      });
    },
    giveBack(session) {
      session.used = true;
      const next = waiting.shift();
      if (session.lost) {
        void end(session);
        if (next) connect().then(next.resolve, next.reject);
        return;
      }
      if (next) next.resolve(session);
      else idle.keep(session);
    },
    async cancel(session) {
      // By a session of its own: unlike the protocol's cancel request it is encrypted and checked.
      const other = await connect();
      await other.client.query("select pg_cancel_backend($1)", [session.pid]);
      await end(other);
    },
    dropIdle: idle.drop,
    async close() {
      idle.drop();
      await Promise.all([...all].map(end));
    },
  };
}

/** Sessions that wait for the next query; `end` gets those for which none came. */
function createIdle(end: (session: PostgresSession) => void) {
  const timers = new Map<PostgresSession, NodeJS.Timeout>();
  const remove = (session: PostgresSession): void => {
    clearTimeout(timers.get(session));
    timers.delete(session);
  };
  const drop = (session: PostgresSession): void => {
    remove(session);
    end(session);
  };
  return {
    keep: (session: PostgresSession): void => {
      timers.set(session, setTimeout(drop, idleMs, session).unref());
    },
    /** The one that served last, so that others come to their end. */
    take: (): PostgresSession | undefined => {
      for (const session of [...timers.keys()].reverse()) {
        remove(session);
        if (!session.lost) return session;
      }
      return undefined;
    },
    drop: (): void => {
      for (const session of timers.keys()) drop(session);
    },
  };
}

async function openSession(target: PostgresTarget): Promise<PostgresSession> {
  const { default: pg } = await import("pg");
  const began = performance.now();
  const attempt = async (
    config: PostgresTarget["config"],
  ): Promise<Pick<PostgresSession, "client" | "intake">> => {
    const client = new pg.Client(config);
    const intake = watchIntake(client, target.place);
    client.on("error", () => undefined);
    await client.connect().catch((error: unknown) => {
      throw intake.fault ?? error;
    });
    return { client, intake };
  };
  try {
    const { client, intake } = await attempt(target.config).catch((error: unknown) => {
      const plain =
        target.fallBackToPlain && error instanceof Error && /does not support SSL/.test(error.message);
      if (plain) return attempt({ ...target.config, ssl: false });
      throw error;
    });
    const pid = (client as unknown as { readonly processID: number }).processID;
    return { client, intake, pid, used: false, lost: false };
  } catch (error) {
    throw located(postgresError(error, { connected: false }), target.place, performance.now() - began);
  }
}

/** Says where nothing answered, and how long that was waited for. */
function located(error: WarehouseError, place: string, waitedMs: number): WarehouseError {
  if (error.kind === "busy")
    return new WarehouseError("busy", `The server at ${place} takes no more sessions: ${error.message}`, {
      cause: error.cause,
    });
  if (error.kind !== "unreachable") return error;
  const waited = `after ${Math.round(waitedMs / 100) / 10} s`;
  return new WarehouseError("unreachable", `No server answers at ${place}: ${error.message} (${waited})`, {
    cause: error.cause,
  });
}

function isBusy(error: unknown): boolean {
  return error instanceof WarehouseError && error.kind === "busy";
}
