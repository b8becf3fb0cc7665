/** Every figure beside a rival's in the same run on the same machine, in processor time. Prints a Markdown table. */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { coldCheck, editOne, smallCheck } from "./project.ts";
import { table } from "./support/report.ts";
import { yamlLanguageServer } from "./support/yamlLanguageServer.ts";
import { typing } from "./typing.ts";

const root = process.cwd();
const rival = await yamlLanguageServer(root);
const rows = [
  ...(await typing(rival)),
  await coldCheck(root, rival.name),
  await smallCheck(root),
  await editOne(),
];
const text = `Node ${process.versions.node}, ${cpus().length} cores.\n\n${table(rows)}\n`;
console.log(text);
await writeFile(join(root, ".cache", "bench.md"), text);
