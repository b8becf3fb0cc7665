/** A server that takes connections, and whatever is sent, and never says a word. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type PreviewResult, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt, HostileRun } from "../../support/hostile.ts";
import { startClient } from "../../support/languageClient.ts";
import { hoverPlace, smallProject } from "./bombs.ts";
import { watched } from "./watched.ts";

const file = "a.events.yml";
const types = {
  postgres: "user: me, database: shop",
  clickhouse: "user: me",
  trino: "user: me, catalog: shop",
};

export async function* blackHole(size: HostileRun["size"]): AsyncGenerator<Attempt> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on("error", () => undefined).resume()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    for (const [type, settings] of Object.entries(types).slice(0, size === "full" ? undefined : 1)) {
      const projectFile = `eventspec: 1\nconnections:\n  far: {type: ${type}, host: 127.0.0.1, port: ${port}, ${settings}}\n`;
      yield* silent(type, projectFile);
    }
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

async function* silent(type: string, projectFile: string): AsyncGenerator<Attempt> {
  const folder = await temporaryFolder({ ...smallProject, "eventspec.yml": projectFile });
  const client = await startClient({ folder: folder.path, trusted: true });
  const about = { client, file, position: hoverPlace, memoryLimit: 500e6 };
  try {
    await client.open(file, smallProject[file]);
    await client.diagnostics(file, () => true);
    yield await watched(`a ${type} server that never answers`, about, async () => {
      const asked = { uri: client.uri(file), event: "order_placed", limit: 5 };
      const { result, cancel } = client.cancellable<PreviewResult>(requests.preview, asked);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      cancel();
      const began = performance.now();
      const { status } = await result;
      const waited = performance.now() - began;
      if (status !== "cancelled" || waited > 2000) throw new Error(`${status} after ${waited} ms`);
      return "cancelled";
    });
  } finally {
    await client.stop();
    await folder.remove();
  }
}
