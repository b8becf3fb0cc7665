/** Sessions with a server: made when needed, kept for the next query, thrown away when they are lost. */
import type { Client } from "pg";
import { WarehouseError } from "../../types.ts";
import type { PostgresTarget } from "./config.ts";
import { postgresError } from "./errors.ts";

export interface PostgresSession {
  readonly client: Client;
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

export function createClients(target: PostgresTarget, redact: (message: string) => string): Clients {
  const idle: { session: PostgresSession; timer: NodeJS.Timeout }[] = [];
  const all = new Set<PostgresSession>();
  const end = (session: PostgresSession): Promise<void> => {
    session.lost = true;
    all.delete(session);
    return session.client.end().catch(() => undefined);
  };
  const connect = async () => {
    const session = await openSession(target, redact);
    all.add(session);
    session.client.on("error", () => void end(session));
    return session;
  };
  const dropIdle = (): void => {
    for (const { session, timer } of idle.splice(0)) {
      clearTimeout(timer);
      void end(session);
    }
  };
  return {
    async take() {
      for (let known = idle.pop(); known; known = idle.pop()) {
        clearTimeout(known.timer);
        if (!known.session.lost) return known.session;
      }
      return connect();
    },
    giveBack(session) {
      session.used = true;
      if (session.lost) return void end(session);
      const timer = setTimeout(() => {
        idle.splice(0, idle.length, ...idle.filter((waiting) => waiting.session !== session));
        void end(session);
      }, idleMs).unref();
      idle.push({ session, timer });
    },
    async cancel(session) {
      // By a session of its own: unlike the protocol's cancel request it is encrypted and checked.
      const other = await connect();
      await other.client.query("select pg_cancel_backend($1)", [session.pid]);
      await end(other);
    },
    dropIdle,
    async close() {
      dropIdle();
      await Promise.all([...all].map(end));
    },
  };
}

async function openSession(
  target: PostgresTarget,
  redact: (message: string) => string,
): Promise<PostgresSession> {
  const { default: pg } = await import("pg");
  const attempt = async (config: PostgresTarget["config"]): Promise<Client> => {
    const client = new pg.Client(config);
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  try {
    const client = await attempt(target.config).catch((error: unknown) => {
      const plain =
        target.fallBackToPlain && error instanceof Error && /does not support SSL/.test(error.message);
      if (plain) return attempt({ ...target.config, ssl: false });
      throw error;
    });
    const pid = (client as unknown as { readonly processID: number }).processID;
    return { client, pid, used: false, lost: false };
  } catch (error) {
    throw located(postgresError(error, { connected: false, redact }), target.place);
  }
}

/** Says where nothing answered. */
function located(error: WarehouseError, place: string): WarehouseError {
  if (error.kind !== "unreachable") return error;
  return new WarehouseError("unreachable", `No server answers at ${place}: ${error.message}`, {
    cause: error.cause,
  });
}
