/** What runs of tests have shown, as a session remembers it; `keptTests.ts` says what of it still holds. */
import type { TextEdit } from "../../document/types.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { CheckStatus } from "../../proof/results.ts";

export interface KeptResult {
  readonly name: string;
  readonly status: CheckStatus;
  /** One sentence. */
  readonly message: string;
  /** Of an example that differs: changes after which it expects what came out. Their places count from where the event begins. */
  readonly edits?: readonly TextEdit[];
}

/** What a session keeps of an event's last runs. */
interface KeptTests {
  /** What the results depend on, as it was: `basisOf`. */
  readonly basis: string;
  /** When the newest of them came, in milliseconds since 1970. */
  readonly at: number;
  /** By the check's id. */
  readonly results: ReadonlyMap<string, KeptResult>;
}

/** What a session remembers of all runs. */
export interface TestMemory {
  /** By `factsKey`. */
  readonly kept: Map<string, KeptTests>;
  /** What an event says, as a digest; it holds while the project has the same lookups. */
  readonly spoken: WeakMap<ProjectEvent, { readonly lookups: Project["lookups"]; readonly digest: string }>;
}

export function createTestMemory(): TestMemory {
  return { kept: new Map(), spoken: new WeakMap() };
}
