import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { costGuard } from "../../server/src/warehouse/costGuard.ts";
import { failure, never, open, temporaryFolder } from "../support/connections.ts";
import { useDrivers } from "../support/drivers.ts";

const fields = [
  { name: "n", type: "INTEGER" },
  { name: "total", type: "NUMERIC", precision: "12", scale: "2" },
  { name: "at", type: "TIMESTAMP" },
  { name: "wall", type: "DATETIME" },
  { name: "tags", type: "STRING", mode: "REPEATED" },
  { name: "who", type: "RECORD", fields: [{ name: "id", type: "INTEGER" }] },
  { name: "raw", type: "BYTES" },
  { name: "ok", type: "BOOLEAN" },
];
const row = [
  "9007199254740993",
  "12.50",
  "1774744200500000",
  "2026-01-05T10:00:00.500000",
  [{ v: "a" }, { v: "b" }],
  { f: [{ v: "7" }] },
  "qwE=",
  "true",
].map((v) => ({ v }));

/** Google's own library proves who asks; the API behind it is the part that is needed. BigQuery itself can't be had. */
describe("BigQuery, by its API as documented", () => {
  let server: Server;
  let address: string;
  let cancelled: boolean;
  let drivers: ReturnType<typeof useDrivers>;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let subject: string;

  before(async () => {
    drivers = useDrivers();
    folder = await temporaryFolder({ "subject.txt": "who asks" });
    subject = join(folder.path, "subject.txt");
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on("end", () => {
        const [status, answer] = answerOf(request.url ?? "", request.headers.authorization, text);
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    drivers.restore();
    server.closeAllConnections();
    server.close();
    await folder.remove();
  });
  beforeEach(() => {
    cancelled = false;
  });

  function answerOf(path: string, authorization: string | undefined, text: string): [number, object] {
    if (path === "/token")
      return [
        200,
        { access_token: "given", expires_in: 3600, token_type: "Bearer", issued_token_type: "access" },
      ];
    if (authorization !== "Bearer given") return [401, { error: { message: "Invalid credentials" } }];
    if (path.includes("/cancel")) {
      cancelled = true;
      return [200, {}];
    }
    if (path.includes("/jobs")) return jobAnswer(text);
    if (path.includes("/queries/")) {
      if (path.includes("pageToken=two")) return [200, { jobComplete: true, rows: [{ f: row }] }];
      if (slow) polled();
      if (slow && !cancelled) return [200, { jobComplete: false }];
      if (slow)
        return [200, { jobComplete: true, errors: [{ reason: "stopped", message: "Job cancelled" }] }];
      return [200, { jobComplete: true, schema: { fields }, rows: [{ f: row }], pageToken: "two" }];
    }
    if (path.includes("/datasets/shop/tables/orders"))
      return [
        200,
        { schema: { fields: [{ ...fields[0], mode: "REQUIRED", description: "The number" }, fields[5]] } },
      ];
    if (path.includes("/tables/"))
      return [
        404,
        { error: { message: "Not found: Table p:shop.nothing", errors: [{ reason: "notFound" }] } },
      ];
    if (path.includes("/tables")) return [200, { tables: [{ tableReference: { tableId: "orders" } }] }];
    return [200, { datasets: [{ datasetReference: { datasetId: "shop" } }] }];
  }

  let slow = false;
  let polled = (): void => undefined;
  function jobAnswer(text: string): [number, object] {
    const { query } = JSON.parse(text).configuration.query;
    slow = query.includes("forever");
    if (query.includes("nope"))
      return [
        400,
        { error: { message: "Unrecognized name: nope at [2:2]", errors: [{ reason: "invalidQuery" }] } },
      ];
    const statementType = query.includes("script") ? "SCRIPT" : "SELECT";
    return [
      200,
      { statistics: { totalBytesProcessed: "5000000000", query: { statementType, schema: { fields } } } },
    ];
  }

  const connect = () =>
    open("bigquery", {
      project: "p",
      api_endpoint: address,
      // Workload identity: the one kind of key that says where a token is given.
      keyfile_json: JSON.stringify({
        type: "external_account",
        audience: "test",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: `${address}/token`,
        credential_source: { file: subject },
      }),
    });
  const options = { limit: 2, timeoutMs: 5000 };

  it("runs, follows pages and reads values", async () => {
    const result = await (await connect()).run(
      "select * from shop.orders",
      { ...options, limit: 1 },
      never(),
    );
    assert.deepEqual(result.rows, [
      [
        "9007199254740993",
        "12.50",
        "2026-03-29T00:30:00.5Z",
        "2026-01-05T10:00:00.5",
        ["a", "b"],
        { id: 7 },
        "ab01",
        true,
      ],
    ]);
    assert.equal(result.truncated, true);
    assert.deepEqual(
      result.columns.map(({ type }) => type),
      [
        "INT64",
        "NUMERIC(12, 2)",
        "TIMESTAMP",
        "DATETIME",
        "ARRAY<STRING>",
        "STRUCT<id INT64>",
        "BYTES",
        "BOOL",
      ],
    );
  });

  it("binds and estimates by a dry run, and the cost guard stops what is dear", async () => {
    const connection = await connect();
    const bound = await connection.bind("select n from shop.orders", never());
    assert.deepEqual(bound.ok && bound.columns[0], { name: "n", type: "INT64" });
    const sql = "select 'ü😀',\n nope";
    const found = await connection.bind(sql, never());
    assert.equal(found.ok ? undefined : found.offset, sql.indexOf("nope"));
    const verdict = await costGuard(connection, "select n from shop.orders", 1_000_000_000, never());
    assert.equal(verdict.allowed, false);
    assert.match(verdict.reason ?? "", /would read 5 GB/);
    assert.equal((await connection.bind("select 'script'", never())).ok, false);
  });

  it("lists tables and columns", async () => {
    const connection = await connect();
    assert.deepEqual(await connection.tables(never()), [{ parts: ["shop", "orders"] }]);
    assert.deepEqual(await connection.columns(["shop", "orders"], never()), [
      { name: "n", type: "INT64", description: "The number", nullable: false },
      { name: "who", type: "STRUCT<id INT64>" },
    ]);
    assert.equal(await connection.columns(["shop", "nothing"], never()), undefined);
  });

  it("cancels the job", async () => {
    const connection = await connect();
    const stop = new AbortController();
    const told = assert.rejects(connection.run("select forever", options, stop.signal), failure("cancelled"));
    await new Promise<void>((resolve) => {
      polled = resolve;
    });
    stop.abort();
    await told;
    assert.equal(cancelled, true);
  });

  it("sends nothing that writes", async () => {
    const connection = await connect();
    for (const sql of ["select 1; drop table t", "delete from t where true", "declare x int64"])
      await assert.rejects(connection.run(sql, options, never()), failure("refused"), sql);
  });

  it("says what is wrong with a key, and which package is missing", async () => {
    await assert.rejects(
      open("bigquery", { project: "p", keyfile: "none.json" }),
      failure("settings", /`keyfile` can't be read/),
    );
    const none = useDrivers("/no/such/folder");
    await assert.rejects(
      connect(),
      failure("missing-driver", /npm install --prefix ".*" google-auth-library@/),
    );
    none.restore();
  });
});
