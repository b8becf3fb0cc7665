/** The engine of embedded databases, started while the specs are still being read: its process takes as long to be there. */
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { isEmbedded } from "../tasks/connectionTypes.ts";
import { ownEngine } from "../warehouse/engineProcess/connection.ts";
import type { EmbeddedEngine } from "../warehouse/types.ts";

export interface EarlyEngine {
  /** Told as soon as the project file says which connection is used. */
  onConnection(settings: ConnectionSettings | undefined): void;
  /** For the connection that is opened: a single one. */
  readonly engine: EmbeddedEngine;
}

/** Does some work with an engine that ends with it. */
export async function withEarlyEngine<T>(work: (early: EarlyEngine) => Promise<T>): Promise<T> {
  const engine = ownEngine();
  try {
    return await work({
      engine,
      onConnection(settings) {
        if (settings && isEmbedded(settings)) engine.start();
      },
    });
  } finally {
    engine.close();
  }
}
