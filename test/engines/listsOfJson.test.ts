import assert from "node:assert/strict";
import { askConnection } from "../../server/src/tasks/askConnection.ts";
import { runPreview } from "../../server/src/tasks/preview.ts";
import { never, open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

describe("lists of JSON on Postgres", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
    await server.sql(`create table o (id bigint, at timestamp, payload jsonb);
      insert into o values
        (1, '2026-01-01', '{"lines": [{"sku": "a", "tags": ["x", "y"]}, {"sku": "b", "tags": []}]}'),
        (2, '2026-01-02', '{"lines": []}'), (3, '2026-01-03', null)`);
  });
  after(() => server.stop());

  const cases: readonly (readonly [lists: string, value: string, expected: readonly string[]])[] = [
    [`{item: line, in: "o.payload->'lines'", position: n}`, "line->>'sku'", ["1|1 a", "1|2 b"]],
    [`{item: line, in: "(o.payload->'lines')::json", position: n}`, "line->>'sku'", ["1|1 a", "1|2 b"]],
    [
      `[{item: line, in: "o.payload->'lines'"}, {item: tag, in: "line->'tags'", position: n}]`,
      "tag #>> '{}'",
      ["1|1 x", "1|2 y"],
    ],
  ];
  for (const [lists, value, expected] of cases)
    it(`become rows: ${lists}`, async () => {
      const spec = `from: o\nkey: [o.id, n]\nfor_each: ${lists}\nevents:\n  seen: {at: o.at, properties: {value: "${value}"}}\n`;
      const { host, port, user, database } = server;
      const connection = await open("postgres", { host, port, user, database });
      try {
        const plain = await projectOf({ "eventspec.yml": "eventspec: 1\nname: j\n", "a.events.yml": spec });
        const { project, bound } = await askConnection(plain, connection, never());
        assert.deepEqual(
          [...bound.events.values()].flatMap(({ failures }) => failures),
          [],
        );
        const [event] = project.events;
        assert.ok(event);
        const outcome = await runPreview(
          {
            ...{ project, bound, dialect: "postgres", window: {}, limit: 10, timeoutMs: 20_000 },
            target: { kind: "event", name: "seen", event },
            maxBytes: undefined,
          },
          connection,
          never(),
        );
        assert.ok(outcome.kind === "rows", JSON.stringify(outcome));
        const at = (name: string) => outcome.result.columns.findIndex((column) => column.name === name);
        const rows = outcome.result.rows.map((row) => `${row[at("source_key")]} ${row[at("value")]}`);
        assert.deepEqual(rows.sort(), expected);
      } finally {
        await connection.close();
      }
    });
});
