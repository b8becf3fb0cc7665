/** The tutorial is done as it says: its files are written, its commands run, and what they print is what it shows. */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const page = fileURLToPath(new URL("../../docs/tutorial.md", import.meta.url));

interface Block {
  /** Behind the language: the path of a file. */
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", file = "", text = ""]) => ({ language, file, text }),
  );
}

/** How long something takes is another time each time. */
function withoutTimes(text: string): string {
  return text.replace(/\d+(?:\.\d+)? m?s\b/g, "… ms").trimEnd();
}

describe("the tutorial", () => {
  it("prints what it shows, command by command", async function () {
    this.timeout(60_000);
    const folder = await temporaryFolder({});
    try {
      for (const { language, file, text } of blocksOf(await readFile(page, "utf8"))) {
        if (file !== "") {
          await mkdir(dirname(join(folder.path, file)), { recursive: true });
          await writeFile(join(folder.path, file), text);
        }
        if (language !== "console") continue;
        for (const [, command = "", shown = ""] of text.matchAll(
          /^\$ eventspec (.*)\n((?:(?!\$ ).*\n)*)/gm,
        )) {
          const { stdout, stderr, code } = await runHere(command.split(" "), { cwd: folder.path });
          assert.equal(withoutTimes(`${stdout}${stderr}`), withoutTimes(shown), command);
          assert.equal(code, 0, command);
        }
      }
    } finally {
      await folder.remove();
    }
  });
});
