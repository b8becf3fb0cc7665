import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { open } from "../support/connections.ts";
import { type Arena, asked, changes, secretPlace, tableStatements } from "./expressions/arena.ts";
import { attacksOnDuckDb } from "./expressions/attacks/duckdb.ts";
import { expressionSuite } from "./expressions/suite.ts";

export const suite = expressionSuite({ title: "Hostile expressions on DuckDB", open: arena, small: 60 });

async function arena(): Promise<Arena> {
  const place = await secretPlace();
  const file = join(place.folder, "data.duckdb");
  const instance = await DuckDBInstance.create(file);
  const maker = await instance.connect();
  const types = { integer: "integer", text: "varchar", decimal: "decimal(12,2)", timestamp: "timestamp" };
  for (const sql of ["create schema shop", ...tableStatements(types), "create sequence shop.numbers"])
    await maker.run(sql);
  maker.closeSync();
  instance.closeSync();
  const secret = `variable${process.pid}x`;
  process.env.HOSTILE_SECRET = secret;
  const connection = await open("duckdb", { path: "data.duckdb" }, { projectRoot: place.folder });
  const unguarded = await DuckDBInstance.create(":memory:");
  const session = await unguarded.connect();
  const differs = changes();
  return {
    connection,
    attacks: attacksOnDuckDb(place),
    secrets: [place.sentinel, secret],
    async damage() {
      const files = (await readdir(place.folder)).sort();
      return (
        (await place.written()) ??
        differs({
          database: createHash("md5")
            .update(await readFile(file))
            .digest("hex"),
          files: files.join(" "),
          ...Object.fromEntries(await asked(connection, settings)),
          "settings of the control": JSON.stringify((await session.runAndReadAll(settings)).getRows()),
        })
      );
    },
    controls: [
      `select content from read_text('${place.file}')`,
      `copy (select 1) to '${place.out}/c.csv'`,
      "set threads = 1",
    ],
    async unguarded(sql) {
      return JSON.stringify((await session.runAndReadAll(sql)).getRows());
    },
    async close() {
      await connection.close();
      session.closeSync();
      unguarded.closeSync();
      await place.remove();
    },
  };
}

/** Not the folder of the engine's process: one that a bomb has ended has a successor with another. */
const settings = `select name, value from duckdb_settings()
  where name not in ('temp_directory', 'allowed_directories') order by name`;
