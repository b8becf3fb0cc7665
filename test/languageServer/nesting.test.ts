import assert from "node:assert/strict";
import { temporaryFolder } from "../support/connections.ts";
import { deepExpressions } from "../support/deepSql.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

/** What the server is asked while a cursor stands in the SQL. */
const questions = ["hover", "completion", "signatureHelp", "definition"] as const;

describe("the language server on SQL that is nested too deep", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;

  before(async () => {
    folder = await temporaryFolder({ "eventspec.yml": "eventspec: 1\nname: p\n" });
    client = await startClient({ folder: folder.path });
  });
  after(async () => {
    await client.stop();
    await folder.remove();
  });

  it("finds it where it stands, answers, and goes on", async () => {
    const properties = Object.values(deepExpressions).map(
      (sql, at) => `      p${at}: {sql: ${JSON.stringify(sql)}}`,
    );
    const head =
      "from: shop.orders\nas: o\nkey: o.id\nevents:\n  order_paid:\n    at: o.at\n    properties:\n";
    await client.open("a.events.yml", `${head}${properties.join("\n")}\n`);
    const deep = (message: unknown) => /nested more than|operators follow/.test(String(message));
    const found = await client.diagnostics("a.events.yml", (all) => all.some(({ message }) => deep(message)));
    const lines = found.filter(({ message }) => deep(message)).map(({ range }) => range.start.line);
    assert.deepEqual(
      lines.sort((a, b) => a - b),
      properties.map((_, at) => at + 7),
    );
    for (const line of lines)
      for (const question of questions)
        await client.connection.sendRequest(`textDocument/${question}`, {
          textDocument: { uri: client.uri("a.events.yml") },
          position: { line, character: 40 },
        });
  });
});
