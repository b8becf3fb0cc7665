import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type Hover,
  type InlayHint,
  type Location,
  ResponseError,
  type SemanticTokens,
  type SymbolInformation,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import {
  type CompileResult,
  notifications,
  type OfferedPattern,
  type PreviewResult,
  requests,
  type Status,
} from "../../server/src/editor/lsp/protocol.ts";
import { shop } from "../support/cli.ts";
import { cursorIn, type LanguageClient, startClient } from "../support/languageClient.ts";

const orders = "events/orders.events.yml";

describe("the language server as a process", function () {
  this.timeout(60_000);
  let folder: string;
  let text: string;
  let client: LanguageClient;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "eventspec-server-")));
    await cp(shop, folder, { recursive: true });
    text = await readFile(join(folder, orders), "utf8");
    client = await startClient({ folder, trusted: true });
  });

  after(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const document = (file = orders) => ({ textDocument: { uri: client.uri(file) } });

  /** Opens the orders with a change; `‸` is where the cursor stands afterwards. */
  async function edit(from: string, to: string) {
    const { text: changed, position } = cursorIn(text.replace(from, to.includes("‸") ? to : `${to}‸`));
    await client.change(orders, changed);
    return { ...document(), position };
  }

  it("says what it can do", () => {
    assert.deepEqual(client.initialized, {
      serverInfo: { name: "eventspec" },
      capabilities: {
        positionEncoding: "utf-16",
        textDocumentSync: { openClose: true, change: 2, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        completionProvider: { triggerCharacters: [".", ":", " ", "-", "{", ",", "[", '"', "'", "("] },
        signatureHelpProvider: { triggerCharacters: ["(", ","] },
        hoverProvider: true,
        codeLensProvider: {},
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentHighlightProvider: true,
        documentLinkProvider: {},
        workspaceSymbolProvider: true,
        semanticTokensProvider: {
          legend: {
            tokenTypes: ["event", "property", "type", "variable", "class", "parameter", "function"],
            tokenModifiers: ["declaration"],
          },
          full: true,
          range: true,
        },
        codeActionProvider: { codeActionKinds: ["quickfix", "refactor.rewrite"] },
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        inlayHintProvider: true,
      },
    });
  });

  it("finds nothing wrong in the example", async () => {
    await client.open(orders, text);
    assert.deepEqual(await client.diagnostics(orders, () => true), []);
  });

  it("finds mistakes while they are typed, each with its page, and forgets them when they are mended", async () => {
    await edit("owner: growth\n", "owner: grwth\n");
    const [found] = await client.diagnostics(orders, (all) => all.length > 0);
    assert.equal(found?.code, "unknown-owner");
    assert.match(found?.codeDescription?.href ?? "", /docs\/rules\/unknown-owner\.md$/);
    assert.equal(found?.source, "eventspec");
    await client.change(orders, text);
    assert.deepEqual(await client.diagnostics(orders, (all) => all.length === 0), []);
  });

  it("knows the columns of the embedded warehouse once it was asked", async () => {
    await edit("at: o.ordered_at", "at: o.orderd_at");
    const found = await client.diagnostics(orders, (all) =>
      all.some(({ code }) => code === "unknown-column"),
    );
    assert.match(JSON.stringify(found), /ordered_at/);
    await client.change(orders, text);
  });

  it("completes columns, and keys as snippets", async () => {
    const columns = await client.request<CompletionItem[]>(
      "textDocument/completion",
      await edit("at: o.paid_at", "at: o.‸"),
    );
    const column = columns.find(({ label }) => label === "shipped_at");
    assert.match(column?.detail ?? "", /TIMESTAMP/);
    assert.ok(column?.textEdit && "range" in column.textEdit);
    const keys = await client.request<CompletionItem[]>(
      "textDocument/completion",
      await edit("    at: o.paid_at\n", "    at: o.paid_at\n    ‸\n"),
    );
    assert.equal(keys.find(({ label }) => label === "revenue")?.insertTextFormat, 2);
    await client.change(orders, text);
  });

  it("explains what is under the pointer", async () => {
    const at = {
      ...document(),
      position: cursorIn(text.replace("at: o.paid_at", "at: o.pa‸id_at")).position,
    };
    const found = await client.request<Hover>("textDocument/hover", at);
    assert.match(JSON.stringify(found.contents), /paid_at.*TIMESTAMP.*shop\.orders/);
  });

  it("lists events with lenses that carry their place", async () => {
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", document());
    const preview = lenses.find(({ command }) => command?.title === "Preview");
    assert.equal(preview?.command?.command, "eventspec.previewEvent");
    assert.deepEqual(preview?.command?.arguments, [client.uri(orders), "order_placed"]);
    const symbols = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", document());
    assert.deepEqual(symbols.map(({ name }) => name).slice(0, 2), ["order_placed", "order_paid"]);
  });

  it("mends findings", async () => {
    await edit("owner: growth\n", "owner: grwth\n");
    const diagnostics = await client.diagnostics(orders, (all) =>
      all.some(({ code }) => code === "unknown-owner"),
    );
    const at = diagnostics.find(({ code }) => code === "unknown-owner");
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      ...document(),
      range: at?.range,
      context: { diagnostics },
    });
    assert.equal(actions[0]?.isPreferred, true);
    assert.equal(actions[0]?.edit?.changes?.[client.uri(orders)]?.[0]?.newText, "growth");
    assert.equal(actions[0]?.diagnostics?.[0]?.code, "unknown-owner");
    await client.change(orders, text);
  });

  it("leads to declarations in other files and renames across them", async () => {
    const at = {
      ...document(),
      position: cursorIn(text.replace("  order: o.order_id", "  or‸der: o.order_id")).position,
    };
    const found = await client.request<Location[]>("textDocument/definition", at);
    assert.deepEqual(
      found.map(({ uri }) => uri),
      [client.uri("eventspec.yml")],
    );
    const { changes } = await client.request<WorkspaceEdit>("textDocument/rename", {
      ...at,
      newName: "purchase",
    });
    assert.ok(Object.keys(changes ?? {}).includes(client.uri("eventspec.yml")));
    await assert.rejects(client.request("textDocument/rename", { ...at, newName: "ticket" }), /already/);
  });

  it("renames an alias inside strings of SQL, and marks what else is the same thing", async () => {
    const at = { ...document(), position: cursorIn(text.replace("as: o\n", "as: ‸o\n")).position };
    const marks = await client.request<DocumentHighlight[]>("textDocument/documentHighlight", at);
    assert.equal(marks.filter(({ kind }) => kind === DocumentHighlightKind.Write).length, 1);
    const used = marks.filter(({ kind }) => kind === DocumentHighlightKind.Read);
    assert.ok(used.length > 5, JSON.stringify(marks));
    const { changes } = await client.request<WorkspaceEdit>("textDocument/rename", { ...at, newName: "ord" });
    assert.equal(changes?.[client.uri(orders)]?.length, marks.length);
    await assert.rejects(client.request("textDocument/rename", { ...at, newName: "select" }), /reserved/);
  });

  it("leads to the files that the project file names", async () => {
    await client.open("eventspec.yml", await readFile(join(folder, "eventspec.yml"), "utf8"));
    const links = await client.request<DocumentLink[]>(
      "textDocument/documentLink",
      document("eventspec.yml"),
    );
    assert.ok(
      links.every(({ target }) => /^(https?:|file:)/.test(target ?? "")),
      JSON.stringify(links),
    );
  });

  it("tells what names are, of a whole file and of a part", async () => {
    const { data } = await client.request<SemanticTokens>("textDocument/semanticTokens/full", document());
    assert.ok(data.length > 100 && data.length % 5 === 0);
    assert.ok(data.every((each) => each >= 0));
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    const part = await client.request<SemanticTokens>("textDocument/semanticTokens/range", {
      ...document(),
      range,
    });
    assert.ok(part.data.length > 0);
    assert.deepEqual(part.data, data.slice(0, part.data.length));
  });

  it("finds what the project declares by letters of its name", async () => {
    const found = await client.request<SymbolInformation[]>("workspace/symbol", { query: "ordplc" });
    const placed = found.find(({ name }) => name === "order_placed");
    assert.equal(placed?.location.uri, client.uri(orders));
    assert.deepEqual(await client.request("workspace/symbol", { query: "zzzz" }), []);
  });

  it("previews an event, and shows afterwards what it knows beside the lines", async () => {
    const result = await client.request<PreviewResult>(requests.preview, {
      uri: client.uri(orders),
      event: "order_placed",
      limit: 5,
    });
    assert.ok(result.status === "rows", JSON.stringify(result));
    assert.equal(result.rows.length, 5);
    assert.ok(result.truncated);
    assert.equal(result.connection, "files");
    assert.ok(result.columns.some(({ name }) => name === "event_id"));
    const hints = await client.request<InlayHint[]>("textDocument/inlayHint", {
      ...document(),
      range: { start: { line: 0, character: 0 }, end: { line: 500, character: 0 } },
    });
    assert.ok(
      hints.some(({ label }) => /web|app|phone/.test(String(label))),
      JSON.stringify(hints),
    );
  });

  it("counts all events once a preview has cut them off", async () => {
    const whole = await client.request<PreviewResult>(requests.preview, {
      uri: client.uri(orders),
      event: "order_refunded",
      limit: 10_000,
    });
    assert.ok(whole.status === "rows" && whole.total === whole.rows.length);
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", document());
    const count = `${whole.rows.length.toLocaleString("en-US")} events`;
    assert.ok(
      lenses.some(({ command }) => command?.title.startsWith(count)),
      JSON.stringify(lenses),
    );
  });

  it("flags personal columns, and keeps their values from the lines", async () => {
    const file = "events/customers.events.yml";
    await client.open(file, await readFile(join(folder, file), "utf8"));
    const result = await client.request<PreviewResult>(requests.preview, {
      uri: client.uri(file),
      event: "customer_signed_up",
      limit: 2,
    });
    assert.ok(result.status === "rows", JSON.stringify(result));
    const personal = result.columns.filter((column) => column.personal).map(({ name }) => name);
    assert.deepEqual(personal, ["email"]);
    const range = { start: { line: 0, character: 0 }, end: { line: 500, character: 0 } };
    const hints = await client.request<InlayHint[]>("textDocument/inlayHint", { ...document(file), range });
    assert.ok(hints.length > 0);
    assert.ok(hints.every(({ label }) => !String(label).includes("@")));
  });

  it("shows a refused expression at its place", async () => {
    await edit("at: o.paid_at", "at: o.paid_at + 'x'");
    const result = await client.request<PreviewResult>(requests.preview, {
      uri: client.uri(orders),
      event: "order_paid",
    });
    assert.ok(result.status === "failed" && result.range, JSON.stringify(result));
    const line = text.replace("at: o.paid_at", "at: o.paid_at + 'x'").split("\n")[result.range.start.line];
    assert.match(line ?? "", /o\.paid_at \+ 'x'/);
    await client.change(orders, text);
  });

  it("stops a query when the client cancels", async () => {
    const file = "events/endless.events.yml";
    const query =
      "select 1 as id, now()::timestamp as at from range(1000000000) a, range(1000000000) b where a.range + b.range < 0";
    await client.open(
      file,
      `from: {sql: "${query}"}\nas: q\nkey: q.id\nevents:\n  thing_waited:\n    at: q.at\n`,
    );
    const cancelled = client.cancellable<PreviewResult>(requests.preview, {
      uri: client.uri(file),
      event: "thing_waited",
    });
    await client.status(({ busy }) => busy === "Previewing thing_waited");
    cancelled.cancel();
    const result = await cancelled.result.catch((error: unknown) =>
      error instanceof ResponseError ? "cancelled" : error,
    );
    assert.ok(
      result === "cancelled" || (result as PreviewResult).status === "cancelled",
      JSON.stringify(result),
    );
    await client.status(({ busy }) => busy === undefined);
  });

  it("offers patterns, owned by a team of the file's project", async () => {
    const inProject = await client.request<OfferedPattern[]>(requests.patterns, { uri: client.uri(orders) });
    const refunds = inProject.find(({ title }) => title === "Refunds");
    assert.match(refunds?.snippet ?? "", /^from: \$\{1:billing\.payments\}$[\s\S]*^owner: (?!finance)/m);
    const anywhere = await client.request<OfferedPattern[]>(requests.patterns, {});
    assert.match(anywhere.find(({ title }) => title === "Refunds")?.snippet ?? "", /^owner: finance$/m);
  });

  it("writes the SQL of an event, and follows edits", async () => {
    const compile = () =>
      client.request<CompileResult>(requests.compile, { uri: client.uri(orders), event: "order_paid" });
    const before = await compile();
    assert.match(before.sql, /o\.paid_at/);
    assert.equal(before.dialect, "duckdb");
    await edit("at: o.paid_at", "at: o.shipped_at");
    const after = await compile();
    assert.match(after.sql, /o\.shipped_at/);
    assert.doesNotMatch(after.sql, /o\.paid_at/);
    assert.equal(after.halfTyped, undefined);
    await edit("at: o.paid_at", "at: o.pai");
    assert.equal((await compile()).halfTyped, true);
    await client.change(orders, text);
    assert.equal((await compile()).sql, before.sql);
  });

  it("survives what clients may send", async () => {
    const broken = "from: {{{\n\u0000 - ? : |\n\ud83d\n";
    await client.open("events/broken.events.yml", broken);
    await client.diagnostics("events/broken.events.yml", (all) => all.length > 0);
    for (const method of ["completion", "hover", "definition", "prepareRename"]) {
      await client.request(`textDocument/${method}`, {
        ...document("events/broken.events.yml"),
        position: { line: 900, character: 900 },
      });
    }
    await client.request("textDocument/codeLens", { textDocument: { uri: "untitled:Untitled-1" } });
    assert.deepEqual(
      client.log.filter((line) => /Error/.test(line)),
      [],
    );
  });

  it("runs nothing in an untrusted workspace until it is trusted", async () => {
    const careful = await startClient({ folder, trusted: false });
    await careful.open(orders, text);
    const ask = () =>
      careful.request<PreviewResult>(requests.preview, {
        uri: careful.uri(orders),
        event: "order_placed",
        limit: 1,
      });
    const refused = await ask();
    assert.ok(refused.status === "failed" && /untrusted/.test(refused.message));
    const columns = await careful.request<CompletionItem[]>("textDocument/completion", {
      ...document(),
      position: cursorIn(text.replace("at: o.paid_at", "at: ‸o.paid_at")).position,
    });
    assert.ok(columns.length > 0, "language features work all the same");
    await careful.connection.sendNotification(notifications.trusted);
    assert.equal((await ask()).status, "rows");
    await careful.stop();
  });

  it("gives the same answers after it was killed and started again", async () => {
    const first = await startClient({ folder, trusted: true });
    const mistaken = text.replace("owner: growth\n", "owner: grwth\n");
    await first.open(orders, mistaken);
    const before = await first.diagnostics(orders, (all) => all.length > 0);
    const exit = once(first.process, "exit");
    first.process.kill("SIGKILL");
    await exit;
    const second = await startClient({ folder, trusted: true });
    await second.open(orders, mistaken);
    assert.deepEqual(await second.diagnostics(orders, (all) => all.length > 0), before);
    await second.stop();
  });

  it("ends when its client ends", async () => {
    const orphan = await startClient({ folder });
    const exit = once(orphan.process, "exit");
    orphan.process.stdin?.end();
    await exit;
  });

  it("tells which project, connection and work there is", async () => {
    const status: Status = await client.status(({ project }) => project === "shop");
    assert.equal(status.connection, "files");
    assert.deepEqual(status.connections, ["files"]);
  });
});
