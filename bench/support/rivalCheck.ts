/** The rival's `check`: reads every spec file of a folder and validates it. Arguments: the repository, the folder. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { yamlLanguageServer } from "./yamlLanguageServer.ts";

const [root = ".", folder = "."] = process.argv.slice(2);
const rival = await yamlLanguageServer(root);
let count = 0;
let files = 0;
for (const entry of await readdir(folder, { recursive: true }))
  if (entry.endsWith(".events.yml")) {
    // A revision of its own for each: of one that it knows, the rival keeps the tree, whatever the text.
    count += (await rival.validate(await readFile(join(folder, entry), "utf8"), ++files)).length;
  }
console.log(count);
