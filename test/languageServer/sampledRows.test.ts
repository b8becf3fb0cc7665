import assert from "node:assert/strict";
import type { CodeAction, CodeLens, Hover, InlayHint } from "vscode-languageserver/node";
import type { PreviewRows } from "../../client/src/panels/messages.ts";
import { maskPersonal } from "../../client/src/panels/rows.ts";
import { type PreviewResult, requests } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { cursorIn, type LanguageClient, startClient } from "../support/languageClient.ts";

const file = "payouts.events.yml";
const projectFile = `eventspec: 1
name: shop
timezone: UTC
connections:
  files: {type: duckdb, files: {shop.payouts: payouts.csv}}
`;
const spec = `from: shop.payouts
as: p
key: p.payout_id
events:
  payout_sent:
    at: p.sent_at
    properties:
      diagnosis: {sql: p.diagnosis, privacy: sensitive}
      holder: {sql: p.holder, privacy: personal}
      branch: {sql: p.branch, privacy: internal}
      currency: {sql: p.currency, privacy: public}
      purpose: p.purpose
`;
/** Neither the first nor the last row is the newest, whichever way they are sorted by key. */
const hoursAgo = [9000, 2.2, 700, 50];
const shown = ["branch_value", "currency_value", "purpose_value"];
const hidden = ["diagnosis_value", "holder_value"];

function csv(): string {
  const rows = hoursAgo.map((hours, i) => {
    const sentAt = new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    return [i + 1, sentAt, "diagnosis_value", "holder_value", ...shown].join(",");
  });
  return ["payout_id,sent_at,diagnosis,holder,branch,currency,purpose", ...rows, ""].join("\n");
}

describe("what the editor shows of sampled rows", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  let refreshed = (): void => {};

  before(async () => {
    folder = await temporaryFolder({ "eventspec.yml": projectFile, [file]: spec, "payouts.csv": csv() });
    client = await startClient({ folder: folder.path, trusted: true });
    client.connection.onRequest("workspace/codeLens/refresh", () => {
      refreshed();
      return null;
    });
    await client.open(file, spec);
  });
  after(async () => {
    await client.stop();
    await folder.remove();
  });

  const textDocument = () => ({ uri: client.uri(file) });

  async function preview(limit: number): Promise<PreviewRows> {
    const event = "payout_sent";
    const result = await client.request<PreviewResult>(requests.preview, { ...textDocument(), event, limit });
    assert.ok(result.status === "rows", JSON.stringify(result));
    return result;
  }

  /** The line above the event that tells of its rows, once there is one. */
  async function described(): Promise<string> {
    for (;;) {
      const again = new Promise<void>((resolve) => {
        refreshed = resolve;
      });
      const lenses = await client.request<CodeLens[]>("textDocument/codeLens", {
        textDocument: textDocument(),
      });
      const line = lenses.map(({ command }) => command?.title ?? "").find((title) => /\d event/.test(title));
      if (line !== undefined) return line;
      await again;
    }
  }

  it("masks what is personal or sensitive in the panel, and nothing else", async () => {
    const rows = await preview(100);
    const flagged = rows.columns.filter(({ personal }) => personal).map(({ name }) => name);
    assert.deepEqual(flagged.sort(), ["diagnosis", "holder"]);
    const panel = JSON.stringify(maskPersonal(rows).rows);
    for (const value of hidden) assert.ok(!panel.includes(value), value);
    for (const value of shown) assert.ok(panel.includes(value), value);
  });

  it("keeps such values from the lines and from hover", async () => {
    await preview(100);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await client.request<InlayHint[]>("textDocument/inlayHint", {
      textDocument: textDocument(),
      range,
    });
    const texts = [JSON.stringify(hints)];
    for (const name of ["diagnosis", "holder", "branch", "currency", "purpose"]) {
      for (const place of [`      ‸${name}:`, `p.‸${name}`]) {
        const { position } = cursorIn(spec.replace(place.replace("‸", ""), place));
        const hover = await client.request<Hover | null>("textDocument/hover", {
          textDocument: textDocument(),
          position,
        });
        texts.push(JSON.stringify(hover));
      }
    }
    const all = texts.join("\n");
    for (const value of hidden) assert.ok(!all.includes(value), value);
    for (const value of shown) assert.ok(all.includes(value), value);
  });

  it("tells in hover how values are spread over all rows, private ones aside", async () => {
    await preview(1);
    const { position } = cursorIn(spec.replace("payout_sent:", "payout‸_sent:"));
    for (;;) {
      const again = new Promise<void>((resolve) => {
        refreshed = resolve;
      });
      const hover = await client.request<Hover | null>("textDocument/hover", {
        textDocument: textDocument(),
        position,
      });
      const text = JSON.stringify(hover?.contents ?? "");
      if (text.includes("1 value: `purpose_value` 100 %")) {
        assert.match(text, /`diagnosis`(?! `| \d)/);
        for (const value of hidden) assert.ok(!text.includes(value), value);
        return;
      }
      await again;
    }
  });

  it("proposes what holds of all rows as tests, private values aside", async () => {
    await preview(1);
    const { position } = cursorIn(spec.replace("payout_sent:", "payout‸_sent:"));
    const range = { start: position, end: position };
    for (;;) {
      const again = new Promise<void>((resolve) => {
        refreshed = resolve;
      });
      const params = { textDocument: textDocument(), range, context: { diagnostics: [] } };
      const actions = await client.request<CodeAction[] | null>("textDocument/codeAction", params);
      const title = actions?.map((action) => action.title).find((text) => text.startsWith("Propose tests"));
      if (title !== undefined) {
        const seen = "not_null branch, currency, purpose (0 of 4 null)";
        assert.equal(title, `Propose tests from what was seen: ${seen}`);
        return;
      }
      await again;
    }
  });

  it("tells how long ago the newest event was, where all rows are there", async () => {
    await preview(100);
    assert.equal(await described(), "4 events · last 2 h ago");
  });

  it("tells how long ago the newest event was, where the rows are only some", async () => {
    await preview(1);
    assert.equal(await described(), "4 events · last 2 h ago");
  });
});
