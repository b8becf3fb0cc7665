/** A Postgres that holds huge values, is killed, and is behind a network that loses bytes. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type PreviewResult, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt } from "../../support/hostile.ts";
import { type LanguageClient, startClient } from "../../support/languageClient.ts";
import { type PostgresServer, startPostgres } from "../../support/postgres.ts";
import { hoverPlace, smallProject } from "./bombs.ts";
import { type Watched, watched } from "./watched.ts";

const file = "a.events.yml";
const events = `from: shop.orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      status: upper(o.status)
      note: o.note
  lists_made:
    at: o.at
    properties:
      notes: array[o.note]
`;

export async function* postgresFaults(): AsyncGenerator<Attempt> {
  const server = await startPostgres();
  const proxy = await startProxy(server.port);
  const projectFile = `eventspec: 1\nconnections:\n  pg: {type: postgres, host: 127.0.0.1, port: ${proxy.port}, user: test, database: postgres, sslmode: disable}\n`;
  const folder = await temporaryFolder({ ...smallProject, "eventspec.yml": projectFile, [file]: events });
  const client = await startClient({ folder: folder.path, trusted: true });
  try {
    await server.sql(`create schema shop;
      create table shop.orders (id bigint, at timestamptz, status text, note text);
      insert into shop.orders values (1, '2025-01-01', 'a', repeat('x', 900000000)), (2, '2025-01-02', 'b', 'short')`);
    await client.open(file, events);
    await client.diagnostics(file, () => true);
    yield* faults(client, server, proxy);
  } finally {
    await client.stop();
    proxy.stop();
    await server.stop();
    await folder.remove();
  }
}

async function* faults(
  client: LanguageClient,
  server: PostgresServer,
  proxy: Proxy,
): AsyncGenerator<Attempt> {
  const about: Watched = { client, file, position: hoverPlace, memoryLimit: 300e6 };
  const preview = (event = "order_placed"): Promise<PreviewResult> =>
    client.request(requests.preview, { uri: client.uri(file), event, limit: 5 });
  yield await watched("a cell of 900 MB", about, async () => {
    const result = await preview();
    if (result.status !== "rows" || result.cutCells !== 1) throw new Error(short(result));
    return "rows, one cell cut";
  });
  yield await watched("a list that holds a text of 900 MB", about, async () => {
    const result = await preview("lists_made");
    if (result.status !== "failed" || !/larger than 16 MiB/.test(result.message))
      throw new Error(short(result));
    return "told as too large";
  });
  yield await watched("the server killed during a preview", about, async () => {
    const asked = preview();
    await server.kill();
    return failedIn(await asked);
  });
  yield await watched("no server", about, async () => failedIn(await preview()));
  await server.restart();
  await server.sql("update shop.orders set note = 'short'");
  yield await watched("the server started again", about, async () => rowsIn(await preview()));
  for (const bytes of [1, 40, 200, 800]) {
    yield await watched(`the network gone after ${bytes} more bytes`, about, async () => {
      proxy.cutAfter(bytes);
      const result = await preview();
      if (result.status !== "rows") return failedIn(result);
      return rowsIn(result);
    });
    proxy.cutAfter(Number.POSITIVE_INFINITY);
    yield await watched("the network back again", about, async () => rowsIn(await preview()));
  }
  proxy.garble();
  yield await watched("bytes changed on their way", about, async () => failedIn(await preview()));
}

function rowsIn(result: PreviewResult): string {
  if (result.status !== "rows" || result.rows.length !== 2) throw new Error(short(result));
  return "rows";
}

function failedIn(result: PreviewResult): string {
  if (result.status !== "failed") throw new Error(short(result));
  return "told with the reason";
}

function short(result: PreviewResult): string {
  return JSON.stringify(result).slice(0, 300);
}

interface Proxy {
  readonly port: number;
  /** Cuts every connection when so many more bytes of answers have gone through. */
  cutAfter(bytes: number): void;
  /** Changes some of the bytes of all answers from now on. */
  garble(): void;
  stop(): void;
}

async function startProxy(to: number): Promise<Proxy> {
  let rest = Number.POSITIVE_INFINITY;
  let isGarbling = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on("data", (chunk: Buffer) => {
      const sent = isGarbling ? chunk.map((byte, at) => (at % 7 === 3 ? byte ^ 0x55 : byte)) : chunk;
      near.write(sent.subarray(0, Math.min(rest, sent.length)));
      rest -= sent.length;
      if (rest <= 0) near.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter(bytes) {
      rest = bytes;
    },
    garble() {
      isGarbling = true;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
