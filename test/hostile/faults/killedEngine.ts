/** The engine's process is killed from outside, as by a system that is short of memory. */
import { type PreviewResult, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt } from "../../support/hostile.ts";
import { type LanguageClient, startClient } from "../../support/languageClient.ts";
import { enginesOf, processes } from "../../support/processTree.ts";
import { hoverPlace, smallProject } from "./bombs.ts";
import { watched } from "./watched.ts";

const file = "a.events.yml";

export async function* killedEngine(): AsyncGenerator<Attempt> {
  const folder = await temporaryFolder(smallProject);
  const client = await startClient({ folder: folder.path, trusted: true });
  const engine = (): Promise<number> => engineOf(client, () => true);
  const preview = (): Promise<PreviewResult> =>
    client.request<PreviewResult>(requests.preview, {
      uri: client.uri(file),
      event: "order_placed",
      limit: 5,
    });
  const about = { client, file, position: hoverPlace, memoryLimit: 4 * 1024 ** 3 };
  try {
    await client.open(file, smallProject[file]);
    await client.status(({ checked }) => checked?.types === true);
    yield await watched("the engine killed between two previews", about, async () => {
      process.kill(await engine(), "SIGKILL");
      return rowsIn(await preview());
    });
    yield await watched("the engine killed during previews", about, async () => {
      const asked = Array.from({ length: 5 }, preview);
      process.kill(await engine(), "SIGKILL");
      return (await Promise.all(asked)).map(rowsIn)[0] ?? "";
    });
  } finally {
    await client.stop();
    await folder.remove();
  }
}

/** Of the rows, so that it is computed when it is run. */
const frozen = "levenshtein(repeat(o.status, 200000), repeat('b', 200000))";

/** Nothing of a server that is killed may stay behind, also where native code keeps its engine busy. */
export async function* killedServer(): AsyncGenerator<Attempt> {
  const folder = await temporaryFolder(smallProject);
  const client = await startClient({ folder: folder.path, trusted: true });
  try {
    await client.open(file, `${smallProject[file]}      slow: ${frozen}\n`);
    const asked = { uri: client.uri(file), event: "order_placed", limit: 5 };
    client.request<PreviewResult>(requests.preview, asked).catch(() => undefined);
    const pid = await engineOf(client, (time) => time >= 2);
    client.process.kill("SIGKILL");
    const began = performance.now();
    let isLeft = true;
    while (isLeft && performance.now() - began < 5000)
      isLeft = (await processes()).some((one) => one.pid === pid);
    yield {
      ...{ group: "faults", tried: "the server killed while its engine is in native code" },
      ended: "the engine is gone, too",
      ...(isLeft && { gotThrough: "The engine's process is left." }),
    };
  } finally {
    await client.stop();
    await folder.remove();
  }
}

/** The number of the engine's process, once it has used as much of the processor as is wanted. */
async function engineOf(client: LanguageClient, isWanted: (time: number) => boolean): Promise<number> {
  for (;;) {
    const [found] = await enginesOf(client.process.pid ?? 0);
    if (found && isWanted(found.time)) return found.pid;
  }
}

function rowsIn(result: PreviewResult): string {
  if (result.status !== "rows" || result.rows.length !== 2) throw new Error(JSON.stringify(result));
  return "rows, all the same";
}
