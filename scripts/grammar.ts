/** Writes syntaxes/ from the shapes of the language; run after a key that holds SQL was added. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { grammars } from "./grammar/grammars.ts";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "syntaxes");

await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(grammars())) await writeFile(join(folder, name), text);
