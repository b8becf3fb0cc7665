import assert from "node:assert/strict";
import { requests } from "../../server/src/editor/lsp/protocol.ts";
import type {
  ReviewedRowsResult,
  ReviewedSqlResult,
  ReviewResult,
} from "../../server/src/editor/lsp/review/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";
import { overFiles } from "../support/previews.ts";
import { commitAll, gitIn } from "../support/repository.ts";

const file = "orders.events.yml";
const spec = `from: orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    where: o.status <> 'test'
`;
const files = {
  "eventspec.yml": overFiles(),
  [file]: spec,
  "data/orders.csv": "id,at,status\n1,2025-03-01 10:00:00,new\n",
};

describe("reviewing changes in the editor", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  const start = async (trusted = true) => {
    client = await startClient({ folder: folder.path, trusted });
  };
  beforeEach(async () => {
    folder = await temporaryFolder(files);
  });
  afterEach(async () => {
    await client.stop();
    await folder.remove();
  });
  /** What the warehouse says of columns is known. */
  const known = () => client.status(({ checked }) => checked?.types === true);
  const review = (base?: string) =>
    client.request<ReviewResult>(requests.review, { uri: client.uri(file), ...(base && { base }) });
  const reviewed = async (base?: string) => {
    const result = await review(base);
    assert.ok(result.status === "reviewed", JSON.stringify(result));
    return result;
  };

  it("says what unsaved edits mean, where, how that is known, and shows the SQL of both sides", async () => {
    commitAll(folder.path);
    await start();
    await client.open(file, spec.replace("where: o.status <> 'test'", "where: o.status = 'new'"));
    await known();
    const { base, summary, changes, root } = await reviewed();
    assert.deepEqual([base, summary], ["the last commit", "1 meaning"]);
    const [change] = changes;
    assert.deepEqual(
      [change?.event, change?.class, change?.rule?.name],
      ["order_placed", "meaning", "meaning-changed"],
    );
    assert.deepEqual([change?.before, change?.after], ["o.status <> 'test'", "o.status = 'new'"]);
    assert.match(change?.verdict ?? "", /^refuted: differs when /);
    assert.equal(change?.place?.uri, client.uri(file));
    assert.equal(change?.place?.range.start.line, 6);
    const sql = await client.request<ReviewedSqlResult>(requests.reviewedSql, {
      root,
      event: "order_placed",
    });
    assert.match(sql.before, /o\.status <> 'test'/);
    assert.match(sql.after, /o\.status = 'new'/);
  });

  it("runs both versions when it is asked, and says which rows are others; nothing before a review", async () => {
    commitAll(folder.path);
    await start();
    await client.open(file, spec.replace("where: o.status <> 'test'", "where: o.id > 1"));
    await known();
    const root = client.uri("").replace(/\/$/, "");
    const rows = () => client.request<ReviewedRowsResult>(requests.reviewedRows, { root });
    assert.deepEqual(await rows(), { status: "refused", message: "Review the changes first." });
    await reviewed();
    const told = await rows();
    assert.ok(told.status === "counted", JSON.stringify(told));
    assert.deepEqual(
      told.rows.map(({ event }) => event),
      ["order_placed"],
    );
    assert.match(told.rows[0]?.lines[0] ?? "", /^rows: 1 → 0; 0 gained, 1 lost, 0 changed/);
  });

  it("compares with where the branch began, not with what others have done since", async () => {
    commitAll(folder.path);
    gitIn(folder.path, "checkout", "-q", "-b", "mine");
    gitIn(folder.path, "commit", "-q", "--allow-empty", "-m", "mine");
    gitIn(folder.path, "checkout", "-q", "main");
    gitIn(folder.path, "rm", "-q", file);
    gitIn(folder.path, "commit", "-q", "-m", "theirs");
    gitIn(folder.path, "checkout", "-q", "mine");
    await start();
    assert.deepEqual([(await reviewed()).base, (await reviewed()).summary], ["main", "no change"]);
    assert.equal((await reviewed("main")).summary, "1 additive");
  });

  it("shows both sides of an event that is renamed, and of one that is gone", async () => {
    commitAll(folder.path);
    await start();
    const renamed = spec.replace("  order_placed:\n", "  order_made:\n    formerly: [order_placed]\n");
    await client.open(file, renamed);
    await known();
    const { root } = await reviewed();
    const sql = (event: string) => client.request<ReviewedSqlResult>(requests.reviewedSql, { root, event });
    assert.ok((await sql("order_made")).before.includes("'order_placed'"));
    await client.change(file, spec.slice(0, spec.indexOf("events:")));
    await reviewed();
    const gone = await sql("order_placed");
    assert.deepEqual([gone.before === "", gone.after], [false, ""]);
  });

  it("says why nothing can be compared: no repository, no such commit, a workspace that is not trusted", async () => {
    await start();
    const refusal = async (base?: string) => {
      const result = await review(base);
      assert.equal(result.status, "refused");
      return result.status === "refused" ? result : undefined;
    };
    assert.match((await refusal())?.message ?? "", /no folder of a git repository/);
    commitAll(folder.path);
    assert.match((await refusal("nowhere"))?.message ?? "", /knows no commit "nowhere"/);
    await client.stop();
    await start(false);
    assert.deepEqual((await refusal())?.doors, ["manageTrust"]);
  });
});
