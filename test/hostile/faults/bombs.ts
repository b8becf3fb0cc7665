/** Expressions that explode while the engine looks for their type. */
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt, HostileRun } from "../../support/hostile.ts";
import { startClient } from "../../support/languageClient.ts";
import { watched } from "./watched.ts";

const file = "a.events.yml";
const explosive = ["range(300000000)::text", "repeat('x', 2000000000)", "list_sum(range(3000000000))"];
const spec = `from: shop.orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      status: upper(o.status)
`;

export const smallProject = {
  "eventspec.yml": "eventspec: 1\nconnections:\n  dev: {type: duckdb, files: {shop.orders: orders.csv}}\n",
  "orders.csv": "id,at,status\n1,2025-01-01 10:00:00,a\n2,2025-01-02 10:00:00,b\n",
  [file]: spec,
};

/** The word `upper`. */
export const hoverPlace = { line: 7, character: 16 };
const gib = 1024 ** 3;

export async function* bombs(size: HostileRun["size"]): AsyncGenerator<Attempt> {
  // The small part tries the one that is ended soonest.
  const [limit, tried] = size === "full" ? [4 * gib, explosive] : [gib / 2, explosive.slice(-1)];
  const folder = await temporaryFolder(smallProject);
  const env = { EVENTSPEC_ENGINE_MEMORY: String(limit) };
  const client = await startClient({ folder: folder.path, trusted: true, env });
  try {
    await client.open(file, spec);
    await client.status(({ checked }) => checked?.types === true);
    const about = { client, file, position: hoverPlace, memoryLimit: limit };
    for (const expression of tried)
      yield await watched(expression, about, async () => {
        const start = spec.length + "      boom: ".length;
        await client.change(file, `${spec}      boom: ${expression}\n      after: o.nope\n`);
        await client.save(file);
        const found = await client.diagnostics(file, (all) =>
          all.some(({ code, range }) => code === "sql-refused" && range.start.line === 8),
        );
        const boom = found.find(({ code }) => code === "sql-refused");
        if (boom?.range.start.character !== "      boom: ".length)
          throw new Error(`The finding stands at ${JSON.stringify(boom?.range)}, not at offset ${start}.`);
        if (!found.some(({ range }) => range.start.line === 9))
          throw new Error("The mistake after it was not found.");
        await client.change(file, spec);
        await client.save(file);
        await client.diagnostics(file, (all) => !all.some(({ code }) => code === "sql-refused"));
        return "a finding at the expression";
      });
  } finally {
    await client.stop();
    await folder.remove();
  }
}
