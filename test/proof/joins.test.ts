import assert from "node:assert/strict";
import { join } from "node:path";
import { open, temporaryFolder } from "../support/connections.ts";
import { writeDatabase } from "../support/duckdbFile.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";

/** By the column that orders are joined by: a table with two keys that differ, of which one order finds both or one. */
const tables = {
  number: ["bigint", "(7), (8)", /^No key of the joined table repeats/],
  text: ["varchar", "('7'), ('07')", /more than one row for some/],
  fraction: ["double", "(7), (7.5)", /at most one row for each/],
  called: ["varchar", "('a'), ('A')", /more than one row for some/],
} as const;
const names = ["number", "text", "fraction", "called"] as const;
const orders =
  "create table orders (id integer, number integer, text integer, fraction integer, called varchar collate nocase, at_ timestamp)";

describe("joins on keys that don't repeat", () => {
  it("pass only where no cast and no collation makes two of them equal", async () => {
    const folder = await temporaryFolder();
    await writeDatabase(
      join(folder.path, "shop.duckdb"),
      orders,
      "insert into orders values (1, 7, 7, 7, 'a', timestamp '2026-01-01')",
      ...names.flatMap((name) => [
        `create table by_${name} (id ${tables[name][0]})`,
        `insert into by_${name} values ${tables[name][1]}`,
      ]),
    );
    const connection = await open("duckdb", { path: "shop.duckdb" }, { projectRoot: folder.path });
    try {
      const joins = names.map((name) => `  - {from: by_${name}, as: ${name}, on: ${name}.id = o.${name}}`);
      const spec = `from: orders\nas: o\nkey: o.id\njoin:\n${joins.join("\n")}\nevents: {placed: {at: o.at_}}\n`;
      const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
      const results = await prove(project, connection);
      for (const name of names)
        assert.match(
          String(results.get(`placed one_row_per_join join ${name} finds at most one row`)?.message),
          tables[name][2],
        );
    } finally {
      await connection.close();
      await folder.remove();
    }
  });
});
