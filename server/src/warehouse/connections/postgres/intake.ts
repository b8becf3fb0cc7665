/** What a server may send: a message is otherwise kept until it is complete, however large. */
import type { Duplex } from "node:stream";
import type { Client } from "pg";
import { createMeter } from "../../answerLimits.ts";
import { WarehouseError } from "../../types.ts";
import { garbled } from "../http.ts";

export interface Intake {
  /** Counts from now on with another measure, which throws when it is too much. */
  allow(measure: (bytes: number) => void): void;
  /** Why the session was ended, where it was. */
  readonly fault: WarehouseError | undefined;
}

/** The part of `pg`'s connection that is used here. */
interface Wired {
  readonly connection: {
    readonly stream: Duplex;
    once(event: "connect" | "sslconnect", listener: () => void): void;
  };
}

/** What the first byte of a server can be: an answer about TLS, or a message of a log-in. */
const firstBytes = "SNERv";

/**
 * Watches what arrives at a client that is about to connect to `place`. When it is too much, or no Postgres speaks there, the
 * session ends with a `WarehouseError`.
 */
export function watchIntake(client: Client, place: string): Intake {
  const { connection } = client as unknown as Wired;
  let measure = createMeter(0);
  let isFirst = true;
  let fault: WarehouseError | undefined;
  const arrived = (chunk: Buffer, stream: Duplex): void => {
    try {
      if (isFirst && !firstBytes.includes(chunk.toString("latin1", 0, 1)))
        throw garbled(place, chunk.toString("latin1", 0, 200));
      isFirst = false;
      measure(chunk.length);
    } catch (error) {
      if (!(error instanceof WarehouseError)) throw error;
      fault = error;
      stream.destroy(error);
    }
  };
  const attach = (): void => {
    const { stream } = connection;
    stream.prependListener("data", (chunk: Buffer) => arrived(chunk, stream));
  };
  connection.once("connect", attach);
  connection.once("sslconnect", attach);
  return {
    get fault() {
      return fault;
    },
    allow(next) {
      measure = next;
    },
  };
}
