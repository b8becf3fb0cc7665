/** One fault, with an editor that hovers on and a look at the memory meanwhile. */
import type { Attempt } from "../../support/hostile.ts";
import { keepHovering } from "../../support/hovers.ts";
import { watchIdleProcess } from "../../support/idleProcess.ts";
import type { LanguageClient } from "../../support/languageClient.ts";
import { watchMemory } from "../../support/processTree.ts";

export interface Watched {
  readonly client: LanguageClient;
  readonly file: string;
  /** Where there is something to hover at. */
  readonly position: { readonly line: number; readonly character: number };
  /** What all processes together may take, in bytes. */
  readonly memoryLimit: number;
}

/** What everybody may wait for an answer, beside what the machine takes from any process; and what all processes may take beside the limit. */
const hoverMs = 200;
/** A server that also checks what has changed waits for its turn more than once before it answers. */
const turns = 2;
const beside = 500e6;

/** `work` says how it ended, or throws. */
export async function watched(
  tried: string,
  { client, file, position, memoryLimit }: Watched,
  work: () => Promise<string>,
): Promise<Attempt> {
  const memory = watchMemory(client.process.pid ?? 0);
  const idle = await watchIdleProcess();
  const hovering = await keepHovering(client, file, position);
  const outcome = await work().then(
    (ended) => ({ ended }),
    (error: unknown) => ({ ended: "", failed: String(error) }),
  );
  const { count, worstMs } = await hovering.stop();
  const most = await memory.stop();
  const idleMs = await idle.stop();
  const faults = [
    ...("failed" in outcome ? [outcome.failed] : []),
    ...(worstMs > hoverMs + turns * idleMs ? [`A hover took ${Math.round(worstMs)} ms.`] : []),
    ...(count === 0 ? ["No hover was answered."] : []),
    ...(most > memoryLimit + beside ? [`The processes took ${Math.round(most / 1e6)} MB.`] : []),
  ];
  const figures = `${count} hovers, at most ${Math.round(worstMs)} ms (an idle process: ${Math.round(idleMs)} ms), ${Math.round(most / 1e6)} MB`;
  return {
    ...{ group: "faults", tried: `${tried} (${figures})`, ended: outcome.ended },
    ...(faults.length > 0 && { gotThrough: faults.join(" ") }),
  };
}
