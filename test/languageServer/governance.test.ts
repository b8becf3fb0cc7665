import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FixAllResult, GovernanceResult } from "../../server/src/editor/lsp/governance/protocol.ts";
import { notifications, requests } from "../../server/src/editor/lsp/protocol.ts";
import { applied } from "../support/applied.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

const spec = `from: {sql: "select 1 as id, now() as at"}
as: o
key: o.id
events:
  order_placed:
    at: o.at
    description: A customer has placed an order.
    goals: [growth]
  order_pays: {at: o.at}
  order_ships: {at: o.at}
`;
const files = {
  "eventspec.yml":
    "eventspec: 1\nname: shop\ntimezone: UTC\nteams: {growth: {email: growth@shop.example}}\ngoals: {growth: {description: More orders.}}\n",
  "orders.events.yml": spec,
  "more/other.events.yml": spec.replaceAll("order_", "other_"),
};

describe("the state of whole projects, in the editor", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  beforeEach(async () => {
    folder = await temporaryFolder(files);
    client = await startClient({ folder: folder.path });
  });
  afterEach(async () => {
    await client.stop();
    await folder.remove();
  });

  const ask = () =>
    client.request<GovernanceResult>(requests.governance, { projects: [client.uri("eventspec.yml")] });

  /** What it says once the project has been checked. */
  const checked = async () => {
    const changed = new Promise((resolve) =>
      client.connection.onNotification(notifications.governanceChanged, () => resolve(undefined)),
    );
    const first = await ask();
    assert.equal(first.projects[0]?.unchecked, "It is being checked.");
    await changed;
    const [project] = (await ask()).projects;
    assert.ok(project);
    return project;
  };

  it("tells of a project that nobody has opened what its events lack, and what was found, with places", async () => {
    const { name, root, events, findings } = await checked();
    assert.deepEqual([name, root], ["shop", client.uri("").replace(/\/$/, "")]);
    assert.deepEqual(
      events.map(({ name, lacks }) => [name, lacks.join()]),
      [
        ["other_placed", "owner,tests"],
        ["other_pays", "owner,description,goal,tests"],
        ["other_ships", "owner,description,goal,tests"],
        ["order_placed", "owner,tests"],
        ["order_pays", "owner,description,goal,tests"],
        ["order_ships", "owner,description,goal,tests"],
      ],
    );
    const owner = findings.find(
      ({ rule, event }) => rule === "event-without-owner" && event === "order_pays",
    );
    assert.deepEqual(owner?.range, { start: { line: 8, character: 2 }, end: { line: 8, character: 12 } });
    assert.equal(owner?.uri, client.uri("orders.events.yml"));
    assert.equal(owner?.fixable, true);
    assert.match(owner?.page ?? "", /event-without-owner\.md$/);
    assert.equal(findings.find(({ rule }) => rule === "event-without-description")?.fixable, false);
  });

  it("fixes a kind in all files at once, in the text that is open, and says what needs a decision", async () => {
    const typed = `# typed\n${spec}`;
    await client.open("orders.events.yml", typed);
    const { root } = await checked();
    const fix = (rule: string, uri?: string) =>
      client.request<FixAllResult>(requests.fixAll, { root, rule, ...(uri && { uri }) });

    const all = await fix("event-without-owner");
    assert.deepEqual([all.fixed, all.left], [6, 0]);
    assert.deepEqual(
      all.files.map(({ uri, version }) => [uri, version]),
      [
        [client.uri("more/other.events.yml"), null],
        [client.uri("orders.events.yml"), 1],
      ],
    );
    const edits = all.files[1]?.edits ?? [];
    await client.change("orders.events.yml", applied(typed, edits));
    assert.deepEqual(
      (await ask()).projects[0]?.events
        .filter(({ lacks }) => !lacks.includes("owner"))
        .map(({ name }) => name),
      ["order_placed", "order_pays", "order_ships"],
    );
    assert.match(await readFile(join(folder.path, "more/other.events.yml"), "utf8"), /^(?!.*owner)/s);

    const one = await fix("event-without-tests", client.uri("more/other.events.yml"));
    assert.deepEqual([one.files.length, one.fixed], [1, 3]);
    const blank = await fix("event-without-description");
    assert.deepEqual(blank, { files: [], fixed: 0, left: 4 });
  });
});
