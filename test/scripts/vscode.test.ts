import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../support/connections.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("npm run vscode", () => {
  it("opens the example in the VS Code whose command is found", async () => {
    const windows = process.platform === "win32";
    const [name, program] = windows
      ? ["code.cmd", "@echo %* >> %CODE_LOG%\r\n"]
      : ["code", '#!/bin/sh\necho "$@" >> "$CODE_LOG"\n'];
    const folder = await temporaryFolder({ [name]: program });
    try {
      await chmod(join(folder.path, name), 0o755);
      const log = join(folder.path, "log");
      const env = { ...process.env, CODE_LOG: log, PATH: `${folder.path}${delimiter}${process.env.PATH}` };
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--import", "tsx", join(root, "scripts", "vscode.ts")],
        { env, encoding: "utf8", cwd: root },
      );
      assert.equal(status, 0, stderr);
      const [asked, opened = ""] = (await readFile(log, "utf8")).trim().split(/\r?\n/);
      assert.equal(asked?.trim(), "--version");
      assert.match(opened, /--extensionDevelopmentPath=\S+ .*examples.shop/);
    } finally {
      await folder.remove();
    }
  });
});
