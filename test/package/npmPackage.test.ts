import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../support/connections.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const shell = process.platform === "win32";

/** All that the package may hold, by its path in it. */
const expected: readonly RegExp[] = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|SECURITY\.md|THIRD_PARTY_LICENCES\.md)$/,
  /^dist\/(cli|languageServer|engineProcess)\.js$/,
  /^dist\/chunks\/[\w.-]+\.js$/,
  /^docs\/rules\/[\w-]+\.md$/,
  /^schemas\/[\w.-]+\.json$/,
];

interface Packed {
  readonly filename: string;
  readonly version: string;
  readonly files: readonly { readonly path: string }[];
}

function npm(folder: string, ...args: string[]): string {
  return execFileSync("npm", args, {
    cwd: folder,
    shell,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

describe("the npm package", function () {
  this.timeout(180_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let packed: Packed;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    folder = await temporaryFolder({
      "package.json": '{"name": "somebody", "private": true}',
      "home/.keep": "",
      "project/orders.csv":
        "order_id,customer,ordered_at\n1,7,2026-01-05 10:00:00\n2,8,2026-01-06 10:00:00\n",
    });
    // What is packed is what `npm test` has built; a release builds it anew (`prepack`).
    const said = npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", folder.path);
    [packed] = JSON.parse(said) as [Packed];
    // npm's own cache holds what the repository was installed from; nothing else of this home is seen.
    const cache = npm(root, "config", "get", "cache").trim();
    npm(
      folder.path,
      "install",
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      "--cache",
      cache,
      packed.filename,
    );
    const { PATH, SystemRoot } = process.env;
    env = { PATH, SystemRoot, HOME: join(folder.path, "home"), USERPROFILE: join(folder.path, "home") };
  });
  after(() => folder?.remove());

  function run(...args: string[]) {
    const bin = join(folder.path, "node_modules", ".bin", "eventspec");
    return spawnSync(bin, args, { cwd: join(folder.path, "project"), shell, encoding: "utf8", env });
  }

  it("holds what it needs and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    assert.deepEqual(
      paths.filter((path) => !expected.some((pattern) => pattern.test(path))),
      [],
    );
    for (const pattern of expected)
      assert.ok(
        paths.some((path) => pattern.test(path)),
        String(pattern),
      );
  });

  it("tells its version, which stands in one place", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Packed;
    assert.equal(packed.version, version);
    assert.equal(run("--version").stdout, `${version}\n`);
  });

  it("makes a project out of a folder of files, checks it, and shows rows and the page of a rule", () => {
    const made = run("init");
    assert.equal(made.status, 0, made.stdout + made.stderr);
    const checked = run("check");
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    const event = /^ {2}(\w+):$/m.exec(run("compile", "--format", "json").stdout)?.[1];
    const { relations } = JSON.parse(run("compile", "--format", "json").stdout);
    const preview = run("preview", event ?? relations[0].events[0], "--format", "json");
    assert.equal(preview.status, 0, preview.stdout + preview.stderr);
    assert.equal(JSON.parse(preview.stdout).rows.length, 2);
    assert.match(run("rules", "unknown-column").stdout, /must/);
  });

  it("speaks as a language server", async () => {
    const bin = join(folder.path, "node_modules", ".bin", "eventspec");
    const server = spawn(bin, ["lsp", "--stdio"], { shell, env, stdio: ["pipe", "pipe", "inherit"] });
    const params = { processId: null, rootUri: null, capabilities: {} };
    const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    server.stdin.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
    let said = "";
    for await (const part of server.stdout.setEncoding("utf8")) {
      said += part;
      if (said.includes('"completionProvider"')) break;
    }
    server.kill();
    assert.match(said, /"completionProvider"/);
  });
});
