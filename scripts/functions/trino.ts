/** Asks a Trino server of its own: `show functions`. */
import { startTrino } from "../../test/support/trino.ts";
import { type Functions, sorted } from "./answer.ts";
import { trinoGrammar } from "./documented.ts";

export async function askTrino(): Promise<Functions> {
  const server = await startTrino();
  try {
    const [[version] = []] = await server.sql("select node_version from system.runtime.nodes");
    const rows = await server.sql("show functions");
    const names = [...rows.map(([name]) => String(name)), ...trinoGrammar];
    return {
      source: `\`show functions\` of Trino ${version}`,
      ...sorted(
        "trino",
        names.map((name) => ({ name, computes: true })),
      ),
    };
  } finally {
    await server.stop();
  }
}
