import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Files that the runs in VS Code make: bundled suites, reports, the packaged extension. */
export const work = join(root, ".cache", "vscode");
