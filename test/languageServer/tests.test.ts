import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CodeLens, FileChangeType, type Hover } from "vscode-languageserver/node";
import { requests } from "../../server/src/editor/lsp/protocol.ts";
import type { TestCheck, TestsResult } from "../../server/src/editor/lsp/tests/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";
import { onceMore } from "../support/onceMore.ts";
import { overFiles } from "../support/previews.ts";
import { type TestRuns, testRuns } from "../support/testRuns.ts";

const file = "orders.events.yml";
const spec = `from: orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      status: {sql: o.status, values: [new, paid]}
      total: {sql: o.total, required: true}
    tests:
      - unique: [total]
      - rows: {name: nothing is free, where: total = 0}
  order_paid:
    at: o.paid_at
    where: o.paid_at is not null
    examples:
      - name: only what is paid
        given: {orders: [{id: 1, paid_at: "2025-01-02 10:00:00"}, {id: 2}]}
        expect: [{source_key: 1}]
---
from: orders
as: o
enabled: [lost]
key: o.id
events:
  order_lost:
    at: o.at
`;
const endless = `from: {sql: "select 1 as id, now()::timestamp as at from range(1000000000) a, range(1000000000) b where a.range + b.range < 0"}
as: q
key: q.id
events:
  thing_waited:
    at: q.at
`;
const data = `id,at,status,total,paid_at
1,2025-03-01 10:00:00,new,10,
2,2025-03-02 10:00:00,paid,20,2025-03-03 10:00:00
3,2025-03-03 10:00:00,lost,,
`;

describe("tests, in the editor", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  let tests: TestRuns;

  const start = async (trusted: boolean, project = overFiles("switches: {lost: false}\n")) => {
    folder = await temporaryFolder({ "eventspec.yml": project, [file]: spec, "data/orders.csv": data });
    client = await startClient({ folder: folder.path, trusted });
    tests = testRuns(client, client.uri("eventspec.yml"));
  };
  afterEach(async () => {
    await client.stop();
    await folder.remove();
  });

  const list = () => client.request<TestsResult>(requests.tests, { uri: client.uri("eventspec.yml") });
  const checks = (...events: string[]) =>
    client.request<TestCheck[]>(requests.checks, { uri: client.uri(file), events });
  const lenses = async (event: string, text = spec) => {
    const all = await client.request<CodeLens[]>("textDocument/codeLens", {
      textDocument: { uri: client.uri(file) },
    });
    const line = text.split("\n").indexOf(`  ${event}:`);
    return all
      .filter(({ range }) => range.start.line === line)
      .map(({ command }) => `${command?.title} ${command?.command}`.trim());
  };
  const hover = async (event: string) => {
    const found = await client.request<Hover>("textDocument/hover", {
      textDocument: { uri: client.uri(file) },
      position: { line: spec.split("\n").indexOf(`  ${event}:`), character: 4 },
    });
    return JSON.stringify(found.contents);
  };
  const outcome = (run: Awaited<ReturnType<TestRuns["run"]>>) =>
    run.results.map(
      ({ event, check, status }) => `${event} ${check.split(":").slice(1).join(" ")}: ${status}`,
    );

  describe("listing", () => {
    it("names files and events, then the checks of an event at their lines, without a query", async () => {
      await start(false);
      const { root, name, files } = await list();
      assert.equal(`${root}/${file}`, client.uri(file));
      assert.equal(name, "p");
      assert.deepEqual(
        files.map(({ file, events }) => [file, events.map(({ name, range }) => [name, range.start.line])]),
        [
          [
            file,
            [
              ["order_placed", 4],
              ["order_paid", 12],
            ],
          ],
        ],
      );
      const found = await checks("order_placed");
      assert.deepEqual(
        found.map(({ label, range }) => `${label} :${range.start.line + 1}`),
        [
          "event_id is unique and not null :5",
          "no time lies in the future :6",
          "status is one of 2 values :8",
          "total is never null :9",
          "unique: total :11",
          "rows: nothing is free :12",
        ],
      );
    });

    it("tells documents apart that give one event, and runs each by itself", async () => {
      await start(true);
      const given = (from: string, also = "") =>
        `from: ${from}\nas: o\nkey: o.id\nevents:\n  order_placed:\n    at: o.at\n${also}    properties: {total: {sql: o.total, required: true}}\n`;
      const again = "    also: true\n";
      const text = [
        given("orders"),
        given("orders", again),
        given("old", again),
        given("orders", again),
      ].join("---\n");
      await client.open(file, text);
      await client.diagnostics(file, (found) => found.length > 0);
      const { files } = await list();
      const names = files.flatMap(({ events }) => events.map(({ name }) => name));
      assert.deepEqual(names, [
        "order_placed",
        "order_placed (document 2)",
        "order_placed (old)",
        "order_placed (document 4)",
      ]);
      const all = await checks(...names);
      assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
      const lensed = await client.request<CodeLens[]>("textDocument/codeLens", {
        textDocument: { uri: client.uri(file) },
      });
      const tested = lensed.filter(({ command }) => command?.command === "eventspec.testEvent");
      assert.deepEqual(
        tested.map(({ command }) => command?.arguments?.[1]),
        names,
      );
      const own = "order_placed (document 4)";
      const { results } = await tests.run([{ file, event: own }]);
      assert.deepEqual(
        results.map(({ event, check }) => [event, check]),
        (await checks(own)).map(({ id }) => [own, id]),
      );
    });

    it("is followed: events added, renamed and hidden, files deleted, projects that go", async () => {
      await start(true);
      await list();
      await client.open(file, spec);
      const names = (text: string) => {
        const changed = tests.changed(({ files }) => files.some((each) => each.file === file));
        return client
          .change(file, text)
          .then(async () => (await changed).files[0]?.events.map(({ name }) => name));
      };
      const more = spec.replace("---", "  order_sent: {at: o.at}\n---");
      assert.deepEqual(await names(more), ["order_placed", "order_paid", "order_sent"]);
      assert.deepEqual(await names(more.replace("order_sent", "order_gone")), [
        "order_placed",
        "order_paid",
        "order_gone",
      ]);
      assert.deepEqual(await names(spec.replace("enabled: [lost]\n", "")), [
        "order_placed",
        "order_paid",
        "order_lost",
      ]);
      const gone = tests.changed(({ files }) => files.some(({ events }) => events.length === 0));
      await client.connection.sendNotification("textDocument/didClose", {
        textDocument: { uri: client.uri(file) },
      });
      await rm(join(folder.path, file));
      await filesChanged(file, FileChangeType.Deleted);
      assert.equal((await gone).files[0]?.file, file);
      const away = tests.changed(({ gone }) => gone === true);
      await rm(join(folder.path, "eventspec.yml"));
      await filesChanged("eventspec.yml", FileChangeType.Deleted);
      assert.equal(`${(await away).root}/${file}`, client.uri(file));
      // Somebody asks while there is no project; that it is one again is not the end of anything.
      assert.deepEqual(await checks("order_placed"), []);
      const back = tests.changed(() => true);
      await writeFile(join(folder.path, file), spec);
      await writeFile(join(folder.path, "eventspec.yml"), overFiles("switches: {lost: false}\n"));
      await filesChanged("eventspec.yml", FileChangeType.Created);
      await client.open(file, spec);
      const { gone: isGone, files } = await back;
      assert.equal(isGone, undefined);
      assert.deepEqual(
        files.map(({ events }) => events.map(({ name }) => name)),
        [["order_placed", "order_paid"]],
      );
    });
  });

  const filesChanged = (name: string, type: FileChangeType) =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: client.uri(name), type }],
    });

  describe("running", () => {
    it("gives each result as it comes, with what it expected and the rows that fail", async () => {
      await start(true);
      await client.open(file, spec);
      const run = await tests.run([{}]);
      assert.deepEqual(run.answer, { status: "ended" });
      assert.equal(run.begun.length, 9);
      assert.deepEqual(outcome(run).sort(), [
        "order_paid example only what is paid: passed",
        "order_paid no_future no time lies in the future: passed",
        "order_paid unique_id event_id is unique and not null: passed",
        "order_placed no_future no time lies in the future: passed",
        "order_placed required total is never null: failed",
        "order_placed rows nothing is free: passed",
        "order_placed unique total: passed",
        "order_placed unique_id event_id is unique and not null: passed",
        "order_placed values status is one of 2 values: failed",
      ]);
      const failed = run.results.find(({ check }) => check.includes("required"));
      assert.equal(failed?.failing, 1);
      assert.equal(failed?.shown?.rows.length, 1);
      assert.match(failed?.sql ?? "", /select/);
      assert.match(failed?.message ?? "", /no total/);
    });

    it("runs what is included and not excluded, or only what reads no table", async () => {
      await start(true);
      const [first, second] = await checks("order_placed");
      const one = await tests.run([{ file, event: "order_placed", check: first?.id ?? "" }]);
      assert.deepEqual(one.begun, ["order_placed event_id is unique and not null"]);
      assert.equal(one.results.length, 1);
      const event = await tests.run([{ file }], {
        exclude: [
          { file, event: "order_paid" },
          { file, event: "order_placed", check: second?.id ?? "" },
        ],
      });
      assert.equal(event.results.length, 5);
      assert.ok(
        event.results.every((result) => result.event === "order_placed" && result.check !== second?.id),
      );
      const examples = await tests.run([{}], { withoutWarehouse: true });
      assert.deepEqual(examples.begun, ["order_paid example: only what is paid"]);
      assert.deepEqual(outcome(examples), ["order_paid example only what is paid: passed"]);
    });

    it("leaves its result above the event and in its hover, until the event or its data are others", async () => {
      await start(true);
      await client.open(file, spec);
      await client.status(({ checked, busy }) => checked !== undefined && busy === undefined);
      assert.deepEqual((await lenses("order_paid"))[2], "Test eventspec.testEvent");
      await list();
      await tests.run([{}]);
      assert.deepEqual((await lenses("order_paid"))[2], "✓ 3 eventspec.testEvent");
      assert.deepEqual((await lenses("order_placed")).slice(2), [
        "Test eventspec.testEvent",
        "✗ 2 eventspec.showFailures",
      ]);
      assert.match(
        await hover("order_placed"),
        /Tests: 4 passed, 2 failed · just now.*- ✗ total is never null: /,
      );
      const stale = tests.changed(({ files }) => files[0]?.events.some(({ stale }) => stale) === true);
      await client.change(file, spec.replace("at: o.paid_at", "at: o.at"));
      assert.deepEqual(
        (await stale).files[0]?.events.map(({ name, stale }) => [name, stale === true]),
        [
          ["order_placed", false],
          ["order_paid", true],
        ],
      );
      assert.deepEqual((await lenses("order_paid"))[2], "Test eventspec.testEvent");
      assert.deepEqual((await lenses("order_placed"))[3], "✗ 2 eventspec.showFailures");
      assert.match(
        await hover("order_paid"),
        /3 passed, 0 failed · just now · the spec or its data have changed/,
      );
      const read = tests.changed(({ files }) => files[0]?.events.every(({ stale }) => stale) === true);
      await writeFile(join(folder.path, "data/orders.csv"), data.replace(",,\n", ",7,\n"));
      await filesChanged("data/orders.csv", FileChangeType.Changed);
      await read;
      assert.deepEqual((await lenses("order_placed")).slice(2), ["Test eventspec.testEvent"]);
    });

    it("says how many were run where not all were", async () => {
      await start(true);
      await client.open(file, spec);
      const [first] = await checks("order_placed");
      await tests.run([{ file, event: "order_placed", check: first?.id ?? "" }]);
      assert.deepEqual((await lenses("order_placed"))[2], "✓ 1 of 6 eventspec.testEvent");
      assert.match(await hover("order_placed"), /1 passed, 0 failed, 5 not run/);
    });

    it("looks only at what the project file or the setting says", async () => {
      await start(true, overFiles("switches: {lost: false}\ntest: {since: 2025-03-04}\n"));
      const later = outcome(await tests.run([{}]));
      assert.ok(later.length > 0 && !later.some((line) => line.endsWith("failed")), later.join("\n"));
      const settings = (since: string) =>
        client.connection.sendNotification("workspace/didChangeConfiguration", {
          settings: { eventspec: { test: { since } } },
        });
      await settings("2025-01-01");
      assert.equal(outcome(await tests.run([{}])).filter((line) => line.endsWith("failed")).length, 2);
      await settings("soon");
      const { answer } = await tests.run([{}]);
      assert.ok(answer.status === "failed");
      assert.match(answer.message, /The setting eventspec.test.since can't be read: "soon"/);
    });

    it("is refused in an untrusted workspace, and without a connection", async () => {
      await start(false);
      const untrusted = await tests.run([{}]);
      assert.deepEqual([untrusted.begun, untrusted.results], [[], []]);
      assert.match(JSON.stringify(untrusted.answer), /untrusted workspace/);
      await client.stop();
      await folder.remove();
      await start(true, "eventspec: 1\nname: p\n");
      assert.match(JSON.stringify((await tests.run([{}])).answer), /The project has no connection/);
    });
  });

  describe("stopping", function () {
    onceMore(this);

    it("stops within 200 ms, and the warehouse is free", async () => {
      await start(true);
      await client.open("endless.events.yml", endless);
      const stopped = await tests.stopped([{ file: "endless.events.yml" }], () =>
        client.status(({ busy }) => busy === "Testing thing_waited"),
      );
      assert.deepEqual(stopped.answer, { status: "cancelled" });
      assert.deepEqual(stopped.results, []);
      assert.ok(stopped.ms < 200, `${stopped.ms} ms`);
      const began = performance.now();
      await client.status(({ busy }) => busy === undefined);
      assert.ok(performance.now() - began < 200, `busy for ${performance.now() - began} ms more`);
      assert.deepEqual((await tests.run([{ file, event: "order_paid" }])).answer, { status: "ended" });
    });
  });
});
