import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { failure, never, open } from "../support/connections.ts";

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly statement?: string; readonly row_limit?: number };
}

const schema = {
  columns: [
    { name: "n", type_text: "BIGINT" },
    { name: "at", type_text: "TIMESTAMP" },
  ],
};

/** Speaks the part of the API that is needed; Databricks itself can't be had. */
describe("Databricks, by its API as documented", () => {
  let server: Server;
  let host: string;
  let asked: Asked[];
  let cancelled: boolean;

  before((done) => {
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on("end", () => {
        const path = request.url ?? "";
        const { authorization } = request.headers;
        const body = text.startsWith("{") ? JSON.parse(text) : {};
        asked.push({ path, authorization, body });
        const [status, answer] = answerOf(path, authorization, body.statement ?? "");
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
      });
    }).listen(0, "127.0.0.1", () => {
      host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  beforeEach(() => {
    asked = [];
    cancelled = false;
  });

  function answerOf(path: string, authorization: string | undefined, statement: string): [number, object] {
    if (path === "/oidc/v1/token") return [200, { access_token: "exchanged", expires_in: 3600 }];
    if (authorization !== "Bearer right" && authorization !== "Bearer exchanged")
      return [403, { error_code: "403", message: "Invalid access token." }];
    if (path.endsWith("/cancel")) {
      cancelled = true;
      return [200, {}];
    }
    const done = { statement_id: "s1", status: { state: "SUCCEEDED" } };
    if (path.endsWith("/chunks/1")) return [200, { result: { data_array: [["3", null]] } }];
    if (path.endsWith("/slow"))
      return [200, { statement_id: "slow", status: { state: cancelled ? "CANCELED" : "RUNNING" } }];
    if (statement.includes("forever")) return [200, { statement_id: "slow", status: { state: "PENDING" } }];
    if (statement.includes("nope"))
      return [
        200,
        {
          ...done,
          status: {
            state: "FAILED",
            error: {
              error_code: "BAD_REQUEST",
              message: `[UNRESOLVED_COLUMN] nope; line ${statement.startsWith("describe") ? 3 : 2} pos 1`,
            },
          },
        },
      ];
    if (statement.startsWith("describe query"))
      return [200, { ...done, manifest: {}, result: { data_array: [["n", "bigint", null]] } }];
    if (statement.includes(".columns"))
      return [
        200,
        { ...done, result: { data_array: [["shop", "orders", "n", "bigint", "NO", "The number"]] } },
      ];
    const data_array = [
      ["9007199254740993", "2026-01-05T10:00:00.500Z"],
      ["2", null],
    ];
    const next = { next_chunk_internal_link: "/api/2.0/sql/statements/s1/result/chunks/1" };
    return [
      200,
      { ...done, manifest: { schema }, result: { data_array, ...(statement.includes("many") && next) } },
    ];
  }

  const connect = (more: Readonly<Record<string, unknown>> = { token: "right" }) =>
    open("databricks", { host, http_path: "/sql/1.0/warehouses/abc", catalog: "main", ...more });
  const options = { limit: 2, timeoutMs: 5000 };

  it("runs, limits, follows chunks and reads values", async () => {
    const connection = await connect();
    const result = await connection.run("select n, at from many;", options, never());
    assert.deepEqual(result.rows, [
      ["9007199254740993", "2026-01-05T10:00:00.5Z"],
      [2, null],
    ]);
    assert.equal(result.truncated, true);
    assert.equal(asked.find(({ body }) => body.statement === "select n, at from many")?.body.row_limit, 3);
  });

  it("binds, and points at what is wrong", async () => {
    const connection = await connect();
    assert.deepEqual(await connection.bind("select n", never()), {
      ok: true,
      columns: [{ name: "n", type: "bigint" }],
    });
    const sql = "select 'ü😀',\n nope";
    const found = await connection.bind(sql, never());
    assert.equal(found.ok ? undefined : found.offset, sql.indexOf("nope"));
    await assert.rejects(connection.run(sql, options, never()), failure("sql", /UNRESOLVED_COLUMN/));
  });

  it("describes tables", async () => {
    const connection = await connect();
    const expected = [{ name: "n", type: "bigint", description: "The number", nullable: false }];
    assert.deepEqual(await connection.columns(["shop", "orders"], never()), expected);
    assert.match(asked.at(-1)?.body.statement ?? "", /from `main`\.information_schema\.columns/);
  });

  it("cancels on the server", async () => {
    const connection = await connect();
    const stop = new AbortController();
    const running = connection.run("select forever", options, stop.signal);
    const told = assert.rejects(running, failure("cancelled"));
    setTimeout(() => stop.abort(), 50);
    await told;
    assert.equal(cancelled, true);
  });

  it("sends nothing that writes", async () => {
    const connection = await connect();
    const before = asked.length;
    await assert.rejects(
      connection.run("from t insert overwrite u select *", options, never()),
      failure("refused"),
    );
    assert.equal(asked.length, before);
  });

  it("exchanges a service principal's secret for a token", async () => {
    await connect({ client_id: "id", client_secret: "a secret" });
    assert.deepEqual(
      asked.map(({ path }) => path),
      ["/oidc/v1/token", "/api/2.0/sql/statements"],
    );
  });

  it("says what is wrong with the settings, and never a token", async () => {
    await assert.rejects(
      connect({ token: "wrong-token" }),
      (error) =>
        failure("authentication", /Invalid access token/)(error) && !String(error).includes("wrong-token"),
    );
    await assert.rejects(connect({}), failure("settings", /needs a `token`, or `client_id`/));
    await assert.rejects(
      connect({ token: "right", http_path: "/x" }),
      failure("settings", /`http_path` must be/),
    );
  });
});
