/** Servers that are none, too busy, too talkative, or that stop in the middle: each is told apart. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer, type ServerResponse } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { WarehouseErrorKind } from "../../server/src/warehouse/types.ts";
import { failure, open } from "../support/connections.ts";

/** Settings of a connection to a port of this machine. */
const types: Readonly<Record<string, (port: number) => Readonly<Record<string, unknown>>>> = {
  clickhouse: (port) => ({ host: "127.0.0.1", port, user: "me" }),
  trino: (port) => ({ host: "127.0.0.1", port, user: "me", catalog: "shop" }),
  databricks: (port) => ({
    host: `http://127.0.0.1:${port}`,
    http_path: "/sql/1.0/warehouses/abc",
    token: "abc",
  }),
};

type Behaviour = (response: ServerResponse) => unknown;

const behaviours: readonly (readonly [string, Behaviour, WarehouseErrorKind, RegExp])[] = [
  [
    "answers with a page of a proxy",
    (response) => response.end("<html><body>Please log in to the guest network</body></html>"),
    "garbled",
    /127\.0\.0\.1:\d+ does not speak the protocol .* "<html><body>Please/,
  ],
  [
    "answers with half of a text",
    (response) => response.end('{"id": "1", "colu'),
    "garbled",
    /does not speak/,
  ],
  [
    "is busy",
    (response) => response.writeHead(429).end("slow down"),
    "busy",
    /takes no more .*429.*slow down/,
  ],
  ["answers without an end", (response) => flood(response), "limit", /larger than \d+ MiB/],
  ["breaks off", (response) => void response.write("[1", () => response.destroy()), "lost", /lost/],
];

for (const [type, settings] of Object.entries(types))
  describe(`a ${type} server`, function () {
    this.timeout(60_000);
    for (const [what, behave, kind, words] of behaviours)
      it(`that ${what} is told as ${kind}`, () =>
        serving(behave, (port) => assert.rejects(open(type, settings(port)), failure(kind, words))));
  });

describe("a Postgres server", () => {
  const opening = (port: number, more = {}) =>
    open("postgres", { host: "127.0.0.1", port, user: "me", database: "shop", ...more });

  it("that speaks HTTP is told as garbled, with and without TLS", () =>
    serving(
      (response) => response.end("<html>"),
      async (port) => {
        for (const sslmode of ["prefer", "disable"])
          await assert.rejects(
            opening(port, { sslmode }),
            failure("garbled", /does not speak .*"HTTP\/1\.1 400/),
          );
      },
    ));

  it("that sends without an end is told as a limit", () =>
    listening(
      (socket) => {
        const message = Buffer.alloc(1024 * 1024, "R");
        message.writeInt32BE(2_000_000_000, 1);
        const more = (): void => void socket.write(message, (error) => error ?? more());
        more();
      },
      (port) => assert.rejects(opening(port, { sslmode: "disable" }), failure("limit", /larger than 16 MiB/)),
    ));

  it("that takes no more clients is told as busy", () =>
    listening(
      (socket) => {
        const fields = "SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0";
        const message = Buffer.concat([Buffer.from("E"), Buffer.alloc(4), Buffer.from(fields)]);
        message.writeInt32BE(message.length - 1, 1);
        socket.end(message);
      },
      (port) =>
        assert.rejects(
          opening(port, { sslmode: "disable" }),
          failure("busy", /^The server at 127\.0\.0\.1:\d+ takes no more sessions: sorry, too many clients/),
        ),
    ));
});

function flood(response: ServerResponse): void {
  const line = `${"1234567 ".repeat(100_000)}`;
  const more = (): void => void response.write(line, (error) => error ?? more());
  response.on("error", () => undefined);
  more();
}

async function serving(behave: Behaviour, work: (port: number) => Promise<unknown>): Promise<void> {
  const server = createHttpServer((request, response) => {
    request.resume();
    behave(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  await work((server.address() as AddressInfo).port).finally(() => {
    server.closeAllConnections();
    server.close();
  });
}

async function listening(
  behave: (socket: Socket) => void,
  work: (port: number) => Promise<unknown>,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.once("data", () => behave(socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  await work((server.address() as AddressInfo).port).finally(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
}
