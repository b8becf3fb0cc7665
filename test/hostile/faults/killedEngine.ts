/** The engine's process is killed from outside, as by a system that is short of memory. */
import { type PreviewResult, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt } from "../../support/hostile.ts";
import { startClient } from "../../support/languageClient.ts";
import { enginesOf } from "../../support/processTree.ts";
import { hoverPlace, smallProject } from "./bombs.ts";
import { watched } from "./watched.ts";

const file = "a.events.yml";

export async function* killedEngine(): AsyncGenerator<Attempt> {
  const folder = await temporaryFolder(smallProject);
  const client = await startClient({ folder: folder.path, trusted: true });
  const engine = async (): Promise<number> => {
    for (;;) {
      const [found] = await enginesOf(client.process.pid ?? 0);
      if (found) return found.pid;
    }
  };
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

function rowsIn(result: PreviewResult): string {
  if (result.status !== "rows" || result.rows.length !== 2) throw new Error(JSON.stringify(result));
  return "rows, all the same";
}
