/** Secrets in the environment, `.env`, a key and a profile: nothing that the server says or logs holds them, nor a system report. */
import assert from "node:assert/strict";
import { systemReport } from "../../client/src/systemReport.ts";
import { requests, type Status } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";

const secret = "TOPSECRET4711";
const target = {
  type: "postgres",
  host: "127.0.0.1",
  port: 1,
  user: secret,
  password: secret,
  dbname: "d",
  schema: "s",
};
const project = `eventspec: 1
connection: file
connections:
  file: {type: duckdb, path: {env: TOP}}
  server: {type: postgres, host: {env: TOP}, port: 1, user: {env: FROM_FILE}, password: {env: TOP}, database: d}
  keyed: {type: postgres, host: 127.0.0.1, port: 1, database: d, sslmode: verify-ca, sslkey: the.key}
  profile: {type: dbt, profile: shop}
`;

describe("a server whose connections have secrets", () => {
  it("says none of them, whatever is asked", async () => {
    const spec = "from: t\nkey: id\nevents:\n  order_placed: {at: t.at, where: t.nope = 1}\n";
    const folder = await temporaryFolder({
      "eventspec.yml": project,
      "a.events.yml": spec,
      ".env": `FROM_FILE=${secret}\n`,
      "the.key": `-----BEGIN PRIVATE KEY-----\n${secret}\n`,
      "profiles.yml": JSON.stringify({ shop: { target: "x", outputs: { x: target } } }),
    });
    const client = await startClient({ folder: folder.path, trusted: true, env: { TOP: secret } });
    let said = "";
    client.process.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
    try {
      await client.open("eventspec.yml", project);
      await client.open("a.events.yml", spec);
      const event = { uri: client.uri("a.events.yml"), event: "order_placed" };
      for (const connection of ["file", "server", "keyed", "profile"]) {
        await client.request(requests.useConnection, { uri: event.uri, connection });
        await client.request(requests.preview, event).catch(() => undefined);
        await client.request(requests.compile, event).catch(() => undefined);
      }
      for (const [file, text] of Object.entries({ "eventspec.yml": project, "a.events.yml": spec }))
        for (const [line, written] of text.split("\n").entries())
          for (let character = 0; character < written.length; character += 3) {
            const at = { textDocument: { uri: client.uri(file) }, position: { line, character } };
            await client.request("textDocument/hover", at);
            await client.request("textDocument/completion", at);
          }
      const status: Status = await client.status(() => true);
      const facts = {
        extension: "1",
        vscode: "1",
        where: "desktop",
        remote: undefined,
        platform: "x",
        node: "20",
      } as const;
      const report = systemReport({ ...facts, trusted: true, folders: 1, serverRunning: true, status });
      assert.match(said, /\*\*\*/);
      for (const text of [said, client.log.join("\n"), report]) assert.doesNotMatch(text, /topsecret/i);
    } finally {
      await client.stop();
      await folder.remove();
    }
  });
});
