/** Data that changes, breaks and goes while it is looked at. */
import { mkdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type PreviewResult, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt } from "../../support/hostile.ts";
import { startClient } from "../../support/languageClient.ts";
import { hoverPlace, smallProject } from "./bombs.ts";
import { watched } from "./watched.ts";

const file = "a.events.yml";

export async function* changedFiles(): AsyncGenerator<Attempt> {
  const folder = await temporaryFolder(smallProject);
  const data = join(folder.path, "orders.csv");
  const client = await startClient({ folder: folder.path, trusted: true });
  const about = { client, file, position: hoverPlace, memoryLimit: 4 * 1024 ** 3 };
  const whole = smallProject["orders.csv"];
  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    "a file with more rows": () => writeFile(data, `${whole}3,2025-01-03 10:00:00,c\n`),
    "a file without rows": () => writeFile(data, "id,at,status\n"),
    "an empty file": () => truncate(data),
    "a file of bytes": () =>
      writeFile(data, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7) % 256))),
    "a file that is gone": () => rm(data),
    "a folder in its place": () => mkdir(data),
    "another table in its place": async () => {
      await rm(data, { recursive: true });
      await writeFile(data, "a;b\n1;2\n");
    },
    "the file as it was": () => writeFile(data, whole),
  };
  const preview = (): Promise<PreviewResult> =>
    client.request(requests.preview, { uri: client.uri(file), event: "order_placed", limit: 5 });
  try {
    await client.open(file, smallProject[file]);
    await client.status(({ checked }) => checked?.types === true);
    for (const [name, change] of Object.entries(changes))
      yield await watched(name, about, async () => {
        const during = preview();
        await change();
        for (const result of [await during, await preview()])
          if (result.status !== "rows" && result.status !== "failed") throw new Error(JSON.stringify(result));
        return "rows, or the reason";
      });
    const last = await preview();
    if (last.status !== "rows" || last.rows.length !== 2)
      yield {
        ...{ group: "faults", tried: "after all of them", ended: "" },
        gotThrough: JSON.stringify(last),
      };
  } finally {
    await client.stop();
    await folder.remove();
  }
}
