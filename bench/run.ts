/** Every figure beside a rival's in the same run on the same machine. Prints a Markdown table. */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { coldCheck, editOne } from "./project.ts";
import { table } from "./support/report.ts";
import { yamlLanguageServer } from "./support/yamlLanguageServer.ts";
import { typing } from "./typing.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rival = await yamlLanguageServer(root);
const rows = [...(await typing(rival)), await coldCheck(root, rival.name), await editOne()];
const text = `Node ${process.versions.node}, ${cpus().length} cores.\n\n${table(rows)}\n`;
console.log(text);
await writeFile(join(root, ".cache", "bench.md"), text);
