/** The one door between engines and everybody else: nothing that comes through it holds a value of `Secrets`. */
import type { Secrets } from "../project/secrets.ts";
import type { Connection } from "./types.ts";

/** The connection, whose errors, refusals and reasons hold no secret. Rows and names of tables are data. */
export function redactedConnection(connection: Connection, { secrets }: { secrets: Secrets }): Connection {
  const { describe, unreadable, notices } = connection;
  const { redact } = secrets;
  return {
    name: connection.name,
    dialect: connection.dialect,
    capabilities: connection.capabilities,
    tables: (signal) => redacting(secrets, () => connection.tables(signal)),
    columns: (parts, signal) => redacting(secrets, () => connection.columns(parts, signal)),
    ...(describe && { describe: (signal) => redacting(secrets, () => describe(signal)) }),
    ...(unreadable && {
      unreadable: async (signal) =>
        (await redacting(secrets, () => unreadable(signal))).map((table) => ({
          ...table,
          reason: redact(table.reason),
        })),
    }),
    ...(notices && {
      notices: async (signal) =>
        (await redacting(secrets, () => notices(signal))).map((notice) => ({
          ...notice,
          message: redact(notice.message),
          hint: redact(notice.hint),
        })),
    }),
    async bind(sql, signal) {
      const result = await redacting(secrets, () => connection.bind(sql, signal));
      return result.ok ? result : { ...result, message: redact(result.message) };
    },
    estimate: (sql, signal) => redacting(secrets, () => connection.estimate(sql, signal)),
    run: (sql, options, signal) => redacting(secrets, () => connection.run(sql, options, signal)),
    close: () => redacting(secrets, () => connection.close()),
  };
}

/** Does some work; what it rejects with holds no secret. */
export async function redacting<T>({ redact }: Secrets, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) {
      error.message = redact(error.message);
      if (error.stack !== undefined) error.stack = redact(error.stack);
      // Whoever shows an error whole shows its cause, too.
      delete error.cause;
    }
    throw error;
  }
}
