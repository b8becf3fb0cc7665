/**
 * One statement by the extended protocol: parsed and described without being run, then read up to a number of rows.
 * The protocol itself refuses a second statement. https://www.postgresql.org/docs/current/protocol-flow.html
 */
import type { Client, Submittable } from "pg";

export interface PostgresField {
  readonly name: string;
  readonly dataTypeID: number;
  readonly dataTypeModifier: number;
}

type Row = readonly (string | null)[];

/** The part of `pg`'s connection that is used here; its published types are of an older one. */
interface Wire {
  parse(statement: { readonly text: string }): void;
  describe(what: { readonly type: "S" }): void;
  bind(): void;
  execute(what: { readonly rows: number }): void;
  sync(): void;
}

/** What the client tells of its answers; all but these are of no interest. */
interface Exchange {
  submit(wire: Wire): void;
  fields?(fields: readonly PostgresField[]): void;
  row?(row: Row): void;
}

export interface Fetching {
  readonly sql?: string;
  readonly rows: number;
}

/** The columns that a statement would give; `undefined` where it gives none, as a command does. */
export async function describe(client: Client, sql: string): Promise<readonly PostgresField[] | undefined> {
  let found: readonly PostgresField[] | undefined;
  await exchange(client, {
    submit(wire) {
      wire.parse({ text: sql });
      wire.describe({ type: "S" });
      wire.sync();
    },
    fields(fields) {
      found = fields;
    },
  });
  return found;
}

/**
 * Runs a statement and gives its first rows, at most `rows` of them (0: all), as text; without one, that which was described
 * last.
 */
export async function fetchRows(client: Client, { sql, rows }: Fetching): Promise<readonly Row[]> {
  const found: Row[] = [];
  await exchange(client, {
    submit(wire) {
      if (sql !== undefined) wire.parse({ text: sql });
      wire.bind();
      wire.execute({ rows });
      wire.sync();
    },
    row(row) {
      found.push(row);
    },
  });
  return found;
}

function exchange(client: Client, { submit, fields, row }: Exchange): Promise<void> {
  return new Promise((resolve, reject) => {
    const ignore = (): void => undefined;
    const query = {
      submit(wire: Wire): void {
        submit(wire);
      },
      handleRowDescription: (message: { readonly fields: readonly PostgresField[] }) =>
        fields?.(message.fields),
      handleDataRow: (message: { readonly fields: Row }) => row?.(message.fields),
      handleError: reject,
      handleReadyForQuery: () => resolve(),
      handleCommandComplete: ignore,
      handlePortalSuspended: ignore,
      handleEmptyQuery: ignore,
      handleCopyInResponse: ignore,
      handleCopyData: ignore,
      callback: ignore,
    };
    client.query(query as unknown as Submittable);
  });
}
