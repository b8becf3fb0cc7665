/** What goes wrong around the server: expressions that explode, an engine or a server that goes, answers that never come. */
import type { Attempt, HostileSuite } from "../support/hostile.ts";
import { postgresPrograms } from "../support/postgres.ts";
import { blackHole } from "./faults/blackHole.ts";
import { bombs } from "./faults/bombs.ts";
import { changedFiles } from "./faults/changedFiles.ts";
import { disk } from "./faults/disk.ts";
import { killedEngine, killedServer } from "./faults/killedEngine.ts";
import { postgresFaults } from "./faults/postgresFaults.ts";

export const suite: HostileSuite = {
  title: "Faults, with an editor that goes on asking",
  async missing() {
    try {
      postgresPrograms();
      return undefined;
    } catch (error) {
      return String(error);
    }
  },
  async *attempts({ size }): AsyncIterable<Attempt> {
    yield* bombs(size);
    yield* killedEngine();
    yield* blackHole(size);
    yield* changedFiles();
    if (size === "small") return;
    yield* killedServer();
    yield* disk();
    yield* postgresFaults();
  },
};
