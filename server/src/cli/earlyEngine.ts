/** The engine of embedded databases, started while the specs are still being read: its process takes as long to be there. */
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { isEmbedded } from "../tasks/connectionTypes.ts";
import { ownEngine } from "../warehouse/engineProcess/connection.ts";
import { createKeeper } from "../warehouse/kept/keeper.ts";
import type { EmbeddedEngine } from "../warehouse/types.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

export interface EarlyEngine {
  /** Told as soon as the project file says which connection is used. */
  onConnection(settings: ConnectionSettings | undefined): void;
  /** For the connection that is opened: a single one. */
  readonly engine: EmbeddedEngine;
}

interface Wanted {
  /** What the command was given. */
  readonly options: Pick<CommonOptions, "cache">;
  readonly terminal: Pick<Terminal, "env">;
  /** Whether queries are run, too: then kept answers spare nobody the engine. */
  readonly runs?: true;
}

/** Does some work with an engine that ends with it. */
export async function withEarlyEngine<T>(
  { options, terminal: { env }, runs }: Wanted,
  work: (early: EarlyEngine) => Promise<T>,
): Promise<T> {
  const keeper = createKeeper({ env, isWanted: () => options.cache !== false });
  const engine = ownEngine(keeper);
  try {
    return await work({
      engine,
      onConnection(settings) {
        if (settings && isEmbedded(settings) && (runs || keeper.isEmpty())) engine.start();
      },
    });
  } finally {
    engine.close();
  }
}
